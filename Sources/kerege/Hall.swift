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

/// One open run with its site: everything that a server needs, wired.
struct Hall {
    let folder: DataFolder
    let run: LiveRun
    let site: Site
    /// Where phones reach the server; known once it listens.
    private let address: Locked<String?>
    private let agencies: [(seat: DoorSeat, code: String, token: String)]
    private let controlToken: String
    private let seatNames: [String]

    static func open(
        _ folder: DataFolder, pack path: String?, _ resources: Resources, _ front: Front = Front()
    ) async throws -> Hall {
        let (record, pack) = try await chosen(folder, path, resources)
        let texts = pack.texts
        let engine = Engine(pack.scenario)
        let streams = RunStreams(seats: pack.scenario.seats.count, origin: SecureRandom.token())
        let run = try await LiveRun.open(
            record, engine: engine, store: folder.store, clock: SystemClock(),
            secret: folder.secret(for: "handles of \(record.id)"), read: pack.reader,
            publish: { streams.publish($0) })
        let hosted = HostedRun(run: run, words: { texts.text($0, in: $1) }, streams: streams)
        let address = Locked<String?>(nil)
        let site = Site(
            SiteParts(
                roster: folder.store, texts: try InterfaceTexts(folder: resources.root + "/Locales"),
                assets: try Assets(folder: resources.root + "/Assets"), runs: { [hosted] },
                newToken: { SecureRandom.token() }, digest: { BLAKE2b.digest($0) },
                nowMs: { SystemClock().unixMs }, hallAddress: { address.withLock { $0 } },
                passwords: Hall.passwords(), front: front, retentionDays: try folder.retentionDays()),
            routes: Site.allRoutes)
        let doors = try await Links(folder: folder, run: record.id).open(run.door.seats)
        return Hall(
            folder: folder, run: run, site: site, address: address, agencies: doors.seats,
            controlToken: doors.control,
            seatNames: run.door.seats.map { pack.reader($0.name) }
        )
    }

    /// Slow texts of passwords, made and checked by two threads of their own.
    private static func passwords() -> StaffPasswords {
        let passwords = Passwords()
        return StaffPasswords(
            hash: { try? await passwords.hash($0) },
            verify: { try? await passwords.verify($0, against: $1) })
    }

    /// The newest run goes on, unless another pack is asked for.
    private static func chosen(
        _ folder: DataFolder, _ path: String?, _ resources: Resources
    ) async throws -> (RunRecord, LoadedPack) {
        let runs = try await folder.store.runs()
        if path == nil, let newest = runs.last { return (newest, try folder.pack(of: newest)) }
        let source = path ?? resources.bundledPack
        let pack: LoadedPack
        do throws(PackFaults) {
            pack = try PackReader.scenario(folder: source)
        } catch {
            let faults = error.complaints.filter { $0.severity == .error }.map(\.description).joined(
                separator: "\n")
            throw Trouble("\(faults)\nThe pack \(source) has faults and does not start.")
        }
        let digest = try folder.keep(pack)
        if let newest = runs.last(where: { $0.packDigest == digest }) { return (newest, pack) }
        let record = RunRecord(
            id: "\(pack.scenario.id)_\(runs.count + 1)",
            title: pack.texts.text(pack.scenario.title, in: "en") ?? "",
            packDigest: digest, engineRevision: Int64(Engine.revision),
            seed: SecureRandom.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) },
            // The newest run is the one that goes on, also after the clock of the machine was set back.
            createdMs: max(SystemClock().unixMs, (runs.last?.createdMs ?? 0) + 1))
        try await folder.store.createRun(record)
        return (record, pack)
    }

    func doors(_ addresses: Addresses) async throws -> Doors {
        address.withLock { $0 = addresses.network.first }
        return Doors(
            addresses: addresses, fingerprint: site.fingerprint, run: run.id,
            control: "/enter/" + controlToken,
            seats: zip(agencies, seatNames).map { entry, name in
                Doors.Seat(
                    id: entry.seat.id, name: name, agency: entry.seat.agencyID, country: entry.seat.countryID,
                    path: "/join/" + entry.token, code: entry.code)
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
        let now = SystemClock().unixMs
        let known = try await folder.store.links(of: run)
        var opened: [(seat: DoorSeat, code: String, token: String)] = []
        for seat in seats {
            let token = try token(for: "seat \(seat.id)")
            let digest = BLAKE2b.digest(Array(token.utf8))
            if let link = known.first(where: { $0.kind == .seat(seat.id) && $0.revokedMs == nil }) {
                // A link that control gave out anew is known by its code only.
                opened.append((seat, link.code, link.tokenDigest == digest ? token : link.code))
                continue
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

/// What a start prints: addresses, the one-time link of control, the links of the seats, one QR code.
struct Doors {
    struct Seat {
        let id: String
        let name: String
        let agency: String
        let country: String
        let path: String
        let code: String
    }
    let addresses: Addresses
    let fingerprint: String?
    let run: String
    let control: String
    let seats: [Seat]

    var json: String {
        var writer = JSONWriter()
        writer.object {
            $0.member("url", addresses.local)
            $0.member("run", run)
            $0.member("control", addresses.local + control)
            $0.array("seats", seats) { writer, seat in
                writer.object {
                    $0.member("id", seat.id)
                    $0.member("agency", seat.agency)
                    $0.member("country", seat.country)
                    $0.member("link", addresses.local + seat.path)
                }
            }
        }
        return writer.text
    }

    var text: String {
        var lines = ["", "Kerege is running. Run: \(run)", ""]
        lines += ["On this machine:   \(addresses.local)"]
        lines += addresses.network.map { "In the network:    \($0)" }
        lines += [
            "", "Control signs in once with:", "  \(addresses.best)\(control)", "",
            "Seats (link, or code on the join page):",
        ]
        for seat in seats {
            lines += ["  \(seat.name)", "    \(addresses.best)\(seat.path)", "    code \(seat.code)"]
        }
        lines += ["", "Join page: \(addresses.best)/join"]
        lines +=
            fingerprint.map { ["", "Fingerprint of the certificate (SHA-256), to compare:", "  \($0)"] } ?? []
        if let code = try? QRCode(addresses.best + "/join") { lines += [code.blocks(coloured: false)] }
        lines += ["Ctrl-C ends it; start again, and it goes on where it stopped."]
        return lines.joined(separator: "\n")
    }
}
