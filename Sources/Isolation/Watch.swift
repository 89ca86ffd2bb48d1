import Basics
import Bots
import Engine
import EventStore
import HTTPCore
import Host
import Model
import Roster
import Runtime
import Views
import Web

/// Something that reached somebody whom it must not reach.
public struct Leak: Hashable, Sendable, CustomStringConvertible {
    public let who: String
    public let address: String
    public let what: String

    public var description: String { "\(who) got \(what) at \(address)" }
}

/// What somebody has sent: marked words, and handles that they had not been given.
struct Said {
    var words: Set<Meaning> = []
    var handles: Set<String> = []
}

/// Plays a run with bots and lets a crawler read everything that is sent to every seat.
public struct Watch {
    /// How much is played and read.
    public struct Size: Sendable {
        public var moves: Int
        public var crawls: Int
        public var pages: Int
        public var comparisons: Int

        public init(moves: Int, crawls: Int, pages: Int, comparisons: Int) {
            (self.moves, self.crawls, self.pages, self.comparisons) = (moves, crawls, pages, comparisons)
        }
        public static let short = Size(moves: 260, crawls: 10, pages: 70, comparisons: 12)
        public static let long = Size(moves: 400, crawls: 14, pages: 120, comparisons: 20)
    }

    let hall: MarkedHall
    let size: Size
    var random: SplitMix64
    var result = WatchResult()
    private var oracles: [Oracle]
    var seen: [Int64]
    var folds: [Fold]
    /// Streams that are open, of everybody who may have one.
    var ears: [Ear] = []
    var isHearing = false
    var bots: [Bot]
    var visitors: [[Visitor]] = []
    /// Handles that each seat has been given.
    var handles: [[Set<String>]]
    /// Where each of them was given.
    var origins: [String: String] = [:]
    private var typedCount = 0
    private var rests = 0
    /// How often pages were read twice: each time fresh tokens begin at another place.
    var rounds = 0
    private var markersSeen: Set<Meaning> = []
    /// What each seat has sent itself: it comes back, and is neither a secret nor a gift.
    var said: [[Said]]
    /// Forms as they were sent.
    var sentForms: [(run: Int, seat: SeatID, action: String, fields: Fields)] = []

    /// Plays one run of the pack beside another one of the same pack.
    ///
    /// - Parameter planted: a mistake that is made on purpose, to see that it is found; then the moves alone are played.
    public static func play(
        _ packs: [MarkedPack], seed: UInt64, _ size: Size, planted: PlantedFrame? = nil
    ) async throws -> WatchResult {
        let hall = try await MarkedHall.make(packs, seed: seed, planted)
        let result = Locked(WatchResult())
        try await hall.serving { hall in
            var watch = Watch(hall, seed: seed, size)
            try await watch.play(movesAlone: planted != nil)
            watch.result.markers = watch.markersSeen.count
            let finished = watch.result
            result.withLock { $0 = finished }
        }
        return result.withLock { $0 }
    }

    private init(_ hall: MarkedHall, seed: UInt64, _ size: Size) {
        (self.hall, self.size) = (hall, size)
        random = SplitMix64(seed: seed ^ 0xC4A71)
        oracles = hall.runs.map { Oracle($0.pack) }
        seen = hall.runs.map { _ in 0 }
        folds = hall.runs.map { Fold($0) }
        handles = hall.runs.map { $0.scenario.seats.values.map { _ in [] } }
        said = hall.runs.map { $0.scenario.seats.values.map { _ in Said() } }
        let pack = hall.runs[0].pack
        let policies: [BotPolicy] = seed % 2 == 0 ? [.random] : [.random, .cooperative]
        bots = pack.scenario.seats.ids.map { seat in
            Bot(policies[seat.index % policies.count], seed: mix(seed &+ UInt64(seat.index))) { text in
                if case .pack(let id) = text.source { pack.word(id) ?? "" } else { "" }
            }
        }
    }

    var main: MarkedRun { hall.runs[0] }

    // MARK: The story

