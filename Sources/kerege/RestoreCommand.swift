import Basics
import Foundation
import Host

enum RestoreCommand {
    static let help = """
        kerege restore COPY --data DIR [--json]

        Makes the data folder DIR, which must be empty or not there, out of the copy COPY (a file or a folder) that
        `kerege backup` made. Every file is compared with the list of the copy, every run is folded and its chain
        checked, before DIR appears.
          --json  {"ok","data","seconds","runs":[{"run","ok","rows","events","head","fingerprint"}]}
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
        let draft = place + ".draft"
        try Copies.clear(draft)
        let looks: [Look]
        do {
            looks = try await fill(draft, from: copy)
        } catch {
            try? Copies.clear(draft)
            throw error
        }
        let took = Int((clock.now - begun) / .milliseconds(1))
        let report = LookReport(looks: looks, milliseconds: took)
        if report.isFine {
            guard rename(draft, place) == 0 else { throw Trouble("\(data) cannot be written.") }
        } else {
            try Copies.clear(draft)
        }
        let last =
            report.isFine
            ? "\(data) is ready: kerege serve --data \(data)"
            : "The copy is not right, and \(data) was not made."
        return report.answer(arguments, last: last) { $0.member("data", data) }
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
