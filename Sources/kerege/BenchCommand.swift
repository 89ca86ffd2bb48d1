import Basics
import Foundation
import HTTPCore
import HTTPServer
import Host
import Packs
import SQLiteStore
import Web

enum BenchCommand {
    static let help = """
        kerege bench [PACK] [--clients N] [--teams N] [--rate N] [--seconds N] [--streams N,N] [--json]
        kerege bench [PACK] --engine N

        Measures a server of its own on loopback, in a process of its own, from this one; PACK is the bundled case at first.
          --clients N    people with an open page (default 130)
          --teams N      over how many runs they are spread (default 5, or one for every 26 people)
          --rate N       acts a second over all runs, each a message that changes what about five seats see (default 50)
          --seconds N    how long acts are sent (default 10; at most 600)
          --streams N,N  how many streams share one seat's topic (default 130,1000; at most 10000 each: raise `ulimit -n`)
          --engine N     measures no server, but what an act costs in the engine alone, over N rehearsed runs
          --floor http   serves answers without work; the command starts itself so
          --json         {"acts":{"clients","teams","rate","p50_ms","p99_ms","cpu_us","delivered_p50_ms","delivered_p99_ms",
                         "seats_changed",…},
                         "broadcast":[{"streams","p50_ms","p99_ms","max_ms","kb_per_stream"}],
                         "page":{"rate","p99_ms","cpu_us"},"page_sizes":[{"page","bytes"}],"start_s","recovery_s","memory_mb",
                         "floors":{…},"machine":{"processor","cores","system","load_before","load_after",…},
                         "versions":{"kerege","engine","build","swift","sqlite"}}
        “p50” and “p99” of acts are until the answer, measured from when the act was due. “Delivered” is until the last
        client of the act's audience has the notice; it is measured on acts of one seat in each run, whose audience hears
        of no other acts, and of which one at a time is out; those that were due meanwhile count as having arrived with it.
        “audience” is how many clients that are.
        Floors: transactions of 64 rows by SQLite alone, and an answer without work by the same HTTP layer.
        Ends with 0, or 1 if it could not measure, 2 for a wrong command line.
        """

    struct Plan {
        var clients = 130
        /// Five, or fewer if there are not enough people to fill them.
        var teams = 5
        var rate = 50
        var seconds = 10
        var streams = [130, 1000]
        var pack: String?
    }

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        if arguments.value("--floor") != nil { return try await serveFloor() }
        var plan = Plan()
        plan.clients = try arguments.number("--clients", else: plan.clients, from: 10)
        plan.teams = try arguments.number("--teams", else: min(5, max(1, plan.clients / 26)), from: 1)
        guard plan.teams <= DataFolder.mostTeams, plan.clients >= plan.teams else {
            throw WrongUse(message: "--teams is at most \(DataFolder.mostTeams), and no more than --clients.")
        }
        plan.rate = try arguments.number("--rate", else: plan.rate, from: 1)
        plan.seconds = try min(600, arguments.number("--seconds", else: plan.seconds, from: 1))
        if let list = arguments.value("--streams") {
            plan.streams = try list.split(separator: ",").map { text in
                guard let number = Int(text), (1...10_000).contains(number) else {
                    throw WrongUse(message: "“\(text)” is no number of streams.")
                }
                return number
            }
        }
        plan.pack = arguments.rest.first
        if arguments.value("--engine") != nil {
            return try measureEngine(plan.pack, runs: arguments.number("--engine", else: 1, from: 1))
        }
        let text = try await Bench(plan).measure()
        Console.answer(text)
        return .fine
    }

    private static func measureEngine(_ path: String?, runs: Int) throws -> ExitStatus {
        let folder = try path ?? Resources.find().bundledPack
        do throws(PackFaults) {
            Console.answer(EngineBench(try PackReader.scenario(folder: folder), runs: runs).json)
            return .fine
        } catch {
            for line in try Complaining().errors(error) { Console.error(line) }
            return .notFine
        }
    }

    /// A server whose handler does nothing, until its input ends.
    private static func serveFloor() async throws -> ExitStatus {
        struct Nothing: Application {
            func handle(_ request: Request) async -> Response { Response.text("") }
        }
        let server = Server(host: "127.0.0.1", port: 0, loops: 2, application: Nothing())
        Console.answer("\(try server.start())")
        let signals = Signals()
        await signals.wait()
        await server.stop()
        return .fine
    }
}

/// A child of this program that serves.
private final class Subject {
    private let process = Process()
    private let output = Pipe()
    let line: String
    let startSeconds: Double

    init(_ words: [String]) throws {
        let begun = Crowd.now
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = words
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var bytes = Data()
        while !bytes.contains(10) {
            guard let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty else {
                throw Trouble("The server under test did not start.")
            }
            bytes += more
        }
        line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
        startSeconds = (Crowd.now - begun) / 1000
    }

