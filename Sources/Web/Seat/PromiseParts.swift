import Basics
import Model
import Texts
import Views

// What our agency has promised to people, on the page Now.
extension SeatPages {
    func promiseList(_ promises: [PromiseView]) -> Node {
        guard !promises.isEmpty else { return .nothing }
        return .group([
            h2(.text(t(ProcedureText.promisesHeading))),
            p(.class("quiet small"), .text(t(ProcedureText.promisesIntro))),
            ul(.class("rows"), .each(promises, promiseLine)),
        ])
    }

    private func promiseLine(_ promise: PromiseView) -> Node {
        li(
            div(
                .class("line"), .data("signal", (promise.isBroken ? Signal.breach : .due).rawValue),
                span(.class("line-mark"), (promise.isBroken ? Icon.breach : .due).node),
                span(
                    .class("line-main"),
                    span(.text(ctx.say(promise.name)), ": ", personLink(promise.person)),
                    small(
                        .text(
                            t(
                                promise.isBroken ? ProcedureText.dutyMissed : .dutyDue,
                                ["time": times.exact(promise.due)]))),
                    .when(
                        !promise.acts.isEmpty,
                        span(
                            .class("row"),
                            .each(promise.acts) { act in
                                buttonLink(
                                    ctx.say(act.name),
                                    to: "/act/\(act.handle.text)?person=\(promise.person.handle.text)")
                            })))))
    }
}

extension PromiseEnd? {
    package var words: ProcedureText {
        switch self {
        case nil: .promiseOpen
        case .kept?: .promiseKept
        case .broken?: .promiseBroken
        case .void?: .promiseVoid
        case .late?: .promiseLate
        }
    }
}
