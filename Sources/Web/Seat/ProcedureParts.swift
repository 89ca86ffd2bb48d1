import Basics
import Model
import Texts
import Views

// What the law asks, how far the procedure is, and what a case would rest on.
extension SeatPages {
    /// Duties that run now, on the page Now.
    func dutyList(_ duties: [DutyView], ended: [EndedDutyView]) -> Node {
        guard !duties.isEmpty || !ended.isEmpty else { return .nothing }
        return .group([
            h2(.text(t(ProcedureText.dutiesHeading))),
            .when(
                !duties.isEmpty,
                .group([
                    p(.class("quiet small"), .text(t(ProcedureText.dutiesIntro))),
                    ul(.class("rows"), .each(duties, dutyLine)),
                ])),
            // What is gone from above is not gone without a word.
            .when(
                !ended.isEmpty,
                fold(
                    id: "duties-ended", t(ProcedureText.dutiesEnded, count: ended.count),
                    ul(.class("rows"), .each(ended, endedLine)))),
        ])
    }

    private func endedLine(_ duty: EndedDutyView) -> Node {
        let words: ProcedureText = duty.isOurs ? .dutyDone : .dutyOver
        return li(
            div(
                .class("line"), .data("signal", (duty.isOurs ? Signal.done : .none).rawValue),
                span(.class("line-mark"), (duty.isOurs ? Icon.done : .information).node),
                span(
                    .class("line-main"),
                    span(
                        .text(ctx.say(duty.name)),
                        .with(duty.person) { person in .group([": ", personLink(person)]) }),
                    small(
                        .text(t(words, ["time": times.exact(duty.endedAt)])), " · ", code(.text(duty.rule))),
                    .when(duty.wasMissed, small(.text(t(ProcedureText.dutyWasMissed)))))))
    }

    private func dutyLine(_ duty: DutyView) -> Node {
        let isMissed = duty.standing == .missed
        return li(
            div(
                .class("line"), .data("signal", (isMissed ? Signal.breach : .due).rawValue),
                span(.class("line-mark"), (isMissed ? Icon.breach : .due).node),
                span(
                    .class("line-main"),
                    span(
                        .text(ctx.say(duty.name)),
                        .with(duty.person) { person in .group([": ", personLink(person)]) }),
                    small(.text(when(duty)), " · ", code(.text(duty.rule))),
                    small(.text(ctx.say(duty.says))),
                    .with(duty.article) { small(articleLink($0)) },
                    .when(
                        !duty.acts.isEmpty,
                        span(
                            .class("row"),
                            .each(duty.acts) { act in
                                buttonLink(
                                    ctx.say(act.name),
                                    to: "/act/" + act.handle.text
                                        + (duty.person.map { "?person=" + $0.handle.text } ?? ""))
                            })))))
    }

    private func when(_ duty: DutyView) -> String {
        guard let due = duty.due else { return t(ProcedureText.dutyNoLimit) }
        let text = duty.standing == .missed ? ProcedureText.dutyStillPossible : .dutyDue
        return t(text, ["time": times.exact(due)])
    }

    private func articleLink(_ article: ArticleView) -> Node {
        a(.href("/law/" + article.handle.text), .text(ctx.say(article.title)))
    }

    /// Procedure, signs and elements of one person, folded so that the first look stays short.
    /// - Parameter list: of signs, chosen by position.
    func procedureParts(_ person: PersonView, list: Int?) -> Node {
        .group(
            view.pathways(for: person.handle).filter { !$0.steps.isEmpty }.enumerated().map {
                number, pathway in
                fold(
                    id: "pathway-\(number)",
                    t(view.showsLaw ? ProcedureText.pathwayHeading : .pathwayTaken),
                    pathwayPart(pathway, person))
            } + [
                .with(view.indicators(for: person.handle, list: list)) { signs in
                    fold(
                        id: "signs", t(ProcedureText.indicatorsHeading), open: list != nil,
                        indicatorsPart(signs, of: person))
                },
                .with(view.showsLaw ? view.elements(for: person.handle) : nil) { elements in
                    fold(id: "elements", t(ProcedureText.elementsHeading), elementsPart(elements))
                },
            ])
    }

    private func pathwayPart(_ pathway: PathwayView, _ person: PersonView) -> Node {
        .group([
            p(strong(.text(ctx.say(pathway.name)))), prose(pathway.about),
            ol(
                .class("rows"),
                .each(pathway.steps) { step in
                    li(
                        div(
                            .class("line"),
                            .data("signal", (step.takenAt == nil ? Signal.none : .done).rawValue),
                            span(.class("line-mark"), (step.takenAt == nil ? Icon.waiting : .done).node),
                            span(
                                .class("line-main"), span(.text(ctx.say(step.name))),
                                .when(!step.says.isEmpty, small(.text(ctx.say(step.says)))),
                                small(
                                    .text(
                                        step.takenAt.map {
                                            t(ProcedureText.stepTaken, ["time": times.exact($0)])
                                        } ?? t(ProcedureText.stepOpen)),
                                    .with(step.article) { .group([" · ", articleLink($0)]) }),
                                .when(
                                    step.takenAt == nil && !step.acts.isEmpty && !isOver,
                                    span(
                                        .class("row"),
                                        .each(step.acts) { act in
                                            buttonLink(
                                                ctx.say(act.name),
                                                to: "/act/\(act.handle.text)?person=\(person.handle.text)")
                                        })))))
                }),
            p(.class("quiet small"), .text(t(ProcedureText.pathwayNote))),
        ])
    }
}
