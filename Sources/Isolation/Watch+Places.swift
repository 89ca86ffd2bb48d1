import Basics
import HTTPCore
import Model
import Roster
import Runtime

// Who sits where changes: a seat is covered, a session is ended by control; and what control reads.
extension Watch {
    /// One seat's people play another seat, and later no longer: with the same browser.
    mutating func coverAndGiveBack(_ control: inout Visitor) async throws {
        let first = SeatID(0)
        let second = SeatID(main.scenario.seats.count - 1)
        func address(_ what: String) -> String { "/control/seat/\(main.scenario.seats[second].id)/\(what)" }
        // Whoever plays one more seat is told so.
        try await hear()
        allowKnock { ear in
            if case .seat(first) = ear.hearing { ear.run == 0 } else { false }
        }
        _ = await control.post(
            address("cover"), Fields([.init(name: "by", value: main.scenario.seats[first].id)]))
        var visitor = visitors[0][first.index]
        _ = await visitor.post("/seat", Fields([.init(name: "seat", value: "1")]))
        let page = await visitor.get("/me")
        try await judge(
            page, name(0, second), { $0.secret($1.subtracting([.name(seat: first.index)]), from: second) },
            run: 0)
        let brief = main.pack.book.word(.text(main.scenario.seats[second].brief.path))
        if Bytes.places(of: Array(brief.utf8), in: page.bytes).isEmpty {
            report("the cover", "/me", "no page of the covered seat")
        }
        result.tally(.movedSeats)
        _ = await control.post(address("people"), Fields())
        for known in ["/me", "/now?all=1", "/case", "/stream", "/act"] {
            try await judge(await visitor.get(known), 0, first)
        }
        visitors[0][first.index] = visitor
        // A fresh way in: the old one opens nothing.
        _ = await control.post(address("link"), Fields())
        for key in [MarkedHall.link(main, second), MarkedHall.code(main, second)] {
            var guest = Visitor(hall.site)
            try await judge(
                await guest.get("/join/" + key), "a guest with an old link",
                { $0.secret($1, fromGuestWithLinkTo: nil) }, run: 0)
        }
    }

    /// A session that was ended is a guest's.
    mutating func endSessions(_ control: inout Visitor) async throws {
        let last = SeatID(main.scenario.seats.count - 1)
        var left = visitors[0][last.index]
        let stream = (await left.get("/stream")).stream
        for person in try await hall.roster.participants(of: main.run.id)
        where person.role == .seat(main.scenario.seats[last].id) {
            _ = await control.post("/control/session/\(person.number)/end", Fields())
        }
        isOver(stream, "a seat whose session was ended")
        var visitor = visitors[0][last.index]
        for address in Watch.known {
            try await judge(
                await visitor.get(address), "a seat whose session was ended",
                { $0.secret($1, fromGuestWithLinkTo: nil) }, run: 0)
        }
        visitors[0][last.index] = await hall.sit(main, last)
        // The link of the last seat was given out anew, so nobody sits there now.
        visitors[0][last.index] = visitor
    }

    /// Whoever needs a break tells control, and nobody else by the sound of it.
    mutating func askForBreak() async throws {
        let tired = SeatID(random.below(bots.count))
        _ = await visitors[0][tired.index].post("/break", Fields())
        try await hear()
    }

    /// Control sees its own run whole, and nothing of another. What it is shown, nobody else is.
    mutating func staff(_ control: inout Visitor) async throws {
        var addresses = Watch.known.filter { !$0.hasPrefix("/stop") }
        var asked = Set(addresses)
        var own: [String] = []
        var next = 0
        while next < addresses.count, next < Watch.everything {
            let address = addresses[next]
            let answer = await control.get(address)
            next += 1
            try await judge(answer, "control", { _, _ in [] }, run: 0)
            if answer.status == 200, address.hasPrefix("/control") { own.append(address) }
            for link in answer.links where asked.insert(link).inserted { addresses.append(link) }
        }
        leave(addresses.count - next, by: "control", all: true)
        let seat = SeatID(random.below(bots.count))
        var visitor = visitors[0][seat.index]
        var guest = Visitor(hall.site)
        for address in own {
            let answers = [
                (await visitor.get(address), viewer(0, seat)),
                (await guest.get(address), Watch.stranger("a guest at control's pages")),
            ]
            for (answer, viewer) in answers {
                try await judge(answer, as: viewer, run: 0)
                if answer.status == 200 { report(viewer.name, address, "a page of control") }
            }
        }
        visitors[0][seat.index] = visitor
    }
}
