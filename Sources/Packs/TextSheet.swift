import Model
public import Texts

/// The texts of one pack folder, in order, from which its files of translations are made.
public struct TextSheet: Sendable {
    public let folder: String
    /// The first is the source language; each other one has a file `text/<language>.po` in the folder.
    public let languages: [String]
    public let texts: [PackText]

    public var translatedLanguages: [String] { Array(languages.dropFirst()) }

    public func path(of language: String) -> String { "\(folder)/text/\(language).po" }

    /// Brings a file of translations up to today's texts, or begins one.
    public func merged(_ existing: POFile?, language: String) -> POMerge {
        let sources = texts.map {
            SourceText(id: $0.id.path, text: $0.source, comment: $0.isMarkdown ? "Markdown" : nil)
        }
        return POMerge(texts: sources, language: language, existing: existing?.withoutEdges)
    }
}
