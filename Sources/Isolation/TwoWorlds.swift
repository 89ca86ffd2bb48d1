import Basics
import Bots
import HTTPCore
import Host
import Model
import Packs
import Runtime
import Views

/// Two worlds that are alike but for what is hidden from one seat. Whatever the seat does, it must be sent the same
/// bytes in both: not a count, not an order, not a length may tell of what it does not know.
public enum TwoWorlds {
    /// Plays the seat in both worlds and reads every page of it again and again.
    public static func compare(_ source: LoadedPack, seat: SeatID, seed: UInt64, rounds: Int) async throws
        -> WatchResult
    {
        let plain = MarkedPack(source, salt: seed)
        let richer = plain.withMore(hiddenFrom: seat)
        let result = Locked(WatchResult())
        let first = try await MarkedHall.make([plain], seed: seed)
        let second = try await MarkedHall.make([richer], seed: seed)
        try await first.serving { first in
            try await second.serving { second in
                var pair = Pair(first, second, seat: seat, seed: seed)
                try await pair.play(rounds)
                let finished = pair.result
                result.withLock { $0 = finished }
            }
        }
        return result.withLock { $0 }
    }

    private struct Pair {
        let halls: [MarkedHall]
        let seat: SeatID
        var result = WatchResult()
        var visitors: [Visitor] = []
        var bot: Bot
        var commands = 0

        init(_ first: MarkedHall, _ second: MarkedHall, seat: SeatID, seed: UInt64) {
            (halls, self.seat) = ([first, second], seat)
            let pack = first.runs[0].pack
            bot = Bot(.random, seed: seed) { text in
                if case .pack(let id) = text.source { pack.word(id) ?? "" } else { "" }
            }
        }

        mutating func play(_ rounds: Int) async throws {
            for hall in halls { visitors.append(await hall.sit(hall.runs[0], seat)) }
            try await submit { _ in .control(.start) }
            try await submit { _ in .control(.speed(60)) }
            for round in 1...rounds {
                for _ in 0..<6 { try await move() }
                for hall in halls { hall.clock.advance(byMs: 20_000) }
                // Carried out only after everything that was due.
                try await submit { _ in .control(.speed(59 + round % 2)) }
                try await othersRead()
                await read()
            }
        }

        private mutating func move() async throws {
            let view = halls[0].runs[0].run.view(of: seat)
            let move = bot.move(view)
            let seat = seat
            do throws(SubmitError) {
                switch move {
                case .open(let handle):
                    try await submit { run in run.run.view(of: seat).itemID(handle).map { .open(seat, $0) } }
                case .act(let request):
                    try await submit { run in run.run.view(of: seat).act(request).map { .seat(seat, $0) } }
                case .rest: break
                }
            } catch {
                if case .refused(let refusal) = error { bot.refused(move, refusal) }
            }
        }

        /// The same in both worlds; what is refused in one has to be refused in the other for the same reason.
        private mutating func submit(_ command: (MarkedRun) -> Command?) async throws(SubmitError) {
            commands += 1
            result.commands += 1
            var answers: [SubmitError?] = []
            for hall in halls {
                guard let command = command(hall.runs[0]) else {
                    answers.append(.closed)
                    continue
                }
                do throws(SubmitError) {
                    _ = try await hall.runs[0].run.submit(
                        command, id: "both-\(commands)", participant: 1, seat: "")
                    answers.append(nil)
                } catch {
                    answers.append(error)
                }
            }
            if answers[0] != answers[1] { leak("an act", "answered otherwise") }
            if let error = answers[0] { throw error }
        }

        /// In the richer world the other agencies read what only they have.
        private func othersRead() async throws {
            let run = halls[1].runs[0]
            let own = run.scenario.seats[seat].agency
            for other in run.scenario.seats.ids where run.scenario.seats[other].agency != own {
                let view = run.run.view(of: other)
                for handle in view.unopened {
                    guard let item = view.itemID(handle), view.item(handle)?.title.map(isHidden) ?? false
                    else { continue }
                    _ = try? await run.run.submit(
                        .open(other, item), id: halls[1].mint.next(), participant: 2, seat: "")
                }
            }
        }

