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
