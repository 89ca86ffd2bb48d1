import Roster

/// Counts what was tried in vain, so that codes and passwords cannot be guessed one after the other, nor many at once.
///
/// A try takes its place before any work is done for it and gives it back if it was right. Who finds every place taken by
/// tries that are not decided yet waits for one of them: so a hall behind one address is not refused for being quick, and
/// whoever guesses with a thousand lines at once gets as many guesses as with one. It forgets with time, keeps no more
/// than it needs, and nothing of it is stored.
actor Attempts {
    enum Kind: Hashable {
        /// A wrong code or link.
        case code
        /// A wrong code of somebody who comes back: 32 letters to the power of eight, and none of them in another's hand.
        case returning
        /// A wrong password.
        case password
    }

    private struct Try: Hashable {
        let kind: Kind
        let from: String
    }

    private struct Failure {
        let of: Try
        let atMs: Int64
    }

    static let windowMs: Int64 = 10 * 60 * 1000
    /// So many wrong ones of one kind in a window close the way for one address. A hall comes from one address, and a
    /// hundred people mistype; a password is typed by one.
    static func perAddress(_ kind: Kind) -> Int {
        switch kind {
        case .password: 10
        case .code, .returning: 60
        }
    }

    /// So many from everywhere close it for everybody: eight digits stay far from being guessed.
    static let overall = 300

    private var failures: [Failure] = []
    private var underWay: [Try] = []
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Takes a place for a try; false when there were too many wrong ones. Whoever was let in says how it went by `end`.
    func begin(_ kind: Kind, from address: String, nowMs: @Sendable () -> Int64) async -> Bool {
        let one = Try(kind: kind, from: address)
        while true {
            forget(nowMs())
            let wrong = failures.map(\.of)
            guard Attempts.isOpen(to: one, after: wrong) else { return false }
            if Attempts.isOpen(to: one, after: wrong + underWay) {
                underWay.append(one)
                return true
            }
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// A try that had a place is decided, or was not made after all.
    func end(_ kind: Kind, from address: String, isWrong: Bool, nowMs: Int64) {
        let one = Try(kind: kind, from: address)
        if let place = underWay.firstIndex(of: one) { underWay.remove(at: place) }
        forget(nowMs)
        if isWrong { failures.append(Failure(of: one, atMs: nowMs)) }
        let woken = waiting
        waiting = []
        for next in woken { next.resume() }
    }

    private static func isOpen(to one: Try, after tries: [Try]) -> Bool {
        let same = tries.filter { $0.kind == one.kind }
        return same.count < overall && same.count { $0.from == one.from } < perAddress(one.kind)
    }

    private func forget(_ nowMs: Int64) {
        failures.removeAll { nowMs - $0.atMs >= Attempts.windowMs || $0.atMs > nowMs }
        if failures.count > 4 * Attempts.overall { failures.removeFirst(Attempts.overall) }
    }
}

/// How it went with a code or a password.
enum Tried<Found: Sendable>: Sendable {
    case right(Found)
    case wrong
    /// Too much was wrong before; this one was not looked at.
    case closed
}

extension Visit {
    /// Looks whether a code or a password is right, unless too many were wrong.
    ///
    /// - Parameter find: nil for a wrong one. What throws was not decided and counts for nothing.
    func trying<Found: Sendable>(
        _ kind: Attempts.Kind, _ find: () async throws(RosterError) -> Found?
    ) async throws(RosterError) -> Tried<Found> {
        let address = site.front.address(of: request)
        guard await site.attempts.begin(kind, from: address, nowMs: site.nowMs) else { return .closed }
        let found: Found?
        do throws(RosterError) {
            found = try await find()
        } catch {
            await site.attempts.end(kind, from: address, isWrong: false, nowMs: site.nowMs())
            throw error
        }
        await site.attempts.end(kind, from: address, isWrong: found == nil, nowMs: site.nowMs())
        guard let found else { return .wrong }
        return .right(found)
    }
}
