import Basics
import Engine
import EventStore
import HTTPCore
import HTTPServer
import Host
import Model
import Runtime
import Simulation
import Views
import Web

/// Whom a stream is for, and so what it may tell of.
enum Hearing: Sendable {
    /// A notice for each record that changes the seat's own view.
    case seat(SeatID)
    /// For each that changes what one of these characters sees of itself.
    case player([PersonID])
    /// For each record, and for nothing that is in none.
    case observers
    /// For whatever there is.
    case control
}

/// A stream that somebody keeps open.
struct Ear {
    let viewer: Viewer
    let run: Int
    let hearing: Hearing
    var stream: OpenStream
    /// Whoever comes back when it ends; the people of seats do with the browser that they read with.
    let visitor: Visitor?
    /// The number of its last notice.
    var number: Int?
    /// What the listener is told by an act of control or of their own, and stands in no log.
    var knocks = 0
}

/// The state that a log folds to, and what its last records changed in it.
struct Fold {
    struct Step {
        let before: State
        let after: State
        /// The seat that acted; empty if none did.
        let seat: String
        let isSeenByObservers: Bool
    }

    let engine: Engine
    private(set) var state: State
    var steps: [Step] = []

    init(_ run: MarkedRun) {
        engine = Engine(run.scenario)
        state = engine.initial(seed: run.run.record.seed)
    }

    mutating func add(_ row: Row, _ body: LogBody) {
        let before = state
        for event in body.events { state.apply(event, at: ExerciseTime(milliseconds: row.timeMs)) }
        steps.append(
            Step(
                before: before, after: state, seat: row.seat,
                isSeenByObservers: body.events.contains(where: \.isSeenByObservers)))
    }

    /// Whether the record changed anything that this listener is shown.
    func changed(_ step: Step, for hearing: Hearing) -> Bool {
        switch hearing {
        case .control: true
        case .observers: step.isSeenByObservers
        case .seat(let seat): changed(step, for: seat)
        case .player(let persons):
            (step.before.phase, step.before.stopped, step.before.speed)
                != (step.after.phase, step.after.stopped, step.after.speed)
                || persons.contains { changed(step, for: $0) }
        }
    }

    private func changed(_ step: Step, for seat: SeatID) -> Bool {
        // Whoever acts knows of it.
        if step.seat == engine.scenario.seats[seat].id { return true }
        func view(_ state: State) -> SeatView {
            SeatView(engine, state, seat: seat, secret: 1, now: step.after.time)
        }
        let (old, new) = (view(step.before), view(step.after))
        return Section.allCases.contains { old.contents(of: $0) != new.contents(of: $0) }
    }

    private func changed(_ step: Step, for person: PersonID) -> Bool {
        func view(_ state: State) -> RolePlayerView {
            RolePlayerView(engine, state, person: person, secret: 1, now: step.after.time)
        }
        let (old, new) = (view(step.before), view(step.after))
        return old.now != new.now || old.past != new.past
    }
}

// What comes in a stream after its greeting is read as any answer is: words are held against the log, a frame holds nothing but
// a number and names of sections, and it comes only where something has changed that its listener is shown.
extension Watch {
    /// A seat's people open their stream.
    mutating func listen(_ run: Int, _ seat: SeatID) async throws {
        try await hear()
        var visitor = visitors[run][seat.index]
        let answer = await visitor.get("/stream")
        try await judge(answer, run, seat)
        visitors[run][seat.index] = visitor
        add(answer, viewer(run, seat), run, .seat(seat), nil)
    }

    /// Somebody else opens theirs.
    mutating func listen(_ visitor: inout Visitor, as viewer: Viewer, run: Int = 0, _ hearing: Hearing)
        async throws
    {
        try await hear()
        let answer = await visitor.get("/stream")
        try await judge(answer, as: viewer, run: run)
        if answer.stream == nil { report(viewer.name, "/stream", "no stream") }
        add(answer, viewer, run, hearing, visitor)
    }

    private mutating func add(
        _ answer: Answer, _ viewer: Viewer, _ run: Int, _ hearing: Hearing, _ visitor: Visitor?
    ) {
        guard let stream = answer.stream else { return }
        ears.append(Ear(viewer: viewer, run: run, hearing: hearing, stream: stream, visitor: visitor))
    }

    /// To be said just before what tells these listeners of itself.
    mutating func allowKnock(at isMeant: (Ear) -> Bool) {
        for place in ears.indices where isMeant(ears[place]) { ears[place].knocks += 1 }
    }

    /// Reads what has come in every stream since the last time, and everything that has been recorded meanwhile.
    mutating func hear() async throws {
        guard !isHearing else { return }
        isHearing = true
        if ears.contains(where: \.stream.hasNews) {
            for (place, frames) in try await taken().enumerated() { try await hear(frames, place) }
            for run in hall.runs.indices { folds[run].steps = [] }
        }
        for place in ears.indices { ears[place].knocks = 0 }
        isHearing = false
        try await comeBack()
    }

    /// What has come in each stream, and in the folds just those records that it may tell of: runs go on by themselves.
    private mutating func taken() async throws -> [[[UInt8]]] {
        var frames = [[[UInt8]]](repeating: [], count: ears.count)
        repeat {
            for run in hall.runs.indices {
                try await catchUp(run)
                await settle(run)
            }
            for place in ears.indices {
                if let new = ears[place].stream.take() {
                    frames[place] += new
                } else {
                    report(ears[place].viewer.name, "/stream", "frames that nobody has read")
                }
            }
        } while hall.runs.indices.contains { hall.runs[$0].run.position != seen[$0] }
        return frames
    }

