import Basics
import Fixtures
import Packs
import Testing

@Suite struct `A damaged pack` {
    /// Signs that mean something to YAML or to conditions.
    private static let signs = Array("{}[]:,&*!|>'\"#%@-?\n\t.()=<0é\u{0}".utf8)

    @Test(arguments: 0..<rounds) func `is read or refused with a complaint, and never ends the program`(
        _ round: Int
    ) {
        var chance = SplitMix64(seed: UInt64(round))
        var files = Fixtures.twelve().files
        let file = chance.below(files.count)
        for _ in 0...chance.below(4) { damage(&files[file].bytes, &chance) }
        do throws(PackFaults) {
            let pack = try PackReader.read(files: files, care: care)
            #expect(pack.warnings.allSatisfy { $0.severity == .warning })
        } catch {
            #expect(error.complaints.contains { $0.severity == .error })
            #expect(error.complaints.allSatisfy { $0.line >= 1 && $0.column >= 1 && !$0.message.isEmpty })
        }
    }

    @Test(arguments: sections)
    func `that lacks a whole section is refused or read, and never ends the program`(
        _ section: Section
    ) throws {
        var files = Fixtures.twelve().files
        let file = try #require(files.firstIndex { $0.path == section.file })
        let lines = String(decoding: files[file].bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        let renamed = lines.map { $0.hasPrefix(section.key + ":") ? "un" + $0 : $0[...] }
        #expect(renamed != lines)
        files[file].bytes = Array(renamed.joined(separator: "\n").utf8)
        #expect {
            try PackReader.read(files: files)
        } throws: { error in
            let complaints = (error as? PackFaults)?.complaints ?? []
            return complaints.contains { $0.code == .unknownKey }
        }
    }

    struct Section: CustomTestStringConvertible, Sendable {
        let file: String
        let key: String
        var testDescription: String { "\(file) without \(key)" }
    }

    /// Every section of the two files, by its own line.
    private static let sections: [Section] = Fixtures.twelve().files.filter { $0.path.hasSuffix(".yaml") }
        .flatMap { file in
            String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
                guard let first = line.utf8.first, (97...122).contains(first),
                    let colon = line.firstIndex(of: ":")
                else { return nil }
                return Section(file: file.path, key: String(line[..<colon]))
            }
        }

    private func damage(_ bytes: inout [UInt8], _ chance: inout SplitMix64) {
        guard !bytes.isEmpty else { return }
        let place = chance.below(bytes.count)
        switch chance.below(4) {
        case 0: bytes[place] = Self.signs[chance.below(Self.signs.count)]
        case 1: bytes.insert(Self.signs[chance.below(Self.signs.count)], at: place)
        case 2:
            let line = bytes[place...].firstIndex(of: 10) ?? place
            let next = bytes[line...].dropFirst().firstIndex(of: 10) ?? bytes.endIndex
            bytes.removeSubrange(line..<next)
        default:
            let other = chance.below(bytes.count)
            bytes.replaceSubrange(
                place..<min(place + 12, bytes.count), with: Array(bytes[other..<min(other + 12, bytes.count)])
            )
        }
    }
}

private let rounds = 100
/// Texts of damaged packs are looked through, too.
private let care = try? CareLists.read(folder: Fixtures.root + "/Care")
