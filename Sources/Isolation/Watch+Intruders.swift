import Basics
import EventStore
import HTTPCore
import Model
import Roster
import Runtime
import Views
import Web

/// Somebody whose answers are judged, and what of the markers in them is none of their business.
struct Viewer: Sendable {
    let name: String
    /// Of an answer at an address.
    let secret: @Sendable (Oracle, Set<Meaning>, String) -> Set<Meaning>
}

// Who tries what is not theirs: forms of others, addresses of others, methods that no page uses, cookies of before.
extension Watch {
    /// Nobody: signed out, or never in.
    static func stranger(_ name: String) -> Viewer {
        Viewer(name: name) { oracle, found, _ in oracle.secret(found, fromGuestWithLinkTo: nil) }
    }

    func viewer(_ run: Int, _ seat: SeatID) -> Viewer {
        let own = said[run][seat.index].words
        return Viewer(name: name(run, seat)) {
            $0.secret($1.subtracting(own), from: seat, onDebrief: $2.hasPrefix("/debrief"))
        }
    }

    mutating func judge(_ answer: Answer, as viewer: Viewer, run: Int) async throws {
        try await judge(answer, viewer.name, { viewer.secret($0, $1, answer.address) }, run: run)
    }

    // MARK: Reading

    /// Everything that links lead to from the addresses that anybody knows, whole and in sections; what was answered 200.
    @discardableResult
    mutating func readAll(_ visitor: inout Visitor, as viewer: Viewer, run: Int) async throws -> Set<String> {
        var queue = Watch.known
        var asked = Set(queue)
        var seen: Set<String> = []
        var next = 0
        while next < queue.count, next < Watch.known.count + size.pages {
            let address = queue[next]
            next += 1
            let answer = await visitor.get(address)
            if answer.status == 200 { seen.insert(address) }
            try await judge(answer, as: viewer, run: run)
            let part = await visitor.get(address, sections: "now,case,act,talk,clock,me,places")
            try await judge(part, as: viewer, run: run)
            let links = answer.links + (answer.location.map { [$0] } ?? [])
            for link in links where asked.insert(link).inserted { queue.append(link) }
        }
        return seen
    }