    private mutating func play(movesAlone: Bool) async throws {
        for (place, run) in hall.runs.enumerated() {
            var people: [Visitor] = []
            for seat in run.scenario.seats.ids {
                people.append(
                    await hall.sit(run, seat, language: (seat.index + place) % 2 == 0 ? "en" : "ru"))
            }
            visitors.append(people)
        }
        try await guests()
        for run in hall.runs { try await control(.start, run) }
        var control = await hall.lead(main)
        for run in hall.runs.indices {
            for seat in hall.runs[run].scenario.seats.ids { try await listen(run, seat) }
        }
        try await seatListeners(&control)
        let between = max(1, size.moves / max(1, size.crawls))
        for move in 1...size.moves {
            try await step(move)
            try await hear()
            if move % between == 0 { try await crawl(0, SeatID(random.below(bots.count))) }
            if move == size.moves / 2 {
                try await compareUntouched()
                try await coverAndGiveBack(&control)
                try await askForBreak()
            }
        }
        if movesAlone { return }
        if hall.runs.count > 1 { try await crawl(1, SeatID(random.below(bots.count))) }
        try await moves()
        try await trespass()
        try await endSessions(&control)
        try await staff(&control)
        var observer = try await observers(&control)
        try await rolePlayers(&control)
        hall.clock.advance(byMs: 11 * 60 * 1000)
        try await returnCodes(&control)
        _ = try? await submit(.control(.end))
        try await lookAround(&observer)
        // Now that nothing moves any more, everything that links lead to is read, however much it is.
        for seat in main.scenario.seats.ids { try await crawl(0, seat, pages: Watch.everything) }
        var guest = Visitor(hall.site)
        try await readAll(&guest, as: Watch.stranger("a guest after the end"), run: 0)
        await settle()
        try await hear()
        result.tally(.forms, sentForms.count)
    }

    var isUnderWay: Bool { main.run.snapshot().state.phase == .running }

    private mutating func step(_ count: Int) async throws {
        if isUnderWay { result.tally(.moves) }
        let seat = SeatID(random.below(bots.count))
        if random.below(14) == 0 { return try await meddle() }
        if random.below(6) == 0 || rests > 3 { return try await jump(count) }
        let view = main.run.view(of: seat)
        let move = bots[seat.index].move(view)
        do throws(SubmitError) {
            switch move {
            case .open(let handle):
                guard let item = view.itemID(handle) else { return }
                _ = try await submit(.open(seat, item), seat)
            case .act(let request):
                guard var act = view.act(request) else { return }
                if main.scenario.world.acts[act.type].verb != .query { act.text = typed() }
                if !act.more.isEmpty { act.more = typed() }
                _ = try await submit(.seat(seat, act), seat)
            case .rest: rests += 1
            }
        } catch {
            if case .refused(let refusal) = error { bots[seat.index].refused(move, refusal) }
        }
    }

    /// Not so far that the exercise is over before the last move: what is read after ENDEX says little of before.
    private mutating func jump(_ moves: Int) async throws {
        rests = 0
        let end = main.scenario.length * 60_000 / 10 * 7
        guard Int(main.run.snapshot().now.milliseconds) * size.moves <= end * moves else { return }
        _ = try? await main.run.jump(id: hall.mint.next(), participant: 99)
        hall.clock.advance(byMs: 1000)
    }

    /// What control does in between, with words of its own.
    private mutating func meddle() async throws {
        let scenario = main.scenario
        let inject = InjectID(random.below(scenario.injects.count))
        let person = PersonID(random.below(scenario.persons.count))
        let seat = SeatID(random.below(scenario.seats.count))
        let fact = FactID(random.below(scenario.facts.count))
        let act: ControlAct =
            switch random.below(9) {
            case 0: .fire(inject)
            case 1: .edit(inject, title: typed(), text: typed())
            case 2: .retarget(inject, [seat])
            case 3:
                .improvise(
                    Improvised(
                        seats: [seat], channel: ChannelID(0), from: typed(), title: typed(), text: typed(),
                        facts: [fact]))
            case 4: .told(fact, AgencyID(random.below(scenario.world.agencies.count)))
            case 5: .holdPerson(person)
            case 6: .releasePerson(person)
            case 7: .dial(person, Dial.allCases[random.below(4)], random.below(100))
            default: .hold(inject)
            }
        try await control(act, main)
    }

    private mutating func typed() -> Typed {
        typedCount += 1
        return Typed(main.pack.book.word(.typed(typedCount)))
    }

    private mutating func control(_ act: ControlAct, _ run: MarkedRun) async throws {
        do throws(SubmitError) {
            _ = try await run.run.submit(.control(act), id: hall.mint.next(), participant: 99, seat: "")
            result.commands += 1
        } catch {
            guard case .refused = error else { throw error }
        }
    }

    mutating func submit(_ command: Command, _ seat: SeatID? = nil) async throws(SubmitError)
        -> Receipt
    {
        result.commands += 1
        return try await main.run.submit(
            command, id: hall.mint.next(), participant: (seat?.index ?? 98) + 1,
            seat: seat.map { main.scenario.seats[$0].id } ?? "")
    }

    // MARK: Judging

