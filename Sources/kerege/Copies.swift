import Basics
import EventStore
import Foundation
import Host
import SQLiteStore

/// Everything that a data folder is: the store, the exact packs of its runs, the secret, the certificate of the hall, what
/// was set.
///
/// A copy is a folder with these files and `backup.json`, or one file that holds the same (a tar archive). The
/// list in `backup.json` gives each file's length and digest, and each run's head as it was in the copy.
enum Copies {
    static let list = "backup.json"

    /// What a copy takes besides `packs/`. Whatever else a server writes into its folder belongs in here, or to what stays
    /// behind: `kerege.lock`, which is held by whoever uses the folder; `kerege.db-wal` and `-shm`, whose part of that
    /// moment is in the copy of the store; `ways-in.txt`, which every start writes anew; `drafts/`, notes of copies being made.
    private static let single = [
        "kerege.db", "secret", "retention-days", "teams", "tls/certificate.pem", "tls/key.pem",
    ]

    /// The files of a data folder that belong into a copy, as paths inside it.
    static func files(in folder: String) throws -> [String] {
        let manager = FileManager.default
        let packs = try manager.subpathsOfDirectory(atPath: folder).filter { path in
            var isFolder: ObjCBool = false
            return path.hasPrefix("packs/")
                && manager.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }
        return single.filter { Files.exists("\(folder)/\($0)") } + packs.sorted()
    }

    /// Nothing that this process writes from here on may be read by other users of the machine, whoever writes it.
    static func forOwnerAlone() { umask(0o077) }

    /// Whether a path of an archive may be written: only what a data folder has, and nothing above it.
    static func mayHold(_ path: String) -> Bool {
        if single.contains(path) || path == list { return true }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count >= 3 && parts[0] == "packs"
            && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    /// Digest of a file over the digests of its pieces of one mebibyte, so that no file has to fit in memory.
    static func digest(ofFile path: String) throws -> (bytes: Int, digest: String) {
        let handle = try opened(path)
        defer { try? handle.close() }
        var (bytes, digests) = (0, [UInt8]())
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            bytes += piece.count
            digests += BLAKE2b.digest(Array(piece))
        }
        return (bytes, hex(BLAKE2b.digest(digests)))
    }

    static func opened(_ path: String) throws -> FileHandle {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw Trouble("\(path) cannot be read.")
        }
        return handle
    }

    /// Takes a folder away that an earlier try left behind.
    static func clear(_ folder: String) throws {
        if Files.exists(folder) { try FileManager.default.removeItem(atPath: folder) }
    }

    /// Gives a folder with all that is in it to whoever has another, so that a service can use what root has put there.
    static func give(_ folder: String, toOwnerOf other: String) throws {
        var owner = stat()
        guard geteuid() == 0, stat(other, &owner) == 0, owner.st_uid != 0 else { return }
        let inside = try FileManager.default.subpathsOfDirectory(atPath: folder).map { "\(folder)/\($0)" }
        for path in [folder] + inside where lchown(path, owner.st_uid, owner.st_gid) != 0 {
            throw Trouble("\(path) could not be given to the owner of \(other).")
        }
    }

    static func isEmptyFolder(_ path: String) -> Bool {
        (try? FileManager.default.contentsOfDirectory(atPath: path).isEmpty) ?? false
    }

    static func isFilledFolder(_ path: String) -> Bool { isFolder(path) && !isEmptyFolder(path) }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Folds every run of a folder that nobody uses, and looks every page of its file over.
    static func verified(_ folder: String) async throws -> [Look] {
        let data = try await DataFolder.existing(folder)
        do {
            try await data.store.check()
            let looks = await data.foldAll(try await data.store.runs())
            await data.store.close()
            return looks
        } catch {
            await data.store.close()
            throw error
        }
    }
}

/// The list of a copy.
struct CopyList {
    struct Entry {
        let path: String
        let bytes: Int
        let digest: String
    }

    var entries: [Entry]
    /// Ids and heads of the runs.
    var runs: [(id: String, records: Int64, head: String)]

    init(of folder: String, runs: [Look]) throws {
        entries = try Copies.files(in: folder).map { path in
            let (bytes, digest) = try Copies.digest(ofFile: "\(folder)/\(path)")
            return Entry(path: path, bytes: bytes, digest: digest)
        }
        self.runs = runs.map { ($0.run, $0.records, $0.head) }
    }

    init(_ bytes: [UInt8]) throws {
        let value = try JSONValue(bytes)
        guard value["kerege_copy"] == .int(1), case .array(let files)? = value["files"],
            case .array(let runs)? = value["runs"]
        else { throw Trouble("The list of the copy was made by another Kerege, or is damaged.") }
        entries = try files.map { file in
            guard case .string(let path)? = file["path"], case .int(let bytes)? = file["bytes"],
                case .string(let digest)? = file["digest"]
            else { throw Trouble("The list of the copy is damaged.") }
            return Entry(path: path, bytes: Int(bytes), digest: digest)
        }
        self.runs = try runs.map { run in
            guard case .string(let id)? = run["run"], case .int(let records)? = run["rows"],
                case .string(let head)? = run["head"]
            else { throw Trouble("The list of the copy is damaged.") }
            return (id, records, head)
        }
    }

    func text(madeMs: Int64) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("kerege_copy", 1)
            $0.member("made_ms", madeMs)
            $0.array("files", entries) { writer, entry in
                writer.object {
                    $0.member("path", entry.path)
                    $0.member("bytes", entry.bytes)
                    $0.member("digest", entry.digest)
                }
            }
            $0.array("runs", runs) { writer, run in
                writer.object {
                    $0.member("run", run.id)
                    $0.member("rows", run.records)
                    $0.member("head", run.head)
                }
            }
        }
        return writer.bytes + [10]
    }

    /// The first file of a folder that is not as the list says, in words; nil if all are.
    func firstFault(in folder: String) throws -> String? {
        for entry in entries {
            guard Files.exists("\(folder)/\(entry.path)") else { return "The copy lacks \(entry.path)." }
            let (bytes, digest) = try Copies.digest(ofFile: "\(folder)/\(entry.path)")
            guard bytes == entry.bytes else { return "\(entry.path) is not whole in the copy." }
            guard digest == entry.digest else { return "\(entry.path) was changed in the copy." }
        }
        return nil
    }

    /// The first run that is not as the list says, in words; nil if all are.
    func firstFault(in looks: [Look]) -> String? {
        for run in runs {
            guard let look = looks.first(where: { $0.run == run.id }) else {
                return "Run “\(run.id)” is missing."
            }
            guard look.records == run.records, look.head == run.head || !look.isFine else {
                return "Run “\(run.id)” ends with record \(look.records), not with record \(run.records)."
            }
        }
        return nil
    }
}
