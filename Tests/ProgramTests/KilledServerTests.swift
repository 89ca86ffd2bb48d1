import EventStore
import Fixtures
import Foundation
import Host
import SQLiteStore
import Testing

@Suite(.serialized) struct `A server whose process is killed` {
    /// `KEREGE_KILL_ROUNDS` asks for more.
    static let rounds = Int(ProcessInfo.processInfo.environment["KEREGE_KILL_ROUNDS"] ?? "") ?? 3

    @Test func `has every act that it answered, word for word, and answers it again without doing it twice`()
        async throws
    {
        try await withFolder { folder in
            var people: [Phone] = []
            var forms: [(address: String, agency: String)] = []
            var (all, seats): ([String], [String]) = ([], [])
            for round in 1...Self.rounds {
                let served = try Served([Fixtures.twelveFolder, "--data", folder])
                defer { served.killAndWait() }
                if people.isEmpty {
                    (people, forms) = try Self.begin(served)
                    seats = served.doors.seats.map(\.id)
                } else {
                    people = people.map { $0.moved(to: served.port) }
                }
                // What was answered before the last kill is sent once more.
                for (place, command) in all.suffix(people.count).enumerated() {
                    let sender = Self.sender(of: command)
                    let form = forms[sender]
                    let again = try people[sender].write(
                        Self.text(of: command), to: form.agency, form.address, command)
                    #expect(again.status == 303, "round \(round), command \(place)")
                }
                let answered = await Self.load(served, people, forms, round: round)
                #expect(!answered.isEmpty)
                all += answered
                served.killAndWait()
                try await Self.expect(all, by: seats, in: folder, round: round)
            }
            let replay = try Program.run("replay", "--data", folder, "--run", "twelve_1", "--verify")
            #expect(replay.status == 0, "\(replay.errors)")
        }
    }

    private static func begin(_ served: Served) throws -> ([Phone], [(address: String, agency: String)]) {
        let control = Phone(port: served.port)
        _ = try control.post(served.path(of: served.doors.control), [])
        let start = try control.post("/control/start", [("command", "start")])
        guard start.status == 303 else { throw Lost("the start was answered \(start.status)") }
        let people = try served.doors.seats.enumerated().map { number, seat in
            let person = Phone(port: served.port)
            try person.sit(served.path(of: seat.link), name: "Person \(number)")
            return person
        }
        return (people, try people.map { try $0.messageForm("try") })
    }

    private static func sender(of command: String) -> Int {
        Int(command.split(separator: "-").dropFirst().first ?? "") ?? 0
    }

    /// The same for the same command: another text under its id would be refused.
    private static func text(of command: String) -> String { "Message of \(command)" }

    /// All write at once until one of them, who has seen enough answers, kills the server.
    private static func load(
        _ served: Served, _ people: [Phone], _ forms: [(address: String, agency: String)], round: Int
    ) async -> [String] {
        let answered = Locked<[String]>([])
        let enough = 15 + round * 37 % 150
        await withTaskGroup(of: Void.self) { group in
            for number in people.indices {
                nonisolated(unsafe) let person = people[number]
                let form = forms[number]
                group.addTask {
                    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
                        startThread(named: "person \(number)") {
                            for turn in 1...10_000 {
                                let command = "round\(round)-\(number)-\(turn)"
                                let answer = try? person.write(
                                    text(of: command), to: form.agency, form.address, command)
                                guard answer?.status == 303 else { break }
                                let count = answered.withLock { list in
                                    list.append(command)
                                    return list.count
                                }
                                if count >= enough { served.kill() }
                            }
                            done.resume()
                        }
                    }
                }
            }
        }
        return answered.withLock { $0 }
    }

    /// Every one of them stands in the log, once, by whom and with the words that it was sent with.
    private static func expect(_ commands: [String], by seats: [String], in folder: String, round: Int)
        async throws
    {
        let store = try await SQLiteStore.open(folder: folder)
        let run = try #require(try await store.runs().first)
        let rows = try await store.read(run.id, after: 0, limit: 100_000)
        #expect(Chain(digest: BLAKE2b.digest).firstFault(in: rows, of: run) == nil)
        let recorded = rows.map(\.commandID).filter { !$0.isEmpty }
        #expect(Set(recorded).count == recorded.count)
        // A record says nothing of the word that the browser sent as its id: an act is found by what was typed.
        var found: [String: Row] = [:]
        for row in rows where row.typed != nil {
            for typed in try words(of: row) where typed.hasPrefix("Message of ") {
                #expect(found[typed] == nil, "\(typed) stands there twice")
                found[typed] = row
            }
        }
        for command in commands {
            let row = try #require(found[text(of: command)], "round \(round), \(command)")
            #expect(row.seat == seats[sender(of: command)], "round \(round), \(command)")
        }
        await store.close()
    }

    /// What was typed, behind the salt.
    private static func words(of row: Row) throws -> [String] {
        let typed = try #require(row.typed, "\(row.commandID) has lost what was typed")
        return Array(try JSONDecoder().decode([String].self, from: Data(typed)).dropFirst())
    }
}
