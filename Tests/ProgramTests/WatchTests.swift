import Fixtures
import Foundation
import Testing

@Suite struct `A server that is watched` {
    static let name = "Zarinabegim"

    @Test func `says that it is well, and what it does, without a name or a word of anybody`() async throws {
        try await withFolder { folder in
            let served = try Served([Fixtures.twelveFolder, "--data", folder])
            defer { served.killAndWait() }
            let control = Phone(port: served.port)
            _ = try control.post(served.path(of: served.doors.control), [])
            _ = try control.post("/control/start", [("command", "start-start")])
            let person = Phone(port: served.port)
            try person.sit(served.path(of: served.doors.seats[0].link), name: Self.name)
            let form = try person.messageForm("command")
            for turn in 1...5 {
                _ = try person.write("The green kettle", to: form.agency, form.address, "kettle-\(turn)")
            }

            let stranger = Phone(port: served.port)
            let health = try stranger.get("/health")
            #expect(health.status == 200)
            #expect(health.text == "{\"status\":\"ok\",\"store\":\"ok\",\"run\":\"ok\"}\n")
            let metrics = try stranger.get("/metrics")
            #expect(metrics.status == 200)
            // Through a proxy it is somebody from outside: how many records there are is not theirs to know.
            #expect(try stranger.get("/metrics", "X-Forwarded-For: 192.0.2.5\r\n").status == 404)
            for line in metrics.text.split(separator: "\n") where !line.hasPrefix("#") {
                // A name, labels of the program's own words, a number.
                let shape = #/kerege_[a-z_]+(\{kind="[a-z_]+"(,(status|le)="[0-9a-zA-Z.+]+")?\})? [0-9.]+/#
                #expect(line.wholeMatch(of: shape) != nil, "\(line)")
            }
            func value(_ name: String) -> Double {
                let line = metrics.text.split(separator: "\n").first { $0.hasPrefix("kerege_\(name) ") }
                return line?.split(separator: " ").last.flatMap { Double($0) } ?? -1
            }
            #expect(value("requests_total{kind=\"act\",status=\"3xx\"}") >= 8)
            #expect(value("records") >= 6)
            #expect(value("store_commits_total") >= 6)
            #expect(value("store_failures_total") == 0)
            #expect(value("store_sound") == 1)
            #expect(value("run_sound") == 1)
            #expect(value("resident_bytes") > 1_000_000)
            // The counted times add up.
            let acts = value("request_seconds_count{kind=\"act\"}")
            #expect(acts == value("request_seconds_bucket{kind=\"act\",le=\"+Inf\"}"))
            #expect(acts >= value("request_seconds_bucket{kind=\"act\",le=\"0.100\"}"))
            for secret in [Self.name, "kettle", "twelve", served.doors.seats[0].id] {
                #expect(!metrics.text.contains(secret))
            }
        }
    }

    @Test(arguments: ["/health", "/metrics"])
    func `lets no browser guess what it reads there`(path: String) async throws {
        try await withFolder { folder in
            let served = try Served([Fixtures.twelveFolder, "--data", folder])
            defer { served.killAndWait() }
            let answer = try Phone(port: served.port).get(path)
            #expect(answer.status == 200)
            #expect(answer.head.contains { $0.lowercased() == "x-content-type-options: nosniff" })
        }
    }

    @Test func `is unwell when its run has closed itself, and says no more than that`() async throws {
        try await withFolder { folder in
            let served = try Served([Fixtures.twelveFolder, "--data", folder])
            defer { served.killAndWait() }
            let control = Phone(port: served.port)
            _ = try control.post(served.path(of: served.doors.control), [])
            _ = try control.post("/control/start", [("command", "start-start")])
            // Somebody writes to the log with another program, which asks for no lock.
            try Self.tamper(
                folder,
                """
                INSERT INTO log (run, position, command, participant, seat, on_behalf, time_ms, body, typed, digest,
                previous) SELECT run, position + 1, 'foreign', participant, seat, on_behalf, time_ms, body, typed,
                digest, previous FROM log ORDER BY position DESC LIMIT 1
                """)
            let stranger = Phone(port: served.port)
            #expect(try stranger.get("/health").status == 200, "nobody has noticed yet")
            let pause = try control.post("/control/pause", [("command", "pause-pause")])
            #expect(pause.status == 503)
            for _ in 1...2 {
                let health = try stranger.get("/health")
                #expect(health.status == 503)
                #expect(health.text == "{\"status\":\"failing\",\"store\":\"ok\",\"run\":\"superseded\"}\n")
                #expect(try control.post("/control/pause", [("command", "pause-again")]).status == 503)
            }
            #expect(try stranger.get("/metrics").text.contains("kerege_run_sound 0\n"))
            #expect(try control.get("/control").status == 200, "what is there can be read on")
        }
    }

    private static func tamper(_ folder: String, _ sql: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        let script =
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()"
        process.arguments = ["-c", script, folder + "/kerege.db", sql]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Lost("the log could not be written to") }
    }
}
