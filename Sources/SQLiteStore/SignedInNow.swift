import Host
import Roster

/// Who is signed in by which token, so that not each request waits for the reader's thread and two statements.
///
/// Nothing here is ever older than what was answered: whoever writes about people or sessions has all of it forgotten
/// before the answer, and what was read before that is not kept after it.
final class SignedInNow: Sendable {
    private struct Inside {
        /// Counts the writes that may have changed it.
        var era = 0
        var known: [[UInt8]: Entry] = [:]
    }

    struct Entry: Sendable {
        let session: Session
        let person: Participant

        func standing(_ digest: [UInt8], atMs now: Int64) -> SignedIn? {
            session.token(digest, atMs: now).map { SignedIn(person: person, from: session, token: $0) }
        }
    }

    /// More sessions than a hall has; beyond it, it begins again with none.
    static let most = 4096

    private let inside = Locked(Inside())

    /// What is kept of a token, and the era for `keep` where nothing is.
    func look(up digest: [UInt8]) -> (entry: Entry?, era: Int) {
        inside.withLock { ($0.known[digest], $0.era) }
    }

    /// - Parameter era: as it was before the entry was read.
    func keep(_ entry: Entry, of digest: [UInt8], era: Int) {
        inside.withLock { inside in
            guard inside.era == era else { return }
            if inside.known.count >= SignedInNow.most { inside.known = [:] }
            inside.known[digest] = entry
        }
    }

    func forget() {
        inside.withLock { inside in
            inside.era += 1
            inside.known = [:]
        }
    }

    /// To be called once a write stands, or may stand, and before anybody is told.
    func written(_ matters: [Matter]) {
        // Who names nothing may have written anything.
        if matters.isEmpty || matters.contains(where: \.kind.tellsWhoIsSignedIn) { forget() }
    }
}

extension Matter.Kind {
    fileprivate var tellsWhoIsSignedIn: Bool {
        switch self {
        case .person, .session, .password, .link, .wayBack, .run: true
        case .log, .draft, .pause, .exercise, .casting, .spell, .limits, .opening: false
        }
    }
}
