import Basics
import Engine
import Model

/// `notify`: whom an act about a person is written to once it has been done.
extension Decoder {
    func noticeKeys(_ act: inout ActType, _ fields: Fields, _ scope: Scope) {
        guard act.verb.concernsPerson else {
            fields.refuse("notify", because: "only act types about a person use it")
            return
        }
        act.notices = mapping(fields.optional("notify"), "notify").map { notice($0, of: act.id, scope) }
    }

    private func notice(_ entry: Entry, of act: String, _ scope: Scope) -> DecisionNotice {
        var notice = DecisionNotice()
        notice.id = entry.key
        guard let fields = Fields(entry.value, "The notice \(entry.key)", findings) else { return notice }
        let path = "act.\(act).notice.\(entry.key)"
        notice.title = text(fields.required("title"), path + ".title")
        notice.says = text(fields.required("says"), path + ".says", markdown: true)
        notice.appeal = optionalText(fields.optional("appeal"), path + ".appeal")
        notice.when = condition(fields.optional("when"), scope)
        notice.agencies = ids(oneOrMore(fields.optional("to")), "agency", in: names.agencies)
        notice.powers = ids(oneOrMore(fields.optional("to_power")), "power", in: names.powers)
        notice.toInvolved = truth(fields.optional("involved"), "involved") ?? false
        notice.toPerson = truth(fields.optional("person"), "person") ?? false
        notice.tellsWords = truth(fields.optional("words"), "words") ?? false
        if notice.agencies.isEmpty, notice.powers.isEmpty, !notice.toInvolved, !notice.toPerson {
            findings.error(
                .missingKey, at: fields.spot, "to”, “to_power”, “involved” or “person", fields.what)
        }
        fields.finish()
        return notice
    }
}

// MARK: - In examples

extension Decoder {
    /// `{notice: mark_presumed.period, to: north_migration}`, with `person: true` to the person; `no_notice` says the contrary.
    func noticeClaim(_ fields: Fields, _ scenario: Scenario) -> Example.Claim.What? {
        let isWritten = fields.has("notice")
        let key = isWritten ? "notice" : "no_notice"
        let to = fields.optional("to").flatMap { id($0, "agency", in: names.agencies) }
        let person = truth(fields.optional("person"), "person") ?? false
        let acts = scenario.world.acts
        let all: [(String, (ActTypeID, String))] = acts.ids.flatMap { type in
            acts[type].notices.map { (acts[type].id + "." + $0.id, (type, $0.id)) }
        }
        return word(fields.optional(key), "a notice of an act type (act_type.notice)", all).map {
            .notice($0.0, $0.1, to: to, person: person, isWritten: isWritten)
        }
    }
}

extension ExamplePlay {
    func holds(notice claim: Example.Claim.What, _ engine: Engine, _ state: State) -> Bool? {
        guard case .notice(let type, let id, let to, let person, let isWritten) = claim else { return nil }
        let found = state.items.contains { record in
            guard let (notice, booking) = engine.notice(record.item, in: state) else { return false }
            return booking.act.type == type && notice.id == id
                && (to.map { agency in record.item.seats.contains { state.seats[$0].agency == agency } }
                    ?? true)
                && (!person || notice.toPerson && !record.item.persons.isEmpty)
        }
        return found == isWritten
    }
}
