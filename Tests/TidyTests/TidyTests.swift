import Foundation
import Testing

/// What each target may import; the table of ARCHITECTURE.md. Arrows point upward only.
private let mayImport: [String: Set<String>] = [
    "Basics": [],
    "Model": ["Basics"],
    "Engine": ["Basics", "Model"],
    "Views": ["Basics", "Model", "Engine"],
    "Measures": ["Basics", "Model", "Engine", "Views"],
    "Bots": ["Basics", "Model", "Views"],
    "Rehearsal": ["Basics", "Model", "Engine", "Views", "Measures", "Bots"],
    "Packs": ["Basics", "Model", "Engine", "Texts", "CYAML", "Foundation"],
    "Texts": ["Basics", "CGettextPO", "Foundation", "Dispatch"],
    "Documents": ["CMarkGFM", "CQRCode"],
    "EventStore": ["Basics", "Model"],
    "Roster": ["Basics"],
    "SQLiteStore": ["EventStore", "Roster", "Host", "CSQLite"],
    "Host": ["CSodium", "Glibc"],
    "Runtime": ["Basics", "Model", "Engine", "Views", "Bots", "EventStore", "Roster", "Host"],
    "HTTPCore": [],
    "HTTPServer": ["HTTPCore", "Host", "CLibevent"],
    "Web": [
        "Basics", "Model", "Views", "Texts", "Documents", "Roster", "Runtime", "HTTPCore", "HTTPServer",
        "Foundation",
    ],
]
/// The program wires everything; the others serve tests and measurements only.
private let free: Set<String> = [
    "kerege", "Fixtures", "Simulation", "StoreContract", "FaultyDisk", "store-hammer", "BrowserDriver",
    "StyleGuide", "Worlds", "simulate", "Isolation", "crawl",
]
private let pure = ["Basics", "Model", "Engine", "Views", "Measures", "Bots", "Rehearsal", "HTTPCore"]

private func imports(of file: SourceFile) -> [(line: Int, module: String)] {
    let pattern =
        #/^\s*(?:@\w+\s+)*(?:(?:public|internal|package|private)\s+)?import\s+(?:(?:struct|class|enum|func)\s+)?(\w+)/#
    return file.code.compactMap { line in
        line.text.firstMatch(of: pattern).map { (line.number, String($0.1)) }
    }
}

private func pattern(_ text: String) -> Regex<AnyRegexOutput> {
    do { return try Regex(text) } catch { preconditionFailure("“\(text)” is no pattern: \(error)") }
}

private func complaints(
    in files: [SourceFile], where pattern: Regex<AnyRegexOutput>, _ remedy: String
) -> [Project.Complaint] {
    files.flatMap { file in
        file.code.filter { $0.text.contains(pattern) }.map {
            Project.Complaint(file: file.path, line: $0.number, remedy: remedy)
        }
    }
}

private func files(of targets: [String]) -> [SourceFile] {
    Project.sources.filter { targets.contains($0.target) }
}

@Suite struct `The layout` {
    @Test func `is found, and every target stands in the table`() {
        #expect(Project.sources.count > 100)
        let modules = Set(Project.sources.map(\.target))
        let unknown = modules.subtracting(mayImport.keys).subtracting(free)
        #expect(unknown.isEmpty, "say in this table and in ARCHITECTURE.md what they may import")
    }

    @Test func `holds: a target imports only what the table gives it`() {
        var found: [Project.Complaint] = []
        for file in Project.sources {
            guard let allowed = mayImport[file.target] else { continue }
            for (line, module) in imports(of: file) where !allowed.contains(module) {
                found.append(
                    Project.Complaint(
                        file: file.path, line: line,
                        remedy: "\(file.target) may not import \(module); move the code or pass a value in"))
            }
        }
        #expect(found == [])
    }

