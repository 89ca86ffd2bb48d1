import Foundation

/// Why the interface cannot speak.
public enum InterfaceTextsError: Error, Equatable, CustomStringConvertible {
    case file(POError)
    case plural(path: String, PluralRuleError)
    /// A folder of languages without English, or no folder at all.
    case noEnglish(folder: String)

    public var description: String {
        switch self {
        case .file(let error): error.description
        case .plural(let path, let error): "\(path): \(error)"
        case .noEnglish(let folder): "\(folder): there is no folder en"
        }
    }
}

/// The texts of the whole interface in every language that has a folder in `Locales`.
public struct InterfaceTexts: Sendable {
    /// A text in one language: its forms, one or as many as the language has plurals.
    struct Entry: Sendable {
        let forms: [Template]
        let rule: PluralRule
    }

    /// By area, then by the name within the area.
    typealias Table = [String: [String: Entry]]

    /// English first, then the others by their codes.
    public let languages: [String]
    /// What keeps the texts from being complete, in the order of areas and languages.
    public let faults: [InterfaceFault]
    private let tongues: [String: Tongue]

    /// Reads `folder/LANGUAGE/AREA.po` for each language and area.
    ///
    /// Texts that are missing or stale do not stop it: English is spoken instead, and `faults` lists them.
    public init(folder: String) throws(InterfaceTextsError) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let codes = names.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/common.po") }
            .sorted()
        guard codes.contains("en") else { throw .noEnglish(folder: folder) }

        var faults: [InterfaceFault] = []
        let source = try AreaFiles(folder: folder, language: "en")
        let english = source.english(faults: &faults)
        var tongues = ["en": Tongue(language: "en", table: english)]
        for code in codes where code != "en" {
            let files = try AreaFiles(folder: folder, language: code)
            tongues[code] = Tongue(
                language: code, table: files.translated(from: source, english, faults: &faults))
        }
        languages = ["en"] + codes.filter { $0 != "en" }
        self.tongues = tongues
        self.faults = faults
    }

    /// The tongue for a language, English if the interface does not speak it.
    public func tongue(_ language: String) -> Tongue {
        if let tongue = tongues[language] ?? tongues["en"] { return tongue }
        preconditionFailure("The interface was made without English.")
    }
}

/// A text of the interface that a language lacks.
public struct InterfaceFault: Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// No entry, or an empty one.
        case missing
        /// The English has changed since, or the entry is marked fuzzy.
        case stale
        /// An entry that no case of an area names.
        case unknown
        /// Parameters other than the English has, or another number of forms than the language has.
        case shape
    }

    public let language: String
    public let id: String
    public let kind: Kind

    public var description: String { "\(language): \(id) is \(kind)" }
}
