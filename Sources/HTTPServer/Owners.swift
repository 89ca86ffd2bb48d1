import Host

/// The open streams of each owner, on whatever loop they are. Nobody fills the server with streams of their own.
final class Owners: Sendable {
    private let limit: Int
    private let streams = Locked<[String: [Connection]]>([:])

    init(limit: Int) {
        self.limit = limit
    }

    /// From the connection's loop. Returns the owner's oldest stream if that has to end for this one.
    func join(_ connection: Connection, of owner: String) -> Connection? {
        streams.withLock { streams in
            streams[owner, default: []].append(connection)
            guard streams[owner, default: []].count > limit else { return nil }
            return streams[owner, default: []].removeFirst()
        }
    }

    /// From the connection's loop. Harmless when the stream was told to end.
    func leave(_ connection: Connection, of owner: String) {
        streams.withLock { streams in
            streams[owner]?.removeAll { $0 === connection }
            if streams[owner]?.isEmpty == true { streams[owner] = nil }
        }
    }
}
