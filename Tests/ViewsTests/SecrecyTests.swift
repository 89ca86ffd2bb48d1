import Basics
import Engine
import Model
import Simulation
import Testing
import Views

/// Everything public that a page, a stream or a bot can ask of a seat's view.
private func everything(_ view: SeatView) -> [Any] {
    var memory = SeatMemory()
    let facts = view.facts
    var all: [Any] = [
        view.me, view.clock, view.work, view.agencies, facts, view.persons, view.places, view.decisions,
        view.inbox,
        view.sent, view.prospects, view.operations, view.briefOperations, view.waitingRequests, view.unopened,
        view.settingsApart,
    ]
    all.append(view.news(&memory))
    for fact in facts { all += [view.shareOptions(fact.handle), view.briefShares(fact.handle)] as [Any] }
    for operation in view.operations { all.append(view.gates(of: operation.handle)) }
    for prospect in view.prospects {
        var request = ActRequest(act: prospect.act)
        request.person = prospect.persons.first?.handle
        request.place = prospect.places.first?.handle
        if let law = view.law(on: request) { all.append(law) }
    }
    return all
}

/// Walks a value to its leaves.
private func walk(_ value: Any, _ visit: (Any) -> Void) {
    visit(value)
    if value is Text || value is Handle || value is String { return }
    for child in Mirror(reflecting: value).children { walk(child.value, visit) }
}

extension ItemRecord {
    /// The place that whoever asked for something named in it: its name is told with the asking, and no more of it.
    fileprivate func placeNamed(to seat: SeatID) -> PlaceID? {
        guard isOpened(by: seat) else { return nil }
        switch item.body {
        case .request(let request): return request.place
        case .order(let request): return request.place
        default: return nil
        }
    }
}

private func played(_ seed: UInt64, _ pack: TestPack = .twelve) -> (engine: Engine, state: State) {
    let engine = Engine(pack.scenario)
    var history = RandomHistory(engine, of: pack, seed: seed)
    history.play(commands: 300) { _ in }
    return (engine, history.state)
}

@Suite struct `What a seat can read` {
    @Test(arguments: TestPack.allCases, [UInt64(1), 2, 3, 4])
    func `holds no fact, person, place, source or letter that has not reached its agency`(
        pack: TestPack, seed: UInt64
    ) {
        let (engine, state) = played(seed, pack)
        let scenario = engine.scenario
        var seen = 0
        for seat in scenario.seats.ids {
            let agency = scenario.seats[seat].agency
            let here = state.agencies[agency]
            var secret: [TextID] = []
            for id in scenario.facts.ids where !state.knows(agency, id) {
                secret.append(scenario.facts[id].text)
            }
            for id in scenario.persons.ids {
                secret.append(scenario.persons[id].brief)
                if !here.persons[id] { secret += [scenario.persons[id].name, scenario.persons[id].about] }
            }
            for id in scenario.world.places.ids where !here.places[id] {
                secret += [scenario.world.places[id].name, scenario.world.places[id].about]
            }
            for source in scenario.sources.values where !state.knows(agency, source.fact) {
                secret.append(source.text)
            }
            for other in scenario.seats.ids where other != seat { secret.append(scenario.seats[other].brief) }
            for id in scenario.injects.ids {
                let came = state.seats[seat].inbox.map { state.items[$0] }.first {
                    if case .inject(id, _, _) = $0.item.body { true } else { false }
                }
                if came == nil, case .pack(let title) = scenario.injects[id].title { secret.append(title) }
                if came?.isOpened(by: seat) != true, case .pack(let text) = scenario.injects[id].text {
                    secret.append(text)
                }
            }
            let named = state.seats[seat].inbox.compactMap { state.items[$0].placeNamed(to: seat) }
            secret.removeAll { text in named.contains { scenario.world.places[$0].name == text } }
            let hidden = Set(secret.filter { !$0.path.isEmpty })
            let view = SeatView(engine, state, seat: seat, secret: 9, now: state.time)
            for value in everything(view) {
                walk(value) { leaf in
                    guard let text = leaf as? Text, case .pack(let id) = text.source else { return }
                    seen += 1
                    #expect(!hidden.contains(id), "seat \(seat.index) can read \(id.path)")
                }
            }
        }
        #expect(seen > 500)
    }

