import HTTPCore

/// Who makes room when there is none left, or too little memory, or too much of one address.
struct Room {
    /// What a connection loses its place by; less is sooner.
    struct Claim: Comparable {
        enum Rank: Comparable {
            /// All was said; it only waits for the client to close.
            case leaving
            /// The client has owed something for long.
            case owing
            case resting
            /// What the client owes may still be on its way.
            case busy
        }

        let rank: Rank
        let since: Int
        /// Which of those of one second began first.
        var number = 0

        static func < (one: Claim, other: Claim) -> Bool {
            (one.rank, one.since, one.number) < (other.rank, other.since, other.number)
        }
    }

    /// Connections of each address that have not sent a whole request.
    private var unfinished: [String: Int] = [:]
    /// Bytes of requests that are not whole yet.
    var held = 0
    private var begun = 0

    /// A number for the next request that begins, so that those of one second have an order.
    mutating func next() -> Int {
        begun += 1
        return begun
    }

    /// Returns how many there are of this address now.
    mutating func add(_ address: String) -> Int {
        unfinished[address, default: 0] += 1
        return unfinished[address, default: 0]
    }

    mutating func remove(_ address: String) {
        guard let count = unfinished[address] else { return }
        unfinished[address] = count > 1 ? count - 1 : nil
    }

    var count: Int { unfinished.values.reduce(0, +) }
}

/// A request that is not whole yet.
struct Unfinished {
    let tick: Int
    /// Later ones have higher numbers.
    let number: Int
}

extension Loop {
    /// Who asks for nothing, or never ends asking, makes room for who comes. So nobody keeps others out by holding
    /// connections open.
    func makeRoom() {
        let claims = connections.compactMap { connection in connection.claim.map { (connection, $0) } }
        claims.min { $0.1 < $1.1 }?.0.close()
    }

    /// A connection owes a whole request from now on. Too many of one address, and the one that began first is closed.
    func began(_ connection: Connection) {
        let address = connection.address
        guard room.add(address) > unfinishedLimit, !limits.uncounted.contains(address) else { return }
        let others = connections.filter {
            $0 !== connection && $0.address == address && $0.unfinished != nil
        }
        others.min { $0.unfinished?.number ?? 0 < $1.unfinished?.number ?? 0 }?.close()
    }

    /// It has sent it, or is leaving.
    func finished(_ connection: Connection) { room.remove(connection.address) }

    /// What is not whole yet takes a bounded amount of memory: whoever holds most for longest gives up.
    func holds(more bytes: Int) {
        room.held += bytes
        while bytes > 0, room.held > heldLimit,
            let worst = connections.max(by: { $0.burden < $1.burden }), worst.burden > 0
        {
            worst.giveUp()
        }
    }

    /// What is sent and not read takes a bounded amount of memory, too: who leaves most unread for longest is
    /// dropped.
    func dropUnread() {
        var sum = connections.reduce(0) { $0 + $1.unread }
        guard sum > unreadLimit else { return }
        for connection in connections.sorted(by: { $0.neglect > $1.neglect }) where sum > unreadLimit {
            sum -= connection.unread
            connection.close()
        }
    }

    /// An answer that the server makes by itself.
    func own(_ response: Response) -> Response { application.dressed(response) }

    var busy: Response {
        own(
            .text("Too much is being sent at once. Send it again.\n", status: .serviceUnavailable)
                .with("Retry-After", "5"))
    }
}
