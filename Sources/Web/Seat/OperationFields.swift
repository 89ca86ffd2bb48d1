import Basics
import HTTPCore
import Model
import Texts
import Views

// The fields of planning a joint operation, step by step, and of what is said about one.
extension ActFields {
    private var t: Tongue { pages.t }
    private func say(_ text: Text) -> String { pages.ctx.say(text) }

    /// The plan that is changed, or of which the act speaks.
    var operation: OperationView? {
        input["item"].flatMap { Handle($0) }.flatMap { pages.view.operation($0) }
    }

    var operationFields: Node {
        switch act.verb {
        case .planOperation: planFields
        case .beginOperation: .group([whichOperation, whenField])
        default: .group([whichOperation, .each(act.choices.enumerated()) { choice($0, $1) }, text])
        }
    }

    private var whichOperation: Node {
        let known = act.items.compactMap { pages.view.operation($0) }
        guard !known.isEmpty else { return .nothing }
        return selectField(
            id: "field-item", name: "item", FieldText(t(OperationText.fieldOperation)),
            choices: unlessOnly(
                known.map { (value: $0.handle.text, words: pages.operationTitle($0)) }),
            chosen: input["item"], isRequired: true)
    }

    private var whenField: Node {
        let chosen = input["at_hour"].map { $0 == "1" } ?? isHourComing
        return radioField(
            id: "field-at-hour", name: "at_hour", FieldText(t(OperationText.fieldWhen)),
            [
                Choice("0", .text(t(OperationText.now)), isChosen: !chosen),
                Choice("1", .text(t(OperationText.atHour)), isChosen: chosen),
            ])
    }

    /// A plan that has its hour before it is not begun early by whoever taps on.
    private var isHourComing: Bool {
        let known = act.items.compactMap { pages.view.operation($0) }
        let meant = input["item"].flatMap { Handle($0) }
        guard let plan = known.first(where: { $0.handle == meant }) ?? known.first else { return false }
        return plan.hour > pages.view.clock.now
    }

    // MARK: Planning

    private var planFields: Node {
        .group([
            .with(operation) { old in
                .group([
                    hiddenField("item", old.handle.text),
                    p(.class("quiet"), .text(t(OperationText.changes, ["number": old.version]))),
                ])
            },
            step(.stepWhere, sites), step(.stepWhen, hour), step(.stepWho, partners),
            step(.stepReception, reception),
            step(.stepRest, .group([.each(act.choices.enumerated()) { choice($0, $1) }, text])),
        ])
    }

    private func step(_ heading: OperationText, _ content: Node) -> Node {
        .group([h2(.text(t(heading))), content])
    }

    /// What stands in the old plan, unless something was chosen anew.
    private func chosen(_ name: String, _ old: [Handle]) -> [String] {
        let now = input.all(name)
        return now.isEmpty && input["text"] == nil ? old.map(\.text) : now
    }

    private var sites: Node {
        let chosen = chosen("places", operation?.sites.map(\.handle) ?? [])
        return checkField(
            id: "field-places", name: "places",
            FieldText(t(OperationText.fieldSites), help: t(OperationText.fieldSitesHelp)),
            act.places.map {
                Choice($0.handle.text, .text(say($0.name)), isChosen: chosen.contains($0.handle.text))
            })
    }

    private var hour: Node {
        let chosen = chosenHour.flatMap { isComing($0) ? String($0) : nil }
        let listed = act.hours.map(\.minutes)
        // The one that was chosen stays in the list while it is still to come.
        let own = chosen.flatMap { Int($0) }.flatMap { listed.contains($0) ? nil : $0 }
        return selectField(
            id: "field-hour", name: "hour",
            FieldText(
                t(OperationText.fieldHour), help: t(OperationText.fieldHourHelp),
                fault: input["hour"] == nil ? nil : hourFault),
            choices: [(value: "", words: t(ActText.choose))]
                + (listed + (own.map { [$0] } ?? [])).sorted().map {
                    (value: String($0), words: pages.times.exact(.start.after(minutes: $0)))
                },
            chosen: chosen, isRequired: true)
    }

    /// An exercise minute: what was chosen, else the hour of the plan that is changed.
    private var chosenHour: Int? {
        input["hour"] == nil
            ? operation?.hour.minutes : input.number("hour", in: 0...ActFields.latestMinute)
    }

    private func isComing(_ minute: Int) -> Bool {
        ExerciseTime.start.after(minutes: minute) > pages.view.clock.now
    }

    static let latestMinute = 1_000_000

    /// Why the plan cannot stand: no hour was chosen, or it has passed meanwhile.
    var hourFault: String? {
        guard act.verb == .planOperation else { return nil }
        guard let minute = input.number("hour", in: 0...ActFields.latestMinute) else {
            return t(OperationText.hourMissing)
        }
        let time = pages.times.exact(.start.after(minutes: minute))
        return isComing(minute) ? nil : t(OperationText.hourPassed, ["time": time])
    }

    private var partners: Node {
        let chosen = chosen(
            "agencies", operation?.agencies.filter { $0.standing != .lead }.map(\.agency.handle) ?? [])
        return checkField(
            id: "field-agencies", name: "agencies",
            FieldText(t(OperationText.fieldPartners), help: t(OperationText.fieldPartnersHelp)),
            act.agencies.map { agency in
                let parts = pages.view.partNames(agency.handle, inPlanOf: act.act).map(say)
                return Choice(
                    agency.handle.text, .text(say(agency.name)),
                    help: parts.isEmpty ? t(OperationText.noPart) : parts.joined(separator: "; "),
                    isChosen: chosen.contains(agency.handle.text))
            })
    }

    private var reception: Node {
        let old = input["text"] == nil ? operation?.reception?.handle.text : nil
        return selectField(
            id: "field-place", name: "place",
            FieldText(t(OperationText.fieldReception), help: t(OperationText.fieldReceptionHelp)),
            choices: [(value: "", words: t(OperationText.noReception))]
                + act.receptions.map { (value: $0.handle.text, words: say($0.name)) },
            chosen: input["place"] ?? old)
    }

    // MARK: What was chosen

    func operationSummary(_ request: ActRequest) -> [(name: String, value: Node)] {
        var rows: [(name: String, value: Node)] = []
        if let one = request.item.flatMap({ pages.view.operation($0) }) {
            rows.append((t(OperationText.fieldOperation), .text(pages.operationTitle(one))))
        }
        let sites = act.places.filter { request.places.contains($0.handle) }
        if !sites.isEmpty {
            rows.append((t(OperationText.sites), ul(.each(sites) { li(.text(say($0.name))) })))
        }
        if act.verb == .planOperation, let minute = request.hour {
            rows.append((t(OperationText.hour), .text(pages.times.exact(.start.after(minutes: minute)))))
        }
        if act.verb == .beginOperation {
            rows.append(
                (
                    t(OperationText.fieldWhen),
                    .text(t(request.atHour ? OperationText.atHour : .now))
                ))
        }
        return rows
    }
}
