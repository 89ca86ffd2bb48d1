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
                                promise.isBroken ? ProcedureText.promiseMissed : .dutyDue,
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

// What this seat has asked a person, and the person is still thinking about.
extension SeatPages {
    func awaitedList(_ awaited: [AwaitedAnswer]) -> Node {
        guard !awaited.isEmpty, !isOver else { return .nothing }
        return .group([
            h2(.text(t(PeopleText.awaitedHeading))),
            p(.class("quiet small"), .text(t(PeopleText.awaitedIntro))),
            ul(.class("rows"), .each(awaited) { awaitedLine($0, isNamed: true) }),
        ])
    }

    /// The same on the page of the person.
    func awaitedNotice(_ person: PersonView) -> Node {
        let awaited = view.awaited.filter { $0.person.handle == person.handle }
        guard !awaited.isEmpty, !isOver else { return .nothing }
        return notice(
            .waiting, t(PeopleText.awaitedHeading),
            ul(.class("rows"), .each(awaited) { awaitedLine($0, isNamed: false) }),
            p(.text(t(PeopleText.awaitedIntro))))
    }

    private func awaitedLine(_ awaited: AwaitedAnswer, isNamed: Bool) -> Node {
        let what =
            awaited.consent.map { ctx.words($0) }
            ?? t(TalkText.askedAbout, ["topic": ctx.say(awaited.topic)])
        return li(
            div(
                .class("line"), .data("signal", Signal.waiting.rawValue),
                span(.class("line-mark"), Icon.waiting.node),
                span(
                    .class("line-main"),
                    span(
                        .text(t(awaited.consent == nil ? PeopleText.awaitedTalk : .awaitedConsent)),
                        .when(isNamed, .group([": ", personLink(awaited.person)]))),
                    small(.text(what)),
                    small(.text(t(PeopleText.awaitedUntil, ["time": times.exact(awaited.until)]))))))
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