    @Test(arguments: TestPack.allCases, [UInt64(1), 2])
    func `holds no id of the pack, no position of the log and nothing of the engine`(
        pack: TestPack, seed: UInt64
    ) {
        let (engine, state) = played(seed, pack)
        let ids = Set(
            engine.scenario.facts.values.map(\.id) + engine.scenario.persons.values.map(\.id)
                + engine.scenario.injects.values.map(\.id) + state.items.map(\.item.id.text))
        for seat in engine.scenario.seats.ids {
            let view = SeatView(engine, state, seat: seat, secret: 9, now: state.time)
            for value in everything(view) {
                walk(value) { leaf in
                    #expect(!(leaf is State) && !(leaf is Engine) && !(leaf is Scenario) && !(leaf is ItemID))
                    if let text = leaf as? String { #expect(!ids.contains(text)) }
                }
            }
        }
    }

    @Test func `of an unopened letter is its outside`() throws {
        var story = Story()
        story.pass(minutes: 80)
        let letter = try #require(story.view("house_desk").inbox.first)
        #expect(letter.content == nil)
        #expect(!letter.isOpen)
        #expect(letter.title?.source == .pack(TextID("inject.hotline_call.title")))
        #expect(story.view("house_desk").facts.isEmpty)
        story.opens("house_desk")
        let opened = try #require(story.view("house_desk").inbox.first)
        #expect(opened.content?.facts.count == 1)
        #expect(opened.content?.text != nil)
    }
}

@Suite struct `A handle` {
    /// Every handle that a view gives out, with what it stands for.
    private func handles(_ view: SeatView) -> [(handle: Handle, thing: String)] {
        var found: [(Handle, String)] = []
        found += view.facts.map { ($0.handle, "fact \($0.text)") }
        found += view.persons.map { ($0.handle, "person \($0.name)") }
        found += view.places.map { ($0.handle, "place \($0.name)") }
        found += view.agencies.map { ($0.handle, "agency \($0.name)") }
        found += view.agencies.flatMap(\.seats).map { ($0.handle, "seat \($0.name)") }
        found += view.me.articles.map { ($0.handle, "article \($0.title)") }
        found += view.inbox.enumerated().map { ($1.handle, "item \($0)") }
        for prospect in view.prospects {
            found.append((prospect.act, "act \(prospect.name)"))
            for (kind, options) in [
                ("person", prospect.persons), ("place", prospect.places), ("agency", prospect.agencies),
                ("service", prospect.services), ("topic", prospect.topics), ("setting", prospect.settings),
                ("interpreter", prospect.interpreters), ("basis", prospect.bases), ("kind", prospect.kinds),
            ] {
                found += options.map { ($0.handle, "\(kind) \($0.name)") }
            }
        }
        return found
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `stands for one thing only, in all seats and runs`(seed: UInt64) {
        let (engine, state) = played(seed)
        var things: [Handle: String] = [:]
        for secret in [UInt64(9), 10] {
            for seat in engine.scenario.seats.ids {
                let view = SeatView(engine, state, seat: seat, secret: secret, now: state.time)
                for (handle, thing) in handles(view) {
                    let whole = "\(secret) \(seat.index) \(thing)"
                    #expect(things[handle, default: whole] == whole)
                    things[handle] = whole
                }
            }
        }
        #expect(things.count > 200)
    }

    @Test(arguments: [UInt64(1), 2])
    func `of another seat or another run names nothing`(seed: UInt64) {
        let (engine, state) = played(seed)
        func view(_ seat: SeatID, _ secret: UInt64 = 9) -> SeatView {
            SeatView(engine, state, seat: seat, secret: secret, now: state.time)
        }
        for seat in engine.scenario.seats.ids {
            let own = handles(view(seat)).map(\.handle)
            let strangers =
                engine.scenario.seats.ids.filter { $0 != seat }.map { view($0) } + [view(seat, 10)]
            for stranger in strangers {
                for handle in own {
                    #expect(stranger.fact(handle) == nil)
                    #expect(stranger.person(handle) == nil)
                    #expect(stranger.item(handle) == nil)
                    #expect(stranger.itemID(handle) == nil)
                    #expect(stranger.prospect(handle) == nil)
                }
                var request = ActRequest(act: stranger.prospects[0].act)
                request.person = own[0]
                #expect(stranger.act(request) == nil)
            }
        }
    }

    @Test func `goes out as thirteen letters and comes back`() throws {
        let view = Story().view("police_desk")
        for (handle, _) in handles(view) {
            #expect(handle.text.count == 13)
            #expect(Handle(handle.text) == handle)
        }
        #expect(Handle("") == nil)
        #expect(Handle("aaaaaaaaaaaaaa") == nil)
        #expect(Handle("AAAAAAAAAAAAA") == nil)
        #expect(Handle("9999999999999") == nil)
    }
}

@Suite struct `An act that is asked for` {
    @Test func `names only what the seat may see`() throws {
        let story = Story()
        let view = story.view("police_desk")
        let visit = try #require(view.prospects.first { $0.verb == .visit })
        #expect(visit.places.count == 2)
        #expect(view.prospects.allSatisfy { $0.verb != .query && $0.verb != .giveOrder })
        var request = ActRequest(act: visit.act)
        request.place = visit.places[0].handle
        let act = try #require(view.act(request))
        #expect(act.place != nil)
        #expect(act.choices == [0, 2])
        request.place = Handle("aaaaaaaaaaaaa")
        #expect(view.act(request) == nil)
        #expect(view.law(on: request) == nil)
    }
}