    func end() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Time on processors so far, in microseconds.
    var processorUs: Double {
        let text =
            (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)) ?? ""
        let fields = (text.split(separator: ")").last ?? "").split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
            return 0
        }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK))) * 1_000_000
    }

    func memoryKB(_ name: String) -> Double {
        let text =
            (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap {
            Double($0)
        } ?? 0
    }
}

/// Everything that is measured, one after the other.
private final class Bench {
    private let plan: BenchCommand.Plan
    private let folder = FileManager.default.temporaryDirectory.path + "/kerege-bench-" + SecureRandom.token()

    init(_ plan: BenchCommand.Plan) { self.plan = plan }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private var words: [String] {
        ["serve"] + (plan.pack.map { [$0] } ?? [])
            + [
                "--teams", "\(plan.teams)", "--port", "0", "--data", folder, "--connections", "12000",
                "--streams", "12000",
                // A few clients may stand for many people.
                "--pace", "\(max(Pace.usual.perSecond, plan.rate))", "--people", "12000", "--json",
            ]
    }

    func measure() async throws -> String {
        let machine = BenchMachine(runs: plan.teams)
        let subject = try Subject(words)
        defer { subject.end() }
        let doors = try JSONDecoder().decode(BenchDoors.self, from: Data(subject.line.utf8))
        let room = try BenchRoom(Crowd(port: doors.port), doors, clients: plan.clients)
        let page = try pages(room, subject)
        let acts = try acts(room, subject)
        let sizes = try BenchPages(room)
        let broadcasts = try plan.streams.map { try broadcast(room, subject, $0) }
        let memory = subject.memoryKB("VmHWM") / 1024
        subject.end()
        let again = try Subject(["serve", "--port", "0", "--data", folder, "--json"])
        let recovery = again.startSeconds
        again.end()
        let floors = try await floors()
        var writer = JSONWriter()
        writer.object {
            $0.key("acts")
            acts.write(&$0)
            $0.array("broadcast", broadcasts) { $1.write(&$0) }
            $0.key("page")
            page.write(&$0)
            sizes.write(&$0)
            for (key, value) in [
                ("start_s", subject.startSeconds), ("recovery_s", recovery), ("memory_mb", memory),
            ] {
                $0.key(key)
                $0.decimal(Int(value * 1000), scale: 3)
            }
            $0.key("floors")
            floors.write(&$0)
            machine.write(&$0)
        }
        return writer.text
    }

    /// Named numbers with up to three decimals.
    private struct Figures {
        var values: [(String, Double)] = []

        func write(_ writer: inout JSONWriter) {
            writer.object {
                for (key, value) in values {
                    $0.key(key)
                    if value == value.rounded() {
                        $0.value(Int(value))
                    } else {
                        $0.decimal(Int(value * 1000), scale: 3)
                    }
                }
            }
        }
    }

    private static func part(_ share: Double, of values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }

    // MARK: What is measured

    /// Acts at a steady rate, by everybody in turn; each time counts from when its act was due.
    private func acts(_ room: BenchRoom, _ subject: Subject) throws -> Figures {
        var (answered, delivered): ([Double], [Double]) = ([], [])
        var (failed, pending, turn) = (0, 0, 0)
        // Of the first seat of each team one act at a time is out; the last of its audience to hear of it ends it.
        let probes = room.teams.map { team in BenchProbe(team) { delivered.append($0) } }
        let senders = room.senders
        let total = plan.rate * plan.seconds
        let (before, notices) = (subject.processorUs, room.seatNotices)
        let begun = Crowd.now
        for sent in 0..<total {
            let due = begun + Double(sent) * 1000 / Double(plan.rate)
            try room.crowd.run(until: due)
            var sender = senders[turn % senders.count]
            while sender.isProbe && !probes[sender.team].isFree {
                probes[sender.team].leftOut(due)
                turn += 1
                sender = senders[turn % senders.count]
            }
            turn += 1
            if sender.isProbe { probes[sender.team].begin(due) }
            let fields =
                [("command", "bench-act-\(sent)"), ("text", "Message \(sent).")]
                + sender.form.agencies.map { ("agencies", $0) }
            pending += 1
            try sender.person.ask("POST", sender.form.address, fields) { page in
                pending -= 1
                answered.append(Crowd.now - due)
                if page.status != 303 { failed += 1 }
            }
        }
        try room.crowd.run(until: Crowd.now + 20_000) { pending == 0 && probes.allSatisfy(\.isFree) }
        let took = Crowd.now - begun
        let used = subject.processorUs - before
        for probe in probes { probe.end() }
        guard failed * 100 < total else { throw Trouble("\(failed) of \(total) acts were refused.") }
        let fetches = room.people.reduce(0) { $0 + $1.fetches }
        return Figures(values: [
            ("clients", Double(room.people.count)), ("teams", Double(room.teams.count)),
            ("rate", Double(plan.rate)), ("sent", Double(total)),
            ("refused", Double(failed)), ("rate_reached", Double(total) * 1000 / took),
            ("p50_ms", Self.part(0.5, of: answered)), ("p99_ms", Self.part(0.99, of: answered)),
            ("delivered", Double(delivered.count)), ("delivered_p50_ms", Self.part(0.5, of: delivered)),
            ("delivered_p99_ms", Self.part(0.99, of: delivered)), ("cpu_us", used / Double(total)),
            ("audience", Double(probes.reduce(0) { $0 + $1.audience }) / Double(max(1, probes.count))),
            ("seats_changed", Double(room.seatNotices - notices) / Double(total)),
            ("fetches", Double(fetches)),
        ])
    }

