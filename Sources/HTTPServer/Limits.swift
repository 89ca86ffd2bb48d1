/// What one client may cost. Times are in seconds.
public struct Limits: Sendable {
    /// Connections at one time; more are answered 503.
    public var connections = 4096
    /// Bytes that may wait for a client that does not read its stream; beyond that it is dropped.
    public var outbox = 256 * 1024
    /// From the first byte of a head to its end.
    public var headSeconds = 30
    /// Between two requests.
    public var idleSeconds = 75
    /// From the end of a head to the end of its body, however it comes: a byte now and then does not move it. A form of
    /// 1 MiB needs 18 KB a second.
    public var bodySeconds = 60
    /// Between two pieces of an answer that the client reads.
    public var progressSeconds = 60
    /// Who has owed the rest of a request, or the reading of an answer, for so long makes room before who rests.
    public var owingSeconds = 10
    /// Bytes of heads and bodies that are not whole yet, over all connections. Beyond it, whoever holds most for longest
    /// is answered 503.
    public var unfinishedBytes = 32 << 20
    /// Bytes of answers that wait to be read, over all connections. Beyond it, whoever reads least for longest is dropped: a
    /// page of the greatest is some hundred KB, so that a hall of slow phones stays far below.
    public var unreadBytes = 96 << 20
    /// Connections of one address that have not sent a whole request, over all loops; beyond it the oldest of them goes.
    /// A hall of 130 people may stand behind one address, and a browser opens six connections at most: 780 at one moment.
    public var unfinishedByAddress = 1024
    /// Addresses that speak for many, such as a proxy of our own, and are not counted by themselves.
    public var uncounted: [String] = []
    /// Streams that one person may have open; beyond it the oldest ends. A browser opens six connections to one address, and
    /// a person may have two devices.
    public var streamsByOwner = 12
    /// Between two heartbeats of a stream.
    public var heartbeatSeconds = 20
    /// How long a stop waits for requests under way and for answers that are still being read.
    public var stopSeconds = 10

    public init() {}
}
