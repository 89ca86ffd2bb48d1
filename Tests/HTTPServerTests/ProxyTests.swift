import Foundation
import HTTPCore
import HTTPServer
import Host
import Testing

/// The reverse proxy as `Documentation/nginx.conf` sets it up, in front of a real server.
@Suite(
    .serialized, .timeLimit(.minutes(3)),
    .enabled(if: FileManager.default.fileExists(atPath: "/usr/sbin/nginx")))
struct `Behind the documented proxy` {
    /// Answers with what it was asked, and remembers it.
    private struct Witness: Application {
        let seen = Locked<[String]>([])
        let topic = Topic()

        func handle(_ request: Request) async -> Response {
            seen.withLock { $0.append(request.path) }
            if request.path == "/stream" {
                return .events(topic, greeting: EventFrame.event(data: "welcome"), after: topic.mark)
            }
            return .text("\(request.path) from \(request.headers["X-Forwarded-For"] ?? "nobody")\n")
        }
    }

    private func withProxy(_ visit: (UInt16, Witness) async throws -> Void) async throws {
        try await withProxyIn { _, port, witness in try await visit(port, witness) }
    }

    private func withProxyIn(_ visit: (String, UInt16, Witness) async throws -> Void) async throws {
        let witness = Witness()
        var limits = Limits()
        // Who only begins a request is not waited for.
        (limits.headSeconds, limits.progressSeconds) = (3, 3)
        let server = Server(host: "127.0.0.1", application: witness, limits: limits)
        let port = try server.start()
        do {
            try await withFolder { folder in
                let front = Self.freePort()
                try Self.configuration(folder, front: front, back: port)
                    .write(toFile: folder + "/nginx.conf", atomically: true, encoding: .utf8)
                let proxy = try Helper(
                    "/usr/sbin/nginx",
                    ["-p", folder, "-c", folder + "/nginx.conf", "-e", folder + "/error.log"])
                defer { proxy.end() }
                try await visit(folder, try await Self.listening(front), witness)
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    /// Below those that the system gives out, so that no other test of this process is given it meanwhile.
    private static func freePort() -> UInt16 { UInt16.random(in: 20_000..<30_000) }

    /// The documented file, on ports of the test and without the certificate that a test does not have.
    private static func configuration(_ folder: String, front: UInt16, back: UInt16) throws -> String {
        let root = #filePath.replacing("Tests/HTTPServerTests/ProxyTests.swift", with: "")
        let server = try String(contentsOfFile: root + "Documentation/nginx.conf", encoding: .utf8)
            .replacing("127.0.0.1:8080", with: "127.0.0.1:\(back)")
            .replacing("listen 443 ssl;", with: "listen 127.0.0.1:\(front);")
            .replacing("/var/log/nginx/error.log", with: folder + "/documented-error.log")
            .split(separator: "\n").filter { !$0.contains("ssl_certificate") }.joined(separator: "\n")
        return """
            daemon off; master_process off; pid \(folder)/pid; error_log \(folder)/error.log;
            events { worker_connections 512; }
            http {
                # As Debian sets it up: whatever the documented file does not say is written down.
                access_log \(folder)/access.log;
                client_body_temp_path \(folder)/body; proxy_temp_path \(folder)/proxy;
                fastcgi_temp_path \(folder)/f; uwsgi_temp_path \(folder)/u; scgi_temp_path \(folder)/s;
                \(server)
            }
            """
    }

    /// Asks until somebody answers at the port.
    private static func listening(_ port: UInt16) async throws -> UInt16 {
        for _ in 0..<20_000 {
            if let client = try? Client(port: port) {
                try await client.send(get("/ready"))
                if try await client.answer().status == 200 { return port }
            }
            await Task.yield()
        }
        throw Client.Failure(what: "the proxy does not answer")
    }

    @Test func `a visitor is served, named by the proxy, and hears streams at once`() async throws {
        try await withProxy { port, witness in
            let client = try Client(port: port)
            try await client.send(get("/hello", "X-Forwarded-For: 203.0.113.9\r\n"))
            #expect(try await client.answer().text == "/hello from 127.0.0.1\n", "a forged name is replaced")
            let listener = try Client(port: port)
            try await listener.send(get("/stream"))
            #expect(try await listener.head().status == 200)
            #expect(try await listener.bytes(10).contains("data"))
            witness.topic.close()
        }
    }

    @Test func `no way in is written into a log`() async throws {
        try await withProxyIn { folder, port, _ in
            for request in [
                get("/enter/way-in-of-control"), get("/join/way-in-of-a-seat"),
                // What is refused is told to the log of errors, with its request.
                "POST /join/way-in-of-a-seat HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n",
            ] {
                let client = try Client(port: port)
                try await client.send(request)
                _ = try await client.answer()
            }
            for file in try FileManager.default.subpathsOfDirectory(atPath: folder)
            where file.hasSuffix(".log") {
                let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
                #expect(!text.contains("way-in"), "\(file)")
            }
        }
    }

    /// Requests that two readers could cut at different places. What is hidden in them must never be a request.
    private static let ambiguous = [
        "Content-Length: 44\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 44\r\n",
        "Transfer-Encoding : chunked\r\nContent-Length: 44\r\n",
        "Transfer-Encoding: xchunked\r\nContent-Length: 44\r\n",
        "Transfer-Encoding: chunked, identity\r\nContent-Length: 44\r\n",
        "Transfer-Encoding:\tchunked\r\nContent-Length: 44\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\nContent-Length: 44\r\n",
        "X: x\nTransfer-Encoding: chunked\r\nContent-Length: 44\r\n",
        "Content-Length: 44\r\nContent-Length: 0\r\n", "Content-Length: 0\r\nContent-Length: 44\r\n",
        "Content-Length: 44, 0\r\n", "Content-Length: +44\r\n", "Content-Length : 44\r\n",
        "Content-Length: 0x2c\r\n",
        "Content_Length: 44\r\n", "Connection: Content-Length\r\nContent-Length: 44\r\n",
        "Expect: 100-continue\r\nContent-Length: 44\r\n", "\u{0}Content-Length: 44\r\n",
        "Transfer-Encoding: \u{B}chunked\r\nContent-Length: 44\r\n",
    ]

    @Test(arguments: ambiguous) func `no request is hidden in another`(headers: String) async throws {
        try await withProxy { port, witness in
            let hidden = "0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n"
            let attacker = try Client(port: port)
            // The proxy takes a client that ends its sending for one that has left, so it is asked to close instead.
            let close = headers.contains("Connection:") ? "" : "Connection: close\r\n"
            try await attacker.send("POST /open HTTP/1.1\r\nHost: house\r\n\(close)\(headers)\r\n" + hidden)
            if close.isEmpty { attacker.endSending() }
            let answers = String(decoding: try await attacker.rest(), as: UTF8.self)
            // What stands after the end of a chunked body is a request of the attacker's own, named to both readers.
            let isOwn = answers.components(separatedBy: "HTTP/1.1 200").count == 3
            for number in 0..<8 {
                let other = try Client(port: port)
                try await other.send(get("/other\(number)"))
                let answer = try await other.answer()
                #expect(answer.text == "/other\(number) from 127.0.0.1\n", "somebody else's answer")
            }
            let paths = witness.seen.withLock { $0 }
            #expect(!paths.contains("/hidden") || isOwn)
            #expect(paths.filter { $0.hasPrefix("/other") }.count == 8)
        }
    }
}