    /// One inject to the first seat, of which so many windows are open.
    private func broadcast(_ room: BenchRoom, _ subject: Subject, _ streams: Int) throws -> Figures {
        try room.crowd.run(until: Crowd.now + 1000)
        let memory = subject.memoryKB("VmRSS")
        let owner = room.teams[0].people[0]
        var times: [Double] = []
        var sentAt = Double.infinity
        let lines = try (0..<streams).map { number in
            if number % 200 == 0 { try room.crowd.run(until: Crowd.now + 5) }
            return try owner.follow(fetching: false)
        }
        try room.crowd.run(until: Crowd.now + 2000)
        let used = max(0, subject.memoryKB("VmRSS") - memory)
        owner.noticed = { now in if now > sentAt { times.append(now - sentAt) } }
        var rounds: [[Double]] = []
        for round in 1...3 {
            times = []
            sentAt = Crowd.now
            var status = 0
            try room.teams[0].control.ask(
                "POST", "/control/improvise",
                [
                    ("command", "bench-inject-\(streams)-\(round)"), ("seat", room.teams[0].watched),
                    ("channel", room.teams[0].channel),
                    ("from", "Desk"), ("title", "To all"), ("text", "A message for everybody at this desk."),
                ]
            ) { status = $0.status }
            // The owner's own page listens, too.
            let isWhole = try room.crowd.run(until: Crowd.now + 30_000) {
                times.count > streams && status != 0
            }
            guard isWhole, status == 303 else {
                throw Trouble(
                    "\(times.count) of \(streams) streams had the inject; it was answered \(status).")
            }
            rounds.append(times)
            try room.crowd.run(until: Crowd.now + 700)
        }
        owner.noticed = nil
        room.crowd.drop(lines)
        let all = rounds.flatMap { $0 }
        return Figures(values: [
            ("streams", Double(streams)), ("p50_ms", Self.part(0.5, of: all)),
            ("p99_ms", Self.part(0.99, of: all)), ("max_ms", all.max() ?? 0),
            ("best_of_3_max_ms", rounds.compactMap { $0.max() }.min() ?? 0),
            ("kb_per_stream", used / Double(streams)),
        ])
    }

    /// Whole pages for eight people who ask again as soon as they have one.
    private func pages(_ room: BenchRoom, _ subject: Subject) throws -> Figures {
        try fetch("/now", 3, room.crowd, Array(room.people.prefix(8)), subject)
    }

    private func fetch(
        _ path: String, _ seconds: Double, _ crowd: Crowd, _ people: [Browser], _ subject: Subject
    ) throws -> Figures {
        var times: [Double] = []
        let end = Crowd.now + seconds * 1000
        var failure: (any Error)?
        func again(_ person: Browser) {
            let begun = Crowd.now
            guard begun < end else { return }
            do {
                try person.ask("GET", path) { _ in
                    times.append(Crowd.now - begun)
                    again(person)
                }
            } catch { failure = error }
        }
        let before = subject.processorUs
        for person in people { again(person) }
        try crowd.run(until: end + 200)
        if let failure { throw failure }
        return Figures(values: [
            ("rate", Double(times.count) / seconds), ("p50_ms", Self.part(0.5, of: times)),
            ("p99_ms", Self.part(0.99, of: times)),
            ("cpu_us", (subject.processorUs - before) / Double(max(1, times.count))),
        ])
    }

    private func floors() async throws -> Figures {
        let commits = try await SQLiteStore.floor(folder: folder + "/floor", seconds: 2, rows: 64)
        let subject = try Subject(["bench", "--floor", "http"])
        defer { subject.end() }
        let crowd = Crowd(port: UInt16(subject.line) ?? 0)
        let empty = try fetch("/", 2, crowd, (0..<8).map { _ in Browser(crowd) }, subject)
        var figures = Figures(values: [("sqlite_commits_of_64_per_s", commits)])
        figures.values += empty.values.map { ("empty_handler_" + $0.0, $0.1) }
        return figures
    }
}
