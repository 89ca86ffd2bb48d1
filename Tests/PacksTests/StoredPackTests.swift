import Basics
import Fixtures
import Foundation
import Model
import Packs
import Testing

@Suite struct `A pack that a run keeps` {
    @Test func `is read as it was, and its examples are not played once more`() throws {
        var pack = EditedPack()
        try pack.replace(
            "{kept: R-RSK-01, by: police}", by: "{missed: R-RSK-01, by: police}", in: "world/world.yaml")
        #expect(pack.complaints().contains { $0.code == .exampleFails })
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in pack.files {
            let path = folder.appending(path: file.path)
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: path)
        }
        let stored = try PackReader.stored(folder: folder.path)
        #expect(stored.warnings == [])
        #expect(stored.files == pack.files)
        let whole = Fixtures.twelve()
        #expect(stored.scenario.facts.values.map(\.id) == whole.scenario.facts.values.map(\.id))
        #expect(stored.texts.sources.map(\.id) == whole.texts.sources.map(\.id))
        #expect(stored.rulePlaces.map(\.id) == whole.rulePlaces.map(\.id))
    }
}
