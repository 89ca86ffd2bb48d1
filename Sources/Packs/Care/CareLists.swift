import Foundation

/// What the texts of a pack are held against: terms by language, and the names of real places.
///
/// They are files beside the program (`Care/`), so that whoever knows a language can mend them.
public struct CareLists: Sendable {
    let terms: [TermList]
    let places: RealPlaces

    /// The languages that have a list of terms.
    public var languages: [String] { terms.map(\.language) }

    /// The terms of its language that a text holds, as it writes them.
    public func terms(in text: String, language: String) -> [String] {
        let words = Word.all(in: text)
        return terms.filter { $0.language == language }.flatMap { $0.find(in: words) }
            .map { Word.written(words[$0.words]) }
    }

    /// The names of real places that a text holds, as it writes them.
    public func places(in text: String) -> [String] {
        let words = Word.all(in: text)
        return places.find(in: words).map { Word.written(words[$0.words]) }
    }

    public static func isThere(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + "/places.txt")
    }

    /// Reads `terms.<language>.yaml`, `places.yaml` and `places.txt`; every fault has its place.
    public static func read(folder: String) throws(PackFaults) -> CareLists {
        let reader = CareReader(folder: folder)
        let lists = CareLists(terms: reader.terms(), places: reader.places())
        guard !reader.findings.hasErrors else { throw PackFaults(complaints: reader.findings.sorted) }
        return lists
    }
}

private struct CareReader {
    let folder: String
    let findings = Findings()
    private var decoder: Decoder { Decoder(findings: findings) }

    init(folder: String) { self.folder = folder }

    // MARK: Terms

    func terms() -> [TermList] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix("terms.") && $0.hasSuffix(".yaml") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .compactMap(list)
    }

    private func list(_ name: String) -> TermList? {
        guard let fields = root(name) else { return nil }
        let language = decoder.string(fields.required("language"), "language") ?? ""
        let terms = decoder.list(fields.required("terms"), "terms").compactMap(term)
        fields.finish()
        return TermList(language: language, terms: terms)
    }

    private func term(_ node: Node) -> Term? {
        guard let fields = Fields(node, "A term", findings) else { return nil }
        defer { fields.finish() }
        return Term(
            phrases: phrases(fields.required("say")),
            rule: decoder.string(fields.required("rule"), "rule") ?? "",
            why: decoder.string(fields.required("why"), "why") ?? "",
            instead: decoder.string(fields.required("instead"), "instead") ?? "",
            except: phrases(fields.optional("except")))
    }

    private func phrases(_ node: Node?) -> [Phrase] {
        decoder.oneOrMore(node).compactMap { item in
            guard let text = decoder.string(item, "A term") else { return nil }
            let phrase = Phrase(text)
            if phrase.isSound { return phrase }
            findings.error(
                .wrongType, at: item.spot, "A term", "words, with * at their ends where endings follow",
                item.said)
            return nil
        }
    }

    // MARK: Places

    func places() -> RealPlaces {
        guard let fields = root("places.yaml") else {
            return RealPlaces(ordinary: [], endings: Endings())
        }
        let ordinary = decoder.list(fields.required("ordinary"), "ordinary")
            .flatMap(decoder.oneOrMore).compactMap { decoder.string($0, "An ordinary word") }
        let rules = decoder.list(fields.required("endings"), "endings").flatMap(endings)
        fields.finish()
        var places = RealPlaces(ordinary: ordinary, endings: Endings(rules: rules))
        add(to: &places)
        return places
    }

    private func endings(_ node: Node) -> [(end: String, goes: Int, come: [String])] {
        guard let fields = Fields(node, "A rule of endings", findings) else { return [] }
        defer { fields.finish() }
        func words(_ node: Node?) -> [String] {
            decoder.oneOrMore(node).compactMap { decoder.string($0, "An ending").map(Word.plain) }
        }
        if fields.has("after") {
            let come = words(fields.required("add"))
            return words(fields.optional("after")).map { ($0, 0, come) }
        }
        let come = words(fields.required("write"))
        return words(fields.required("instead_of")).map { ($0, $0.count, come) }
    }

    private func add(to places: inout RealPlaces) {
        guard let bytes = bytes("places.txt") else { return }
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() where line.first.map({ $0 != 35 }) ?? false {
            let cells = line.split(separator: 9).map { String(decoding: $0, as: UTF8.self) }
            guard cells.count >= 3 else {
                let spot = Spot(file: folder + "/places.txt", line: number + 1, column: 1)
                findings.error(
                    .wrongType, at: spot, "A line of places", "a kind, a code and names, with tabs between",
                    "something else")
                continue
            }
            places.add(Array(cells[2...]), kind: "a \(cells[0]) (\(cells[1]))")
        }
    }

    // MARK: Files

    private func root(_ name: String) -> Fields? {
        guard let bytes = bytes(name) else { return nil }
        guard let root = YAMLReader.read(bytes, file: folder + "/" + name, findings: findings) else {
            return nil
        }
        return Fields(root, "The list", findings)
    }

    private func bytes(_ name: String) -> [UInt8]? {
        let path = folder + "/" + name
        if let content = FileManager.default.contents(atPath: path) { return Array(content) }
        findings.error(
            .missingFile, at: Spot(file: path, line: 1, column: 1), path,
            "It belongs to the program; put it back.")
        return nil
    }
}
