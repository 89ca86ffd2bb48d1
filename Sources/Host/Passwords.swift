internal import CSodium

/// Passwords as argon2id texts (64 MiB and about a fifth of a second each).
///
/// At most two are worked on at once, on threads of their own; the rest wait in line. Make one per process.
public final class Passwords: Sendable {
    public enum Failure: Error, Equatable, Sendable {
        /// Too many wait already; ask the person to try again in a moment.
        case busy
        /// The machine has no memory left for it.
        case noMemory
    }

    private let line: Mailbox<@Sendable () -> Void>

    /// `waiting` is how many may stand in line.
    public init(waiting: Int = 32) {
        Sodium.start()
        let line = Mailbox<@Sendable () -> Void>(limit: waiting)
        self.line = line
        for number in 1...2 {
            startThread(named: "password \(number)") {
                while let work = line.takeOne() {
                    work()
                }
            }
        }
    }

    deinit {
        line.close()
    }

    /// The text to keep: algorithm, cost, salt and result.
    public func hash(_ password: String) async throws(Failure) -> String {
        let text = try await inLine { Self.hashNow(password) }
        guard let text else { throw .noMemory }
        return text
    }

    /// Whether this password gave that text. A text that is no argon2id text matches nothing.
    public func verify(_ password: String, against hash: String) async throws(Failure) -> Bool {
        try await inLine {
            let bytes = Array(password.utf8CString)
            return crypto_pwhash_str_verify(hash, bytes, UInt64(bytes.count - 1)) == 0
        }
    }

    private func inLine<R: Sendable>(_ work: @escaping @Sendable () -> R) async throws(Failure) -> R {
        let result: Result<R, Failure> = await withCheckedContinuation { continuation in
            let sent = line.send { continuation.resume(returning: .success(work())) }
            if sent != .accepted {
                continuation.resume(returning: .failure(.busy))
            }
        }
        return try result.get()
    }

    private static func hashNow(_ password: String) -> String? {
        let bytes = Array(password.utf8CString)
        var text = [CChar](repeating: 0, count: crypto_pwhash_strbytes())
        let result = crypto_pwhash_str(
            &text, bytes, UInt64(bytes.count - 1), UInt64(crypto_pwhash_opslimit_interactive()),
            crypto_pwhash_memlimit_interactive())
        guard result == 0 else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
