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
        /// A wrong password in a browser in which control was signed in before. Strangers cannot use up its tries.
        case passwordOfOurs

        var guessed: GuessedKind {
            switch self {
            case .code: .code
            case .returning: .returnCode
            case .password, .passwordOfOurs: .password
            }
        }
    }

    /// What was wrong in the last minutes.
    struct Lately: Sendable {
        var codes = 0
        var passwords = 0
        /// Somebody, or everybody, cannot try any more for now.
        var isClosed = false
    }

    /// Whether a try may be made.
    enum Leave: Equatable {
        case granted
        /// After so many wrong ones. It is news once in a window for each kind.
        case refused(tries: Int, isNews: Bool)
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
        case .password, .passwordOfOurs: 10
        case .code, .returning: 60
        }
    }

    /// So many from everywhere close it for everybody: eight digits stay far from being guessed.
    static let overall = 300

    /// Who is shut out again within a day stays out for longer: ten, twenty, forty minutes.
    private struct Lock {
        var untilMs: Int64
        var times: Int
    }

    private static let mostDoublings = 2
    private static let dayMs: Int64 = 24 * 3_600_000

    private var failures: [Failure] = []
    private var locks: [Try: Lock] = [:]
    private var toldMs: [GuessedKind: Int64] = [:]
    /// Wrong ones, and those that were not looked at, since the start.
    private(set) var refused: [GuessedKind: Int] = [:]
    private var underWay: [Try] = []
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Takes a place for a try, unless there were too many wrong ones. Whoever was let in says how it went by `end`.
    func begin(_ kind: Kind, from address: String, nowMs: @Sendable () -> Int64) async -> Leave {
        let one = Try(kind: kind, from: address)
        while true {
            forget(nowMs())
            let wrong = failures.map(\.of)
            guard locks[one].map({ $0.untilMs <= nowMs() }) ?? true, Attempts.isOpen(to: one, after: wrong)
            else { return refuse(one, nowMs()) }
            if Attempts.isOpen(to: one, after: wrong + underWay) {
                underWay.append(one)
                return .granted
            }
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// A try that had a place is decided, or was not made after all.
    func end(_ kind: Kind, from address: String, isWrong: Bool, nowMs: Int64) {
        let one = Try(kind: kind, from: address)
        if let place = underWay.firstIndex(of: one) { underWay.remove(at: place) }
        forget(nowMs)
        if isWrong { count(one, nowMs) }
        let woken = waiting
        waiting = []
        for next in woken { next.resume() }
    }

    private func count(_ one: Try, _ nowMs: Int64) {
        refused[one.kind.guessed, default: 0] += 1
        failures.append(Failure(of: one, atMs: nowMs))
        guard failures.count(where: { $0.of == one }) >= Attempts.perAddress(one.kind) else { return }
        let times = locks[one].map { $0.times + 1 } ?? 0
        locks[one] = Lock(
            untilMs: nowMs + Attempts.windowMs << Int64(min(times, Attempts.mostDoublings)), times: times)
    }

    private func refuse(_ one: Try, _ nowMs: Int64) -> Leave {
        refused[one.kind.guessed, default: 0] += 1
        let tries = failures.count { $0.of.kind.guessed == one.kind.guessed }
        let isNews = toldMs[one.kind.guessed].map { nowMs - $0 >= Attempts.windowMs || $0 > nowMs } ?? true
        if isNews { toldMs[one.kind.guessed] = nowMs }
        return .refused(tries: tries, isNews: isNews)
    }

    /// For control's eyes.
    func lately(nowMs: Int64) -> Lately {
        forget(nowMs)
        let kinds = failures.map(\.of.kind)
        let passwords = kinds.count { $0.guessed == .password }
        let isClosed =
            locks.values.contains { $0.untilMs > nowMs }
            || [Kind.code, .returning, .password].contains { kind in
                kinds.count { $0 == kind } >= Attempts.overall
            }
        return Lately(codes: kinds.count - passwords, passwords: passwords, isClosed: isClosed)
    }

    private static func isOpen(to one: Try, after tries: [Try]) -> Bool {
        let same = tries.filter { $0.kind == one.kind }
        // Whoever was control before is known, and does not stand in the crowd.
        let isCrowded = one.kind != .passwordOfOurs && same.count >= overall
        return !isCrowded && same.count { $0.from == one.from } < perAddress(one.kind)
    }

    private func forget(_ nowMs: Int64) {
        failures.removeAll { nowMs - $0.atMs >= Attempts.windowMs || $0.atMs > nowMs }
        // A clock that was set back closes nobody out for long.
        locks = locks.filter {
            nowMs - $0.value.untilMs < Attempts.dayMs
                && $0.value.untilMs - nowMs <= Attempts.windowMs << Int64(Attempts.mostDoublings)
        }
        if failures.count > 4 * Attempts.overall { failures.removeFirst(Attempts.overall) }
    }
}

/// What somebody tries to guess, for whoever runs the server.
package enum GuessedKind: String, Sendable, CaseIterable {
    case code, password
    case returnCode = "return_code"
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
    /// - Parameters:
    ///   - known: who tries, where that is known better than by the address.
    ///   - find: nil for a wrong one. What throws was not decided and counts for nothing.
    func trying<Found: Sendable>(
        _ kind: Attempts.Kind, from known: String? = nil, _ find: () async throws(RosterError) -> Found?
    ) async throws(RosterError) -> Tried<Found> {
        let address = known ?? site.front.block(of: request)
        if case .refused(let tries, let isNews) = await site.attempts.begin(
            kind, from: address, nowMs: site.nowMs)
        {
            if isNews { site.tell(.guessing(kind: kind.guessed, tries: tries)) }
            return .closed
        }
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

extension Site {
    /// How many ways in were refused since the start: wrong ones, and those that were not looked at after too many.
    package func refusedWaysIn() async -> [(kind: GuessedKind, count: Int)] {
        let refused = await parts.attempts.refused
        return GuessedKind.allCases.map { ($0, refused[$0] ?? 0) }
    }
}
