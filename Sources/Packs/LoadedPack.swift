import Basics
public import Model

/// A file of a pack: its path inside the pack, with `/`, and its content.
public struct PackFile: Hashable, Sendable {
    public var path: String
    public var bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
}

/// A pack without faults, ready to be played.
public struct LoadedPack: Sendable {
    public var scenario: Scenario
    public var texts: PackTexts
    /// Everything that the pack's meaning depends on, in canonical order: `scenario/…`, then `world/…`.
    /// A copy of a pack is these files; its digest is taken over them.
    public var files: [PackFile]
    public var warnings: [Complaint]
    /// Where its rules, duties, mistakes, moves of networks, rules of acts and rules of sharing stand.
    public var rulePlaces: [RulePlace]

    public init(
        scenario: Scenario, texts: PackTexts, files: [PackFile], warnings: [Complaint],
        rulePlaces: [RulePlace] = []
    ) {
        (self.scenario, self.texts, self.files, self.warnings) = (scenario, texts, files, warnings)
        self.rulePlaces = rulePlaces
    }
}

/// Where a rule, a duty, a mistake, a move of a network or a rule of law stands in a pack.
public struct RulePlace: Hashable, Sendable {
    /// The section: `rules`, `duties`, `mistakes`, `moves`, whose ids are `network/move`, `gates` or `sharing`.
    public var section: String
    public var id: String
    public var spot: Spot
}

/// A world without faults, outside any scenario.
public struct LoadedWorld: Sendable {
    public var world: World
    public var texts: PackTexts
    public var files: [PackFile]
    public var warnings: [Complaint]

    public init(world: World, texts: PackTexts, files: [PackFile], warnings: [Complaint]) {
        (self.world, self.texts, self.files, self.warnings) = (world, texts, files, warnings)
    }
}

/// A pack that cannot be used, with all complaints; at least one is an error.
public struct PackFaults: Error, Sendable {
    public var complaints: [Complaint]

    public init(complaints: [Complaint]) { self.complaints = complaints }
}

/// The texts of a world and its scenario in all languages of the scenario.
public struct PackTexts: Sendable {
    /// Language codes; the first is the source language.
    public let languages: [String]
    /// Texts of the source language, the world's first, in the order of the files.
    public let sources: [PackText]
    private var translations: Lookup<Key, String>

    private struct Key: Hashable, Sendable {
        var language: String
        var path: String
    }

    /// - Parameter translations: every text in every language, the source language among them.
    init(languages: [String], sources: [PackText], translations: [Translated]) {
        (self.languages, self.sources) = (languages, sources)
        var table = Lookup<Key, String>()
        for entry in translations { table[Key(language: entry.language, path: entry.path)] = entry.text }
        self.translations = table
    }

    /// The text in this language, else in the source language; `nil` if there is no such text.
    public func text(_ id: TextID, in language: String) -> String? {
        translations[Key(language: language, path: id.path)]
            ?? translations[Key(language: languages.first ?? "", path: id.path)]
    }
}
