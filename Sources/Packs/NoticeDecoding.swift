import Basics
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
        notice.toInvolved = truth(fields.optional("involved"), "involved") ?? false
        notice.toPerson = truth(fields.optional("person"), "person") ?? false
        notice.tellsWords = truth(fields.optional("words"), "words") ?? false
        if notice.agencies.isEmpty, !notice.toInvolved, !notice.toPerson {
            findings.error(.missingKey, at: fields.spot, "to”, “involved” or “person", fields.what)
        }
        fields.finish()
        return notice
    }
}
