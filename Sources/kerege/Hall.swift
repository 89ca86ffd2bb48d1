import Basics
import Documents
import Engine
import EventStore
import Host
import Model
import Packs
import Roster
import Runtime
import SQLiteStore
import Texts
import Views
import Web

/// The open runs with their site, one for each team of the exercise: everything that a server needs, wired.
struct Hall {
    let folder: DataFolder
    let teams: [Team]
    let site: Site
    let retention: Retention
    /// Where phones reach the server; known once it listens.
    private let address: Locked<String?>

    /// One for the process: each has a thread of its own, and every request asks what time it is.
    fileprivate static let clock = SystemClock()

    /// A run with its ways in.
    struct Team: Sendable {
        let run: LiveRun
        fileprivate let hosted: HostedRun
        fileprivate let opened: (seats: [(seat: DoorSeat, code: String, token: String)], control: String)
        fileprivate let seatNames: [String]
    }

    var runs: [LiveRun] { teams.map(\.run) }

    /// How long sessions and ways in are good, unless somebody ends them before.
    struct Hours {
        var idle = Int(SiteParts.usualIdleHours)
        var staff = SiteParts.usualStaffHours
    }

    static func open(
        _ folder: DataFolder, pack path: String?, _ resources: Resources, _ front: Front = Front(),
        pace: Pace = .usual, hours: Hours = Hours()
    ) async throws -> Hall {
        // Before anything is recorded anew, which counts as use.
        let retention = try await Retention(of: folder)
        // Beside reading the pack, which keeps one thread busy.
        async let pagesFit: Void = SQLiteStore.checkPages(folder: folder.path)
        let (records, pack) = try await chosen(folder, path, resources)
        do {
            try await pagesFit
        } catch let error as StoreError {
            throw trouble(.store(error), "", folder)
        }
        let teams = try await open(records, pack, folder)
        let address = Locked<String?>(nil)
        let hosted = teams.reversed().map(\.hosted)
        var parts = SiteParts(
            roster: folder.store, texts: try InterfaceTexts(folder: resources.root + "/Locales"),
            assets: try Assets(folder: resources.root + "/Assets"), runs: { hosted },
            newToken: { SecureRandom.token() }, digest: { BLAKE2b.digest($0) },
            nowMs: { clock.unixMs }, hallAddress: { address.withLock { $0 } },
            passwords: Hall.passwords(), front: front, retentionDays: retention.days,
            pace: pace)
        parts.tell = Hall.tell
        parts.idleMs = Int64(hours.idle) * 3_600_000
        parts.staffHours = hours.staff
        let open = records.map(\.id)
        parts.runsPastRetention = { retention.isOver(nowMs: clock.unixMs, open: open) }
        let site = Site(parts, routes: Site.allRoutes)
        return Hall(folder: folder, teams: teams, site: site, retention: retention, address: address)
    }

    /// What the site wants whoever runs the server to know, as lines of the journal.
    private static func tell(_ alarm: SiteAlarm) {
        switch alarm {
        case .seatWritesMuch(let percent):
            Journal.say(.operator, "seat_writes_much", ["percent_of_hour": percent])
        case .guessing(.code, let tries): Journal.say(.operator, "codes_closed", ["tries": tries])
        case .guessing(.password, let tries): Journal.say(.operator, "passwords_closed", ["tries": tries])
        case .guessing(.returnCode, let tries):
            Journal.say(.operator, "return_codes_closed", ["tries": tries])
        }
    }

