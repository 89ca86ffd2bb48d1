import Foundation
import Texts

/// How names look, so that nobody is taken for somebody else on a list.
enum NameLooks {
    /// Letters of other scripts that look like a Latin one, as a capital or as a small letter, by their small ones; and
    /// digits that do.
    private static let alike = pairs(
        "аеорсухіјѕһӏԁԛԝёїӓӧ" + "кмтвн", "aeopcyxijshldqwëïäö" + "kmtbh",
        // Greek, Armenian, the small capitals of phonetics, and what stands beside the alphabet.
        "οανρυικβεζημτχ", "oavpuikbezhmtx", "օոսհցյզլ", "onuhgjql", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
        "abcdefghijklmnoprstuvwyz", "ıɑɡ01|", "iagoll")
    /// Capitals that look like a letter that is not their small one: a capital I is an l.
    private static let capitals = pairs(
        "IІΙΝ", "llln", "ᎠᎡᎢᎥᎩᎪᎫᎬᎳᎷᎻᏀᏃᏏᏙᏚᏞᏟᏢᏦᏴ", "drtiyajewmhgzbvslcpkb")

    private static func pairs(_ lists: String...) -> [Character: Character] {
        var pairs: [Character: Character] = [:]
        for place in stride(from: 0, to: lists.count, by: 2) {
            for (other, latin) in zip(lists[place], lists[place + 1]) { pairs[other] = latin }
        }
        return pairs
    }

    /// Names that share one of these look the same: read without regard to capitals, and letter by letter as they stand.
    /// One for both would take Alia for Alla. Wide, mathematical and Roman signs are the letters that they are made of.
    static func looks(_ name: String) -> Set<String> {
        let plain = name.precomposedStringWithCompatibilityMapping
        return [look(plain), look(String(plain.map { capitals[$0] ?? $0 }))]
    }

    private static func look(_ name: String) -> String {
        String(name.lowercased().map { alike[$0] ?? $0 })
    }

    static func areAlike(_ one: String, _ other: String) -> Bool {
        !looks(one).isDisjoint(with: looks(other))
    }

    /// What the pages call those who lead, look on and play characters, in each language; nobody else is called so.
    static func isTitle(_ name: String, in texts: InterfaceTexts) -> Bool {
        texts.languages.contains { language in
            let t = texts.tongue(language)
            let titles = [t(ControlText.title), t(ControlText.observer), t(RoleText.title)]
            return titles.contains { areAlike($0, name) }
        }
    }
}
