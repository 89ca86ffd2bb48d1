/// Why bytes from a client are not taken for a request. The answer says so, and the connection closes after it:
/// nobody can tell where the next request would begin.
public struct Refusal: Error, Hashable, Sendable {
    public let status: Status
    /// One sentence for whoever debugs the client.
    public let reason: String

    package init(_ status: Status, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    public var response: Response {
        .text("\(status.reason). \(reason)\n", status: status)
    }
}
