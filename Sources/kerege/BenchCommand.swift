import Basics
import Foundation
import HTTPCore
import HTTPServer
import Host
import Packs
import SQLiteStore

enum BenchCommand {
    static let help = """
        kerege bench [PACK] [--clients N] [--rate N] [--seconds N] [--streams N,N] [--json]

        Measures a server of its own on loopback, in a process of its own, from this one; PACK is the bundled case at first.
          --clients N    people with an open page, all in one run (default 130)
          --rate N       acts a second, each a message (default 50)
          --seconds N    how long acts are sent (default 10; at most 600)
          --streams N,N  how many streams share one seat's topic (default 130,1000; at most 10000 each: raise `ulimit -n`)
          --engine N     measures no server, but what an act costs in the engine alone, over N rehearsed runs
          --floor http   serves answers without work; the command starts itself so
          --json         {"acts":{"clients","rate","p50_ms","p99_ms","cpu_us","delivered_p50_ms","delivered_p99_ms"},
                         "broadcast":[{"streams","p50_ms","p99_ms","max_ms","kb_per_stream"}],
                         "page":{"rate","p99_ms","cpu_us"},"start_s","recovery_s","memory_mb","floors":{…},"machine":{…}}
        “p50” and “p99” of acts are until the answer, measured from when the act was due. “Delivered” is until the last
        client of the acting seat has the notice; it is measured on every act of one seat that hears of no other's acts.
        Floors: transactions of 64 rows by SQLite alone, and an answer without work by the same HTTP layer.
        Ends with 0, or 1 if it could not measure, 2 for a wrong command line.
        """

    struct Plan {
        var clients = 130
        var rate = 50
        var seconds = 10
        var streams = [130, 1000]
        var pack: String?
    }

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        if arguments.value("--floor") != nil { return try await serveFloor() }
        var plan = Plan()
        plan.clients = try arguments.number("--clients", else: plan.clients, from: 10)
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
            for complaint in error.complaints where complaint.severity == .error {
                Console.error(complaint.description)
            }
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

    private struct Doors: Decodable {
        struct Seat: Decodable {
            let id: String
            let link: String
        }
        let url: String
        let control: String
        let seats: [Seat]

        func path(_ link: String) -> String { String(link.dropFirst(url.count)) }
        var port: UInt16 { UInt16(url.split(separator: ":").last ?? "") ?? 0 }
    }

    private var words: [String] {
        ["serve"] + (plan.pack.map { [$0] } ?? [])
            + ["--port", "0", "--data", folder, "--connections", "12000", "--json"]
    }

