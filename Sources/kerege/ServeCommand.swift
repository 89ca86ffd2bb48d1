import Basics
import Foundation
import HTTPServer
import Host
import Runtime
import SQLiteStore
import Web

enum ServeCommand {
    static let help = """
        kerege serve [PACK] [--teams N] [--host H] [--port N] [--data DIR]
                     [--tls | --tls-certificate FILE --tls-key FILE] [--public URL] [--proxy ADDRESS]
                     [--retention-days N] [--connections N] [--streams N] [--pace N] [--people N]
                     [--idle-hours N] [--staff-hours N]
                     [--links | --json]

        Starts the server with a run of the scenario in the folder PACK (default: the bundled labour case), or goes
        on with the newest run of the data folder where it stopped.
          --teams N   how many teams play it side by side, each in a run of its own with its own control and links
                      (at first 1; at most 20; the folder remembers it)
          --host H    address to listen on (default 127.0.0.1; 0.0.0.0 is every network of this machine: then with --tls,
                      or everything can be read there)
          --port N    port (default 8080; 0 lets the system choose)
          --data DIR  where everything is kept (default data)
          --tls       everything over TLS, with a certificate that is made for this hall and kept in DIR/tls;
                      its fingerprint is shown, for people to compare
          --tls-certificate FILE --tls-key FILE
                      everything over TLS, with your own certificate (PEM, with the chain) and key
          --public URL
                      the address of our own proxy in front, such as https://exercise.example: it says who asks
          --proxy ADDRESS
                      where that proxy stands, if not on this machine; nobody else is believed
          --retention-days N  after how many days at the latest names and typed texts are erased (at first 30);
                      people read it before they take part, `kerege erase` does it, the folder remembers it, and a
                      start says which runs are past it
          --connections N  how many may be open at one time (default: what the system allows, at most 20000)
          --streams N  how many live pages one person may have open; the oldest ends (default 12)
          --pace N    how many forms one person may send a second (default 20; three times as many at once);
                      STOP, a break, leaving and control never wait. A seat has twice that for all its people, an
                      address ten times; 450 times N kilobytes are taken from a seat within an hour, and control is
                      told when half of that is used up
          --people N  how many may be signed in at one seat (default 12)
          --idle-hours N  a session ends when its owner has done nothing for so long (default 36); people come back by their
                      return code
          --staff-hours N  the way in for observers, and that for role-players, closes so long after it was made (default 12);
                      who is in stays in, and control can make another
          --links     prints the ways in, with control's link and all codes, also where standard output is no terminal;
                      without it they are then written to DIR/ways-in.txt, for its owner alone, until the server ends
          --json      one line {"url","local","run","control","seats":[{"id","agency","country","link"}],"teams":[…]}
                      when ready; "teams" has run, control and seats of each; "url" and the links are those of
                      --public if it is given, "local" is this machine's own address
        /health says whether it takes and writes acts, /metrics what it does (Prometheus, for this machine alone), both
        without names. What somebody has to act on goes to standard error, a line of JSON each:
        {"level":"operator"|"record","what",…}.
        Ctrl-C ends it in order. Ends with 0, or 1 if it cannot start, 2 for a wrong command line.
        """

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        let signals = Signals()
        let resources = try Resources.find()
        guard arguments.rest.count <= 1 else { throw WrongUse(message: "Only one pack can be given.") }
        let port: UInt16 = try arguments.number("--port", else: 8080)
        let host = arguments.value("--host") ?? "127.0.0.1"
        // Some descriptors are the store's and the program's own.
        var limits = HTTPServer.Limits()
        let most = max(256, min(Files.raiseOpenLimit() - 256, 20_000))
        limits.connections = try arguments.number("--connections", else: most, from: 16)
        limits.streamsByOwner = try arguments.number("--streams", else: limits.streamsByOwner, from: 1)
        let begun = SystemClock().monotonicMs
        let folder = try await DataFolder.open(arguments.value("--data") ?? "data")
        tellDrafts(Draft.clearLeft(of: folder.path))
        tell(folder.store.journalFinding)
        do {
            if arguments.value("--retention-days") != nil {
                try folder.setRetentionDays(arguments.number("--retention-days", else: 1, from: 1))
            }
            if arguments.value("--teams") != nil {
                let teams = try arguments.number("--teams", else: 1, from: 1)
                guard teams <= DataFolder.mostTeams else {
                    throw WrongUse(message: "--teams is at most \(DataFolder.mostTeams).")
                }
                try folder.setTeams(teams)
            }
            let front = try Front.chosen(arguments, folder, host: host)
            limits.uncounted = front.front.proxies
            let pace = Pace(
                perSecond: try arguments.number("--pace", else: Pace.usual.perSecond, from: 1),
                people: try arguments.number("--people", else: Pace.usualPeople, from: 1))
            let hall = try await Hall.open(
                folder, pack: arguments.rest.first, resources, front.front, pace: pace,
                hours: try hours(arguments))
            let watch = Watch(hall, limits: limits, startedMs: SystemClock().monotonicMs - begun)
            try await serve(
                hall, watch, front, host: host, port: port, how: WaysIn.How(arguments), until: signals)
        } catch {
            await folder.store.close()
            throw error
        }
        await folder.store.close()
        return .fine
    }

    private static func serve(
        _ hall: Hall, _ watch: Watch, _ front: ChosenFront, host: String, port: UInt16, how: WaysIn.How,
        until signals: Signals
    ) async throws {
        let server = Server(
            host: host, port: port, loops: 2, application: watch, limits: watch.limits, tls: front.tls)
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Acts are not to wait behind pages that are being made.
            for run in hall.runs {
                group.addTask { await ThreadExecutor.run(named: "run") { await run.serve() } }
            }
            let (site, readings) = (hall.site, Wakeup(clock: SystemClock()))
            group.addTask { await ServeCommand.keepReadings(of: site, watch, until: readings) }
            func close() {
                for run in hall.runs { run.close() }
                readings.poke()
            }
            var records: Int { hall.runs.reduce(0) { $0 + Int($1.position) } }
            do {
                let chosen = try server.start()
                let addresses = Addresses(
                    host: host, port: chosen, scheme: front.scheme, outside: front.address)
                let doors = try await hall.doors(addresses)
                if addresses.canBeReadByOthers {
                    Journal.say(.operator, "listens_in_clear_text", ["port": Int(chosen)])
                }
                try WaysIn(hall.folder).tell(doors, how)
                let overdue = hall.retention.over.count
                if overdue > 0 {
                    Journal.say(
                        .operator, "retention_over", ["runs": overdue, "days": hall.retention.days])
                }
                Journal.say(
                    .record, "started", ["records": records, "start_ms": watch.startMs])
                await signals.wait()
                if isatty(STDERR_FILENO) != 0, how != .json {
                    Console.error("Closing. The run goes on where it stops when you start again.")
                }
                Journal.say(.record, "closing", ["records": records])
                await server.stop()
                if how == .kept { WaysIn(hall.folder).forget() }
                Journal.say(.record, "stopped", ["records": records])
            } catch let error as ListenError {
                close()
                throw Trouble(sentence(error, host, port))
            } catch {
                close()
                throw error
            }
            close()
            try await group.waitForAll()
        }
    }
}