    /// Opens the runs side by side; they share the engine of their pack.
    private static func open(
        _ records: [RunRecord], _ pack: LoadedPack, _ folder: DataFolder
    ) async throws -> [Team] {
        let engine = Engine(pack.scenario)
        // Made once, before they all want it.
        _ = try folder.secret(for: "handles")
        return try await withThrowingTaskGroup(of: (Int, Team).self) { group in
            for (place, record) in records.enumerated() {
                group.addTask { (place, try await team(of: record, pack, engine, folder)) }
            }
            var teams: [(Int, Team)] = []
            for try await team in group { teams.append(team) }
            return teams.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private static func team(
        of record: RunRecord, _ pack: LoadedPack, _ engine: Engine, _ folder: DataFolder
    ) async throws -> Team {
        let (texts, streams) = (
            pack.texts, RunStreams(seats: pack.scenario.seats.count, origin: SecureRandom.token())
        )
        let secret = try folder.secret(for: "handles of \(record.id)")
        let run: LiveRun
        do throws(RecoveryError) {
            run = try await LiveRun.open(
                record, engine: engine, store: folder.store, clock: clock, secret: secret, read: pack.reader,
                publish: { streams.publish($0) })
        } catch {
            throw trouble(error, "Run “\(record.id)” cannot be opened. ", folder)
        }
        return Team(
            run: run,
            hosted: HostedRun(
                run: run, words: { texts.text($0, in: $1) }, languages: texts.languages, streams: streams),
            opened: try await Links(folder: folder, run: record.id).open(run.door.seats),
            seatNames: run.door.seats.map { pack.reader($0.name) })
    }

    /// With what somebody can do whose exercise is damaged.
    private static func trouble(_ error: RecoveryError, _ what: String, _ folder: DataFolder) -> Trouble {
        if case .store(.unavailable) = error { return Trouble("\(what)\(error)") }
        return Trouble(
            """
            \(what)\(error)
            Keep the folder \(folder.path) as it is, and start from a copy: kerege restore makes a folder out of \
            one. “kerege replay --all --verify --data \(folder.path)” says which runs are whole, and how far.
            """)
    }

    /// Slow texts of passwords, made and checked by two threads of their own.
    private static func passwords() -> StaffPasswords {
        let passwords = Passwords()
        return StaffPasswords(
            hash: { try? await passwords.hash($0) },
            verify: { try? await passwords.verify($0, against: $1) })
    }

    /// The newest runs go on, one for each team, unless another pack is asked for. What is missing begins.
    private static func chosen(
        _ folder: DataFolder, _ path: String?, _ resources: Resources
    ) async throws -> ([RunRecord], LoadedPack) {
        let runs = try await folder.store.runs()
        let pack =
            if path == nil, let newest = runs.last { try folder.pack(of: newest) } else {
                try read(path ?? resources.bundledPack)
            }
        let digest = try folder.keep(pack)
        let teams = try folder.teams()
        var chosen = Array(runs.filter { $0.packDigest == digest }.suffix(teams))
        // Teams of one exercise have the same chance, so that what they did can be compared.
        let seed = chosen.first?.seed ?? SecureRandom.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // The newest run is the one that goes on, also after the clock of the machine was set back.
        let begin = max(clock.unixMs, (runs.last?.createdMs ?? 0) + 1)
        for number in 0..<max(0, teams - chosen.count) {
            let record = RunRecord(
                id: "\(pack.scenario.id)_\(runs.count + number + 1)",
                title: pack.texts.text(pack.scenario.title, in: "en") ?? "",
                packDigest: digest, engineRevision: Int64(Engine.revision), seed: seed,
                createdMs: begin + Int64(number))
            try await folder.store.createRun(record)
            chosen.append(record)
        }
        return (chosen, pack)
    }

    private static func read(_ source: String) throws -> LoadedPack {
        do throws(PackFaults) {
            return try PackReader.scenario(folder: source)
        } catch {
            let complaining = try Complaining()
            throw Trouble(
                (complaining.errors(error) + [complaining.unstartable(source)]).joined(separator: "\n"))
        }
    }

    func doors(_ addresses: Addresses) async throws -> Doors {
        address.withLock { $0 = addresses.network.first }
        return Doors(
            addresses: addresses, fingerprint: site.fingerprint, overdue: retention.words(folder.path),
            teams: teams.map { team in
                Doors.Team(
                    run: team.run.id, control: "/enter/" + team.opened.control,
                    seats: zip(team.opened.seats, team.seatNames).map { entry, name in
                        Doors.Seat(
                            id: entry.seat.id, name: name, agency: entry.seat.agencyID,
                            country: entry.seat.countryID, path: "/join/" + entry.token, code: entry.code)
                    })
            })
    }
}

/// Join links: tokens are made from the folder's secret, so that the same links are printed at every start.
struct Links {
    let folder: DataFolder
    let run: String

    func open(
        _ seats: [DoorSeat]
    ) async throws -> (seats: [(seat: DoorSeat, code: String, token: String)], control: String) {
        let now = Hall.clock.unixMs
        let known = try await folder.store.links(of: run)
        var opened: [(seat: DoorSeat, code: String, token: String)] = []
        for seat in seats {
            var token = try token(for: "seat \(seat.id)")
            var digest = BLAKE2b.digest(Array(token.utf8))
            if let link = known.first(where: { $0.kind == .seat(seat.id) && $0.revokedMs == nil }) {
                // A link that control gave out anew is known by its code only.
                opened.append((seat, link.code, link.tokenDigest == digest ? token : link.code))
                continue
            }
            // One that was closed opens nothing again.
            if known.contains(where: { $0.tokenDigest == digest }) {
                token = SecureRandom.token()
                digest = BLAKE2b.digest(Array(token.utf8))
            }
            let code = SecureRandom.code()
            try await folder.store.add(
                JoinLink(
                    tokenDigest: digest, kind: .seat(seat.id), run: run, code: code, once: false,
                    createdMs: now))
            opened.append((seat, code, token))
        }
        let control = SecureRandom.token()
        for link in known where link.kind == .control && link.opens {
            try await folder.store.revoke(linkWithDigest: link.tokenDigest, atMs: now)
        }
        try await folder.store.add(
            JoinLink(
                tokenDigest: BLAKE2b.digest(Array(control.utf8)), kind: .control, run: run, code: "",
                once: true,
                createdMs: now))
        return (opened, control)
    }

    private func token(for purpose: String) throws -> String {
        let key = try Files.secret(at: "\(folder.path)/secret")
        return URLSafe.text(Array(BLAKE2b.digest(Array("\(purpose) of \(run)".utf8), key: key).prefix(18)))
    }
}

/// What a start prints: addresses, for each team the one-time link of control and the links of the seats, one QR code.
struct Doors {
    struct Seat {
        let id: String
        let name: String
        let agency: String
        let country: String
        let path: String
        let code: String
    }

    struct Team {
        let run: String
        let control: String
        let seats: [Seat]
    }
    let addresses: Addresses
    let fingerprint: String?
    /// What somebody has to do about runs that are kept too long.
    let overdue: String?
    let teams: [Team]

    var json: String {
        var writer = JSONWriter()
        writer.object {
            $0.member("url", addresses.told)
            $0.member("local", addresses.local)
            // The first team stands by itself, too: most exercises have one.
            if let first = teams.first { write(first, to: &$0) }
            $0.array("teams", teams) { writer, team in writer.object { write(team, to: &$0) } }
        }
        return writer.text
    }

    private func write(_ team: Team, to writer: inout JSONWriter) {
        writer.member("run", team.run)
        writer.member("control", addresses.told + team.control)
        writer.array("seats", team.seats) { writer, seat in
            writer.object {
                $0.member("id", seat.id)
                $0.member("agency", seat.agency)
                $0.member("country", seat.country)
                $0.member("link", addresses.told + seat.path)
            }
        }
    }

    private var head: [String] {
        let names = teams.map(\.run).joined(separator: ", ")
        return ["Kerege is running. \(teams.count == 1 ? "Run" : "Runs"): \(names)", ""]
            + ["On this machine:   \(addresses.local)"]
            + addresses.network.map { "In the network:    \($0)" }
            + (addresses.canBeReadByOthers
                ? [
                    "Not encrypted: whoever is in the network can read everything. Start it with --tls for a hall."
                ] : [])
    }

    private var fingerprintLines: [String] {
        fingerprint.map { ["", "Fingerprint of the certificate (SHA-256), to compare:", "  \($0)"] } ?? []
    }

    private var overdueLines: [String] { overdue.map { ["", $0, ""] } ?? [] }

    /// What anybody may read.
    var summary: String {
        let lines = head + ["", "Join page: \(addresses.best)/join"] + fingerprintLines + overdueLines
        return lines.joined(separator: "\n")
    }

    var text: String {
        var lines = [""] + head
        for (number, team) in teams.enumerated() {
            if teams.count > 1 {
                lines += ["", "— Team \(number + 1) of \(teams.count): run \(team.run) —"]
            }
            lines += ["", "Control signs in once with:", "  \(addresses.best)\(team.control)"]
            lines += ["", "Seats (link, or code on the join page):"]
            for seat in team.seats {
                lines += ["  \(seat.name)", "    \(addresses.best)\(seat.path)", "    code \(seat.code)"]
            }
        }
        lines += ["", "Join page: \(addresses.best)/join"]
        lines += fingerprintLines
        if let code = try? QRCode(addresses.best + "/join") { lines += [code.blocks(coloured: false)] }
        lines += overdueLines
        lines += ["Ctrl-C ends it; start again, and it goes on where it stopped."]
        return lines.joined(separator: "\n")
    }
}