    private mutating func hear(_ frames: [[UInt8]], _ place: Int) async throws {
        guard !frames.isEmpty else { return }
        let ear = ears[place]
        var notices = 0
        for frame in frames {
            result.tally(.frames)
            try await hold(
                frame, at: "/stream", ear.viewer.name, { ear.viewer.secret($0, $1, "/stream") }, run: ear.run)
            guard let number = Watch.notice(in: frame) else {
                let text = String(decoding: frame, as: UTF8.self)
                report(ear.viewer.name, "/stream", "a frame with more in it: \(text.debugDescription)")
                continue
            }
            if let number {
                notices += 1
                follow(number, place)
            } else {
                knock(place)
            }
        }
        if case .control = ear.hearing { return }
        var changes = 0
        for step in folds[ear.run].steps where changes < notices {
            result.tally(.noticesHeld)
            if folds[ear.run].changed(step, for: ear.hearing) { changes += 1 }
        }
        if changes < notices { report(ear.viewer.name, "/stream", Watch.forNothing) }
    }

    /// What a notice is where nothing has changed that its listener is shown.
    public static let forNothing = "a notice of what is not on their pages"
    public static let strangeKnock = "a knock that nobody gave"

    /// Notices of one stream are counted by themselves; whoever plays hears of each character by itself.
    private mutating func follow(_ number: Int, _ place: Int) {
        let ear = ears[place]
        if case .player(let persons) = ear.hearing, persons.count > 1 { return }
        if let last = ear.number, number != last + 1 {
            report(ear.viewer.name, "/stream", "notice \(number) after \(last)")
        }
        ears[place].number = number
    }

    private mutating func knock(_ place: Int) {
        if case .control = ears[place].hearing { return }
        ears[place].knocks -= 1
        if ears[place].knocks < 0 { report(ears[place].viewer.name, "/stream", Watch.strangeKnock) }
    }

    /// Browsers whose stream was ended come back, and are asked who they are.
    private mutating func comeBack() async throws {
        let over = ears.filter(\.stream.isOver)
        guard !over.isEmpty else { return }
        ears.removeAll(where: \.stream.isOver)
        for ear in over {
            if case .seat(let seat) = ear.hearing, ear.visitor == nil {
                try await listen(ear.run, seat)
            } else if var visitor = ear.visitor {
                let answer = await visitor.get("/stream")
                add(answer, ear.viewer, ear.run, ear.hearing, visitor)
            }
        }
    }

    /// The number of a notice, `.some(nil)` for one without; nil for what is no notice.
    private static func notice(in frame: [UInt8]) -> Int?? {
        var rest = frame[...]
        var number: Int?
        if cut("id: ", from: &rest) {
            let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            rest = rest.dropFirst(digits.count)
            guard digits.count <= 9, let told = Int(String(decoding: digits, as: UTF8.self)),
                cut("\n", from: &rest)
            else { return nil }
            number = told
        }
        guard cut("event: notice\ndata: {\"sections\":[\"", from: &rest) else { return nil }
        while let section = sections.first(where: { rest.starts(with: $0) }) {
            rest = rest.dropFirst(section.count)
            if rest.elementsEqual("\"]}\n\n".utf8) { return .some(number) }
            guard cut("\",\"", from: &rest) else { return nil }
        }
        return nil
    }

    private static let sections = (Section.allCases.map(\.rawValue) + ["places"]).map { Array($0.utf8) }

    private static func cut(_ words: String, from rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.starts(with: words.utf8) else { return false }
        rest = rest.dropFirst(words.utf8.count)
        return true
    }

    // MARK: Who listens all the time

    /// Somebody who looks on and somebody whom nobody asks to play: both have an open stream from the first move on.
    mutating func seatListeners(_ control: inout Visitor) async throws {
        let all = Viewer(name: "control") { _, _, _ in [] }
        try await listen(&control, as: all, .control)
        let idle = Viewer(name: "a role-player whom nobody asks") { oracle, found, _ in
            oracle.secret(found, fromPlayerOf: nil)
        }
        for (way, viewer, hearing) in [
            ("/control/observers", Self.observer, Hearing.observers), ("/control/roles", idle, .player([])),
        ] {
            _ = await control.post(way + "/link", Fields())
            let isObserver = way == "/control/observers"
            let code = isObserver ? try await hall.observersCode(main) : try await hall.playersCode(main)
            var visitor = Visitor(hall.site)
            visitor.address = "192.0.2.80"
            let name = main.pack.book.word(.name(seat: main.scenario.seats.count + (isObserver ? 1 : 2)))
            _ = await visitor.send("/join/" + (code ?? ""), [("name", name), ("language", "en")])
            _ = await visitor.post("/note", Fields([.init(name: "answer", value: "yes")]))
            _ = await control.post(way + "/close", Fields())
            try await listen(&visitor, as: viewer, hearing)
        }
    }

    /// Whoever is no longer in a place does not hear what happens there.
    mutating func isOver(_ stream: OpenStream?, _ who: String) {
        if stream?.isOver != true { report(who, "/stream", "a stream that goes on") }
    }
}
