import Basics
import HTTPCore
import Model
import Testing
import Web

@Suite struct `A link that no page of ours has` {
    @Test func `is not followed where it has thousands of fields`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let form = try #require(try await police.get("/act").link("Visit a place"))
            #expect(
                try await police.get(form + "?" + Array(repeating: "a", count: 200).joined(separator: "&"))
                    .status == 200)
            let long = try await police.get(
                form + "?" + Array(repeating: "a", count: 201).joined(separator: "&"))
            #expect(long.status == 413 && long.text.contains("more fields than any page of ours"))
            #expect(try await !police.get(form + "?field0=x&zzz=y&field97=nowhere").html.contains("nowhere"))
        }
    }
}

@Suite struct `A number from outside` {
    private static let numbers = [
        "-9223372036854775808", "9223372036854775807", "99999999999999999999", "-1", "0x10", "",
    ]

    @Test(arguments: numbers) func `in a stream's mark ends nothing`(number: String) async throws {
        try await Playground.play { playground in
            let seat = try await playground.sit("house_desk")
            let control = try await playground.lead()
            #expect(try await seat.get("/stream?mark=" + number).status == 200)
            #expect(try await control.get("/control/stream?mark=" + number).status == 200)
            #expect(try await seat.get("/now").status == 200)
        }
    }

    @Test(arguments: numbers) func `in a form is a sentence at the worst`(number: String) async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let visit = try #require(try await police.get("/act").link("Visit a place"))
            let place = try #require(try await police.get(visit).choice("Investigation Office", of: "place"))
            let look = try await police.post(
                visit,
                [
                    "place": place, "choice0": number, "choice1": number, "deadline": number,
                    "status": number,
                ])
            #expect([200, 422].contains(look.status))
            let done = try await police.post(
                visit + "/do", ["place": place, "choice0": number, "choice1": number])
            #expect([200, 422].contains(done.status))
            #expect([200, 303].contains(try await police.post("/seat", ["seat": number]).status))
            let control = try await playground.lead()
            for (address, field) in [
                ("/control/speed", "speed"), ("/control/person/davit/dial", "value"),
                ("/control/jump/time", "time"), ("/control/break/\(number)/resolve", "x"),
            ] {
                let answer = try await control.post(address, [field: number, "dial": number])
                #expect([200, 404, 422].contains(answer.status), "\(address)")
            }
            #expect(try await control.get("/control").status == 200)
        }
    }
}
