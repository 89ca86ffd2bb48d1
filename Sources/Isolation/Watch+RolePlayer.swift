import Basics
import EventStore
import HTTPCore
import Host
import Model
import Roster
import Runtime
import Views
import Web

// Who plays a character: comes in by a way that control opens, is asked, says yes, and sees that character's world
// alone, as long as they play it.
extension Watch {
    mutating func rolePlayers(_ control: inout Visitor) async throws {
        let person = character()
        let name = main.scenario.persons[person].id
        // Those who tried codes before have closed the door for a while.
        hall.clock.advance(byMs: 11 * 60 * 1000)
        if try await hall.playersCode(main) != nil {
            report("a role-player", "/join", "a way in that nobody has opened")
        }
        _ = await control.post("/control/roles/link", Fields())
        let code = try await hall.playersCode(main) ?? ""
        var player = await hall.lookOn(main, by: code, language: "ru")
        for address in Watch.known where address != "/note" {
            try await judge(
                await player.get(address), "a role-player before the note",
                { $0.secret($1, fromGuestWithLinkTo: nil) }, run: 0)
        }
        _ = await player.post("/note", Fields([.init(name: "answer", value: "yes")]))
        try await wander(&player, "a role-player whom nobody has asked", Watch.known) {
            $0.secret($1, fromPlayerOf: nil)
        }
        guard let number = try await lastPlayer() else {
            return report("a role-player", "/join", "nobody who came in")
        }
        await cast(name, number, &control)
        try await wander(&player, "a role-player who was asked", Watch.known) {
            $0.secret($1, fromPlayerOf: nil, asked: person)
        }
        let address = "/role/" + main.run.role(of: person).handle.text
        _ = await player.post(address + "/yes", Fields())
        try await wander(&player, "a role-player who rests", Watch.known) {
            $0.secret($1, fromPlayerOf: person)
        }
        _ = await player.post("/role/begin", Fields())
        let viewer = Viewer(name: "a role-player") { oracle, found, _ in
            oracle.secret(found, fromPlayerOf: person)
        }
        try await listen(&player, as: viewer, .player([person]))
        try await play(person, at: address, &player)
        try await tryOthers(&player, besides: person, &control)
        try await otherMethods(&player, as: viewer, run: 0)
        try await doNothing(
            &player, as: viewer,
            leaving: {
                ["/stop", "/leave", "/note", "/language", "/theme", "/phone", "/enter/:"].contains($0)
                    || $0.hasPrefix("/role")
            })
        // Taken back: nothing of the character is left, and nothing is heard of it.
        let stream = (await player.get("/stream")).stream
        try await hear()
        allowKnock(at: Watch.isPlayer(of: person))
        _ = await control.post(
            "/control/role/\(number)/take-back", Fields([.init(name: "person", value: name)]))
        isOver(stream, "a role-player who is no longer asked")
        ears.removeAll(where: Watch.isPlayer(of: person))
        try await wander(&player, "a role-player who is no longer asked", Watch.known + [address]) {
            $0.secret($1, fromPlayerOf: nil)
        }
        if main.run.role(of: person).isHeld {
            report("a role-player", address, "a character that nobody gave back")
        }
        let last = try await hall.playersCode(main) ?? code
        _ = await control.post("/control/roles/close", Fields())
        var late = Visitor(hall.site)
        for code in [code, last] {
            try await judge(
                await late.get("/join/" + code), "a guest with an old link for role-players",
                { $0.secret($1, fromGuestWithLinkTo: nil) }, run: 0)
        }
    }

    /// Somebody whom people have talked with, so that there is much to see.
    private mutating func character() -> PersonID {
        let persons = main.scenario.persons.ids.filter { !main.scenario.persons[$0].isScripted }
        let control = main.run.control()
        let talked = persons.filter { control.person(named: main.scenario.persons[$0].id)?.talks ?? 0 > 0 }
        return talked.isEmpty ? persons[random.below(persons.count)] : talked[random.below(talked.count)]
    }

    private static func isPlayer(of person: PersonID) -> (Ear) -> Bool {
        { ear in
            if case .player([person]) = ear.hearing { true } else { false }
        }
    }

    /// The role-player who came last.
    private func lastPlayer() async throws -> Int32? {
        try await hall.roster.participants(of: main.run.id).last { $0.role == .rolePlayer }?.number
    }

    private func cast(_ person: String, _ number: Int32, _ control: inout Visitor) async {
        _ = await control.post(
            "/control/roles/cast",
            Fields([.init(name: "player", value: String(number)), .init(name: "person", value: person)]))
    }

    /// Acts of everybody about everybody go on, and only what touches the character changes its page.
    private mutating func play(_ person: PersonID, at address: String, _ player: inout Visitor) async throws {
        let open: (Oracle, Set<Meaning>) -> Set<Meaning> = { $0.secret($1, fromPlayerOf: person) }
        let page = await player.get(address)
        if page.status != 200 { report("a role-player", address, "no page of the character") }
        for _ in 0..<max(3, size.comparisons / 3) {
            if isUnderWay, main.run.role(of: person).isHeld { result.tally(.roles) }
            try await wander(&player, "a role-player", ["/role", address], open)
            try await compare(person, at: address, &player)
            for form in await player.get(address).forms where form.action.hasPrefix("/role/") {
                if random.below(2) == 0 { continue }
                let fields = form.filled(&random) { "I have told you." }
                // Whoever hands over is told so on every page.
                try await hear()
                allowKnock(at: Watch.isPlayer(of: person))
                let answer = await player.post(form.action, fields)
                try await judge(answer, "a role-player", open, run: 0)
                // Whoever has left the role by one of these forms goes on.
                if form.action == "/role/rest" || form.action == "/role/break" {
                    // Half a day of rest, in which the exercise does not go on.
                    _ = try? await submit(.control(.pause))
                    hall.clock.advance(byMs: 13 * 3_600_000)
                    _ = try? await submit(.control(.resume))
                    _ = await player.post("/role/begin", Fields())
                }
            }
            _ = await player.post("/role/begin", Fields())
        }
        try await wander(&player, "a role-player", Watch.known + [address], open)
    }

