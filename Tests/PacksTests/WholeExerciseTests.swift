import Basics
import Bots
import Engine
import Fixtures
import Model
import Packs
import Rehearsal
import Testing
import Views

/// Every bundled case from STARTEX to ENDEX, on other days than the one on which the other tests play it.
@Suite struct `A bundled case that is played` {
    private static let seeds: [UInt64] = [3, 4, 5]

    @Test(arguments: bundled, seeds)
    func `comes to ENDEX with every seat at work, and can be looked back on`(_ name: String, _ seed: UInt64)
        throws
    {
        let pack = try PackReader.scenario(folder: "\(Fixtures.root)/Packs/\(name)")
        let texts = pack.texts
        let engine = Engine(pack.scenario)
        var (folded, builder) = (engine.initial(seed: seed), DebriefBuilder(engine, seed: seed))
        var (acts, ends) = (pack.scenario.seats.ids.map { _ in 0 }, 0)
        var unexpected: [String] = []
        let rehearsal = Rehearsal(engine) { text in
            if case .pack(let id) = text.source { texts.text(id, in: "en") ?? "" } else { "" }
        }
        let played = rehearsal.play(.cooperative, seed: seed) { time, _, command, events in
            for event in events {
                folded.apply(event, at: time)
                if case .ended = event { ends += 1 }
            }
            builder.add(events, at: time)
            if case .seat(let seat, _) = command { acts[seat.index] += 1 }
        } refused: { seat, move, refusal in
            guard refusal?.isOfTheCase != true else { return }
            unexpected.append(
                "\(pack.scenario.seats[seat].id): \(move): \(refusal.map { "\($0)" } ?? "unknown")")
        }
        #expect(played.state.phase == .ended && ends == 1)
        let isEqual = folded == played.state
        #expect(isEqual, "the log folds to another state")
        for seat in pack.scenario.seats.ids {
            #expect(acts[seat.index] > 0, "\(pack.scenario.seats[seat].id) has done nothing")
        }
        #expect(unexpected == [])
        expectLooksBack(builder.finish(), engine, played.state)
    }

    /// Control's debrief, that of every agency, and what every seat still sees.
    private func expectLooksBack(_ whole: Debrief, _ engine: Engine, _ state: State) {
        let scenario = engine.scenario
        #expect(whole.end == state.time && whole.agencies.count == scenario.world.agencies.count)
        #expect(
            !whole.entries.isEmpty && !whole.ledger.isEmpty && !whole.persons.isEmpty
                && !whole.epilogues.isEmpty)
        for seat in scenario.seats.ids {
            let id = whole.agencies[scenario.seats[seat].agency.index].id
            let own = whole.through(id)
            #expect(own.agencies.map(\.id) == [id])
            #expect(
                own.entries.contains { $0.agencyID == id },
                "\(scenario.seats[seat].id) finds nothing of its own")
            let view = SeatView(engine, state, seat: seat, secret: 1, now: state.time)
            #expect(view.clock.condition == .ended)
        }
    }
}

extension Refusal {
    /// Somebody was busy, the law or the person stood against it, somebody else was faster: what happens to people, too. What
    /// is left tells that a view offered what the engine does not know.
    fileprivate var isOfTheCase: Bool {
        switch self {
        case .busy, .noStaff, .personBusy, .lostContact, .notHere, .impossible, .alreadyDone,
            .alreadyAnswered, .pointless,
            .houseFull, .wentBack, .underWay:
            true
        case .notStarted, .paused, .ended, .alreadyStarted, .notPaused, .notYours, .unknownThing, .missing,
            .notHeld,
            .scripted, .sameAgency:
            false
        }
    }
}
