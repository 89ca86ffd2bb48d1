import Foundation
import Host
import Testing

@Suite struct `A folder of files` {
    let folder = FileManager.default.temporaryDirectory.path + "/kerege-files-" + SecureRandom.token()

    @Test func `is made with all folders above it`() throws {
        defer { remove() }
        try Files.makeFolder(folder + "/a/b/c")
        try Files.makeFolder(folder + "/a/b/c")
        try Files.write([1, 2, 3], to: folder + "/a/b/c/file")
        #expect(try Files.read(folder + "/a/b/c/file") == [1, 2, 3])
    }

    @Test func `gives back what was written last, and leaves nothing beside it`() throws {
        defer { remove() }
        try Files.makeFolder(folder)
        let large = [UInt8](repeating: 7, count: 300_000)
        try Files.write([1], to: folder + "/file")
        try Files.write(large, to: folder + "/file")
        #expect(try Files.read(folder + "/file") == large)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
    }

    @Test func `is for its owner alone, and so is what is in it`() throws {
        defer { remove() }
        try Files.makeFolder(folder)
        try Files.write([1], to: folder + "/file")
        _ = try Files.secret(at: folder + "/secret")
        for (path, mode) in [(folder, 0o700), (folder + "/file", 0o600), (folder + "/secret", 0o600)] {
            let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(found == mode, "\(path)")
        }
    }

    @Test func `says that a file is missing`() {
        #expect(throws: FileFailure.notFound(path: folder + "/file")) { try Files.read(folder + "/file") }
        #expect(throws: FileFailure.notFound(path: folder + "/file.new")) {
            try Files.write([1], to: folder + "/file")
        }
    }

    @Test func `makes a secret once, and does not replace a damaged one`() throws {
        defer { remove() }
        try Files.makeFolder(folder)
        let secret = try Files.secret(at: folder + "/secret")
        #expect(secret.count == 32)
        #expect(try Files.secret(at: folder + "/secret") == secret)
        try Files.write([1], to: folder + "/secret")
        #expect(throws: FileFailure.unreadable(path: folder + "/secret")) {
            try Files.secret(at: folder + "/secret")
        }
    }

    @Test func `is locked by one holder, who is named, until it lets go`() throws {
        defer { remove() }
        try Files.makeFolder(folder)
        var lock: FileLock? = try FileLock(path: folder + "/lock")
        #expect(lock != nil)
        let process = ProcessInfo.processInfo.processIdentifier
        #expect(throws: FileFailure.held(byProcess: process)) { try FileLock(path: folder + "/lock") }
        lock = nil
        #expect(throws: Never.self) { try FileLock(path: folder + "/lock") }
    }

    private func remove() {
        try? FileManager.default.removeItem(atPath: folder)
    }
}
