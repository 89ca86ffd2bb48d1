import HTTPCore
import Host
import Roster
import Testing
import Web

// Promises of SECURITY.md that no other test would miss.
@Suite struct `What the roster keeps` {
    @Test func `holds digests, and no token, code of a session or password as it was typed`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            try await control.post(
                "/control/password", ["name": "Mira", "password": "seven green kettles"])
            let person = try await playground.sit("house_desk")
            let tokens = [control, person].compactMap { $0.cookie("kerege") }
            #expect(tokens.count == 2)
            let sessions = try await playground.roster.sessions(of: "run1")
            #expect(sessions.count == 2)
            for session in sessions {
                for token in tokens { #expect(session.tokenDigest != Array(token.utf8)) }
            }
            for token in tokens {
                let digest = BLAKE2b.digest(Array(token.utf8))
                #expect(sessions.contains { $0.tokenDigest == digest })
            }
        }
    }

    @Test func `takes no token that a browser brings along`() async throws {
        try await Playground.play { playground in
            let victim = Browser(site: playground.site)
            victim.setCookie("kerege", "chosen-by-somebody-else")
            try await victim.post("/join/token-house_desk", ["name": "Anna", "language": "en"])
            #expect(victim.cookie("kerege") != "chosen-by-somebody-else")
            let thief = Browser(site: playground.site)
            thief.setCookie("kerege", "chosen-by-somebody-else")
            #expect(try await thief.get("/now").address.hasPrefix("/join"))
        }
    }
}
