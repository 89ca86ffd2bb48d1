import Fixtures
import Foundation
import Packs
import Testing

/// The twelve-fact pack with small edits: this text by that one. `⟦` in an edit marks where the complaint
/// is expected; it is taken out before the pack is read.
struct EditedPack {
    static let mark = "⟦"
    private(set) var files: [PackFile]
    private(set) var marked: Spot?

    init() { files = Fixtures.twelve().files }

    mutating func replace(_ old: String, by new: String, in path: String) throws {
        let index = try #require(files.firstIndex { $0.path == path })
        let text = String(decoding: files[index].bytes, as: UTF8.self)
        let range = try #require(text.range(of: old), "the pack has no “\(old)”")
        #expect(
            text.range(of: old, range: range.upperBound..<text.endIndex) == nil, "“\(old)” is there twice")
        var edited = text.replacingCharacters(in: range, with: new)
        if let place = edited.range(of: Self.mark) {
            let before = edited[..<place.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
            marked = Spot(
                file: path, line: before.count, column: (before.last?.unicodeScalars.count ?? 0) + 1)
            edited.removeSubrange(place)
        }
        files[index].bytes = Array(edited.utf8)
    }

    mutating func setBytes(_ bytes: [UInt8], at index: Int) { files[index].bytes = bytes }

    mutating func remove(_ path: String) { files.removeAll { $0.path == path } }

    /// All complaints, of errors and warnings alike.
    func complaints(care: CareLists? = nil) -> [Complaint] {
        do throws(PackFaults) {
            return try PackReader.read(files: files, care: care).warnings
        } catch {
            return error.complaints
        }
    }
}
