import HTTPCore
import Testing

@Suite struct `A request` {
    @Test func `has its path cut at slashes and decoded`() {
        #expect(Request(.get, "/").segments == [])
        #expect(Request(.get, "/runs/7/inbox").segments == ["runs", "7", "inbox"])
        #expect(Request(.get, "/runs/").segments == ["runs", ""])
        #expect(Request(.get, "/a%2Fb/%D0%B0").segments == ["a/b", "а"])
        #expect(Request(.get, "/a%2Fb?q=1").path == "/a%2Fb")
    }

    @Test func `may name its host in the target, as through a proxy`() {
        #expect(head("GET http://a.example/x?y HTTP/1.1\r\nHost: a.example\r\n\r\n")?.path == "/x")
        #expect(head("GET http:///x HTTP/1.1\r\nHost: a.example\r\n\r\n") == nil)
    }

    @Test func `finds headers whatever their case`() {
        let head = head("GET / HTTP/1.1\r\nhOST:  a \r\nX-One: 1\r\nx-one: 2\r\n\r\n")
        #expect(head?.headers["Host"] == "a")
        #expect(head?.headers.all("X-ONE") == ["1", "2"])
        #expect(head?.headers["Absent"] == nil)
    }

    @Test(arguments: [
        ("HTTP/1.1\r\nHost: a", true), ("HTTP/1.1\r\nHost: a\r\nConnection: Close", false),
        ("HTTP/1.1\r\nHost: a\r\nConnection: x, close", false), ("HTTP/1.0", false),
    ])
    func `says whether the connection stays`(_ rest: String, _ stays: Bool) {
        #expect(head("GET / \(rest)\r\n\r\n")?.wantsKeepAlive == stays)
    }

    @Test func `has the fields of its query in order`() {
        let query = Request(.get, "/?a=1&b=two+words&a=%26&flag&=x&c=%zz%4&d=%D0%B0").query
        #expect(query.all("a") == ["1", "&"])
        #expect(query["b"] == "two words")
        #expect(query["flag"] == "")
        #expect(query[""] == "x")
        #expect(query["c"] == "%zz%4")
        #expect(query["d"] == "а")
        #expect(query["absent"] == nil)
    }

    @Test func `has the fields of a posted form and of no other body`() {
        let sent = Fields([.init(name: "имя", value: "a&b=c d+e%\n"), .init(name: "empty", value: "")])
        #expect(Request.post("/", form: sent).form == sent)
        let text = Headers([.init(name: "Content-Type", value: "text/plain")])
        #expect(Request(.post, "/", headers: text, body: Array("a=1".utf8)).form.isEmpty)
    }

    @Test func `has its cookies`() {
        let headers = Headers([.init(name: "Cookie", value: "a=1; b=\"two\" ;broken; c=x=y")])
        let cookies = Request(.get, "/", headers: headers).cookies
        #expect(cookies["a"] == "1")
        #expect(cookies["b"] == "two")
        #expect(cookies["c"] == "x=y")
        #expect(cookies.fields.count == 3)
    }
}
