public import HTTPCore

/// What a server serves.
public protocol Application: Sendable {
    /// Asked once per request, when its head is complete and before its body is read. Runs on the loop: it must not
    /// block, and it should not compute.
    func policy(for head: RequestHead) -> BodyPolicy

    /// Answers a request. Runs on the concurrent pool, never on the loop; it is not cancelled when the client leaves,
    /// because what was sent counts. A `HEAD` request comes as such; answer it like `GET`, the server leaves the body out.
    func handle(_ request: Request) async -> Response
}

extension Application {
    public func policy(for head: RequestHead) -> BodyPolicy { .form }
}
