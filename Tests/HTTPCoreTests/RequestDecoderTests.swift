import HTTPCore
import Testing

@Suite struct `A request decoder` {
    static let conversation = """
        \r\nGET /first?x=1 HTTP/1.1\r\nHost: a\r\n\r\n\
        POST /second HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello\
        POST /third HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\
        4;name=value\r\nwork\r\nA\r\ns at once!\r\n0\r\nTrailer: yes\r\n\r\n\
        GET /last HTTP/1.0\r\n\r\n
        """

    static let meaning = Decoded(
        requests: [
            "GET /first []", "POST /second [hello]", "POST /third [works at once!]", "GET /last []",
        ], refusal: nil, isResting: true)

    @Test func `reads requests that follow one another`() {
        #expect(decode(Self.conversation) == Self.meaning)
    }

    @Test func `reads the same wherever the bytes are split`() {
        let bytes = Array(Self.conversation.utf8)
        for cut in 0...bytes.count {
            #expect(decode([Array(bytes[..<cut]), Array(bytes[cut...])]) == Self.meaning, "cut at \(cut)")
        }
    }

    @Test func `reads the same byte by byte`() {
        #expect(decode(Self.conversation.utf8.map { [$0] }) == Self.meaning)
    }

    @Test(arguments: refused)
    func `refuses the same wherever the bytes are split`(_ text: String, _ status: Status) {
        let bytes = Array(text.utf8)
        for cut in 0...bytes.count {
            let decoded = decode([Array(bytes[..<cut]), Array(bytes[cut...])])
            #expect(decoded == Decoded(refusal: status), "cut at \(cut)")
        }
    }

    /// Everything that two readers could understand in two ways, one row for each rule.
    static let refused: [(String, Status)] = [
        ("GET / HTTP/1.1\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", .badRequest),
        ("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .badRequest),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
            .badRequest
        ),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", .badRequest),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n", .badRequest),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\n", .badRequest),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\n", .badRequest),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\n", .badRequest),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\n", .badRequest),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", .badRequest),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", .badRequest),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n", .contentTooLarge),
        ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", .badRequest),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", .notImplemented),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", .notImplemented),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
            .badRequest
        ),
        ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1\r\n Host: a\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1\r\nHost: a\r\n: nameless\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \u{0}\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \u{7F}\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1\nHost: a\n\n", .badRequest),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", .badRequest),
        ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", .badRequest),
        ("GET /\r\nHost: a\r\n\r\n", .badRequest),
        ("G(T / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", .versionNotSupported),
        ("GET / HTTQ/1.1\r\nHost: a\r\n\r\n", .badRequest),
        ("GET /../etc HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
        ("GET /%2e%2E/etc HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
        ("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
        ("GET /%FF HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
        ("GET /%4 HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
        ("GET elsewhere HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
        ("GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
        ("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
        ("POST / HTTP/1.1\r\nHost: a\r\nExpect: more\r\n\r\n", .expectationFailed),
        ("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
        (chunked("x\r\n"), .badRequest),
        (chunked("\r\n"), .badRequest),
        (chunked("-1\r\n"), .badRequest),
        (chunked("5 \r\nhello\r\n"), .badRequest),
        (chunked("5\nhello\r\n"), .badRequest),
        (chunked("5\r\nhello!\r\n"), .badRequest),
        (chunked("5\r\nhello\n"), .badRequest),
        (chunked("123456789\r\n"), .badRequest),
        (chunked("3E9\r\n"), .contentTooLarge),
        (chunked("3E8\r\n" + String(repeating: "x", count: 1000) + "\r\n1\r\n"), .contentTooLarge),
        (chunked("5;" + String(repeating: "x", count: 300) + "\r\n"), .badRequest),
        (chunked("5;\u{1}\r\n"), .badRequest),
        (chunked("0\r\n folded\r\n\r\n"), .badRequest),
        (chunked("0\r\nno colon\r\n\r\n"), .badRequest),
    ]

    private static func chunked(_ body: String) -> String {
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body
    }

    @Test func `takes a hundred header fields and no more`() {
        let fields = String(repeating: "X: y\r\n", count: 99)
        #expect(decode("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n").requests.count == 1)
        #expect(decode("GET / HTTP/1.1\r\nHost: a\r\n\(fields)X: y\r\n\r\n").refusal == .headersTooLarge)
    }

    @Test func `takes sixteen kibibytes of head and no more, before it is complete`() {
        #expect(decode("GET / HTTP/1.1\r\nHost: a\r\nX: " + padding(16_000) + "\r\n\r\n").requests.count == 1)
        #expect(decode("GET / HTTP/1.1\r\nHost: a\r\nX: " + padding(17_000)).refusal == .headersTooLarge)
        #expect(decode("GET /" + padding(17_000)).refusal == .uriTooLong)
    }

    @Test func `takes no endless trailer`() {
        let lines = String(repeating: "X: y\r\n", count: 2000)
        let text = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + lines
        #expect(decode(text).refusal == .headersTooLarge)
    }

    @Test func `knows whether a request has begun`() {
        #expect(decode("").isResting)
        #expect(!decode("G").isResting)
        #expect(!decode("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell").isResting)
    }

    private func padding(_ count: Int) -> String {
        String(repeating: "x", count: count)
    }
}
