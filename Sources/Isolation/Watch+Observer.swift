import Basics
import EventStore
import HTTPCore
import Host
import Model
import Roster
import Runtime
import Web

// Who looks on: comes in by a way that control opens and closes, reads, and changes nothing.
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
        try await doNothing(&observer)
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
        var queue = Watch.known
        var asked = Set(queue)
        var next = 0
        var hasSeen = false
        while next < queue.count, next < Watch.known.count + size.pages {
            let address = queue[next]
            next += 1
            let answer = await observer.get(address)
            try await judgeObserver(answer)
            hasSeen = hasSeen || address == "/observe" && answer.status == 200
            try await judgeObserver(
                await observer.get(address, sections: "now,case,act,talk,clock,me,places"))
            let links = answer.links + (answer.location.map { [$0] } ?? [])
            for link in links where asked.insert(link).inserted { queue.append(link) }
        }
        if !hasSeen { report("an observer", "/observe", "no page to look at") }
    }

    private mutating func judgeObserver(_ answer: Answer) async throws {
        let isDebrief = answer.address.hasPrefix("/debrief")
        try await judge(
            answer, "an observer", { $0.secretFromObserver($1, onDebrief: isDebrief) }, run: 0)
    }

    /// Every form of the site, sent by somebody who looks on: the log and the ways in stay as they are.
    private mutating func doNothing(_ observer: inout Visitor) async throws {
        let head = try await hall.store.head(main.run.id)
        let links = try await hall.roster.links(of: main.run.id)
        let own = ["/stop", "/leave", "/note", "/language", "/theme"]
        let seat = main.scenario.seats[SeatID(0)].id
        let fields = Fields(
            [("policy", "random"), ("by", seat), ("text", "x"), ("name", "x"), ("seat", seat)].map {
                Fields.Field(name: $0.0, value: $0.1)
            })
        for address in Site.allRoutes.compactMap(\.postAddress)
        where !own.contains(address) && !address.hasPrefix("/join") && address != "/staff" {
            let answer = await observer.post(address.replacing(":", with: seat), fields)
            try await judgeObserver(answer)
            // Time goes on meanwhile; what somebody asked for has an id.
            let rows = try await hall.store.read(main.run.id, after: head, limit: 500)
            if rows.contains(where: { !$0.commandID.isEmpty }) {
                return report("an observer", address, "an act that was recorded")
            }
        }
        if try await hall.roster.links(of: main.run.id) != links {
            report("an observer", "/control", "a way in that was changed")
        }
    }
}