    /// Addresses asked for in ways in which no page asks.
    mutating func otherMethods(_ visitor: inout Visitor, as viewer: Viewer, run: Int) async throws {
        for method in ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "KEREGE"] {
            for _ in 0..<4 {
                let address = Watch.known[random.below(Watch.known.count)]
                let answer = await visitor.ask(Method(rawValue: method), address)
                try await judge(answer, as: viewer, run: run)
                result.tally(.methods)
                if method != "HEAD", answer.status < 400 {
                    report(viewer.name, address, "an answer to \(method)")
                }
            }
        }
    }

    // MARK: Doing

    /// Every form of the site that is not this viewer's, sent with ids of the run: the log, the ways in and the people
    /// stay as they are.
    mutating func doNothing(
        _ visitor: inout Visitor, as viewer: Viewer, run: Int = 0,
        leaving isOwn: (String) -> Bool = {
            ["/stop", "/leave", "/note", "/language", "/theme", "/phone", "/enter/:"].contains($0)
        }
    ) async throws {
        let target = hall.runs[0]
        let head = try await hall.store.head(target.run.id)
        let before = try await doors(of: target)
        let seat = target.scenario.seats[SeatID(0)].id
        let person = target.scenario.persons[PersonID(0)].id
        let role = target.run.role(of: PersonID(0)).handle.text
        let number = try await hall.roster.participants(of: target.run.id).first?.number ?? 1
        let fields = Fields(
            [
                ("policy", "random"), ("by", seat), ("text", "x"), ("title", "x"), ("name", "x"),
                ("seat", seat), ("person", person), ("player", "\(number)"), ("speed", "9"),
                ("time", "23:00"), ("password", "a long password"),
            ].map { Fields.Field(name: $0.0, value: $0.1) })
        for address in Site.allRoutes.compactMap(\.postAddress)
        where !isOwn(address) && !address.hasPrefix("/join") && address != "/staff" {
            for id in [seat, person, role, "\(number)"] where address.contains(":") || id == seat {
                let answer = await visitor.post(address.replacing(":", with: id), fields)
                try await judge(answer, as: viewer, run: run)
                result.tally(.trespasses)
                if answer.status == 200 { report(viewer.name, address, "a page of somebody else") }
                // Time goes on meanwhile; what somebody asked for has an id.
                let rows = try await hall.store.read(target.run.id, after: head, limit: 500)
                if rows.contains(where: { !$0.commandID.isEmpty }) {
                    return report(viewer.name, address, "an act that was recorded")
                }
            }
        }
        if try await doors(of: target) != before { report(viewer.name, "/control", "a door that was moved") }
    }

    /// Ways in, people, sessions and castings, as they stand in the roster. How long a session lasts and by which token it is
    /// known is moved by whatever its owner asks for, also in vain.
    func doors(of run: MarkedRun) async throws -> [String] {
        let roster = hall.roster
        return try await roster.links(of: run.run.id).map { "\($0)" }
            + (try await roster.participants(of: run.run.id).map { "\($0)" })
            + (try await roster.sessions(of: run.run.id).map {
                "\($0.number) \($0.participant) \($0.createdMs) \($0.endedMs ?? 0)"
            })
            + (try await roster.castings(of: run.run.id).map { "\($0)" })
    }

    /// Forms that others have sent, sent again by this seat; and its own with handles of others in them. Neither may be
    /// answered otherwise than with handles that nobody has.
    mutating func replay(_ visitor: inout Visitor, _ run: Int, _ seat: SeatID) async throws {
        let others = sentForms.filter { $0.run != run || $0.seat != seat }
        for _ in 0..<min(4, others.count) {
            let form = others[random.below(others.count)]
            // What somebody typed in another run would be found in this one from then on.
            let book = hall.runs[form.run].pack.book
            let fields = form.fields.fields.map { field in
                let isTyped = form.run != run && !book.markers(in: Array(field.value.utf8)).isEmpty
                return Fields.Field(name: field.name, value: isTyped ? "x" : field.value)
            }
            try await compareWithNonsense(form.action, Fields(fields), &visitor, run, seat)
        }
        let own = sentForms.filter { $0.run == run && $0.seat == seat }
        let strange = handles.enumerated().flatMap { otherRun, seats in
            seats.enumerated().filter { (otherRun, $0.offset) != (run, seat.index) }.flatMap {
                $0.element.sorted()
            }
        }
        for _ in 0..<min(4, own.count) where !strange.isEmpty {
            let form = own[random.below(own.count)]
            let stolen = Fields(
                form.fields.fields.map { field in
                    let isHandle = handles[run][seat.index].contains(field.value)
                    return isHandle
                        ? .init(name: field.name, value: strange[random.below(strange.count)]) : field
                })
            guard stolen != form.fields else { continue }
            try await compareWithNonsense(form.action, stolen, &visitor, run, seat)
        }
    }

    private mutating func compareWithNonsense(
        _ address: String, _ fields: Fields, _ visitor: inout Visitor, _ run: Int, _ seat: SeatID
    ) async throws {
        let own = handles[run][seat.index]
        func plain(_ text: String) -> String { Watch.masked(text, but: own) }
        // Each with a command of its own, or the second would be a repeat of the first.
        let commands = (hall.mint.next(), hall.mint.next())
        func sent(_ fields: [Fields.Field], _ command: String) -> Fields {
            Fields(fields.map { $0.name == "command" ? .init(name: $0.name, value: command) : $0 })
        }
        let nonsense = fields.fields.map { Fields.Field(name: $0.name, value: plain($0.value)) }
        hall.mint.goOn(from: 900_000_000)
        let first = await visitor.post(plain(address), sent(nonsense, commands.0))
        hall.mint.goOn(from: 900_000_000)
        let second = await visitor.post(address, sent(fields.fields, commands.1))
        rounds += 1
        hall.mint.goOn(from: rounds * 100_000)
        result.comparisons += 1
        remember(fields, run, seat)
        remember(Fields(nonsense), run, seat)
        let viewer = viewer(run, seat)
        for answer in [first, second] { try await judge(answer, as: viewer, run: run) }
        // What is done with what is left of the form may be done once only.
        if first.status == 303 { return }
        let (left, right) = (
            Array(plain(String(decoding: first.bytes, as: UTF8.self)).utf8),
            Array(
                plain(String(decoding: second.bytes, as: UTF8.self)).replacing(commands.1, with: commands.0)
                    .utf8)
        )
        if left != right {
            report(name(run, seat), address, "a form of others: \(Watch.difference(left, right))")
        }
    }

    /// Has the shape of a handle, which `nonsense` has not, and stands for nothing.
    private static let unassigned = "azzzzzzzzzzzz"

    /// The text with every handle but one's own made one that nobody has.
    private static func masked(_ text: String, but own: Set<String>) -> String {
        let letters = Set("abcdefghjkmnpqrstuvwxyz023456789")
        var out = ""
        var word = ""
        func close() { out += word.utf8.count == 13 && !own.contains(word) ? Watch.unassigned : word }
        for letter in text {
            if letters.contains(letter) {
                word.append(letter)
            } else {
                close()
                word = ""
                out.append(letter)
            }
        }
        close()
        return out
    }

    // MARK: Before and after

    /// Somebody leaves a seat for another one with the same browser. The cookie of before opens nothing, and the new seat
    /// is sent what is its own.
    mutating func moves() async throws {
        // The way into the last seat was made anew.
        let from = SeatID(random.below(bots.count - 1))
        let to = SeatID((from.index + 1) % (bots.count - 1))
        var mover = Visitor(hall.site)
        await sit(&mover, in: from)
        for address in ["/now?all=1", "/case", "/act"] {
            try await judge(await mover.get(address), as: viewer(0, from), run: 0)
        }
        let before = mover.cookie("kerege") ?? ""
        let stream = (await mover.get("/stream")).stream
        await sit(&mover, in: to)
        isOver(stream, "a seat that was left")
        let moved = viewer(0, to)
        try await listen(&mover, as: moved, .seat(to))
        for address in Watch.known {
            let answer = await mover.get(address)
            try await judge(answer, as: moved, run: 0)
            if answer.status == 200 { result.tally(.movedSeats) }
        }
        var ghost = Visitor(hall.site)
        ghost.setCookie("kerege", before)
        try await readAll(&ghost, as: Watch.stranger("a cookie of a seat that was left"), run: 0)
        try await doNothing(
            &ghost, as: Watch.stranger("a cookie of a seat that was left"),
            leaving: { ["/language", "/theme"].contains($0) })
    }

    /// Takes a seat as one person more of the same name.
    private func sit(_ visitor: inout Visitor, in seat: SeatID) async {
        let name = main.pack.book.word(.name(seat: seat.index))
        _ = await visitor.send(
            "/join/" + MarkedHall.link(main, seat), [("name", name), ("language", "en"), ("who", "other")])
        _ = await visitor.send("/note", [("answer", "yes")])
    }

    /// Who is not in, who is in a seat, and who leads another run try everything that is not theirs.
    mutating func trespass() async throws {
        var guest = Visitor(hall.site)
        let stranger = Watch.stranger("a guest")
        try await readAll(&guest, as: stranger, run: 0)
        try await otherMethods(&guest, as: stranger, run: 0)
        try await doNothing(&guest, as: stranger, leaving: { ["/language", "/theme"].contains($0) })
        let seat = SeatID(random.below(bots.count - 1))
        let viewer = self.viewer(0, seat)
        var visitor = visitors[0][seat.index]
        try await otherMethods(&visitor, as: viewer, run: 0)
        try await doNothing(
            &visitor, as: viewer, leaving: { !$0.hasPrefix("/control") && !$0.hasPrefix("/role") })
        visitors[0][seat.index] = visitor
        guard hall.runs.count > 1 else { return }
        var other = await hall.lead(hall.runs[1])
        let whole = Viewer(name: "control of another run") { _, _, _ in [] }
        try await readAll(&other, as: whole, run: 1)
        let path = main.scenario.seats[SeatID(0)].id
        for address in [
            "/control?seat=", "/control?person=", "/control/seat/", "/control/inject/", "/debrief?agency=",
        ] {
            try await judge(await other.get(address + path), as: whole, run: 1)
        }
        // Its own run may be started, paused and ended; what names a thing of the other must name nothing.
        try await doNothing(&other, as: whole, run: 1, leaving: { !$0.contains(":") })
    }
}
