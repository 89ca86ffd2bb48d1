/// What stands before the body of a request: enough to choose a policy, before a byte of the body is read.
public struct RequestHead: Hashable, Sendable {
    public enum Version: Hashable, Sendable {
        case http10, http11
    }

    public let method: Method
    /// The path as it was sent, without query: `/runs/7/inbox`.
    public let path: String
    /// The path cut at its slashes and percent-decoded: `["runs", "7", "inbox"]`. `/` has no segment; a slash at
    /// the end shows as an empty last segment. No segment is `.` or `..`, none holds a control byte.
    public let segments: [String]
    /// What stands after the `?`, as it was sent; `""` if there is none.
    public let queryText: String
    public let version: Version
    public let headers: Headers

    package init(
        method: Method, path: String, segments: [String], queryText: String, version: Version,
        headers: Headers
    ) {
        self.method = method
        self.path = path
        self.segments = segments
        self.queryText = queryText
        self.version = version
        self.headers = headers
    }

    /// Whether the client expects the connection to stay open after the answer.
    public var wantsKeepAlive: Bool {
        version == .http11 && !headers.lists("close", in: "Connection")
    }
}

/// One request, complete with its body.
public struct Request: Sendable {
    public let head: RequestHead
    /// The whole body, chunks joined.
    public let body: [UInt8]
    /// The address of the other end, without port: of a proxy, where one stands in front.
    public let remoteAddress: String

    public init(head: RequestHead, body: [UInt8] = [], remoteAddress: String = "") {
        self.head = head
        self.body = body
        self.remoteAddress = remoteAddress
    }

    public var method: Method { head.method }
    public var path: String { head.path }
    public var segments: [String] { head.segments }
    public var headers: Headers { head.headers }

    /// The decoded query string. Decoded at each call: keep it if you need it twice.
    public var query: Fields { Fields(urlEncoded: head.queryText.utf8) }

    /// The cookies of the request. Read at each call.
    public var cookies: Fields { Fields(cookieHeaders: headers.all("Cookie")) }

    /// The fields of an urlencoded form, none for any other kind of body. Decoded at each call.
    public var form: Fields { isForm ? Fields(urlEncoded: body) : Fields() }

    /// Whether the body says that it is an urlencoded form.
    public var isForm: Bool {
        let type = headers["Content-Type"]?.split(separator: ";").first.map(String.init) ?? ""
        return type.trimmingBlanks().equalsIgnoringCase("application/x-www-form-urlencoded")
    }

    /// How many fields an urlencoded body would have, at most. Nothing is decoded for it.
    public var mostFields: Int { body.isEmpty ? 0 : 1 + body.count { $0 == UInt8(ascii: "&") } }

    /// How many fields the query has, at most. Nothing is decoded for it.
    public var mostQueryFields: Int {
        head.queryText.isEmpty ? 0 : 1 + head.queryText.utf8.count { $0 == UInt8(ascii: "&") }
    }

    /// Which event the client of a stream saw last, when it comes back (`Last-Event-ID`).
    public var lastEventID: String? { headers["Last-Event-ID"] }
}

extension Request {
    /// A request as a test or a rehearsal makes it. `target` is a path with an optional query, such as
    /// `/inbox?all=1`; one that no client could send is a programmer's mistake.
    public init(
        _ method: Method, _ target: String, headers: Headers = Headers(), body: [UInt8] = [],
        remoteAddress: String = "127.0.0.1"
    ) {
        guard let parts = Target(Array(target.utf8)) else {
            preconditionFailure("This is no request target: \(target)")
        }
        let head = RequestHead(
            method: method, path: parts.path, segments: parts.segments, queryText: parts.query,
            version: .http11,
            headers: headers)
        self.init(head: head, body: body, remoteAddress: remoteAddress)
    }

    /// A posted form, as a browser sends it.
    public static func post(_ target: String, form: Fields, headers: Headers = Headers()) -> Request {
        var headers = headers
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return Request(.post, target, headers: headers, body: Array(form.urlEncoded.utf8))
    }
}
