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

    /// The lists, check boxes and times that acts have; what people type has other names (`RealData.isTyped`).
    static func isChoice(_ name: String) -> Bool {
        let number = name.hasPrefix("choice") ? name.utf8.dropFirst("choice".utf8.count) : nil
        return choices.contains(name)
            || number.map { (1...2).contains($0.count) && $0.allSatisfy { (0x30...0x39).contains($0) } }
                ?? false
    }

    private static let choices = [
        "person", "place", "agency", "service", "topic", "setting", "interpreter", "kind", "basis", "purpose",
        "item",
        "status", "deadline", "hour", "at_hour", "agencies", "seats", "places", "facts", "forms", "base",
        RealData.meant,
    ]
}
