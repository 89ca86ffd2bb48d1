import Foundation
import Host

/// A folder in which a copy, or a data folder out of one, is put together: beside the place where it will stand, since it is
/// moved there at the end. Its name ends with `.draft`.
///
/// It holds names, and whoever is killed leaves it behind. So the data folder notes where drafts of its copies lie, and every
/// start, `backup` and `erase` takes away what nobody holds any more; so does each of them with the draft of a `restore` into
/// this folder.
final class Draft {
    /// What may lie in one. A folder with anything else in it is somebody's own and is let be.
    private enum Part: String, CaseIterable {
        case copy, archive
        case part = "archive.part"
        case back
    }

    private let path: String
    private let note: String?
    private let lock: FileLock

    /// A data folder.
    var copy: String { "\(path)/\(Part.copy.rawValue)" }
    /// The same as one file.
    var archive: String { "\(path)/\(Part.archive.rawValue)" }
    /// What the archive holds, read from it once more.
    var back: String { "\(path)/\(Part.back.rawValue)" }

    /// - Parameters:
    ///   - place: where it is to stand in the end; nothing but an empty folder is there.
    ///   - data: the data folder that notes it; nil for none.
    init(of place: String, notedIn data: String?) throws {
        path = place + ".draft"
        if Files.exists(path), case .left(let reason) = Draft.clear(path) { throw Trouble(reason) }
        note = data.flatMap { [path] in Draft.note(path, in: $0) }
        try Files.makeFolder(path)
        lock = try FileLock(folder: path)
    }

    /// Takes it away, with all that is still in it.
    func end() throws {
        try Copies.clear(path)
        if let note { Draft.forget(note) }
    }

    // MARK: What was left behind

    private enum Fate {
        case nothing, removed
        /// It is there still, and why.
        case left(String)
    }

    /// Takes away what was left behind of copies of this folder, and of one that was to become it.
    ///
    /// - Returns: sentences for whoever runs the program: what was taken away, and what could not be.
    static func clearLeft(of data: String) -> (removed: [String], left: [String]) {
        var told: (removed: [String], left: [String]) = ([], [])
        func look(_ path: String, mayNotSee: Bool = false) -> Bool {
            switch clear(path) {
            case .nothing: return !mayNotSee
            case .removed:
                told.removed.append(
                    "\(path) was left behind by a copy that was not finished. It is gone now.")
                return true
            case .left(let reason):
                told.left.append(reason)
                return false
            }
        }
        // A folder without one has no notes.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "\(data)/\(notes)")) ?? [] {
            let note = "\(data)/\(notes)/\(name)"
            guard let bytes = try? Files.read(note) else { continue }
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            guard let path = lines.first else { continue }
            // A service has a /tmp of its own and sees no home: what root left there is for root to look for.
            let writer = lines.count > 1 ? UInt32(lines[1]) : nil
            let mayNotSee = writer.map { geteuid() != 0 && geteuid() != $0 } ?? false
            if look(String(path), mayNotSee: mayNotSee) { forget(note) }
        }
        _ = look(data + ".draft")
        return told
    }

    /// The same, told on the terminal.
    static func clearLeftAndTell(of data: String) {
        let (removed, left) = clearLeft(of: data)
        for line in removed + left { Console.error(line) }
    }

    private static func clear(_ path: String) -> Fate {
        guard path.hasSuffix(".draft"), Copies.isFolder(path) else { return .nothing }
        let known = Part.allCases.map(\.rawValue)
        do {
            let lock = try FileLock(folder: path)
            guard try FileManager.default.contentsOfDirectory(atPath: path).allSatisfy(known.contains) else {
                return .left("\(path) is in the way and holds what is not Kerege's. It was let be.")
            }
            try FileManager.default.removeItem(atPath: path)
            withExtendedLifetime(lock) {}
            return .removed
        } catch FileFailure.held {
            return .left("Another Kerege is just writing \(path).")
        } catch {
            return .left(
                "\(path) was left behind by a copy that was not finished, and holds names. It cannot be taken away: remove it. \(error)"
            )
        }
    }

    // MARK: Notes

    private static let notes = "drafts"

    /// Where the draft is noted; nil where nothing can be written, which must not keep anybody from making a copy.
    private static func note(_ path: String, in data: String) -> String? {
        let folder = "\(data)/\(notes)"
        let note = "\(folder)/\(SecureRandom.token())"
        let whole = path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
        do {
            try Files.makeFolder(folder)
            try Files.write(Array("\(whole)\n\(geteuid())\n".utf8), to: note)
        } catch {
            Console.error("If this is killed, remove \(path) yourself: it could not be noted. \(error)")
            return nil
        }
        // Whoever serves the folder must be able to read it, and take it away.
        var owner = stat()
        if geteuid() == 0, stat(data, &owner) == 0 {
            for made in [folder, note] where chown(made, owner.st_uid, owner.st_gid) != 0 {
                Console.error("\(made) could not be given to the owner of \(data).")
            }
        }
        return note
    }

    private static func forget(_ note: String) {
        unlink(note)
        // Stays while it holds other notes.
        rmdir((note as NSString).deletingLastPathComponent)
    }
}
