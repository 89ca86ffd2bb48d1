import Basics
import Model
import Texts
import Views

// Joint operations: the plan, how its gates truly stood at the word, and what happened minute by minute.
extension DebriefReport {
    var operationsSection: Node {
        guard !debrief.operations.isEmpty else { return .nothing }
        return part(
            "operations", ctx.t(OperationText.title), ctx.t(OperationText.debriefIntro),
            .each(debrief.operations.enumerated()) { place, line in
                OperationSheet(ctx, "debrief-operation-\(place)", line, at: at).node
            })
    }

    func operationWords(_ name: Text, _ step: Debrief.OperationStep) -> String {
        let name = ctx.say(name)
        return switch step {
        case .planned(let version): ctx.t(OperationText.linePlanned, ["name": name, "number": version])
        case .answered(true): ctx.t(OperationText.lineTakesPart, ["name": name])
        case .answered(false): ctx.t(OperationText.lineTakesNone, ["name": name])
        case .ordered: ctx.t(OperationText.lineOrdered, ["name": name])
        case .begun: ctx.t(OperationText.lineBegun, ["name": name])
        case .minute(let text): ctx.t(OperationText.lineMinute, ["name": name, "text": ctx.say(text)])
        case .over: ctx.t(OperationText.lineOver, ["name": name])
        case .calledOff: ctx.t(OperationText.lineCalledOff, ["name": name])
        }
    }
}

extension Debrief.OperationStep {
    var signal: Signal {
        switch self {
        case .planned, .answered(true), .ordered: .waiting
        case .begun, .minute: .new
        case .over: .done
        case .answered(false), .calledOff: .none
        }
    }
}

/// One operation with the truth behind it, for control and for the debrief.
struct OperationSheet {
    let ctx: PageContext
    let id: String
    let line: OperationLine
    let at: (ExerciseTime) -> String

    init(_ ctx: PageContext, _ id: String, _ line: OperationLine, at: @escaping (ExerciseTime) -> String) {
        (self.ctx, self.id, self.line, self.at) = (ctx, id, line, at)
    }

    private func t(
        _ text: OperationText, _ arguments: KeyValuePairs<String, any TextArgument> = [:]
    ) -> String { ctx.t(text, arguments) }

    var node: Node {
        card(
            cardHead(h3(.text(ctx.say(line.name))), chip(standing)),
            definitionList(rows),
            .when(line.text.isSaid, ctx.paragraphs(ctx.say(line.text))),
            .when(line.reason.isSaid, ctx.paragraphs(ctx.say(line.reason))),
            fold(id: id + "-parts", t(.partsHeading), parts),
            h4(.text(t(line.startedAt == nil ? .gatesTruth : .gatesAtStart))),
            .when(line.isDanger, p(.text(t(.wasDanger)))), gates,
            h4(.text(t(.minutesHeading))),
            line.minutes.isEmpty
                ? p(.class("quiet"), .text(t(line.startedAt == nil ? .notBegun : .minutesNone)))
                : timeline(
                    line.minutes.enumerated().map { place, minute in
                        TimelineEntry(
                            id: "\(id)-minute-\(place)", when: at(minute.at),
                            span(.text(ctx.say(minute.text))))
                    }))
    }

    private var standing: String {
        switch line.standing {
        case .planned: t(.standingPlanned)
        case .ordered(let time): t(.standingOrdered, ["time": at(time)])
        case .underWay: t(.standingUnderWay)
        case .over: t(.standingOver)
        case .calledOff: t(.standingCalledOff)
        }
    }

    private var rows: [(name: String, value: Node)] {
        [
            (t(.leads), .text(ctx.say(line.lead))),
            (t(.sites), .text(ctx.t.format.list(line.sites.map { ctx.say($0) }))),
            (t(.hour), .text(at(line.hour))),
            (t(.reception), .text(line.reception.map { ctx.say($0) } ?? t(.noReception))),
            (t(.plan), .text(t(.version, ["number": line.version]))),
        ]
    }

    private var parts: Node {
        dataTable(
            t(.partsHeading), columns: [t(.partAgency), t(.partDoes), t(.partStanding)],
            rows: line.parts.map { part in
                [
                    .text(ctx.say(part.agency)),
                    part.names.isEmpty ? .text(t(.noPart)) : ctx.each(part.names),
                    .group([
                        chip(t(part.standing.words), part.standing.signal),
                        .when(part.reason.isSaid, ctx.paragraphs(ctx.say(part.reason))),
                    ]),
                ]
            })
    }

    private var gates: Node {
        ul(
            .class("rows"),
            .each(line.gates) { gate in
                let signal: Signal = gate.isMet ? .done : gate.overrides ? .none : .due
                let words: OperationText =
                    gate.overrides
                    ? gate.isMet ? .gateDanger : .gateNoDanger
                    : line.startedAt == nil
                        ? gate.isMet ? .gateMet : .gateUnmet : gate.isMet ? .wasMet : .wasNotMet
                return li(
                    div(
                        .class("line"), .data("signal", signal.rawValue),
                        span(.class("line-mark"), (signal.icon ?? .waiting).node),
                        span(
                            .class("line-main"), span(code(.text(gate.id)), " ", .text(ctx.say(gate.name))),
                            small(strong(.text(t(words)))),
                            .when(!gate.isMet && !gate.overrides, small(.text(ctx.say(gate.says)))),
                            .with(gate.article) { small(ctx.lawLink($0)) })))
            })
    }
}
