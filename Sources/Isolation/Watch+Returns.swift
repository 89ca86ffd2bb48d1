import Basics
import HTTPCore
import Model
import Roster
import Runtime
import Web

// Coming back by a code. Whoever has somebody's code is that person and nobody besides: nothing is left of who they were
// before, and whose code it was is signed out. A guess, a code that was used and a code of another kind open nothing.
extension Watch {
    mutating func returnCodes(_ control: inout Visitor) async throws {
        var used: [String] = []
        for run in hall.runs.indices {
            let seat = SeatID(random.below(hall.runs[run].scenario.seats.count - 1))
            var owner = try await newcomer(run, seat)
            let viewer = viewer(run, seat)
            try await takeOver(&owner, as: viewer, run: run, used: &used)
        }
        try await staffCode(&control, .observer, as: Self.observer, used: &used)
        let idle = Viewer(name: "a role-player whom nobody has asked") { oracle, found, _ in
            oracle.secret(found, fromPlayerOf: nil)
        }
        try await staffCode(&control, .rolePlayer, as: idle, used: &used)
        try await guess(used)
    }

    /// One person more in a seat, with a code of their own.
    private mutating func newcomer(_ run: Int, _ seat: SeatID) async throws -> Visitor {
        let hosted = hall.runs[run]
        var visitor = Visitor(hall.site)
        visitor.address = "192.0.2.70"
        _ = await visitor.send(
            "/join/" + MarkedHall.link(hosted, seat),
            [
                ("name", hosted.pack.book.word(.name(seat: seat.index))), ("language", "en"),
                ("who", "other"),
            ])
        _ = await visitor.send("/note", [("answer", "yes")])
        return visitor
    }

    /// Somebody of another seat of the first run comes back as the owner of this code.
    private mutating func takeOver(
        _ owner: inout Visitor, as viewer: Viewer, run: Int, used: inout [String]
    ) async throws {
        guard let code = owner.cookie("return") else {
            return report(viewer.name, "/phone", "no code to come back with")
        }
        var taker = try await newcomer(0, SeatID(random.below(bots.count - 1)))
        let before = taker.cookie("kerege") ?? ""
        let own = taker.cookie("return") ?? ""
        let stream = (await owner.get("/stream")).stream
        try await judge(await taker.send("/back", [("code", code)]), as: viewer, run: run)
        if taker.cookie("kerege") == before { report(viewer.name, "/back", "a code that opened nothing") }
        isOver(stream, "somebody whose code was used")
        for address in Watch.known {
            let answer = await taker.get(address)
            try await judge(answer, as: viewer, run: run)
            if answer.status == 200 { result.tally(.returns) }
        }
        let gone = Watch.stranger("somebody whose code was used")
        for address in ["/now", "/me", "/phone", "/case", "/debrief", "/observe", "/role"] {
            let answer = await owner.get(address)
            try await judge(answer, as: gone, run: run)
            if answer.status == 200 { report(gone.name, address, "a page of before") }
        }
        used.append(code)
        // The own code of who took over is still theirs, and was not changed by that.
        var back = Visitor(hall.site)
        back.address = "192.0.2.70"
        _ = await back.send("/back", [("code", own)])
        if back.cookie("kerege") == nil { report("a seat of run 0", "/back", "an own code that was lost") }
        used.append(own)
    }

    private mutating func staffCode(
        _ control: inout Visitor, _ kind: JoinLink.Kind, as viewer: Viewer, used: inout [String]
    ) async throws {
        let way = kind == .observer ? "/control/observers" : "/control/roles"
        _ = await control.post(way + "/link", Fields())
        let code =
            kind == .observer ? try await hall.observersCode(main) : try await hall.playersCode(main)
        var owner = Visitor(hall.site)
        let name = main.pack.book.word(.name(seat: main.scenario.seats.count))
        _ = await owner.send(
            "/join/" + (code ?? ""), [("name", name), ("language", "en"), ("who", "other")])
        _ = await owner.send("/note", [("answer", "yes")])
        _ = await control.post(way + "/close", Fields())
        // The page that greets them says their name.
        let named = Meaning.name(seat: main.scenario.seats.count)
        let greeted = Viewer(name: viewer.name) { viewer.secret($0, $1.subtracting([named]), $2) }
        try await takeOver(&owner, as: greeted, run: 0, used: &used)
    }

    /// Nobody comes in by these, at any door at which something is typed.
    private mutating func guess(_ used: [String]) async throws {
        let seats = main.scenario.seats.ids.flatMap { seat in
            [MarkedHall.code(main, seat), MarkedHall.link(main, seat)]
        }
        let near = used.map { String($0.dropLast()) + ($0.hasSuffix("A") ? "B" : "A") }
        let tries = used + near + seats + ["", "AAAAAAAA", "' OR 1=1", used.joined()]
        let stranger = Watch.stranger("somebody with a code that is not good")
        for (place, code) in tries.enumerated() {
            // Each from elsewhere, so that none is turned away for the others.
            var guest = Visitor(hall.site)
            guest.address = "198.51.100.\(place % 250)"
            guest.setCookie("return", code)
            for (door, fields) in [
                ("/back", [("code", code)]), ("/staff", [("name", code), ("password", code)]),
            ] {
                try await judge(await guest.send(door, fields), as: stranger, run: 0)
            }
            if used.contains(code) {
                try await judge(await guest.send("/join", [("code", code)]), as: stranger, run: 0)
            }
            for address in ["/back", "/phone", "/now", "/me", "/observe", "/role", "/control", "/debrief"] {
                try await judge(await guest.get(address), as: stranger, run: 0)
            }
            if guest.cookie("kerege") != nil { report(stranger.name, "/back", "a session by “\(code)”") }
        }
    }
}
