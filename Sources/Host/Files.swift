internal import Glibc

/// Why a file could not be used, in words for whoever runs the server.
public enum FileFailure: Error, Equatable, Sendable {
    /// Another process holds the lock; its number, if it left one.
    case held(byProcess: Int32?)
    case notFound(path: String)
    case notAllowed(path: String)
    case noSpace(path: String)
    /// It is there, but not what it should be.
    case unreadable(path: String)
    /// The system's number for anything else.
    case failed(path: String, code: Int32)
}

extension FileFailure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .held(let process?): "Another process (number \(process)) holds the lock."
        case .held(nil): "Another process holds the lock."
        case .notFound(let path): "There is no file \(path)."
        case .notAllowed(let path): "\(path) may not be read or written by this user."
        case .noSpace(let path): "There is no space left for \(path)."
        case .unreadable(let path): "\(path) is damaged; put it back from a copy."
        case .failed(let path, let code): "\(path) could not be read or written (system error \(code))."
        }
    }

    public init(path: String, code: Int32) {
        self =
            switch code {
            case ENOENT: .notFound(path: path)
            case EACCES, EPERM, EROFS: .notAllowed(path: path)
            case _ where Files.meansNoRoom(code): .noSpace(path: path)
            default: .failed(path: path, code: code)
            }
    }
}

/// A file, or a folder, that one process at a time holds. The system lets go of it when the process ends, however it ends.
public final class FileLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock or throws `held`; never waits.
    public init(path: String) throws(FileFailure) {
        descriptor = try Self.locked(path, O_CREAT | O_RDWR)
        Self.leaveNumber(descriptor)
    }

    /// Takes the folder itself, which must be there, or throws `held`; never waits. It holds as long as the folder stands,
    /// whatever is done to the files in it.
    ///
    /// - Parameter file: where whoever holds it has left the process's number; may be missing.
    public init(folder: String, numberIn file: String? = nil) throws(FileFailure) {
        do throws(FileFailure) {
            descriptor = try Self.locked(folder, O_RDONLY | O_DIRECTORY)
        } catch {
            guard case .held = error, let file else { throw error }
            let number = (try? Files.read(file)).flatMap { Self.number($0[...]) }
            throw .held(byProcess: number)
        }
    }

    private static func locked(_ path: String, _ flags: Int32) throws(FileFailure) -> Int32 {
        let descriptor = open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFailure(path: path, code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let holder = Self.holder(descriptor)
            close(descriptor)
            throw code == EWOULDBLOCK ? .held(byProcess: holder) : FileFailure(path: path, code: code)
        }
        return descriptor
    }

    deinit {
        // Said, and not only closed: a child that is just being started still holds a copy for a moment.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// For the message of whoever is refused; the lock holds without it, so its failure is let be.
    private static func leaveNumber(_ descriptor: Int32) {
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = pwrite(descriptor, text, text.count, 0)
    }

    private static func holder(_ descriptor: Int32) -> Int32? {
        var text = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &text, text.count, 0)
        return count > 0 ? number(text.prefix(count)) : nil
    }

    private static func number(_ text: ArraySlice<UInt8>) -> Int32? {
        Int32(String(decoding: text.prefix { $0 != 10 }, as: UTF8.self))
    }
}

/// Small files and folders, read and written whole. These calls block: for start-up and threads of our own.
public enum Files {
    /// Whether the system's number for an error says that the disk, or this user's share of it, is full.
    public static func meansNoRoom(_ code: Int32) -> Bool { code == ENOSPC || code == EDQUOT }

    public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Length in bytes; 0 where there is no such file.
    public static func size(_ path: String) throws(FileFailure) -> Int {
        var found = stat()
        if stat(path, &found) == 0 { return Int(found.st_size) }
        guard errno == ENOENT else { throw FileFailure(path: path, code: errno) }
        return 0
    }

    public static func read(_ path: String) throws(FileFailure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure(path: path, code: errno) }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count == 0 { return content }
            if count > 0 {
                content.append(contentsOf: piece[..<count])
            } else if errno != EINTR {
                throw FileFailure(path: path, code: errno)
            }
        }
    }

    /// Puts the file there whole or not at all, also if the power goes; only its owner may read it.
    public static func write(_ content: [UInt8], to path: String) throws(FileFailure) {
        let draft = path + ".new"
        let descriptor = open(draft, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFailure(path: draft, code: errno) }
        do {
            try writeAll(content, to: descriptor, path: draft)
        } catch {
            close(descriptor)
            unlink(draft)
            throw error
        }
        close(descriptor)
        guard rename(draft, path) == 0 else { throw FileFailure(path: path, code: errno) }
        try sync(folder: parent(of: path))
    }

    /// Makes the folder and those above it where they are missing; only their owner may look in.
    public static func makeFolder(_ path: String) throws(FileFailure) {
        guard mkdir(path, 0o700) != 0 else { return try sync(folder: parent(of: path)) }
        switch errno {
        case EEXIST: return
        case ENOENT where !path.isEmpty && parent(of: path) != path:
            try makeFolder(parent(of: path))
            // Asked once more only: a link that leads nowhere would be asked for ever.
            guard mkdir(path, 0o700) == 0 else { throw FileFailure(path: path, code: errno) }
            try sync(folder: parent(of: path))
        default: throw FileFailure(path: path, code: errno)
        }
    }

    /// The secret that this file keeps; made at the first call. 32 bytes.
    public static func secret(at path: String) throws(FileFailure) -> [UInt8] {
        do throws(FileFailure) {
            let secret = try read(path)
            guard secret.count == 32 else { throw .unreadable(path: path) }
            return secret
        } catch .notFound {
            // The first start with this folder.
        }
        let made = SecureRandom.bytes(32)
        try write(made, to: path)
        return made
    }

    /// Lets this process have as many descriptors open as the system allows it; returns how many these are.
    public static func raiseOpenLimit() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        limit.rlim_cur = limit.rlim_max
        guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        else { return 1024 }
        return Int(clamping: limit.rlim_cur)
    }

    private static func writeAll(_ content: [UInt8], to descriptor: Int32, path: String) throws(FileFailure) {
        var written = 0
        while written < content.count {
            let count = content[written...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 {
                written += count
            } else if errno != EINTR {
                throw FileFailure(path: path, code: errno)
            }
        }
        guard fsync(descriptor) == 0 else { throw FileFailure(path: path, code: errno) }
    }

    /// A new name in a folder is safe only when the folder is.
    private static func sync(folder: String) throws(FileFailure) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure(path: folder, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileFailure(path: folder, code: errno) }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.dropLast(path.hasSuffix("/") ? 1 : 0).lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
