import Foundation
import HTTPCore
import HTTPServer
import Testing

/// Another implementation of TLS asks: Python's, which brings its own certificate checks.
@Suite struct `A server with a certificate of its own` {
    private static func certificate(in folder: String) throws -> TLS {
        let made = try #require(TLS.make(for: ["localhost", "127.0.0.1", "::1"]))
        try made.certificate.write(toFile: folder + "/certificate.pem", atomically: true, encoding: .utf8)
        try made.key.write(toFile: folder + "/key.pem", atomically: true, encoding: .utf8)
        return try TLS(certificate: folder + "/certificate.pem", key: folder + "/key.pem")
    }

    private func ask(_ folder: String, _ port: UInt16, _ script: String) async throws -> [String] {
        let begin = """
            import hashlib, socket, ssl, sys
            socket.setdefaulttimeout(120)
            def connect(host="127.0.0.1", context=None):
                context = context or ssl.create_default_context(cafile="\(folder)/certificate.pem")
                return context.wrap_socket(socket.create_connection(("127.0.0.1", \(port))), server_hostname=host)
            def get(s, path):
                s.sendall(("GET %s HTTP/1.1\\r\\nHost: house\\r\\nConnection: close\\r\\n\\r\\n" % path).encode())
            def rest(s):
                whole = b""
                while True:
                    piece = s.recv(65536)
                    if not piece: return whole
                    whole += piece

            """
        return try await Helper("/usr/bin/python3", ["-c", begin + script]).said().split(separator: "\n").map(
            String.init)
    }

    @Test func `gives up who does not get through the handshake`() async throws {
        try await withFolder { folder in
            let tls = try Self.certificate(in: folder)
            var limits = Limits.patient
            limits.headSeconds = 1
            try await withHouse(limits: limits, tls: tls) { _, port in
                let silent = try Client(port: port)
                let half = try Client(port: port)
                try await half.send("\u{16}\u{3}\u{1}")
                // A time limit would not end a call that waits: these do not wait longer.
                #expect(try await silent.rest(within: 60).isEmpty)
                #expect(try await half.rest(within: 60).isEmpty)
            }
        }
    }

    @Test func `is known by its names and its fingerprint, and speaks nothing old`() async throws {
        try await withFolder { folder in
            let tls = try Self.certificate(in: folder)
            try await withHouse(tls: tls) { _, port in
                let said = try await ask(
                    folder, port,
                    """
                    s = connect()
                    get(s, "/hello")
                    print(rest(s).decode().split("\\r\\n\\r\\n")[1])
                    digest = hashlib.sha256(s.getpeercert(True)).hexdigest().upper()
                    print(":".join(digest[i:i + 2] for i in range(0, 64, 2)))
                    print(connect("localhost").version())
                    try:
                        connect("elsewhere.example")
                        print("believed")
                    except ssl.SSLCertVerificationError:
                        print("not for elsewhere")
                    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                    old.check_hostname = False
                    old.verify_mode = ssl.CERT_NONE
                    old.minimum_version = ssl.TLSVersion.TLSv1
                    old.maximum_version = ssl.TLSVersion.TLSv1_1
                    old.set_ciphers("ALL:@SECLEVEL=0")
                    try:
                        connect(context=old)
                        print("spoke")
                    except (ssl.SSLError, ConnectionError):
                        print("nothing old")
                    """)
                #expect(said == ["hello", tls.fingerprint, "TLSv1.3", "not for elsewhere", "nothing old"])
            }
        }
    }

    @Test func `sends long answers and streams whole, and hears every byte`() async throws {
        try await withFolder { folder in
            try await withHouse(loops: 2, tls: try Self.certificate(in: folder)) { house, port in
                let said = try await ask(
                    folder, port,
                    """
                    s = connect()
                    get(s, "/large")
                    print(len(rest(s).split(b"\\r\\n\\r\\n", 1)[1]))
                    s = connect()
                    body = b"x" * 200000
                    s.sendall(b"POST /count HTTP/1.1\\r\\nHost: house\\r\\nConnection: close\\r\\nContent-Length: 200000\\r\\n\\r\\n")
                    for i in range(0, 200000, 5000): s.sendall(body[i:i + 5000])
                    print(rest(s).decode().split("\\r\\n\\r\\n")[1])
                    s = connect()
                    for byte in b"GET /hello HTTP/1.1\\r\\nHost: house\\r\\n\\r\\n": s.sendall(bytes([byte]))
                    print(s.recv(65536).decode().split("\\r\\n\\r\\n")[1])
                    get(s, "/events")
                    heard = b""
                    while b"welcome" not in heard: heard += s.recv(65536)
                    print("welcomed")
                    """)
                #expect(said == ["3145728", "200000", "hello", "welcomed"])
                house.topic.close()
            }
        }
    }

    @Test func `says nothing to who does not speak TLS, and goes on`() async throws {
        try await withFolder { folder in
            try await withHouse(tls: try Self.certificate(in: folder)) { _, port in
                for noise in [get("/hello"), "\u{16}\u{3}\u{1}", String(repeating: "A", count: 20_000)] {
                    let client = try Client(port: port)
                    try? await client.send(noise)
                    client.endSending()
                    let heard = String(decoding: try await client.rest(), as: UTF8.self)
                    #expect(!heard.contains("HTTP"))
                }
                #expect(
                    try await ask(folder, port, "s = connect()\nget(s, '/hello')\nprint(len(rest(s)) > 0)")
                        == ["True"])
            }
        }
    }

    @Test func `knows when its certificate has to be made anew`() async throws {
        try await withFolder { folder in
            let tls = try Self.certificate(in: folder)
            #expect(tls.serves(["localhost", "127.0.0.1", "::1"], days: 30))
            #expect(!tls.serves(["localhost", "192.0.2.7"], days: 30))
            #expect(!tls.serves(["localhost"], days: 400))
            #expect(throws: TLS.Failure.self) {
                try TLS(certificate: folder + "/certificate.pem", key: folder + "/certificate.pem")
            }
            #expect(throws: TLS.Failure.self) {
                try TLS(certificate: folder + "/none.pem", key: folder + "/key.pem")
            }
        }
    }
}
