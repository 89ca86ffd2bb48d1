import Foundation

/// The files that pages need beside themselves: style sheet, scripts, fonts, icons. Read once at start, served from memory.
///
/// `/assets/DIGEST/NAME` never changes and may be kept for ever; `/assets/NAME` is the same file for who does not know
/// the digest, kept for an hour. The digest is over all files, so that one file may refer to another by its plain name.
package struct Assets: Sendable {
    package struct File: Sendable {
        package let contentType: String
        package let bytes: [UInt8]
        /// Quoted, as the header wants it.
        package let etag: String
    }

    package struct Found: Sendable {
        package let file: File
        /// The value of `Cache-Control`.
        package let caching: String
    }

    package enum Failure: Error, Equatable {
        /// The folder is not there or cannot be read; the program cannot show a page without it.
        case unreadable(String)
    }

    /// Sixteen hex digits over names and contents of all files.
    package let digest: String
    private let files: [(name: String, file: File)]

    /// Reads every file of the known kinds below `folder`.
    package init(folder: String) throws(Failure) {
        var files: [(name: String, file: File)] = []
        var whole = Digest()
        for name in try Self.names(in: folder) {
            guard let kind = Self.contentType(of: name) else { continue }
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
                throw .unreadable(folder + "/" + name)
            }
            let bytes = Array(data)
            var own = Digest()
            own.add(bytes)
            whole.add(Array(name.utf8))
            whole.add(bytes)
            files.append((name, File(contentType: kind, bytes: bytes, etag: "\"" + own.hex + "\"")))
        }
        guard !files.isEmpty else { throw .unreadable(folder) }
        self.files = files
        self.digest = whole.hex
    }

    /// Where a page finds a file: `address(of: "styles/kerege.css")`.
    package func address(of name: String) -> String { "/assets/" + digest + "/" + name }

    /// The file for a path below `/assets/`, with or without the digest in front.
    package func file(at path: String) -> Found? {
        let prefix = digest + "/"
        if path.hasPrefix(prefix) {
            return named(String(path.dropFirst(prefix.count))).map {
                Found(file: $0, caching: "public, max-age=31536000, immutable")
            }
        }
        return named(path).map { Found(file: $0, caching: "public, max-age=3600") }
    }

    private func named(_ name: String) -> File? { files.first { $0.name == name }?.file }

    private static func names(in folder: String) throws(Failure) -> [String] {
        do {
            return try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
        } catch {
            throw .unreadable(folder)
        }
    }

    private static func contentType(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "woff2": "font/woff2"
        default: nil
        }
    }
}

/// FNV-1a, 64 bits: tells versions of our own files apart. Nothing is protected by it.
private struct Digest {
    private var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: [UInt8]) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        // The end of a piece counts, so that moving a byte to the next one changes the sum.
        value = (value ^ 0xff) &* 0x100_0000_01b3
    }

    var hex: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
