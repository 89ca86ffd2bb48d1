import HTTPCore
import Model
import Roster
import Texts
import Views

// Forms that were begun: kept beside the name of who began them, so that they are there on every device of that person,
// and are erased with the name.
extension Site {
    private static let prefix = "act/"

    /// Why what was begun is not kept.
    enum NotKept {
        /// It is about nobody whom the seat knows.
        case stranger
        case tooLong
        case tooMany
    }

    private static func key(_ act: Handle, _ person: String) -> String {
        prefix + act.text + "/" + person
    }

    /// The form that was begun: about the person whom the address names, else the newest.
    static func kept(_ act: Prospect, person: String?, _ visit: SeatVisit) async throws(RosterError)
        -> Fields?
    {
        let all = try await visit.visit.site.roster.drafts(of: visit.guest.participant.number)
        let mine = all.filter { $0.key.hasPrefix(prefix + act.act.text + "/") }
        let found =
            person.map { person in mine.first { $0.key == key(act.act, person) } }
            ?? mine.max { $0.savedMs < $1.savedMs }
        return found.map { Fields(urlEncoded: $0.text.utf8) }
    }

    /// All that this person has begun in this seat, the newest first.
    static func begun(_ visit: SeatVisit) async throws(RosterError) -> [FormDraft] {
        let drafts = try await visit.visit.site.roster.drafts(of: visit.guest.participant.number)
        return drafts.sorted { $0.savedMs > $1.savedMs }.compactMap { draft in
            let parts = draft.key.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "act", let act = Handle(String(parts[1])) else { return nil }
            return FormDraft(act: act, person: Handle(String(parts[2])))
        }
    }

    /// Keeps what is filled in; the answer if that cannot be.
    static func notKept(
        _ input: Fields, of act: Prospect, _ visit: SeatVisit
    ) async throws(RosterError) -> Reply? {
        let t = visit.ctx.t
        let words: String
        switch try await keep(input, of: act, visit) {
        case nil: return nil
        case .stranger: return .missing
        case .tooLong:
            words =
                ActFields(visit.pages, act, input).tooLong
                ?? t(ProblemText.draftTooLong, ["limit": TextLimits.draftBytes / 1000])
        case .tooMany: words = t(ProblemText.draftsTooMany, ["limit": TextLimits.drafts])
        }
        return .problem(visit.pages.actForm(act, input, fault: words), .contentTooLarge)
    }

    static func keep(
        _ input: Fields, of act: Prospect, _ visit: SeatVisit
    ) async throws(RosterError) -> NotKept? {
        let pages = visit.pages
        let person = input["person"] ?? ""
        guard person.isEmpty || Handle(person).flatMap({ pages.view.person($0) }) != nil else {
            return .stranger
        }
        guard ActFields(pages, act, input).tooLong == nil else { return .tooLong }
        let told = Fields(
            input.fields.filter { field in
                !["command", "go", "erase", "begun"].contains(field.name)
                    && (RealData.isTyped(field.name) || isChosen(field))
            })
        let text = told.urlEncoded
        guard text.utf8.count <= TextLimits.draftBytes else { return .tooLong }
        // Begun about somebody else first: it is the same form still.
        if let begun = input["begun"], begun != person { try await forget(act, begun, visit) }
        let (roster, number, key) = (
            visit.visit.site.roster, visit.guest.participant.number, Self.key(act.act, person)
        )
        let others = try await roster.drafts(of: number).count { $0.key.hasPrefix(prefix) && $0.key != key }
        guard others < TextLimits.drafts else { return .tooMany }
        try await roster.save(
            Draft(participant: number, key: key, text: text, savedMs: visit.visit.site.nowMs()))
        return nil
    }

    /// A handle, a number or a time, as lists and check boxes send them. What has no name of ours is not kept.
    private static func isChosen(_ field: Fields.Field) -> Bool {
        ActFields.isChoice(field.name) && field.value.utf8.count <= 64
            && field.value.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }

    static func forget(_ act: Prospect, _ person: String, _ visit: SeatVisit) async throws(RosterError) {
        try await visit.visit.site.roster.save(
            Draft(
                participant: visit.guest.participant.number, key: key(act.act, person), text: "",
                savedMs: visit.visit.site.nowMs()))
    }
}
