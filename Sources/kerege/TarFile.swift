import Foundation

/// Plain files one after another in the format of POSIX `ustar`, which every `tar` reads.
enum TarFile {
    private static let block = 512
    /// Eleven octal digits.
    private static let longest = 0o77777777777

    /// Writes these files of a folder, whole and synced, under a name that is not there yet.
    static func write(_ paths: [String], of folder: String, to target: String) throws {
        let draft = target + ".part"
        guard
            FileManager.default.createFile(
                atPath: draft, contents: nil, attributes: [.posixPermissions: 0o600]),
            let out = FileHandle(forWritingAtPath: draft)
        else { throw Trouble("\(draft) cannot be written.") }
        do {
            for path in paths { try append(path, of: folder, to: out) }
            try out.write(contentsOf: Data(count: 2 * block))
            try out.synchronize()
            try out.close()
        } catch {
            try? out.close()
            try? FileManager.default.removeItem(atPath: draft)
            throw Trouble("\(draft) cannot be written: is there room? \(error)")
        }
        guard rename(draft, target) == 0 else { throw Trouble("\(target) cannot be written.") }
    }

    private static func append(_ path: String, of folder: String, to out: FileHandle) throws {
        let file = try Copies.opened("\(folder)/\(path)")
        defer { try? file.close() }
        let length = Int(try file.seekToEnd())
        try file.seek(toOffset: 0)
        try out.write(contentsOf: Data(header(path, length)))
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            try out.write(contentsOf: piece)
        }
        try out.write(contentsOf: Data(count: padding(length)))
    }

    private static func padding(_ length: Int) -> Int { (block - length % block) % block }

    private static func header(_ path: String, _ length: Int) throws -> [UInt8] {
        guard path.utf8.count <= 100, length <= longest else {
            throw Trouble("\(path) is too long for an archive; copy to a folder instead.")
        }
        var bytes = [UInt8](repeating: 0, count: block)
        func put(_ text: String, at place: Int) {
            for (offset, letter) in text.utf8.enumerated() { bytes[place + offset] = letter }
        }
        func octal(_ number: Int, _ digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: digits - text.utf8.count) + text
        }
        put(path, at: 0)
        put("0000600", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put(octal(length, 11), at: 124)
        put(octal(0, 11), at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        put(octal(bytes.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148)
        return bytes
    }

    /// Writes the archive's files into a folder. Refuses names that a copy does not have.
    static func extract(_ archive: String, into folder: String) throws {
        let file = try Copies.opened(archive)
        defer { try? file.close() }
        while true {
            let head = try whole(block, of: file, archive)
            if head.allSatisfy({ $0 == 0 }) { return }
            let (path, length) = try read(head, archive)
            guard Copies.mayHold(path) else {
                throw Trouble("\(archive) holds “\(path)”, which no copy does.")
            }
            try extract(path, length, of: file, archive, into: folder)
        }
    }

    private static func extract(
        _ path: String, _ length: Int, of file: FileHandle, _ archive: String, into folder: String
    ) throws {
        let target = "\(folder)/\(path)"
        try FileManager.default.createDirectory(
            atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        guard
            FileManager.default.createFile(
                atPath: target, contents: nil, attributes: [.posixPermissions: 0o600]),
            let out = FileHandle(forWritingAtPath: target)
        else { throw Trouble("\(target) cannot be written.") }
        var left = length
        while left > 0 {
            let piece = try whole(min(left, 1 << 20), of: file, archive)
            try out.write(contentsOf: piece)
            left -= piece.count
        }
        try out.synchronize()
        try out.close()
        _ = try whole(padding(length), of: file, archive)
    }

    private static func whole(_ count: Int, of file: FileHandle, _ archive: String) throws -> Data {
        var data = Data()
        while data.count < count {
            guard let more = try file.read(upToCount: count - data.count), !more.isEmpty else {
                throw Trouble("\(archive) ends in the middle; it was not copied whole.")
            }
            data += more
        }
        return data
    }

    private static func read(_ head: Data, _ archive: String) throws -> (path: String, length: Int) {
        let bytes = Array(head)
        func text(_ range: Range<Int>) -> String {
            String(decoding: bytes[range].prefix { $0 != 0 && $0 != 0x20 }, as: UTF8.self)
        }
        var blank = bytes
        for place in 148..<156 { blank[place] = 0x20 }
        guard Int(text(148..<156), radix: 8) == blank.reduce(0, { $0 + Int($1) }),
            let length = Int(text(124..<136), radix: 8), bytes[156] == UInt8(ascii: "0")
        else { throw Trouble("\(archive) is no copy made by Kerege, or is damaged.") }
        return (text(0..<100), length)
    }
}
