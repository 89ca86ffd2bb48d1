import Basics
import Engine
import Foundation
import SQLiteStore

/// What stands beside figures, so that they can be compared: the machine, its load before and after, and what ran.
struct BenchMachine {
    private let loadBefore = BenchMachine.load
    private let runs: Int

    /// Made before anything is measured.
    init(runs: Int) { self.runs = runs }

    func write(_ writer: inout JSONWriter) {
        writer.object("machine") {
            $0.member("processor", BenchMachine.processor)
            $0.member("cores", ProcessInfo.processInfo.activeProcessorCount)
            $0.member("system", ProcessInfo.processInfo.operatingSystemVersionString)
            $0.member("runs", runs)
            for (key, load) in [("load_before", loadBefore), ("load_after", BenchMachine.load)] {
                $0.key(key)
                $0.decimal(Int(load * 100), scale: 2)
            }
        }
        writer.object("versions") {
            $0.member("kerege", BenchMachine.commit ?? "unknown")
            $0.member("engine", Engine.revision)
            $0.member("build", BenchMachine.build)
            $0.member("swift", BenchMachine.swift)
            $0.member("sqlite", SQLiteStore.sqliteVersion)
        }
    }

    /// Of the last minute.
    private static var load: Double {
        var load = [0.0]
        return getloadavg(&load, 1) == 1 ? load[0] : 0
    }

    private static var processor: String {
        let lines = text("/proc/cpuinfo").split(separator: "\n")
        let line = lines.first { $0.hasPrefix("model name") || $0.hasPrefix("Model") }
        let name = line?.split(separator: ":", maxSplits: 1).last
        return name?.trimmingCharacters(in: .whitespaces) ?? "unknown"
    }

    /// The commit that is checked out where the program's files lie, or of which these are an archive.
    private static var commit: String? {
        guard let root = try? Resources.find().root else { return nil }
        let git = root + "/.git"
        let head = text(git + "/HEAD").trimmingCharacters(in: .whitespacesAndNewlines)
        guard head.hasPrefix("ref: ") else { return head.isEmpty ? archived(root) : head }
        let name = String(head.dropFirst("ref: ".count))
        let loose = text(git + "/" + name).trimmingCharacters(in: .whitespacesAndNewlines)
        if !loose.isEmpty { return loose }
        let ending = " " + name
        let packed = text(git + "/packed-refs").split(separator: "\n").first { $0.hasSuffix(ending) }
        return packed?.split(separator: " ").first.map(String.init)
    }

    /// What `git archive` wrote into the sources it packed; in a checkout there stands only what it is to fill in.
    private static func archived(_ root: String) -> String? {
        let text = text(root + "/Scripts/commit").trimmingCharacters(in: .whitespacesAndNewlines)
        return text.count == 40 && text.allSatisfy(\.isHexDigit) ? text : nil
    }

    private static var build: String {
        #if DEBUG
            "debug"
        #else
            "release"
        #endif
    }

    /// The compiler that made the program.
    private static var swift: String {
        #if compiler(>=6.5)
            "6.5 or newer"
        #elseif compiler(>=6.4)
            "6.4"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }

    private static func text(_ path: String) -> String {
        (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }
}

/// How large the main pages are, as somebody in the middle of the exercise has them.
struct BenchPages {
    private var sizes: [(page: String, bytes: Int)] = []

    init(_ room: BenchRoom) throws {
        let team = room.teams[0]
        for page in ["/now", "/case", "/case/people", "/talk", "/act", "/me"] {
            try add(page, page, of: team.people[0])
        }
        if let form = team.forms.compactMap({ $0 }).first {
            try add("/act/…", String(form.address.dropLast("/do".count)), of: team.people[0])
        }
        // Not every seat knows somebody yet.
        for reader in team.people.prefix(team.seats) {
            let people = try reader.answer("GET", "/case/people").text
            guard let link = people.firstMatch(of: #/href="(\/person\/[a-z0-9]{13})"/#) else { continue }
            try add("/person/…", String(link.1), of: reader)
            break
        }
        for page in ["/control", "/control/facts", "/control/people"] {
            try add(page, page, of: team.control)
        }
    }

    private mutating func add(_ name: String, _ path: String, of reader: Browser) throws {
        let page = try reader.answer("GET", path)
        guard page.status == 200 else { return }
        sizes.append((name, page.text.utf8.count))
    }

    func write(_ writer: inout JSONWriter) {
        writer.array("page_sizes", sizes) { writer, size in
            writer.object {
                $0.member("page", size.page)
                $0.member("bytes", size.bytes)
            }
        }
    }
}
