import Basics
import Fixtures
import Model
import Packs
import Testing

@Suite struct `Rows of registers` {
    @Test(arguments: ["reedfield", "alderquay", "sallowend", "sallowend_linen"])
    func `say their sentences in both languages, and keep names in their script`(_ name: String) throws {
        let pack = try PackReader.scenario(folder: Fixtures.root + "/Packs/" + name)
        for record in pack.scenario.records.values {
            let said = record.texts.compactMap { $0 }
            #expect(record.words.count == 2 * said.count, "\(record.id)")
            for text in said {
                let english = pack.texts.text(text, in: "en") ?? ""
                let russian = pack.texts.text(text, in: "ru") ?? ""
                #expect(record.words.contains(english) && record.words.contains(russian), "\(text.path)")
                #expect(english != russian, "\(text.path)")
            }
        }
        let permits = pack.scenario.records.values.first { record in
            pack.scenario.world.registers[record.register].id == "foreigners"
        }
        #expect(permits?.values[0].isEmpty == false && permits?.texts[3] != nil)
        #expect(
            pack.scenario.records.values.contains {
                $0.texts.contains { $0?.path.hasPrefix("flow.") == true }
            })
    }
}
