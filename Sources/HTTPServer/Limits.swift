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
    /// Between two pieces of a body, and between two pieces of an answer that the client reads.
    public var progressSeconds = 60
    /// Between two heartbeats of a stream.
    public var heartbeatSeconds = 20
    /// How long a stop waits for requests under way and for answers that are still being read.
    public var stopSeconds = 10

    public init() {}
}