    @Test func `is told in ARCHITECTURE.md as it is held here`() throws {
        let map = try String(
            contentsOf: Project.root.appendingPathComponent("ARCHITECTURE.md"), encoding: .utf8)
        var told = 0
        for line in map.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map(String.init)
            let names = cells[0].matches(of: #/`([\w-]+)`/#).map { String($0.1) }
            guard cells.count == 3, names.count == 1, let held = mayImport[names[0]] else { continue }
            let summed = ["the above", "pure targets", "everything"].contains { cells[2].contains($0) }
            if summed { continue }
            let modules = Set(cells[2].matches(of: #/`(\w+)`/#).map { String($0.1) })
            #expect(modules == held.intersection(mayImport.keys), "\(names[0]) reads otherwise in the map")
            told += 1
        }
        #expect(told >= 15)
    }

    @Test func `is declared: what a target imports stands in Package.swift`() throws {
        let package = try String(
            contentsOf: Project.root.appendingPathComponent("Package.swift"), encoding: .utf8)
        let short = #/\b(?:target|tests)\(\s*"([\w-]+)"((?:,\s*"[\w-]+")*),?\s*\)/#
        let long = #/name: "([\w-]+)",\s*dependencies: \[([^\]]*)\]/#
        var declared: [String: Set<String>] = [:]
        for (name, list) in package.matches(of: short).map({ ($0.1, $0.2) })
            + package.matches(of: long).map({ ($0.1, $0.2) })
        {
            declared[String(name)] = Set(list.matches(of: #/"([\w-]+)"/#).map { String($0.1) })
        }
        let own = Set(Project.sources.map(\.target))
        var found: [Project.Complaint] = []
        for file in Project.swift {
            guard let known = declared[file.target] else { continue }
            for (line, module) in imports(of: file) where own.contains(module) && !known.contains(module) {
                found.append(
                    Project.Complaint(
                        file: file.path, line: line, remedy: "give \(file.target) \(module) in Package.swift")
                )
            }
        }
        #expect(declared.count > 30)
        #expect(found == [])
    }

    @Test func `keeps each C module behind one door`() {
        var doors: [String: Set<String>] = [:]
        var found: [Project.Complaint] = []
        for file in Project.sources {
            for (line, module) in imports(of: file) where module.wholeMatch(of: #/C[A-Z]\w+/#) != nil {
                doors[module, default: []].insert(file.target)
                if !file.lines[line - 1].contains("internal import") {
                    found.append(
                        Project.Complaint(
                            file: file.path, line: line, remedy: "write `internal import \(module)`"))
                }
            }
        }
        #expect(doors.count >= 5)
        #expect(doors.filter { $0.value.count > 1 }.isEmpty, "let the one target offer what the other needs")
        #expect(found == [])
    }

    @Test func `has no reach around access control`() {
        let reach = pattern(#"@testable|@_spi|@_silgen_name|@_implementationOnly"#)
        #expect(complaints(in: Project.swift, where: reach, "use `package` or `public` access") == [])
    }
}

@Suite struct `Pure targets` {
    private var files: [SourceFile] { Project.sources.filter { pure.contains($0.target) } }

    @Test func `know no clock, no chance and no machine`() {
        let banned = pattern(
            #"\bDate\(|\bUUID\(|\.random\(|\brandomElement\(|\.shuffled?\(|\bhashValue\b|\bHasher\b|ContinuousClock|SuspendingClock|SystemRandomNumberGenerator"#
        )
        #expect(complaints(in: files, where: banned, "take time as an input and draw from `Chance`") == [])
    }

    @Test func `hold nothing whose order differs from process to process`() {
        let banned = pattern(
            #"\bDictionary\b|\bSet[<(]|: Set\b|\[:\]|[:=(<] ?\[[A-Za-z_.]+ ?: ?[A-Za-z_.\[\]?<>]+\]"#)
        let others = files.filter { !$0.path.hasSuffix("Basics/Lookup.swift") }
        #expect(complaints(in: others, where: banned, "use an array, a `Table` or a `Lookup`") == [])
    }

    @Test func `start no tasks and wait for nothing`() {
        let banned = pattern(#"\bawait\b|\basync\b|\bactor\b|\bTask\b(?! =)|@unchecked"#)
        let others = files.filter { !["Bots"].contains($0.target) }
        #expect(complaints(in: others, where: banned, "leave waiting to `Runtime`") == [])
    }
}

@Suite struct `Pages and bots` {
    @Test func `see views and never what lies behind them`() {
        let banned = pattern(
            #"(?:[:<(\[,]|->|\bas\??|\bis) ?(?:Scenario|World|Engine\.State)\b|\b(?:Scenario|World)\("#)
        #expect(
            complaints(in: files(of: ["Web", "Bots", "Reports"]), where: banned, "ask a view for it") == [])
        let engine = files(of: ["Web", "Bots", "Reports"]).filter { file in
            imports(of: file).contains { $0.module == "Engine" }
        }
        #expect(engine.isEmpty)
    }
}

@Suite struct `Concurrency` {
    @Test
    func `starts unstructured tasks only where the server meets the world, or a simulated world begins`() {
        let banned = pattern(#"\bTask(?:<[^>]*>)?(?:\.detached)? ?(?:\([^)]*\) ?)?\{|\bTask\.detached"#)
        let edge = ["HTTPServer", "kerege"]
        let others = Project.sources.filter {
            !edge.contains($0.target) && $0.path != "Sources/Worlds/SeededExecutor.swift"
        }
        #expect(complaints(in: others, where: banned, "use `async let` or a group whose parent waits") == [])
    }

    @Test func `waits by the clock that it was given`() {
        let banned = pattern(
            #"Task\.sleep|ContinuousClock\(\)|SuspendingClock\(\)|\busleep\(|\bsleep\([0-9]"#)
        let served = files(of: [
            "Runtime", "Web", "HTTPServer", "EventStore", "SQLiteStore", "Roster", "Worlds",
        ])
        #expect(complaints(in: served, where: banned, "wait with `WallClock` of `Host`") == [])
        let tests = Project.swift.filter {
            $0.path.hasPrefix("Tests/") && !$0.path.contains("Browser") && !$0.path.contains("TidyTests")
        }
        #expect(complaints(in: tests, where: banned, "move a `ManualClock` instead of sleeping") == [])
    }
}

@Suite struct `Every file` {
    @Test func `can be read in one sitting`() {
        let long = Project.swift.filter { $0.lines.count > 500 }.map(\.path)
        #expect(long == [], "look for the noun that wants to leave")
    }

    @Test func `keeps its lines short enough for two columns`() {
        var found: [Project.Complaint] = []
        for file in Project.swift {
            for (offset, line) in file.lines.enumerated() where line.count > 110 {
                // Text that a reader sees is not broken in the middle.
                if line.contains("\"") || line.contains("#/") || file.code[offset].text.isEmpty { continue }
                found.append(
                    Project.Complaint(file: file.path, line: offset + 1, remedy: "run `swift format -i`"))
            }
        }
        #expect(found == [])
    }

    @Test func `leaves nothing for later, and speaks of the project alone`() {
        // In pieces, so that this file does not complain of itself.
        let words = [
            "TO" + "DO", "FIX" + "ME", "XX" + "X:", "/wo" + "rk/", "/tm" + "p/k",
            "/ho" + "me/",
            "/ro" + "ot/", "as an A" + "I", "the pro" + "mpt", "sub" + "agent",
        ]
        var found: [Project.Complaint] = []
        for file in Project.written {
            for (offset, line) in file.lines.enumerated() {
                for word in words where line.contains(word) {
                    found.append(
                        Project.Complaint(
                            file: file.path, line: offset + 1,
                            remedy: "do it, or open an issue; not “\(word)”"))
                }
            }
        }
        #expect(found == [])
    }
}
