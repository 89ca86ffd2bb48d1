import Fixtures
import Foundation
import Model
import Packs
import Testing

/// Every folder under `Packs/` that holds a case: whoever adds one need not name it here.
private let bundled: [String] = {
    let folder = "\(Fixtures.root)/Packs"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter {
        FileManager.default.fileExists(atPath: "\(folder)/\($0)/scenario.yaml")
    }
}()

@Suite struct `The bundled cases` {
    @Test func `are found`() {
        #expect(bundled.contains("reedfield") && bundled.contains("sallowend"))
    }

    @Test(arguments: bundled)
    func `are read without a complaint of their own`(_ name: String) throws {
        let pack = try PackReader.scenario(folder: "\(Fixtures.root)/Packs/\(name)")
        #expect(pack.warnings.filter { $0.file.contains("/\(name)/") } == [])
        #expect(pack.scenario.expectations.count >= 3)
    }

    /// The format has no variants: a milder one is a folder of its own, and this is what it must leave out.
    @Test func `have a milder one without the strand that it leaves out`() throws {
        let strand = "sexual_exploitation"
        #expect(try text(of: "sallowend").contains(strand))
        #expect(try !text(of: "sallowend_linen").contains(strand))
    }

    private func text(of name: String) throws -> String {
        try String(contentsOfFile: "\(Fixtures.root)/Packs/\(name)/scenario.yaml", encoding: .utf8)
    }
}
