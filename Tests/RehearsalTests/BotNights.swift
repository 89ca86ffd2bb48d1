import Basics
import Bots
import Engine
import Model
import Rehearsal
import Simulation
import Testing
import Views

/// A case that begins at a quarter past ten in the evening.
private func evening(_ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
    var scenario = Story.twelve
    scenario.start = Moment(year: 2031, month: 6, day: 10, hour: 22, minute: 15)
    change(&scenario)
    return scenario
}

/// By seat: minutes after STARTEX of the first thing that its bot does; nil if it does nothing.
private func firstMoves(_ scenario: Scenario) -> [Int?] {
    var found: [Int?] = scenario.seats.values.map { _ in nil }
    let rehearsal = Rehearsal(Engine(scenario)) { _ in "" }
    _ = rehearsal.play(.cooperative, seed: 3) { time, _, command, _ in
        guard case .seat(let seat, _) = command, found[seat.index] == nil else { return }
        found[seat.index] = time.minutes
    }
    return found
}

@Suite struct `A case of the night` {
    @Test func `waits for the morning where nothing else is said`() {
        let scenario = evening()
        let wakes = scenario.seats.ids.map { scenario.botRest(of: $0).wakes ?? 0 }
        #expect(wakes.contains { $0 > 400 })
        for (first, wakes) in zip(firstMoves(scenario), wakes) { #expect(first ?? wakes >= wakes) }
    }

    @Test func `is played at once by bots who do not rest`() {
        let scenario = evening { scenario in
            for seat in scenario.seats.ids { scenario.seats[seat].botsRest = nil }
        }
        #expect(firstMoves(scenario).contains { $0 ?? 1000 < 400 })
    }

    @Test func `is played at once by the seat whose hours are those of the night`() throws {
        let its = ByName(Story.twelve)
        let scenario = evening {
            $0.seats[its.seat("police_desk")].botsRest = DailyRest(from: 8 * 60, until: 16 * 60)
        }
        let moves = firstMoves(scenario)
        #expect(try #require(moves[its.seat("police_desk").index]) < 400)
        #expect(moves.filter { $0 ?? 1000 < 400 }.count == 1)
    }

    @Test func `tells control until when a bot rests, and of nobody else`() throws {
        var story = Story(evening())
        try story.control(.seat(SeatID(0), .bot("cooperative")))
        let view = ControlView(story.engine, story.state, now: story.now)
        let rests = view.seats.map(\.restsUntil?.minutes)
        #expect(rests.first == story.engine.scenario.botRest(of: SeatID(0)).wakes)
        #expect(rests.first != .some(nil))
        #expect(rests.dropFirst().allSatisfy { $0 == nil })
    }

    @Test func `is announced by the rehearsal`() {
        let rests = BotRests.all(in: evening())
        #expect(rests.count == 1)
        #expect(rests[0].rest == DailyRest(from: 22 * 60, until: 7 * 60))
        #expect(rests[0].wakes != nil)
        #expect(BotRests.all(in: Story.twelve)[0].wakes == nil)
        let awake = evening { scenario in
            for seat in scenario.seats.ids { scenario.seats[seat].botsRest = nil }
        }
        #expect(BotRests.all(in: awake) == [])
    }
}

@Suite struct `A daily rest` {
    private let night = DailyRest(from: 22 * 60, until: 7 * 60)
    private let noon = DailyRest(from: 12 * 60, until: 13 * 60)

    @Test func `goes over midnight or lies within one day`() {
        #expect(
            [0, 419, 420, 1319, 1320, 1439].map(night.contains) == [true, true, false, false, true, true])
        #expect([719, 720, 779, 780].map(noon.contains) == [false, true, true, false])
        #expect(night.minutesToEnd(from: 1320) == 540 && night.minutesToEnd(from: 60) == 360)
        #expect(night.minutesToBegin(from: 18 * 60) == 240 && noon.minutesToBegin(from: 780) == 1380)
    }
}
