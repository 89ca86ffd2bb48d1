import Fixtures
import Foundation
import Host
import Testing

/// Another implementation of TLS asks; it believes the server's certificate and nothing else.
private func ask(_ folder: String, _ port: UInt16, _ script: String) throws -> [String] {
    let begin = """
        import hashlib, http.client, ssl
        context = ssl.create_default_context(cafile="\(folder)/tls/certificate.pem")
        def get(path, cookie="", method="GET"):
            c = http.client.HTTPSConnection("127.0.0.1", \(port), context=context)
            c.request(method, path, headers={"Cookie": cookie})
            a = c.getresponse()
            return a, a.read().decode()

        """
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", begin + script]
    process.standardOutput = pipe
    try process.run()
    process.mayTake()
    let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init)
}

@Suite struct `A server for the hall over TLS` {
    @Test func `shows the fingerprint of its own certificate, keeps cookies to TLS and its key to itself`()
        async throws
    {
        try await withFolder { folder in
            let served = try Served(["--tls", Fixtures.twelveFolder, "--data", folder])
            defer { served.killAndWait() }
            #expect(served.doors.url.hasPrefix("https://"))
            let said = try ask(
                folder, served.port,
                """
                a, _ = get("\(served.path(of: served.doors.control))", method="POST")
                cookies = a.headers.get_all("Set-Cookie")
                print(all("; Secure" in c for c in cookies) and len(cookies) > 1)
                session = [c for c in cookies if c.startswith("kerege=")][0].split(";")[0]
                print("; HttpOnly" in [c for c in cookies if c.startswith("kerege=")][0])
                der = ssl.PEM_cert_to_DER_cert(open("\(folder)/tls/certificate.pem").read())
                digest = hashlib.sha256(der).hexdigest().upper()
                print(":".join(digest[i:i + 2] for i in range(0, 64, 2)) in get("/control/doors", session)[1])
                """)
            #expect(said == ["True", "True", "True"])
            for (path, mode) in [("/tls", 0o700), ("/tls/key.pem", 0o600), ("/kerege.db", 0o600)] {
                let found = try FileManager.default.attributesOfItem(atPath: folder + path)
                #expect(found[.posixPermissions] as? Int == mode, "\(path)")
            }
            // Whoever asks without TLS gets no word.
            #expect(throws: Lost.self) { try Phone(port: served.port).get("/join") }
        }
    }

    @Test func `has the same certificate the next day`() async throws {
        try await withFolder { folder in
            var certificates: [[UInt8]] = []
            for _ in 1...2 {
                let served = try Served(["--tls", Fixtures.twelveFolder, "--data", folder])
                certificates.append(try Files.read(folder + "/tls/certificate.pem"))
                served.end()
            }
            #expect(certificates[0] == certificates[1])
        }
    }
}

@Suite struct `A server behind a proxy` {
    @Test func `names the proxy's address in every link, and its own beside it`() async throws {
        try await withFolder { folder in
            let served = try Served([
                "--public", "https://exercise.example/", Fixtures.twelveFolder, "--data", folder,
            ])
            defer { served.killAndWait() }
            #expect(served.doors.url == "https://exercise.example")
            #expect(served.doors.local.hasPrefix("http://127.0.0.1:"))
            let links = served.doors.teams.flatMap { [$0.control] + $0.seats.map(\.link) }
            #expect(links.count > 2)
            for link in links { #expect(link.hasPrefix("https://exercise.example/"), "\(link)") }
            #expect(try Phone(port: served.port).get(served.path(of: links[1])).status == 200)
        }
    }
}

@Suite struct `Somebody whose session control ends` {
    @Test func `is out, and the page before them hears no more`() async throws {
        try await withFolder { folder in
            let served = try Served([Fixtures.twelveFolder, "--data", folder])
            defer { served.killAndWait() }
            let control = Phone(port: served.port)
            _ = try control.post(served.path(of: served.doors.control), [])
            let person = Phone(port: served.port)
            try person.sit(served.path(of: served.doors.seats[0].link), name: "Anna")
            let page = try control.get("/control/sessions").text
            let number = try #require(page.firstMatch(of: #//control/session/([0-9]+)/end/#)).1
            #expect(try person.get("/stream").status == 200)
            #expect(try control.post("/control/session/\(number)/end", []).status == 303)
            try person.hearsTheEnd()
            #expect(try person.get("/now").location == "/join")
        }
    }
}

@Suite struct `Somebody from whom a character is taken back` {
    @Test func `hears no more of it`() async throws {
        try await withFolder { folder in
            let served = try Served([Fixtures.twelveFolder, "--data", folder])
            defer { served.killAndWait() }
            let control = Phone(port: served.port)
            _ = try control.post(served.path(of: served.doors.control), [])
            _ = try control.post("/control/roles/link", [])
            let doors = try control.get("/control/roles").text
            let way = String(try #require(doors.firstMatch(of: #//join/[0-9]{8}/#)).output)
            let player = Phone(port: served.port)
            try player.sit(way, name: "Nadia")
            let list = try control.get("/control/sessions").text
            let number = String(try #require(list.firstMatch(of: #//control/session/([0-9]+)/end/#)).1)
            #expect(
                try control.post("/control/roles/cast", [("player", number), ("person", "davit")]).status
                    == 303)
            let asked = try player.get("/role").text
            let address = String(try #require(asked.firstMatch(of: #//role/[a-z0-9]{13}/#)).output)
            #expect(try player.post(address + "/yes", []).status == 303)
            #expect(try player.get("/stream").status == 200)
            #expect(
                try control.post("/control/role/\(number)/take-back", [("person", "davit")]).status == 303)
            try player.hearsTheEnd()
            #expect(try player.get(address).status == 404)
        }
    }
}
