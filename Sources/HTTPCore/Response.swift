/// What goes back to the client.
public struct Response: Sendable {
    public var status: Status
    /// `Content-Length`, `Transfer-Encoding`, `Connection` and `Date` are the server's: what stands here under these
    /// names is not sent.
    public var headers: Headers
    public var body: ResponseBody

    public init(status: Status, headers: Headers = Headers(), body: ResponseBody = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

public enum ResponseBody: Sendable {
    case empty
    case bytes([UInt8])
    /// The response stays open and carries frames as they are published.
    case events(EventStream)
}

/// Where an event stream gets its frames. The server that writes the response knows its own kind.
public protocol EventSource: AnyObject, Sendable {}

/// An open response: first the greeting, then what the source publishes after the mark.
public struct EventStream: Sendable {
    public let source: any EventSource
    public let greeting: [UInt8]
    /// The count of frames that the source had published when the greeting was made. Those that came since are sent
    /// after the greeting, so that nothing falls between reading the state and joining the stream.
    public let mark: Int
    /// Whose stream it is; the streams of one owner are limited.
    public let owner: String?
    /// How often the source's streams had been ended when it was certain that this one may listen; nil for a stream that
    /// anybody may have. One that has been ended since is ended before it begins.
    public let endings: Int?

    public init(
        source: any EventSource, greeting: [UInt8], mark: Int, owner: String? = nil, endings: Int? = nil
    ) {
        self.source = source
        self.endings = endings
        self.greeting = greeting
        self.mark = mark
        self.owner = owner
    }
}

extension Response {
    /// Bytes of the given media type.
    public static func bytes(_ bytes: [UInt8], type: String, status: Status = .ok) -> Response {
        Response(
            status: status, headers: Headers([.init(name: "Content-Type", value: type)]), body: .bytes(bytes))
    }

    public static func html(_ text: String, status: Status = .ok) -> Response {
        bytes(Array(text.utf8), type: "text/html; charset=utf-8", status: status)
    }

    public static func text(_ text: String, status: Status = .ok) -> Response {
        bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }

    /// "Look there" after a form was posted (303): the browser fetches the location with GET.
    public static func redirect(to location: String) -> Response {
        Response(status: .seeOther, headers: Headers([.init(name: "Location", value: location)]))
    }

    /// "You have it already" (304).
    public static func notModified(_ tag: EntityTag? = nil) -> Response {
        var response = Response(status: .notModified)
        response.headers["ETag"] = tag?.text
        return response
    }

    /// The same response with a header set, replacing earlier values of the name.
    public func with(_ name: String, _ value: String) -> Response {
        var copy = self
        copy.headers[name] = value
        return copy
    }

    /// The same response that also sets a cookie.
    public func setting(_ cookie: Cookie) -> Response {
        var copy = self
        copy.headers.add("Set-Cookie", cookie.headerValue)
        return copy
    }
}
