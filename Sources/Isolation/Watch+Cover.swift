import Basics
import HTTPCore
import Model

extension Watch {
    /// One seat's people play another seat, and later no longer: with the same browser.
    mutating func coverAndGiveBack(_ control: inout Visitor) async throws {
        let first = SeatID(0)
        let second = SeatID(main.scenario.seats.count - 1)
        func address(_ what: String) -> String { "/control/seat/\(main.scenario.seats[second].id)/\(what)" }
        // Whoever plays one more seat is told so, and so are they when they no longer do.
        try await hear()
        allow(1, 0, first)
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
}
