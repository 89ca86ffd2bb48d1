import Basics
import Foundation
import Host
import SQLiteStore

enum RestoreCommand {
    static let help = """
        kerege restore COPY --data DIR [--keep-sessions] [--json]

        Makes the data folder DIR, which must be empty or not there, out of the copy COPY (a file or a folder) that
        `kerege backup` made. Every file is compared with the list of the copy, every run is folded and its chain
        checked, before DIR appears.
        What control has ended, closed or changed since the copy was made would be open again. So all sessions, return codes
        and passwords of staff end, and the links of observers and role-players close: everybody signs in anew, by the links
        and codes of the seats, which are those of the copy, and control by the link of the next start, to set a new password.
          --keep-sessions  leaves all that open as it was in the copy: for a run that moves to another laptop while people play
                           and from which nobody has been signed out since
          --json  {"ok","data","sessions_ended","passwords_ended","seconds","runs":[{"run","ok","rows","events","head","fingerprint"}]}
        Ends with 0 if DIR is there and right, 1 if not (DIR is not touched then), 2 for a wrong command line.
        """

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        let copy = try arguments.only("copy")
        guard let data = arguments.value("--data"), !data.isEmpty else {
            throw WrongUse(message: "Into which folder? Give --data DIR.")
        }
        Copies.forOwnerAlone()
        let clock = ContinuousClock()
        let begun = clock.now
        let place = data.hasSuffix("/") && data.count > 1 ? String(data.dropLast()) : data
        guard !Files.exists(place) || Copies.isEmptyFolder(place) else {
            throw Trouble("\(data) is not empty. Choose another folder; this one stays as it is.")
        }
        guard Files.exists(copy) else { throw Trouble("There is no \(copy).") }
        let draft = try Draft(of: place, notedIn: nil)
        let (looks, ended): ([Look], (sessions: Int, passwords: Int))
        do {
            looks = try await fill(draft.copy, from: copy)
            let isFine = looks.allSatisfy(\.isFine)
            ended = isFine && !arguments.has("--keep-sessions") ? try await endSessions(draft.copy) : (0, 0)
            try Copies.give(
                draft.copy,
                toOwnerOf: Files.exists(place) ? place : (place as NSString).deletingLastPathComponent)
            guard !isFine || rename(draft.copy, place) == 0 else {
                throw Trouble("\(data) cannot be written.")
            }
        } catch {
            try? draft.end()
            throw error
        }
        try draft.end()
        let took = Int((clock.now - begun) / .milliseconds(1))
        let report = LookReport(looks: looks, milliseconds: took)
        let ways =
            arguments.has("--keep-sessions")
            ? "Sessions, return codes, passwords and links are those of the copy, also where they were ended or changed since."
            : "All sessions (\(ended.sessions)), return codes and passwords of staff (\(ended.passwords)) have ended, and the "
                + "links of observers and role-players are closed. Control comes in by the link of the next start. "
                + "The links and codes of the seats are those of the copy: make anew on control's desk what was made anew since."
        let last =
            report.isFine
            ? "\(ways)\n\(data) is ready: kerege serve --data \(data)"
            : "The copy is not right, and \(data) was not made."
        return report.answer(arguments, last: last) {
            $0.member("data", data)
            $0.member("sessions_ended", ended.sessions)
            $0.member("passwords_ended", ended.passwords)
        }
    }

    private static func endSessions(_ folder: String) async throws -> (sessions: Int, passwords: Int) {
        let store = try await SQLiteStore.open(folder: folder)
        let ended: (sessions: Int, passwords: Int)
        do {
            ended = try await store.endWhatWasOpen(atMs: SystemClock().unixMs)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
        try FileManager.default.removeItem(atPath: "\(folder)/kerege.lock")
        return ended
    }

    private static func fill(_ draft: String, from copy: String) async throws -> [Look] {
        try Files.makeFolder(draft)
        if Copies.isFolder(copy) {
            for path in [Copies.list] + (try Copies.files(in: copy)) {
                let target = "\(draft)/\(path)"
                try FileManager.default.createDirectory(
                    atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
                try Files.write(Files.read("\(copy)/\(path)"), to: target)
            }
        } else {
            try TarFile.extract(copy, into: draft)
        }
        guard Files.exists("\(draft)/\(Copies.list)") else {
            throw Trouble("\(copy) is no copy made by Kerege.")
        }
        let list = try CopyList(Files.read("\(draft)/\(Copies.list)"))
        if let fault = try list.firstFault(in: draft) { throw Trouble(fault) }
        let looks = try await Copies.verified(draft)
        try FileManager.default.removeItem(atPath: "\(draft)/kerege.lock")
        if let fault = list.firstFault(in: looks) { throw Trouble(fault) }
        try FileManager.default.removeItem(atPath: "\(draft)/\(Copies.list)")
        return looks
    }
}