    /// Reads what has been recorded since, so that the oracle is as wise as the log.
    mutating func catchUp(_ run: Int) async throws {
        let hosted = hall.runs[run]
        while true {
            let rows = try await hall.store.read(hosted.run.id, after: seen[run], limit: 500)
            guard let last = rows.last else { return }
            for row in rows {
                let body = try hosted.codec.decode(row)
                oracles[run].learn(body.command, body.events)
                folds[run].add(row, body)
            }
            seen[run] = last.position
        }
    }

    mutating func judge(
        _ answer: Answer, _ who: String, _ secret: (Oracle, Set<Meaning>) -> Set<Meaning>, run: Int
    )
        async throws
    {
        try await hear()
        result.answers += 1
        try await hold(answer.bytes, at: answer.address, who, secret, run: run)
        // Whoever may not read the title of the world is not in.
        let isStranger = !secret(oracles[run], [.text(hall.runs[run].scenario.world.title.path)]).isEmpty
        if isStranger, answer.stream != nil { report(who, answer.address, "a stream") }
        count(answer, who, run, isStranger: isStranger)
        if answer.status >= 500 { report(who, answer.address, "status \(answer.status)") }
    }

    private mutating func count(_ answer: Answer, _ who: String, _ run: Int, isStranger: Bool) {
        result.tally(answer.kind)
        if answer.status == 200 { note(answer.address) }
        if run > 0 { result.tally(.secondRun) }
        if isStranger { return result.tally(.strangers) }
        guard answer.status == 200 else { return }
        if answer.address.hasPrefix("/debrief") { result.tally(.debriefs) }
        switch who {
        case "control": result.tally(.control)
        case Self.observer.name: result.tally(.observers)
        case _ where who.hasPrefix("a role-player"): result.tally(.players)
        default: break
        }
    }

    /// Holds what was sent against the log as it is now.
    mutating func hold(
        _ bytes: [UInt8], at address: String, _ who: String,
        _ secret: (Oracle, Set<Meaning>) -> Set<Meaning>, run: Int
    ) async throws {
        try await catchUp(run)
        result.bytes += bytes.count
        for (place, other) in hall.runs.enumerated() {
            // What was asked for comes back in the answer's own address.
            let found = other.pack.book.markers(in: bytes).subtracting(
                other.pack.book.markers(in: Array(address.utf8)))
            if place == run { markersSeen.formUnion(found) }
            let wrong = place == run ? secret(oracles[run], found) : found
            for meaning in wrong.prefix(5) {
                report(who, address, "\(meaning)" + (place == run ? "" : " of another run"))
            }
        }
    }

    mutating func report(_ who: String, _ address: String, _ what: String) {
        let leak = Leak(who: who, address: address, what: what)
        if !result.leaks.contains(leak) { result.leaks.append(leak) }
    }

    func name(_ run: Int, _ seat: SeatID) -> String { "seat \(seat.index) of run \(run)" }

    mutating func judge(_ answer: Answer, _ run: Int, _ seat: SeatID) async throws {
        let isDebrief = answer.address.hasPrefix("/debrief")
        let own = said[run][seat.index].words
        try await judge(
            answer, name(run, seat),
            { $0.secret($1.subtracting(own), from: seat, onDebrief: isDebrief) }, run: run)
        keep(answer, run, seat)
    }

    /// Handles that the seat was given; what it asked with comes back and is no gift.
    private mutating func keep(_ answer: Answer, _ run: Int, _ seat: SeatID) {
        let own = said[run][seat.index].handles
        for handle in answer.handles where !answer.address.contains(handle) && !own.contains(handle) {
            if handles[run][seat.index].insert(handle).inserted {
                origins["\(run) \(seat.index) \(handle)"] = answer.address
            }
        }
    }

    // MARK: The crawler

    /// Addresses that anybody may try: every page there is, with ids that nobody has, and what no page is.
    static let known: [String] = {
        let more = [
            "/now?all=1", "/debrief?through=all", "/debrief?through=1&agency=2&lines=everything",
            "/note/declined", "/stream?mark=0", "/control?compose=yes", "/metrics", "/health",
            "/nothing/here", "/observe?agency=1", "/assets/secret", "/law", "/item", "/admin", "/article/1",
            "/control/session/1", "/control/session/2",
        ]
        // Keys that do not fit are counted: guests try some of their own.
        let pages = Site.allRoutes.compactMap(\.pageAddress).filter {
            !$0.hasPrefix("/join/") && !$0.hasPrefix("/enter/")
        }
        return pages.map { $0.replacing(":", with: nonsense) } + more
    }()

    /// More pages than a run has.
    static let everything = 5000