        private func isHidden(_ text: Text) -> Bool {
            if case .pack(let id) = text.source { id.path.hasPrefix("hidden.") } else { false }
        }

        private mutating func read() async {
            var addresses = [
                "/now?all=1", "/case", "/case/people", "/case/places", "/case/decisions", "/case/operations",
                "/act", "/talk",
                "/me",
            ]
            for page in addresses {
                for link in await visitors[0].get(page).links
                where !link.hasPrefix("/item/") && !["/stop", "/note"].contains(link)
                    && !addresses.contains(link)
                {
                    addresses.append(link)
                }
            }
            for address in addresses.prefix(70) + ["/stream", "/debrief"] {
                for hall in halls { hall.mint.goOn(from: 900_000_000) }
                let one = await visitors[0].get(address)
                let other = await visitors[1].get(address)
                result.answers += 2
                result.comparisons += 1
                let (left, right) = (Pair.withoutMark(one), Pair.withoutMark(other))
                if left != right { leak(address, "other bytes: \(Watch.difference(left, right))") }
            }
            for hall in halls { hall.mint.goOn(from: 1_000_000 + commands * 1000) }
        }

        /// How many notices came depends on how the loop cut its batches, and so on the machine.
        private static func withoutMark(_ answer: Answer) -> [UInt8] {
            guard let start = Bytes.places(of: Array("/stream?mark=".utf8), in: answer.bytes).first,
                let end = answer.bytes[start...].firstIndex(of: UInt8(ascii: "\""))
            else { return answer.bytes }
            return Array(answer.bytes[..<start] + answer.bytes[end...])
        }

        private mutating func leak(_ address: String, _ what: String) {
            let leak = Leak(who: "seat \(seat.index)", address: address, what: what)
            if !result.leaks.contains(leak) { result.leaks.append(leak) }
        }
    }
}

extension MarkedPack {
    /// The same pack with more that a seat cannot come to: facts, people, records, sources, networks, and letters to
    /// all other agencies that carry them.
    func withMore(hiddenFrom seat: SeatID) -> MarkedPack {
        var scenario = scenario
        let own = scenario.seats[seat].agency
        let others = scenario.seats.ids.filter { scenario.seats[$0].agency != own }
        for number in 0..<6 {
            var person = scenario.persons[PersonID(number % 2)]
            person.id = "hidden_person_\(number)"
            person.name = TextID("hidden.person_\(number).name")
            person.knownTo = scenario.world.agencies.ids.filter { $0 != own }
            (person.grounds, person.traits, person.controlledBy) = ([], [], [])
            person.accommodations = []
            let someone = scenario.persons.append(person)
            var fact = scenario.facts[FactID(number % scenario.facts.count)]
            fact.id = "hidden_fact_\(number)"
            fact.text = TextID("hidden.fact_\(number).text")
            (fact.persons, fact.places, fact.from, fact.consentOf) = ([someone], [], [], [])
            let secret = scenario.facts.append(fact)
            if !scenario.records.values.isEmpty {
                var record = scenario.records[RecordID(0)]
                record.id = "hidden_record_\(number)"
                record.values = record.values.map { _ in "jjjjjjjjjjjjj\(number)" }
                (record.texts, record.words) = ([], [])
                (record.persons, record.gives) = ([someone], [secret])
                scenario.records.append(record)
            }
            var letter = scenario.injects[InjectID(0)]
            letter.id = "hidden_inject_\(number)"
            letter.trigger = .at(minute: 1 + 15 * number)
            letter.seats = others
            letter.title = .pack(TextID("hidden.inject_\(number).title"))
            letter.text = .pack(TextID("hidden.inject_\(number).text"))
            (letter.facts, letter.persons, letter.places) = ([secret], [someone], [])
            (letter.expects, letter.ifNothing) = (nil, nil)
            scenario.injects.append(letter)
        }
        return MarkedPack(scenario: scenario, like: self)
    }
}
