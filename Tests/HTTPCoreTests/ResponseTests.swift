import HTTPCore
import Testing

@Suite struct `A response` {
    private func write(_ response: Response, _ method: Method = .get, closing: Bool = false) -> String {
        let bytes = ResponseWriter.write(
            response, answering: method, closing: closing, date: HTTPDate.text(seconds: 784_111_777))
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `is written with its length`() {
        #expect(
            write(.text("да")) == """
                HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\
                Content-Type: text/plain; charset=utf-8\r\nContent-Length: 4\r\n\r\nда
                """)
    }

    @Test func `keeps its length and loses its body when only the head was asked for`() {
        let text = write(.text("hello"), .head)
        #expect(text.contains("Content-Length: 5\r\n"))
        #expect(text.hasSuffix("\r\n\r\n"))
    }

    @Test func `has neither length nor body where the status forbids both`() {
        #expect(!write(.notModified(EntityTag("v1"))).contains("Content-Length"))
        let broken = Response(status: .noContent, body: .bytes([1]))
        #expect(write(broken).hasSuffix("GMT\r\n\r\n"))
    }

    @Test func `leaves framing to the server`() {
        let response = Response.text("x").with("Content-Length", "99").with("Transfer-Encoding", "chunked")
        #expect(write(response).contains("Content-Length: 1\r\n"))
        #expect(!write(response).contains("chunked"))
    }

    @Test func `cannot be given a header through a value`() {
        let text = write(.redirect(to: "/x\r\nSet-Cookie: stolen=1"))
        #expect(text.contains("Location: /x  Set-Cookie: stolen=1\r\n"))
        #expect(text.hasPrefix("HTTP/1.1 303 See Other\r\n"))
    }

    @Test func `says when the connection ends`() {
        #expect(write(.text(""), closing: true).contains("Connection: close\r\n"))
        #expect(!write(.text("")).contains("Connection"))
    }

    @Test func `sets cookies that scripts cannot read`() {
        let response = Response.redirect(to: "/").setting(Cookie("s", "abc", maxAge: 60))
            .setting(Cookie("t", "", maxAge: 0, isSecure: true, isHTTPOnly: false, sameSite: .strict))
        #expect(
            response.headers.all("Set-Cookie") == [
                "s=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax",
                "t=; Path=/; Max-Age=0; Secure; SameSite=Strict",
            ])
    }
}

@Suite struct `A resource` {
    private let content = Array("0123456789".utf8)
    private let tag = EntityTag("v7")

    private func fetch(_ headers: (String, String)..., method: Method = .get) -> Response {
        let request = Request(
            method, "/", headers: Headers(headers.map { Headers.Field(name: $0.0, value: $0.1) }))
        return .resource(content, type: "text/plain", tag: tag, for: request)
    }

    private func body(_ response: Response) -> String? {
        guard case .bytes(let bytes) = response.body else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `comes whole with its tag`() {
        #expect(fetch().status == .ok)
        #expect(fetch().headers["ETag"] == "\"v7\"")
        #expect(body(fetch()) == "0123456789")
    }

    @Test(arguments: ["\"v7\"", "W/\"v7\"", "\"a,b\", \"v7\"", "*"])
    func `is not sent to who has it`(_ known: String) {
        #expect(fetch(("If-None-Match", known)).status == .notModified)
    }

    @Test(arguments: ["\"v8\"", "v7", "\"v7", "\"a\",v7,\"b\""])
    func `is sent to who has another version`(_ known: String) {
        #expect(fetch(("If-None-Match", known)).status == .ok)
    }

    @Test(arguments: [
        ("bytes=0-3", "0123", "bytes 0-3/10"), ("bytes=7-", "789", "bytes 7-9/10"),
        ("bytes=-2", "89", "bytes 8-9/10"), ("bytes=5-99", "56789", "bytes 5-9/10"),
        ("bytes=-99", "0123456789", "bytes 0-9/10"), ("bytes=9-9", "9", "bytes 9-9/10"),
    ])
    func `comes in part`(_ range: String, _ part: String, _ says: String) {
        let response = fetch(("Range", range))
        #expect(response.status == .partialContent)
        #expect(body(response) == part)
        #expect(response.headers["Content-Range"] == says)
    }

    @Test(arguments: ["bytes=10-", "bytes=99-100", "bytes=-0"])
    func `has no part beyond its end`(_ range: String) {
        let response = fetch(("Range", range))
        #expect(response.status == .rangeNotSatisfiable)
        #expect(response.headers["Content-Range"] == "bytes */10")
    }

    @Test(arguments: [
        "bytes=3-2", "bytes=a-b", "bytes=0-1,3-4", "lines=1-2", "bytes=", "bytes=-", "bytes=+1-2",
    ])
    func `comes whole when the range cannot be read`(_ range: String) {
        #expect(fetch(("Range", range)).status == .ok)
    }

    @Test func `comes in part only to who has other parts of this version`() {
        #expect(fetch(("Range", "bytes=0-3"), ("If-Range", "\"v7\"")).status == .partialContent)
        #expect(fetch(("Range", "bytes=0-3"), ("If-Range", "\"v6\"")).status == .ok)
        #expect(fetch(("Range", "bytes=0-3"), method: .head).status == .ok)
    }
}

@Suite struct `An event frame` {
    @Test func `carries name, number and every line`() {
        let frame = EventFrame.event(id: "7", name: "now", data: "one\ntwo\r\nthree")
        #expect(
            String(decoding: frame, as: UTF8.self)
                == "id: 7\nevent: now\ndata: one\ndata: two\ndata: three\n\n")
    }

    @Test func `cannot be broken up by its name`() {
        let frame = EventFrame.event(id: "7\ndata: x", name: "n\r\nid: 9", data: "")
        #expect(String(decoding: frame, as: UTF8.self) == "id: 7data: x\nevent: nid: 9\ndata: \n\n")
    }
}

@Suite struct `An HTTP date` {
    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (1_735_689_599, "Tue, 31 Dec 2024 23:59:59 GMT"),
        (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
    ])
    func `is the calendar's`(_ seconds: Int, _ text: String) {
        #expect(HTTPDate.text(seconds: seconds) == text)
    }
}