    private mutating func crawl(_ run: Int, _ seat: SeatID, pages: Int? = nil) async throws {
        var visitor = visitors[run][seat.index]
        var queue = Watch.known
        var asked = Set(queue)
        var forms: [PageForm] = []
        var next = 0
        let limit = Watch.known.count + (pages ?? size.pages)
        while next < queue.count, next < limit {
            let address = queue[next]
            next += 1
            let answer = await visitor.get(address)
            try await judge(answer, run, seat)
            let links = answer.links + (answer.location.map { [$0] } ?? [])
            for link in links where asked.insert(link).inserted { queue.append(link) }
            if random.below(3) == 0 {
                let part = await visitor.get(address, sections: "now,case,act,talk,clock,me,places")
                try await judge(part, run, seat)
            }
            forms += answer.forms.filter {
                $0.action.hasPrefix("/act/") || $0.action.hasPrefix("/talk/with/")
            }
        }
        leave(queue.count - next, by: name(run, seat), all: pages == Watch.everything)
        try await fill(forms, &visitor, run, seat)
        try await tryHandles(&visitor, run, seat)
        try await replay(&visitor, run, seat)
        visitors[run][seat.index] = visitor
    }

    /// Sends forms as anybody might, looks at what comes, goes on, and sends the same once more.
    private mutating func fill(_ forms: [PageForm], _ visitor: inout Visitor, _ run: Int, _ seat: SeatID)
        async throws
    {
        for _ in 0..<min(5, forms.count) {
            let form = forms[random.below(forms.count)]
            let look = try await send(form, &visitor, run, seat)
            for next in look.forms where next.action.hasPrefix("/act/") {
                _ = try await send(next, &visitor, run, seat, twice: true)
            }
        }
    }

    private mutating func send(
        _ form: PageForm, _ visitor: inout Visitor, _ run: Int, _ seat: SeatID, twice: Bool = false
    ) async throws -> Answer {
        let book = hall.runs[run].pack.book
        var count = typedCount
        // Now and then somebody looks for a name that they may not have heard.
        let looked = random.below(4) == 0 ? searched(run) : nil
        let fields = form.filled(&random) {
            count += 1
            return looked ?? book.word(.typed(count))
        }
        sentForms.append((run, seat, form.action, fields))
        if let looked, fields.fields.contains(where: { $0.value == looked }) { result.tally(.searches) }
        typedCount = count
        let answer = await visitor.post(form.action, fields)
        try await judgeTyped(answer, run, seat, fields)
        let rows = try await hall.store.head(hall.runs[run].run.id)
        if twice, fields["command"] != nil {
            let again = await visitor.post(form.action, fields)
            try await judgeTyped(again, run, seat, fields)
            let isTold = again.status == 303
            if isTold, try await hall.store.head(hall.runs[run].run.id) != rows, answer.status == 303 {
                report(name(run, seat), form.action, "a second row for one command")
            }
        }
        if let location = answer.location { try await judge(await visitor.get(location), run, seat) }
        return answer
    }

    private mutating func searched(_ run: Int) -> String {
        let hosted = hall.runs[run]
        let person = PersonID(random.below(hosted.scenario.persons.count))
        return hosted.pack.book.word(.text(hosted.scenario.persons[person].name.path))
    }

    /// What one has typed comes back on the page that asks again, and in what was begun.
    private mutating func judgeTyped(_ answer: Answer, _ run: Int, _ seat: SeatID, _ sent: Fields)
        async throws
    {
        remember(sent, run, seat)
        try await judge(answer, run, seat)
    }

    mutating func remember(_ sent: Fields, _ run: Int, _ seat: SeatID) {
        let words = hall.runs[run].pack.book.markers(in: Array(sent.urlEncoded.utf8))
        said[run][seat.index].words.formUnion(words)
        let others = sent.fields.map(\.value).filter { !handles[run][seat.index].contains($0) }
        said[run][seat.index].handles.formUnion(others)
    }

    // MARK: Others

    private mutating func guests() async throws {
        var guest = Visitor(hall.site)
        for address in Watch.known + [
            "/join/" + Watch.nonsense, "/join/99999999", "/enter/" + Watch.nonsense,
        ] {
            let answer = await guest.get(address)
            try await judge(
                answer, "a guest", { $0.secret($1, fromGuestWithLinkTo: nil) }, run: 0)
        }
        for seat in main.scenario.seats.ids {
            for key in [MarkedHall.link(main, seat), MarkedHall.code(main, seat)] {
                var guest = Visitor(hall.site)
                let answer = await guest.get("/join/" + key)
                try await judge(
                    answer, "a guest with a link", { $0.secret($1, fromGuestWithLinkTo: seat) }, run: 0)
            }
        }
    }
}