extension ServeCommand {
    private static func hours(_ arguments: Arguments) throws -> Hall.Hours {
        let usual = Hall.Hours()
        let hours = Hall.Hours(
            idle: try arguments.number("--idle-hours", else: usual.idle, from: 1),
            staff: try arguments.number("--staff-hours", else: usual.staff, from: 1))
        let most = SiteParts.mostIdleHours
        for (name, count) in [("--idle-hours", hours.idle), ("--staff-hours", hours.staff)]
        where count > most {
            throw WrongUse(message: "\(name) is at most \(most).")
        }
        return hours
    }

    /// Writes down who reads what and looks at the store, once a second and when the wakeup is poked, which is the end.
    private static func keepReadings(of site: Site, _ watch: Watch, until wakeup: Wakeup) async {
        let clock = SystemClock()
        var cause = Wakeup.Cause.due
        while cause == .due {
            cause = await wakeup.wait(untilMs: clock.monotonicMs + 1000)
            // What could not be written waits on; the store tells of itself.
            try? await site.writeOpenings()
            await site.writeBreakWishes()
            watch.look(isTick: true)
        }
    }

    private static func tellDrafts(_ told: (removed: [String], left: [String])) {
        if !told.removed.isEmpty { Journal.say(.record, "drafts_removed", ["drafts": told.removed.count]) }
        if !told.left.isEmpty { Journal.say(.operator, "drafts_left", ["drafts": told.left.count]) }
        if isatty(STDERR_FILENO) != 0 { for line in told.removed + told.left { Console.error(line) } }
    }