    private mutating func compare(_ person: PersonID, at address: String, _ player: inout Visitor)
        async throws
    {
        await settle()
        let before = await sameMint(address, &player)
        let notices = main.notices.withLock { $0.count }
        for _ in 0..<6 { try await act(as: SeatID(random.below(bots.count))) }
        await settle()
        let isTouched = main.notices.withLock { list in
            list[notices...].contains { $0.audience == .role(person) }
        }
        if isTouched { return }
        let after = await sameMint(address, &player)
        result.comparisons += 1
        if before.bytes != after.bytes {
            report(
                "a role-player", address,
                "a page that tells of what others did: \(Watch.difference(before.bytes, after.bytes))")
        }
    }

    /// Reads addresses, whole and in sections, and what they lead to.
    private mutating func wander(
        _ player: inout Visitor, _ who: String, _ addresses: [String],
        _ secret: (Oracle, Set<Meaning>) -> Set<Meaning>
    ) async throws {
        var queue = addresses
        var asked = Set(queue)
        var next = 0
        while next < queue.count, next < addresses.count + size.pages / 2 {
            let answer = await player.get(queue[next])
            try await judge(answer, who, secret, run: 0)
            try await judge(
                await player.get(queue[next], sections: "now,case,act,talk,clock,me,places"), who, secret,
                run: 0)
            next += 1
            let links = answer.links + (answer.location.map { [$0] } ?? [])
            for link in links where asked.insert(link).inserted { queue.append(link) }
        }
    }

    /// Characters of others, one of them played by somebody else, are for this player as if there were none.
    private mutating func tryOthers(
        _ player: inout Visitor, besides person: PersonID, _ control: inout Visitor
    ) async throws {
        let others = main.scenario.persons.ids.filter {
            $0 != person && !main.scenario.persons[$0].isScripted
        }
        guard !others.isEmpty else { return }
        let played = others[random.below(others.count)]
        try await sitBeside(played, &control)
        let before = try await doors(of: main)
        let head = try await hall.store.head(main.run.id)
        let plain = await sameMint("/role/" + Watch.nonsense, &player)
        for other in [played] + others.prefix(5) {
            let handle = main.run.role(of: other).handle.text
            let answer = await sameMint("/role/" + handle, &player)
            try await judge(answer, "a role-player", { $0.secret($1, fromPlayerOf: person) }, run: 0)
            result.comparisons += 1
            let masked = String(decoding: answer.bytes, as: UTF8.self).replacing(
                handle, with: Watch.nonsense)
            if Array(masked.utf8) != plain.bytes {
                report("a role-player", "/role/" + handle, "another answer than for nonsense")
            }
            for what in ["yes", "answer", "treated", "flag", "no"] {
                let sent = await player.post(
                    "/role/\(handle)/\(what)", Fields([.init(name: "text", value: "x")]))
                if sent.status != 404 {
                    report("a role-player", "/role/\(handle)/\(what)", "an answer for another's character")
                }
            }
        }
        let rows = try await hall.store.read(main.run.id, after: head, limit: 500)
        let isTouched = try await doors(of: main) != before
        if isTouched || rows.contains(where: { !$0.commandID.isEmpty }) {
            report("a role-player", "/role", "something done as another's character")
        }
    }

    /// Somebody else comes in and plays this character: by a way of their own, since the first has closed by itself if
    /// playing took so long.
    private mutating func sitBeside(_ person: PersonID, _ control: inout Visitor) async throws {
        _ = await control.post("/control/roles/link", Fields())
        let code = try await hall.playersCode(main) ?? ""
        let first = try await lastPlayer()
        var second = Visitor(hall.site)
        let name = main.pack.book.word(.name(seat: main.scenario.seats.count))
        _ = await second.send("/join/" + code, [("name", name), ("language", "en"), ("who", "other")])
        _ = await second.post("/note", Fields([.init(name: "answer", value: "yes")]))
        guard let number = try await lastPlayer(), number != first else {
            return report("a second role-player", "/join", "nobody who came in")
        }
        await cast(main.scenario.persons[person].id, number, &control)
        let address = "/role/" + main.run.role(of: person).handle.text
        _ = await second.post(address + "/yes", Fields())
        _ = await second.post("/role/begin", Fields())
        let viewer = Viewer(name: "a second role-player") { oracle, found, _ in
            oracle.secret(found, fromPlayerOf: person)
        }
        try await listen(&second, as: viewer, .player([person]))
        let page = await second.get(address)
        try await judge(
            page, "a second role-player", { $0.secret($1, fromPlayerOf: person) }, run: 0)
        if page.status != 200 { report("a second role-player", address, "no page of the character") }
    }
}
