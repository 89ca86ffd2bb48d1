public import HTTPCore

/// What a server serves.
public protocol Application: Sendable {
    /// Asked once per request, when its head is complete and before its body is read. Runs on the loop: it must not
    /// block, and it should not compute.
    func policy(for head: RequestHead) -> BodyPolicy

    /// Answers a request. Runs on the concurrent pool, never on the loop; it is not cancelled when the client leaves,
    /// because what was sent counts. A `HEAD` request comes as such; answer it like `GET`, the server leaves the body out.
    func handle(_ request: Request) async -> Response

    /// Adds what every answer carries to one that the server makes by itself, such as to what is no request. Runs on the
    /// loop: it must not block.
    func dressed(_ response: Response) -> Response
}

extension Application {
    public func policy(for head: RequestHead) -> BodyPolicy { .form }
    public func dressed(_ response: Response) -> Response { response }
}