    private static func tell(_ finding: JournalFinding?) {
        guard let finding else { return }
        Journal.say(.operator, "confirmed_acts_lost", ["transactions": finding.transactions])
        if isatty(STDERR_FILENO) != 0 { Console.error(finding.sentence) }
    }

    private static func sentence(_ error: ListenError, _ host: String, _ port: UInt16) -> String {
        switch error {
        case .addressInUse:
            "Something else listens on port \(port) already. Choose another with --port, or stop it."
        case .noSuchAddress:
            "“\(host)” is no address of this machine. Give --host 127.0.0.1, or 0.0.0.0 for all networks."
        case .notPermitted: "Port \(port) is reserved for the system. Choose one above 1023 with --port."
        case .system(let code):
            "The server cannot listen on \(host):\(port): \(String(cString: strerror(code)))."
        }
    }
}

/// Where the program's own files lie: styles, scripts, interface texts, bundled packs, lists for `check`.
struct Resources {
    let root: String

    /// `KEREGE_HOME`, or the nearest folder above the program or the working folder that has them.
    static func find() throws -> Resources {
        let manager = FileManager.default
        if let home = ProcessInfo.processInfo.environment["KEREGE_HOME"] { return Resources(root: home) }
        let program = (try? manager.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        for start in [program, manager.currentDirectoryPath + "/."] {
            var folder = start
            while let slash = folder.lastIndex(of: "/") {
                folder = String(folder[..<slash])
                if manager.fileExists(atPath: folder + "/Locales/en/common.po"),
                    manager.fileExists(atPath: folder + "/Assets")
                {
                    return Resources(root: folder)
                }
            }
        }
        throw Trouble(
            "The folders Assets, Locales and Packs were not found. Set KEREGE_HOME to the folder that has them."
        )
    }

    var bundledPack: String { root + "/Packs/reedfield" }
}

/// The addresses under which the server can be reached.
struct Addresses {
    let local: String
    let network: [String]
    /// Others of the network can connect, and what they send goes over it as it is.
    let canBeReadByOthers: Bool
    /// Of a proxy in front.
    private let outside: String?

    /// - Parameter outside: the address of a proxy in front, which is then the one for everybody.
    init(host: String, port: UInt16, scheme: String = "http", outside: String? = nil) {
        self.outside = outside
        let isEverywhere = host == "0.0.0.0" || host == "::"
        canBeReadByOthers =
            scheme == "http" && !host.hasPrefix("127.") && !["localhost", "::1"].contains(host)
        local = "\(scheme)://\(isEverywhere ? "127.0.0.1" : host):\(port)"
        network =
            outside.map { [$0] }
            ?? (isEverywhere ? Addresses.ofThisMachine().map { "\(scheme)://\($0):\(port)" } : [])
    }

    /// What phones in the hall use.
    var best: String { network.first ?? local }

    /// What a program is told: the address of the proxy if there is one, else the one on this machine.
    var told: String { outside ?? local }

    static func ofThisMachine() -> [String] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return [] }
        defer { freeifaddrs(list) }
        var found: [String] = []
        var next = list
        while let entry = next {
            next = entry.pointee.ifa_next
            guard let address = entry.pointee.ifa_addr, address.pointee.sa_family == sa_family_t(AF_INET)
            else { continue }
            var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let length = socklen_t(MemoryLayout<sockaddr_in>.size)
            guard getnameinfo(address, length, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST) == 0
            else { continue }
            let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if !text.hasPrefix("127.") { found.append(text) }
        }
        return found
    }
}

/// Waits for Ctrl-C or a request to end. A signal that comes before anybody waits is not lost.
final class Signals: Sendable {
    /// Where the handler writes; a handler may do nothing but write.
    private nonisolated(unsafe) static var bell: Int32 = -1
    private let ear: Int32

    /// Listens from now on. One for the whole process.
    init() {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0, "A pipe can be made.")
        ear = ends[0]
        Signals.bell = ends[1]
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                var byte: UInt8 = 1
                _ = write(Signals.bell, &byte, 1)
            }
        }
    }

    func wait() async {
        let ear = ear
        await withCheckedContinuation { done in
            startThread(named: "signals") {
                var byte: UInt8 = 0
                while read(ear, &byte, 1) < 0, errno == EINTR {}
                done.resume()
            }
        }
    }
}
