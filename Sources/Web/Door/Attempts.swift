/// Counts what was tried in vain, so that codes and passwords cannot be guessed one after the other.
///
/// It forgets with time, keeps no more than it needs, and nothing of it is stored.
actor Attempts {
    enum Kind: Hashable {
        /// A wrong code or link.
        case code
        /// A wrong password.
        case password
    }

    private struct Failure {
        let kind: Kind
        let from: String
        let atMs: Int64
    }

    static let windowMs: Int64 = 10 * 60 * 1000
    /// So many wrong ones of one kind in a window close the way for one address.
    static let perAddress = 10
    /// So many from everywhere close it for everybody: eight digits stay far from being guessed.
    static let overall = 300

    private var failures: [Failure] = []

    /// Whether somebody at this address may try now.
    func mayTry(_ kind: Kind, from address: String, nowMs: Int64) -> Bool {
        forget(nowMs)
        let same = failures.filter { $0.kind == kind }
        return same.count < Attempts.overall && same.count { $0.from == address } < Attempts.perAddress
    }

    func failed(_ kind: Kind, from address: String, nowMs: Int64) {
        forget(nowMs)
        failures.append(Failure(kind: kind, from: address, atMs: nowMs))
    }

    private func forget(_ nowMs: Int64) {
        failures.removeAll { nowMs - $0.atMs >= Attempts.windowMs || $0.atMs > nowMs }
        if failures.count > 4 * Attempts.overall { failures.removeFirst(Attempts.overall) }
    }
}
