/// How the end of a request's body is known (RFC 9112 §6).
enum Framing: Hashable {
    case length(Int)
    case chunked
}

/// A head that passed every check.
struct ParsedHead {
    let head: RequestHead
    let framing: Framing
    let expectsContinue: Bool

    /// Reads the lines of a head. Throws for everything that two readers could understand in two ways.
    init(lines: [ArraySlice<UInt8>]) throws(Refusal) {
        let line = try RequestLine(lines[0])
        var headers = Headers()
        for line in lines.dropFirst() {
            let field = try Self.field(line)
            headers.add(field.name, field.value)
        }
        try Self.checkHost(headers, version: line.version)
        framing = try Self.framing(headers, version: line.version)
        expectsContinue = try Self.expectation(headers, version: line.version)
        head = RequestHead(
            method: line.method, path: line.target.path, segments: line.target.segments,
            queryText: line.target.query, version: line.version, headers: headers)
    }

    /// One `name: value` line. Also what a trailer after chunks consists of.
    static func field(_ line: ArraySlice<UInt8>) throws(Refusal) -> Headers.Field {
        guard let first = line.first, !ASCII.isBlank(first) else {
            throw Refusal(.badRequest, "Folded header lines are not accepted.")
        }
        guard let colon = line.firstIndex(of: ASCII.colon) else {
            throw Refusal(.badRequest, "A header line has no colon.")
        }
        let name = line[..<colon]
        guard !name.isEmpty, name.allSatisfy(ASCII.isToken) else {
            throw Refusal(.badRequest, "A header name is empty or holds a byte that names may not hold.")
        }
        let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
        return Headers.Field(name: String(decoding: name, as: UTF8.self), value: value.trimmingBlanks())
    }

    private static func checkHost(_ headers: Headers, version: RequestHead.Version) throws(Refusal) {
        let hosts = headers.all("Host")
        guard hosts.count == 1 || (hosts.isEmpty && version == .http10) else {
            throw Refusal(.badRequest, "A request names exactly one host.")
        }
        let excluded = Array("/\\@?#, \t\"<>".utf8)
        guard hosts.allSatisfy({ $0.utf8.allSatisfy { !excluded.contains($0) } }) else {
            throw Refusal(.badRequest, "The host is none.")
        }
    }

    private static func framing(_ headers: Headers, version: RequestHead.Version) throws(Refusal) -> Framing {
        let lengths = headers.all("Content-Length")
        let codings = headers.all("Transfer-Encoding")
        guard lengths.isEmpty || codings.isEmpty else {
            throw Refusal(.badRequest, "Content-Length and Transfer-Encoding exclude each other.")
        }
        guard lengths.count <= 1, codings.count <= 1 else {
            throw Refusal(.badRequest, "The length of a body is said once.")
        }
        if let coding = codings.first {
            guard version == .http11 else {
                throw Refusal(.badRequest, "HTTP/1.0 has no Transfer-Encoding.")
            }
            guard coding.equalsIgnoringCase("chunked") else {
                throw Refusal(.notImplemented, "The only transfer coding here is chunked.")
            }
            return .chunked
        }
        return .length(try length(lengths.first))
    }

    /// Digits only: no sign, no list, no blank. Eighteen of them fit an `Int`.
    private static func length(_ text: String?) throws(Refusal) -> Int {
        guard let text else { return 0 }
        guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy(ASCII.isDigit), let value = Int(text)
        else { throw Refusal(.badRequest, "Content-Length is no plain number.") }
        return value
    }

    private static func expectation(_ headers: Headers, version: RequestHead.Version) throws(Refusal) -> Bool
    {
        guard version == .http11, let expected = headers["Expect"] else { return false }
        guard expected.equalsIgnoringCase("100-continue") else {
            throw Refusal(.expectationFailed, "The only expectation known here is 100-continue.")
        }
        return true
    }
}

/// `GET /path HTTP/1.1`, single spaces between.
private struct RequestLine {
    let method: Method
    let target: Target
    let version: RequestHead.Version

    init(_ line: ArraySlice<UInt8>) throws(Refusal) {
        let parts = line.split(separator: ASCII.space, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(ASCII.isToken) else {
            throw Refusal(.badRequest, "The request line is not method, target, version.")
        }
        method = Method(rawValue: String(decoding: parts[0], as: UTF8.self))
        version = try Self.version(parts[2])
        guard let target = Target(Array(parts[1])) else {
            throw Refusal(.badRequest, "The request target names nothing here.")
        }
        self.target = target
    }

    private static func version(_ text: ArraySlice<UInt8>) throws(Refusal) -> RequestHead.Version {
        if text.elementsEqual("HTTP/1.1".utf8) { return .http11 }
        if text.elementsEqual("HTTP/1.0".utf8) { return .http10 }
        let isVersion =
            text.count == 8 && text.starts(with: "HTTP/".utf8)
            && text[text.startIndex + 6] == UInt8(ascii: ".")
            && ASCII.isDigit(text[text.startIndex + 5]) && ASCII.isDigit(text[text.startIndex + 7])
        throw isVersion
            ? Refusal(.versionNotSupported, "This server speaks HTTP/1.1.")
            : Refusal(.badRequest, "The request line does not end with a version.")
    }
}
