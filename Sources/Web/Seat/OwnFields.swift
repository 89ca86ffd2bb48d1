import HTTPCore
import Views

extension ActFields {
    /// What of a form that was sent the act can use: each text once, no field that it does not have, nothing twice.
    static func own(_ sent: Fields, of act: Prospect) -> Fields {
        var seen: Set<String> = []
        return Fields(
            sent.fields.filter { field in
                guard RealData.isTyped(field.name) else {
                    return seen.insert(field.name + "=" + field.value).inserted
                }
                let isOurs =
                    !field.name.hasPrefix("field") || (Int(field.name.dropFirst(5)) ?? -1) < act.fields.count
                return isOurs && seen.insert(field.name).inserted
            })
    }
}
