import Foundation

/// The files of a scenario and its world, or of a world alone.
struct PackFolders {
    /// Empty: a world alone.
    var scenario: [PackFile]
    /// The folders as complaints name them.
    var scenarioName: String
    var world: [PackFile]
    var worldName: String

    init(folder: String) {
        let folder = folder.hasSuffix("/") && folder.count > 1 ? String(folder.dropLast()) : folder
        let exists = { (path: String) in FileManager.default.fileExists(atPath: path) }
        scenarioName = folder
        worldName = folder
        scenario = []
        if exists(folder + "/scenario/scenario.yaml") {
            (scenarioName, worldName) = (folder + "/scenario", folder + "/world")
            scenario = Self.files(in: scenarioName, root: "scenario.yaml")
        } else if exists(folder + "/scenario.yaml") {
            scenario = Self.files(in: folder, root: "scenario.yaml")
            worldName = Self.joined(folder, Self.worldPath(scenario))
        }
        world = Self.files(in: worldName, root: "world.yaml")
    }

    init(files: [PackFile]) {
        func part(_ name: String) -> [PackFile] {
            files.filter { $0.path.hasPrefix(name + "/") }
                .map { PackFile(path: String($0.path.dropFirst(name.count + 1)), bytes: $0.bytes) }
        }
        (scenarioName, worldName) = ("scenario", "world")
        (scenario, world) = (part("scenario"), part("world"))
    }

    /// `a/b` and `../c` give `a/c`.
    private static func joined(_ folder: String, _ path: String) -> String {
        var parts = folder.split(separator: "/", omittingEmptySubsequences: false)
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != "..", last != ".", !last.isEmpty {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    /// The root file and the translations; nothing else in the folder has a meaning.
    private static func files(in folder: String, root: String) -> [PackFile] {
        // A folder that cannot be listed has no translations, which is complained of where they are needed.
        let listed = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/text")) ?? []
        let translations = listed.filter { $0.hasSuffix(".po") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return ([root] + translations.map { "text/" + $0 }).compactMap { path in
            FileManager.default.contents(atPath: folder + "/" + path)
                .map { PackFile(path: path, bytes: Array($0)) }
        }
    }

    /// Where the scenario says that its world is, relative to its folder.
    private static func worldPath(_ scenario: [PackFile]) -> String {
        guard let file = scenario.first(where: { $0.path == "scenario.yaml" }) else { return "" }
        // Faults are reported when the file is read as a whole.
        let root = YAMLReader.read(file.bytes, file: file.path, findings: Findings())
        return root?["world"]?.text ?? ""
    }

    /// Everything that the pack's meaning depends on, in canonical order.
    var archive: [PackFile] {
        let all =
            scenario.map { PackFile(path: "scenario/" + $0.path, bytes: $0.bytes) }
            + world.map { PackFile(path: "world/" + $0.path, bytes: $0.bytes) }
        return all.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}