    func measure() async throws -> String {
        let subject = try Subject(words)
        defer { subject.end() }
        let doors = try JSONDecoder().decode(Doors.self, from: Data(subject.line.utf8))
        let room = try Room(Crowd(port: doors.port), doors, plan)
        let page = try pages(room, subject)
        let acts = try acts(room, subject)
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
            for (key, value) in [
                ("start_s", subject.startSeconds), ("recovery_s", recovery), ("memory_mb", memory),
            ] {
                $0.key(key)
                $0.decimal(Int(value * 1000), scale: 3)
            }
            $0.key("floors")
            floors.write(&$0)
            $0.object("machine") {
                $0.member("cores", ProcessInfo.processInfo.activeProcessorCount)
                $0.member("system", ProcessInfo.processInfo.operatingSystemVersionString)
                $0.member("runs", 1)
                $0.key("load_average")
                var load = [0.0]
                getloadavg(&load, 1)
                $0.decimal(Int(load[0] * 100), scale: 2)
            }
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

    // MARK: The room

    private struct Room {
        let crowd: Crowd
        let people: [Browser]
        let seats: Int
        let control: Browser
        let channel: String
        /// By seat: where a message is sent, and an agency that takes it.
        var forms: [(address: String, agency: String)] = []
        let watched: String

        init(_ crowd: Crowd, _ doors: Doors, _ plan: BenchCommand.Plan) throws {
            self.crowd = crowd
            seats = doors.seats.count
            watched = doors.seats[0].id
            control = Browser(crowd)
            _ = try control.answer("GET", doors.path(doors.control))
            guard try control.answer("POST", "/control/start", [("command", "bench-start")]).status == 303
            else {
                throw Trouble("The run under test did not start.")
            }
            let page = try control.answer("GET", "/control?compose=yes").text
            channel =
                page.firstMatch(of: #/id="compose-channel"[\s\S]*?<option[^>]*value="([^"]+)"/#).map {
                    String($0.1)
                } ?? ""
            people = try (0..<plan.clients).map { number in
                let person = Browser(crowd)
                let link = doors.path(doors.seats[number % doors.seats.count].link)
                _ = try person.answer("POST", link, [("name", "Person \(number)"), ("language", "en")])
                _ = try person.answer("POST", "/note", [("answer", "yes")])
                return person
            }
            for person in people { try person.follow(fetching: true) }
            try crowd.run(until: Crowd.now + 1500)
            for seat in 0..<seats { forms.append(try form(seat)) }
        }

        /// A message that the first seat does not hear of, unless it is its own.
        private func form(_ seat: Int) throws -> (address: String, agency: String) {
            let person = people[seat]
            let acts = try person.answer("GET", "/act").text.matches(of: #/href="\/act\/([a-z0-9]{13})"/#)
            for act in acts.map({ String($0.1) }) {
                let text = try person.answer("GET", "/act/\(act)").text
                let names = text.matches(of: #/name="([a-z_]+)"/#).map { String($0.1) }
                guard names.contains("text"), !names.contains("basis") else { continue }
                let agencies =
                    text.matches(of: #/name="agencies"[^>]*value="([a-z0-9]+)"/#).map { String($0.1) }
                    + text.matches(of: #/value="([a-z0-9]+)"[^>]*name="agencies"/#).map { String($0.1) }
                for (number, agency) in agencies.enumerated() {
                    var heard = false
                    people[0].noticed = { _ in heard = true }
                    let fields = [
                        ("command", "bench-try-\(seat)-\(act)-\(number)"), ("agencies", agency),
                        ("text", "Good morning."),
                    ]
                    let status = try person.answer("POST", "/act/\(act)/do", fields).status
                    try crowd.run(until: Crowd.now + 60)
                    people[0].noticed = nil
                    if status == 303, seat == 0 || !heard { return ("/act/\(act)/do", agency) }
                }
            }
            throw Trouble("No act that writes a message was found for seat \(seat).")
        }

        /// Those who sit in the first seat.
        var watchers: [Browser] { stride(from: 0, to: people.count, by: seats).map { people[$0] } }
    }

    // MARK: What is measured

    /// Acts at a steady rate, by everybody in turn; each time counts from when its act was due.
    private func acts(_ room: Room, _ subject: Subject) throws -> Figures {
        var (answered, delivered): ([Double], [Double]) = ([], [])
        var (sent, failed, pending) = (0, 0, 0)
        // One act of the first seat at a time is out; the last of its people to hear of it ends it.
        var (probe, missing) = (Double?.none, Set<Int>())
        for (place, watcher) in room.watchers.enumerated() {
            watcher.noticed = { now in
                guard let due = probe, missing.remove(place) != nil, missing.isEmpty else { return }
                delivered.append(now - due)
                probe = nil
            }
        }
        let total = plan.rate * plan.seconds
        let before = subject.processorUs
        let begun = Crowd.now
        while sent < total {
            let due = begun + Double(sent) * 1000 / Double(plan.rate)
            try room.crowd.run(until: due)
            var sender = sent % room.people.count
            if sender % room.seats == 0 {
                if probe == nil {
                    (probe, missing) = (due, Set(room.watchers.indices))
                } else {
                    sender = (sender + 1) % room.people.count
                }
            }
            let form = room.forms[sender % room.seats]
            let fields = [
                ("command", "bench-act-\(sent)"), ("agencies", form.agency), ("text", "Message \(sent)."),
            ]
            pending += 1
            try room.people[sender].ask("POST", form.address, fields) { page in
                pending -= 1
                answered.append(Crowd.now - due)
                if page.status != 303 { failed += 1 }
            }
            sent += 1
        }
        try room.crowd.run(until: Crowd.now + 20_000) { pending == 0 && probe == nil }
        let took = Crowd.now - begun
        let used = subject.processorUs - before
        for watcher in room.watchers { watcher.noticed = nil }
        guard failed * 100 < total else { throw Trouble("\(failed) of \(total) acts were refused.") }
        let fetches = room.people.reduce(0) { $0 + $1.fetches }
        return Figures(values: [
            ("clients", Double(room.people.count)), ("rate", Double(plan.rate)), ("sent", Double(total)),
            ("refused", Double(failed)), ("rate_reached", Double(total) * 1000 / took),
            ("p50_ms", Self.part(0.5, of: answered)), ("p99_ms", Self.part(0.99, of: answered)),
            ("delivered", Double(delivered.count)), ("delivered_p50_ms", Self.part(0.5, of: delivered)),
            ("delivered_p99_ms", Self.part(0.99, of: delivered)), ("cpu_us", used / Double(total)),
            ("fetches", Double(fetches)),
        ])
    }

    /// One inject to the first seat, of which so many windows are open.
    private func broadcast(_ room: Room, _ subject: Subject, _ streams: Int) throws -> Figures {
        try room.crowd.run(until: Crowd.now + 1000)
        let memory = subject.memoryKB("VmRSS")
        let owner = room.people[0]
        var times: [Double] = []
        var sentAt = Double.infinity
        let lines = try (0..<streams).map { number in
            if number % 200 == 0 { try room.crowd.run(until: Crowd.now + 5) }
            return try owner.follow(fetching: false)
        }
        try room.crowd.run(until: Crowd.now + 2000)
        let used = max(0, subject.memoryKB("VmRSS") - memory)
        owner.noticed = { now in if now > sentAt { times.append(now - sentAt) } }
        var rounds: [(p50: Double, p99: Double, max: Double)] = []
        for round in 1...3 {
            times = []
            sentAt = Crowd.now
            var status = 0
            try room.control.ask(
                "POST", "/control/improvise",
                [
                    ("command", "bench-inject-\(streams)-\(round)"), ("seat", room.watched),
                    ("channel", room.channel),
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
            rounds.append((Self.part(0.5, of: times), Self.part(0.99, of: times), times.max() ?? 0))
            try room.crowd.run(until: Crowd.now + 700)
        }
        owner.noticed = nil
        room.crowd.drop(lines)
        let best = rounds.min { $0.max < $1.max } ?? (0, 0, 0)
        return Figures(values: [
            ("streams", Double(streams)), ("p50_ms", best.p50), ("p99_ms", best.p99), ("max_ms", best.max),
            ("worst_of_3_max_ms", rounds.map(\.max).max() ?? 0), ("kb_per_stream", used / Double(streams)),
        ])
    }

    /// Whole pages for eight people who ask again as soon as they have one.
    private func pages(_ room: Room, _ subject: Subject) throws -> Figures {
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
