import Foundation

/// What a page asks for, when a test answers in place of a server.
public struct PageRequest: Sendable {
    public let method: String
    /// Path and query: `/now?item=2`.
    public let path: String
    public let body: String
    private let headers: JSON

    init(_ request: JSON) {
        method = request["method"].string ?? ""
        body = request["postData"].string ?? ""
        headers = request["headers"]
        let address = request["url"].string ?? ""
        let parts = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        path = "/" + (parts.count > 3 ? String(parts[3]) : "")
    }

    public func header(_ name: String) -> String? { headers[name].string }
}

/// What the test answers.
public struct PageAnswer: Sendable {
    /// nil breaks the line instead of answering.
    let status: Int?
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    private init(status: Int?, headers: [(name: String, value: String)], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    public static func page(_ html: [UInt8], status: Int = 200, policy: String = "default-src 'self'")
        -> PageAnswer
    {
        PageAnswer(
            status: status,
            headers: [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", policy)],
            body: html)
    }

    public static func file(_ bytes: [UInt8], type: String) -> PageAnswer {
        PageAnswer(status: 200, headers: [("Content-Type", type)], body: bytes)
    }

    /// The notices of a stream, after which the line ends and the browser comes back soon.
    public static func stream(_ text: String) -> PageAnswer {
        PageAnswer(
            status: 200, headers: [("Content-Type", "text/event-stream")],
            body: Array(("retry: 50\n\n" + text).utf8))
    }

    public static func moved(to path: String) -> PageAnswer {
        PageAnswer(status: 303, headers: [("Location", path)], body: [])
    }

    public static let nothing = PageAnswer(status: 404, headers: [], body: [])
    public static let fault = PageAnswer(status: 503, headers: [], body: [])
    public static let brokenLine = PageAnswer(status: nil, headers: [], body: [])
}
