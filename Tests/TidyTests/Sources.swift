import Foundation

/// A source file of the project as the tidy tests read it.
struct SourceFile: Sendable {
    /// From the root of the project, with `/`.
    let path: String
    let text: String

    var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    var target: String { String(path.split(separator: "/")[1]) }

    /// Lines without comments and the insides of text literals, with their numbers.
    var code: [(number: Int, text: String)] {
        var inText = false
        return lines.enumerated().map { offset, line in
            let whole = line
            if whole.trimmingCharacters(in: .whitespaces).hasPrefix("//") { return (offset + 1, "") }
            if whole.components(separatedBy: "\"\"\"").count == 2 {
                defer { inText.toggle() }
                return (offset + 1, inText ? "" : whole)
            }
            return (offset + 1, inText ? "" : Self.withoutTexts(whole))
        }
    }

    private static func withoutTexts(_ line: String) -> String {
        var out = ""
        var isText = false
        var before: Character = " "
        for character in line {
            if character == "\"", before != "\\" {
                isText.toggle()
                out.append(character)
            } else if !isText {
                if character == "/", before == "/" {
                    out.removeLast()
                    return out
                }
                out.append(character)
            }
            before = before == "\\" ? " " : character
        }
        return out
    }
}

/// The project's files, read once.
enum Project {
    static let root: URL = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url
    }()

    static let swift: [SourceFile] = files(under: ["Sources", "Tests"], ending: ["swift"])
    static let sources = swift.filter { $0.path.hasPrefix("Sources/") }
    /// Everything that people write, apart from pictures and translations.
    static let written =
        swift
        + files(
            under: ["Packs", "Care", "Scripts", "Assets", "Documentation", "Benchmarks", "Tests/Packs"],
            ending: ["md", "yaml", "sh", "ts", "css", "py", "html"])
        + files(
            in: root.path,
            named: ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "Package.swift", "run", "test"])

    /// A line that breaks a rule, with what to write instead.
    struct Complaint: Equatable, CustomStringConvertible {
        let file: String
        let line: Int
        let remedy: String
        var description: String { "\(file):\(line): \(remedy)" }
    }

    private static func files(under folders: [String], ending: [String]) -> [SourceFile] {
        folders.flatMap { folder -> [SourceFile] in
            let base = root.appendingPathComponent(folder).resolvingSymlinksInPath()
            guard let walker = FileManager.default.enumerator(atPath: base.path) else { return [] }
            return walker.compactMap { $0 as? String }.sorted().compactMap { path -> SourceFile? in
                guard let dot = path.lastIndex(of: "."),
                    ending.contains(String(path[path.index(after: dot)...]))
                else { return nil }
                return read("\(folder)/\(path)")
            }
        }
    }

    private static func files(in folder: String, named names: [String]) -> [SourceFile] {
        names.compactMap(read)
    }

    private static func read(_ path: String) -> SourceFile? {
        guard let text = try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8) else {
            return nil
        }
        return SourceFile(path: path, text: text)
    }
}
