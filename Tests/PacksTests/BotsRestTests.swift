import Basics
import Fixtures
import Model
import Packs
import Testing

private let scenario = "scenario/scenario.yaml"
private let world = "world/world.yaml"

@Suite struct `When bots rest` {
    private func edited(_ edits: [(String, String)]) throws -> EditedPack {
        var pack = EditedPack()
        for (old, new) in edits { try pack.replace(old, by: new, in: old == Self.zone ? world : scenario) }
        return pack
    }

    private func read(_ edits: [(String, String)]) throws -> LoadedPack {
        try PackReader.scenario(files: edited(edits).files)
    }

    private func asleep(_ edits: [(String, String)]) throws -> [Complaint] {
        try edited(edits).complaints().filter { $0.code == .botsAsleep }
    }

    /// Of Alvora, whose clocks stand at 8:00 when the case begins.
    private static let zone = "    zone: \"+05:00\"\n"
    /// They stand at 22:00 there.
    private static let atNight = (zone, "    zone: \"-05:00\"\n")
    /// They stand at 20:55 there.
    private static let inTheEvening = (zone, "    zone: \"-06:05\"\n")
    private static let length = "length: 34 h\n"

    @Test func `is at night where a case says nothing`() throws {
        #expect(try read([]).scenario.seats.values.allSatisfy { $0.botsRest == .usual })
    }

    @Test func `is said by the case, and by a seat for itself`() throws {
        let read = try read([
            (Self.length, Self.length + "bots_rest: none\n"),
            ("    agency: police\n", "    agency: police\n    bots_rest: \"8:00-16:30\"\n"),
        ])
        let rests = read.scenario.seats.values.map(\.botsRest)
        #expect(rests.filter { $0 == DailyRest(from: 480, until: 990) }.count == 1)
        #expect(rests.filter { $0 == nil }.count == rests.count - 1)
        let all = try self.read([(Self.length, Self.length + "bots_rest: \"23:00-06:00\"\n")])
        #expect(all.scenario.seats.values.allSatisfy { $0.botsRest == DailyRest(from: 1380, until: 360) })
    }

    @Test(arguments: [
        "\"22:00\"", "\"22:00-22:00\"", "\"0:00-24:00\"", "at night", "\"22:00-25:00\"", "true",
    ])
    func `is hours that there are`(_ hours: String) throws {
        var pack = EditedPack()
        try pack.replace(Self.length, by: Self.length + "bots_rest: ⟦\(hours)\n", in: scenario)
        let found = pack.complaints().filter { $0.code == .wrongType }
        #expect(found.map(\.spot) == [pack.marked].compactMap(\.self), "\(found)")
    }

    @Test func `is warned of where a case begins in it, or lies in it by more than half`() throws {
        #expect(try asleep([]) == [])
        #expect(try asleep([Self.atNight]).map(\.message).allSatisfy { $0.contains("begins in it") })
        #expect(try asleep([Self.atNight]).count == 1)
        #expect(try asleep([Self.inTheEvening, (Self.length, "length: 3 h\n")]).count == 1)
        #expect(try asleep([Self.inTheEvening, (Self.length, "length: 2 h\n")]) == [])
    }

    @Test func `is warned of nowhere where somebody has thought of it`() throws {
        #expect(try asleep([Self.atNight, (Self.length, Self.length + "bots_rest: none\n")]) == [])
        #expect(
            try asleep([Self.atNight, (Self.length, Self.length + "bots_rest: \"22:00-07:00\"\n")]) == [])
    }
}
