import Basics
import EventStore
import Foundation
import Host
import SQLiteStore

enum BackupCommand {
    static let help = """
        kerege backup --to FILE|DIR [--data DIR] [--json]

        Copies the data folder DIR (default data) as it stands at one moment; a server may be using it. With --to a
        folder (it ends with / or is there and empty) the copy is a folder, else one file (a tar archive).
        The copy holds runs, people, packs, the secret of the links, the key of the hall's certificate and what was set
        (teams, days of retention): keep it as you keep the laptop. Only its owner may read it. It is folded and its
        chain checked before this ends. Until then it lies in a folder beside the target whose name ends with .draft; if
        this is killed, the next start, backup or erase of DIR takes that away.
          --json  {"ok","to","bytes","seconds","runs":[{"run","ok","rows","events","head","fingerprint"}]}
        Ends with 0 if the copy is made and right, 1 if not, 2 for a wrong command line.
        """

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        guard let target = arguments.value("--to"), !target.isEmpty else {
            throw WrongUse(message: "Where to? Give --to FILE or --to DIR/.")
        }
        guard arguments.rest.isEmpty else { throw WrongUse(message: "“\(arguments.rest[0])” is too much.") }
        Copies.forOwnerAlone()
        let clock = ContinuousClock()
        let begun = clock.now
        let asFolder = target.hasSuffix("/") || Copies.isFolder(target)
        let place = target.hasSuffix("/") && target.count > 1 ? String(target.dropLast()) : target
        guard !Files.exists(place) || Copies.isEmptyFolder(place) else {
            throw Trouble("There is something at \(place) already. Choose another place.")
        }
        let data = arguments.value("--data") ?? "data"
        Draft.clearLeftAndTell(of: data)
        let looks = try await copy(data, to: place, asFolder: asFolder)
        let took = Int((clock.now - begun) / .milliseconds(1))
        let report = LookReport(looks: looks, milliseconds: took)
        let last =
            report.isFine
            ? "The copy in \(target) is whole. It holds names, keys and the secret of the links: keep it safe."
            : "The copy in \(target) is made, but not everything in it is right; see above."
        return report.answer(arguments, last: last) {
            $0.member("to", target)
            $0.member("bytes", bytes(of: place))
        }
    }

    private static func copy(_ data: String, to place: String, asFolder: Bool) async throws -> [Look] {
        guard Files.exists("\(data)/kerege.db") else { throw Trouble("There is no data in \(data).") }
        let draft = try Draft(of: place, notedIn: data)
        do {
            let looks = try await fill(draft.copy, from: data)
            if !asFolder {
                let list = try CopyList(Files.read("\(draft.copy)/\(Copies.list)"))
                try TarFile.write([Copies.list] + list.entries.map(\.path), of: draft.copy, to: draft.archive)
                try Copies.clear(draft.copy)
                try readBack(draft, list)
            }
            // An empty folder may stand there; it gives way.
            guard rename(asFolder ? draft.copy : draft.archive, place) == 0 else {
                throw Trouble("\(place) cannot be written.")
            }
            try draft.end()
            return looks
        } catch {
            try? draft.end()
            throw error
        }
    }

    /// The store first: the packs of its runs were there before them.
    private static func fill(_ draft: String, from data: String) async throws -> [Look] {
        try Files.makeFolder(draft)
        try await SQLiteStore.copy(from: data, to: draft)
        for path in try Copies.files(in: data) where path != "kerege.db" {
            let target = "\(draft)/\(path)"
            try FileManager.default.createDirectory(
                atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            try Files.write(Files.read("\(data)/\(path)"), to: target)
        }
        let looks = try await Copies.verified(draft)
        try FileManager.default.removeItem(atPath: "\(draft)/kerege.lock")
        let list = try CopyList(of: draft, runs: looks)
        try Files.write(list.text(madeMs: SystemClock().unixMs), to: "\(draft)/\(Copies.list)")
        return looks
    }

    /// Reads the archive once more from its first byte to its last.
    private static func readBack(_ draft: Draft, _ list: CopyList) throws {
        try Files.makeFolder(draft.back)
        try TarFile.extract(draft.archive, into: draft.back)
        if let fault = try list.firstFault(in: draft.back) {
            throw Trouble("The copy did not read back. \(fault)")
        }
    }

    private static func bytes(of place: String) -> Int {
        guard Copies.isFolder(place) else {
            return (try? FileManager.default.attributesOfItem(atPath: place)[.size] as? Int) ?? 0
        }
        let files = (try? Copies.files(in: place)) ?? []
        return files.reduce(0) { $0 + bytes(of: "\(place)/\($1)") }
    }
}
