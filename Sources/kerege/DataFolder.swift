import Basics
import Engine
import EventStore
import Foundation
import Host
import Model
import Packs
import Runtime
import SQLiteStore
import Web

/// The folder that holds everything a server must remember: the store, copies of packs, one secret.
struct DataFolder {
    let path: String
    let store: SQLiteStore

    static func open(_ path: String) async throws -> DataFolder {
        if path.isEmpty { throw WrongUse(message: "The data folder has no name. Give --data DIR.") }
        // What is written there may be read by its owner alone: names are among it.
        umask(0o077)
        try Files.makeFolder(path)
        try refuseRemains(path)
        do throws(StoreError) {
            return DataFolder(path: path, store: try await SQLiteStore.open(folder: path))
        } catch {
            // Nothing was to be recorded yet: what keeps the folder shut says enough.
            if case .unavailable(let reason) = error { throw Trouble(reason) }
            throw error
        }
    }

    /// A folder that has lost its data file would begin anew, and throw away what the journal beside it still holds.
    private static func refuseRemains(_ path: String) throws {
        guard try Files.size("\(path)/kerege.db") == 0 else { return }
        let journal = "\(path)/kerege.db-wal"
        guard try Files.size(journal) > 0 || Copies.isFilledFolder("\(path)/packs") else { return }
        throw Trouble(
            "\(path) has no kerege.db any more, or an empty one, but other files of an exercise. Put the folder back from a copy, or choose an empty one to begin anew."
        )
    }

    /// A folder that must be there, for commands that look at what was kept.
    static func existing(_ path: String) async throws -> DataFolder {
        guard Files.exists("\(path)/kerege.db") else {
            throw Trouble("There is no data folder at “\(path)”. Give --data DIR.")
        }
        let folder = try await open(path)
        if let finding = folder.store.journalFinding { Console.error(finding.sentence) }
        return folder
    }

    /// Digest of a pack over its files in canonical order, as hex text.
    static func digest(of files: [PackFile]) -> String {
        var bytes: [UInt8] = []
        for file in files {
            bytes += Array("\(file.path.utf8.count) \(file.bytes.count) \(file.path)\n".utf8)
            bytes += file.bytes
        }
        return hex(BLAKE2b.digest(bytes))
    }

    /// Keeps a copy of the pack under its digest, so that later edits never reach a running run.
    func keep(_ pack: LoadedPack) throws -> String {
        let digest = DataFolder.digest(of: pack.files)
        let folder = "\(path)/packs/\(digest)"
        for file in pack.files {
            let whole = "\(folder)/\(file.path)"
            try Files.makeFolder(String(whole.prefix(upTo: whole.lastIndex(of: "/") ?? whole.startIndex)))
            if !FileManager.default.fileExists(atPath: whole) { try Files.write(file.bytes, to: whole) }
        }
        return digest
    }

    /// The exact pack that a run plays, byte by byte.
    func pack(of run: RunRecord) throws -> LoadedPack {
        let pack: LoadedPack
        do throws(PackFaults) {
            pack = try PackReader.stored(folder: "\(path)/packs/\(run.packDigest)")
        } catch {
            throw Trouble(
                "The copy of the pack of run “\(run.id)” cannot be read: \(try error.complaints.first.map(Complaining().line) ?? "")."
            )
        }
        guard DataFolder.digest(of: pack.files) == run.packDigest else {
            throw Trouble("The copy of the pack of run “\(run.id)” was changed after the run began.")
        }
        return pack
    }

    // MARK: Retention

    /// After how many days at the latest names and typed texts are erased.
    func retentionDays() throws -> Int {
        let file = "\(path)/retention-days"
        guard Files.exists(file) else { return SiteParts.usualRetentionDays }
        let text = String(decoding: try Files.read(file), as: UTF8.self)
        guard let days = Int(text.prefix { $0 != "\n" }), days > 0 else {
            throw Trouble("\(file) holds no number of days. Write one, or remove the file.")
        }
        return days
    }

    func setRetentionDays(_ days: Int) throws {
        try Files.write(Array("\(days)\n".utf8), to: "\(path)/retention-days")
    }

    // MARK: Teams

    /// Into how many teams the exercise is split; each plays a run of its own.
    func teams() throws -> Int {
        let file = "\(path)/teams"
        guard Files.exists(file) else { return 1 }
        let text = String(decoding: try Files.read(file), as: UTF8.self)
        guard let teams = Int(text.prefix { $0 != "\n" }), (1...DataFolder.mostTeams).contains(teams) else {
            throw Trouble(
                "\(file) holds no number from 1 to \(DataFolder.mostTeams). Write one, or remove the file.")
        }
        return teams
    }

    static let mostTeams = 20

    func setTeams(_ teams: Int) throws { try Files.write(Array("\(teams)\n".utf8), to: "\(path)/teams") }

    /// 64 bits from the folder's secret and a purpose: handles of one run mean nothing in another.
    func secret(for purpose: String) throws -> UInt64 {
        let key = try Files.secret(at: "\(path)/secret")
        return BLAKE2b.digest(Array(purpose.utf8), key: key).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    func run(_ id: String) async throws -> RunRecord {
        let runs = try await store.runs()
        guard let run = runs.first(where: { $0.id == id }) else {
            let known = runs.map(\.id).joined(separator: ", ")
            throw Trouble(
                "There is no run “\(id)” in \(path). Runs there: \(known.isEmpty ? "none" : known).")
        }
        return run
    }

    func reader(of run: RunRecord) throws -> LogReader {
        let engine = Engine(try pack(of: run).scenario)
        return LogReader(
            store: store, engine: engine, codec: LogCodec(scenario: engine.scenario, digest: BLAKE2b.digest),
            chain: Chain(digest: BLAKE2b.digest))
    }
}

extension JournalFinding {
    var sentence: String {
        let lost =
            switch self {
            case .beginning:
                "The journal that the last end of the program left beside kerege.db has a damaged beginning: what it held is lost, perhaps acts that had been confirmed."
            case .confirmed(let transactions):
                "The journal that the last end of the program left beside kerege.db was damaged: acts that had been confirmed are lost, in at least \(transactions) transactions."
            }
        return "\(lost) Look at the disk, and ask people about the minutes before the end."
    }

    /// At least so many transactions, where that can be counted.
    var transactions: Int {
        if case .confirmed(let transactions) = self { transactions } else { 0 }
    }
}

/// Something went wrong that the person at the command line can act on.
struct Trouble: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension RecoveryError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .store(let error): error.description
        case .broken(let fault): fault.description
        case .unreadable(let position, let error): "Record \(position) cannot be read: \(error)"
        }
    }
}
