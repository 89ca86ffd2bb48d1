import Basics
import Bots
import Engine
import Model
import Packs
import Rehearsal

/// What an act costs in the engine alone: the acts of rehearsed runs are decided again, each under the clock.
///
/// The floor is the least that any engine has to do for the same acts: to apply the events that came of them. Each act is
/// timed three times and the least counts, so that other work on the machine disturbs little.
struct EngineBench {
    private let scenario: Scenario
    private let engine: Engine
    private let clock = ContinuousClock()
    private static let rounds = 3
    /// By act, in nanoseconds.
    private var acts: [Int] = []
    private var floors: [Int] = []
    /// Moments at which something was due.
    private var moments: [Int] = []
    private var events = 0

    private struct Step {
        var time: ExerciseTime
        var id: String
        var command: Command
        var events: [Event]
    }

    init(_ pack: LoadedPack, runs: Int) {
        scenario = pack.scenario
        engine = Engine(pack.scenario)
        let rehearsal = Rehearsal(engine, read: pack.reader)
        for seed in UInt64(1)...UInt64(runs) {
            var steps: [Step] = []
            _ = rehearsal.play(.cooperative, seed: seed) { time, id, command, events in
                steps.append(Step(time: time, id: id, command: command, events: events))
            }
            let deciding = least { decide(steps, seed: seed) }
            let applying = least { apply(steps, seed: seed) }
            for (number, step) in steps.enumerated() {
                switch step.command {
                case .seat:
                    acts.append(deciding[number])
                    floors.append(applying[number])
                case .time: moments.append(deciding[number])
                default: break
                }
                events += step.events.count
            }
        }
    }

    /// By step: the least of several rounds.
    private func least(_ round: () -> [Int]) -> [Int] {
        (1..<Self.rounds).reduce(round()) { best, _ in zip(best, round()).map { min($0, $1) } }
    }

    private func decide(_ steps: [Step], seed: UInt64) -> [Int] {
        var state = engine.initial(seed: seed)
        return steps.map { step in
            let begun = clock.now
            let events = try? engine.perform(step.command, id: step.id, at: step.time, on: &state)
            let took = nanoseconds(clock.now - begun)
            precondition(events?.count == step.events.count, "A rehearsed run is decided again as it was.")
            return took
        }
    }

    private func apply(_ steps: [Step], seed: UInt64) -> [Int] {
        var state = engine.initial(seed: seed)
        return steps.map { step in
            let begun = clock.now
            for event in step.events { state.apply(event, at: step.time) }
            return nanoseconds(clock.now - begun)
        }
    }

    private func nanoseconds(_ time: Duration) -> Int {
        let (seconds, attoseconds) = time.components
        return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    }

    var json: String {
        let (act, floor) = (mean(acts), mean(floors))
        var writer = JSONWriter()
        writer.object {
            $0.member("acts", acts.count)
            $0.member("events", events)
            $0.member("people", scenario.persons.count)
            $0.member("rules", scenario.rules.count)
            $0.member("duties", scenario.world.duties.count)
            let figures: [(StaticString, Int)] = [
                ("act_us", act), ("act_p50_us", rank(acts, 50)), ("act_p99_us", rank(acts, 99)),
                ("moment_us", mean(moments)), ("floor_us", floor),
            ]
            for (key, nanoseconds) in figures {
                $0.key(key)
                $0.decimal(nanoseconds / 10, scale: 2)
            }
            $0.key("act_to_floor")
            $0.decimal(act * 10 / max(1, floor), scale: 1)
        }
        return writer.text
    }

    private func mean(_ times: [Int]) -> Int { times.isEmpty ? 0 : times.reduce(0, +) / times.count }

    private func rank(_ times: [Int], _ percent: Int) -> Int {
        times.isEmpty ? 0 : times.sorted()[min(times.count - 1, times.count * percent / 100)]
    }
}
