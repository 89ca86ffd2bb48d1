import Basics
import EventStore
import HTTPCore
import Host
import Model
import Roster
import Runtime
import Web

// Who looks on: comes in by a way that control opens and closes, reads, and changes nothing but to flag a mistake in a talk.
extension Watch {
    mutating func observers(_ control: inout Visitor) async throws -> Visitor {
        // The crawlers have tried so many codes that the door is closed for a while.
        hall.clock.advance(byMs: 11 * 60 * 1000)
        if try await hall.observersCode(main) != nil {
            report("an observer", "/join", "a way in that nobody has opened")
        }
        _ = await control.post("/control/observers/link", Fields())
        let first = try await hall.observersCode(main) ?? ""
        var guest = Visitor(hall.site)
        try await judge(
            await guest.get("/join/" + first), "a guest with an observers' link",
            { [main] in $0.secret($1, fromGuestWithLinkTo: nil).subtracting(Watch.face(of: main)) }, run: 0)
        var observer = await hall.lookOn(main, by: first, language: "ru")
        for address in Watch.known where address != "/note" {
            try await judge(
                await observer.get(address), "an observer before the note",
                { $0.secret($1, fromGuestWithLinkTo: nil) }, run: 0)
        }
        _ = await observer.post("/note", Fields([.init(name: "answer", value: "yes")]))
        try await lookAround(&observer)
        try await doNothing(&observer, as: Self.observer)
        // Made anew and closed: neither the old code nor the new one opens anything; who is in stays.
        _ = await control.post("/control/observers/link", Fields())
        let second = try await hall.observersCode(main) ?? ""
        _ = await control.post("/control/observers/close", Fields())
        for code in [first, second] {
            var guest = Visitor(hall.site)
            let answer = await guest.get("/join/" + code)
            try await judge(
                answer, "a guest with an old observers' link", { $0.secret($1, fromGuestWithLinkTo: nil) },
                run: 0)
        }
        return observer
    }

    /// What a link shows before anybody has come in: which case it is.
    private static func face(of run: MarkedRun) -> Set<Meaning> {
        [.text(run.scenario.title.path), .text(run.scenario.world.title.path)]
    }

    /// Reads everything that an observer can reach, whole and in sections.
    mutating func lookAround(_ observer: inout Visitor) async throws {
        let seen = try await readAll(&observer, as: Self.observer, run: 0)
        if !seen.contains("/observe") { report(Self.observer.name, "/observe", "no page to look at") }
        try await flag(&observer, at: seen)
    }

    /// Flags what may be flagged in one talk. Nobody at a table hears of it before the debrief: their pages are read on.
    private mutating func flag(_ observer: inout Visitor, at addresses: Set<String>) async throws {
        let mistake = main.scenario.world.mistakes.values.first(where: \.isFelt)
        guard let address = addresses.filter({ $0.hasPrefix("/observe/flag/") }).min(), let mistake else {
            return
        }
        let fields = Fields([.init(name: "mistake", value: mistake.id)])
        for address in [address, "/observe/flag/0", "/observe/flag/1000000"] {
            try await judge(await observer.post(address, fields), as: Self.observer, run: 0)
        }
        for seat in main.scenario.seats.ids {
            var visitor = visitors[0][seat.index]
            let answer = await visitor.get(address)
            try await judge(answer, as: viewer(0, seat), run: 0)
            if answer.status == 200 { report(name(0, seat), address, "an answer to what observers flag") }
            visitors[0][seat.index] = visitor
        }
    }

    static let observer = Viewer(name: "an observer") { oracle, found, address in
        oracle.secretFromObserver(found, onDebrief: address.hasPrefix("/debrief"))
    }
}
