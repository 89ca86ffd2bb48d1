import Basics
import Engine
import Model
import Simulation
import Testing
import Views

/// The police plans a raid on the kiln: it knows Davit and where he is, and asks River House.
private func planned(
    _ scenario: Scenario = Story.twelve, agencies: [String] = ["shelter"], hour: Int = 60,
    reception: String? = "river_house"
) throws -> Story {
    var story = try heard(scenario)
    try story.plans(agencies: agencies, hour: hour, reception: reception)
    return story
}

extension Story {
    fileprivate mutating func plans(
        again: ItemID? = nil, sites: [String] = ["kiln"], agencies: [String] = ["shelter"], hour: Int = 60,
        reception: String? = "river_house"
    ) throws(Refusal) {
        var act = Act(type: its.act("plan_raid"))
        act.places = sites.map(its.place)
        act.place = reception.map(its.place)
        act.agencies = agencies.map(its.agency)
        act.choices = [0]
        (act.item, act.deadline, act.text) = (again, hour, Typed("In by the gate, quietly."))
        try perform(.seat(its.seat("police_desk"), act))
    }
    fileprivate mutating func says(
        _ seat: String, _ type: String, atHour: Bool = false, text: String = "As it stands."
    ) throws(Refusal) {
        var act = Act(type: its.act(type))
        (act.item, act.atHour, act.text) = (operation?.plan.id, atHour, Typed(text))
        try perform(.seat(its.seat(seat), act))
    }
    fileprivate var operation: OperationRecord? { state.operations.last }
    fileprivate var happened: [String] { operation?.minutes.map(\.value) ?? [] }
}

@Suite struct `A joint operation` {
    @Test func `is known to those on the list, and they learn the places from it`() throws {
        let story = try planned(agencies: ["shelter"])
        #expect(story.view("police_desk").operations.count == 1)
        #expect(story.view("house_desk").operations.count == 1)
        #expect(story.view("court_desk").operations.isEmpty)
        #expect(story.view("border_desk").operations.isEmpty)
        #expect(story.state.agencies[story.its.agency("shelter")].places[story.its.place("kiln")])
        let letter = try #require(story.inbox("house_desk").last)
        guard case .operation(_, .asked, _) = letter.item.body else {
            Issue.record("River House is not asked")
            return
        }
    }

    @Test func `begins at the minute that was chosen, and is not planned for one that has passed`() throws {
        var story = try heard(Story.twelve)
        story.pass(minutes: 90)
        var act = Act(type: story.its.act("plan_raid"))
        (act.places, act.choices) = ([story.its.place("kiln")], [0])
        act.hour = (story.now.minutes) - 1
        let police = story.its.seat("police_desk")
        #expect(throws: Refusal.missing(.deadline)) { try story.perform(.seat(police, act)) }
        act.hour = 20 * 60
        try story.perform(.seat(police, act))
        #expect(story.operation?.plan.hour == ExerciseTime.start.after(minutes: 20 * 60))
    }

    @Test func `binds the staff of who takes part until it is over`() throws {
        var story = try planned()
        let free = story.view("house_desk").work.freeStaff
        try story.says("house_desk", "come_along")
        #expect(story.view("house_desk").work.freeStaff == free - 1)
        try story.says("police_desk", "give_word")
        #expect(story.view("house_desk").work.freeStaff == free - 1)
        story.pass(minutes: 60)
        #expect(story.operation?.standing == .over(story.operation?.minutes.last?.time ?? .start))
        #expect(story.view("house_desk").work.freeStaff == free)
    }

    @Test func `lets whoever is asked refuse with a reason, and sees the plan no more`() throws {
        var story = try planned()
        #expect(throws: Refusal.missing(.reasons)) { try story.says("house_desk", "stay_away", text: "") }
        try story.says("house_desk", "stay_away", text: "No bed is free.")
        #expect(story.view("house_desk").operations.isEmpty)
        #expect(story.view("police_desk").operations.first?.agencies.last?.standing == .refused)
        #expect(throws: Refusal.alreadyDone) { try story.says("house_desk", "stay_away") }
        try story.says("house_desk", "come_along")
        #expect(story.view("house_desk").operations.count == 1)
    }

    @Test(arguments: ["cancel_raid", "give_word"])
    func `tells whoever refused when there is nothing to come along to any more`(_ end: String) throws {
        var story = try planned()
        try story.says("house_desk", "stay_away", text: "No bed is free.")
        func offered() -> Bool {
            story.view("house_desk").prospects.contains { $0.verb == .takePart && !$0.items.isEmpty }
        }
        #expect(offered())
        let before = story.log.count
        try story.says("police_desk", end)
        #expect(!offered())
        var touches = Touches(story.engine)
        for event in story.log[before...].flatMap(\.events) { touches.add(event, story.state) }
        #expect(touches.sections(of: story.its.seat("house_desk")).contains(.act))
    }

    @Test func `says why somebody stays away only to those who were on the list when it was said`() throws {
        var story = try planned()
        try story.says("house_desk", "stay_away", text: "No bed is free.")
        story.pass(minutes: 10)
        try story.plans(again: story.operation?.plan.id, agencies: ["migration"], hour: 90)
        func reason(_ seat: String) throws -> Text? {
            let parts = try #require(story.view(seat).operations.first).agencies
            return parts.first { $0.standing == .refused }?.reason
        }
        #expect(try #require(try reason("police_desk")).isEmpty == false)
        #expect(try #require(try reason("border_desk")).isEmpty)
    }

    @Test func `is planned anew in a later version, and a yes stands as long as place and hour do`() throws {
        var story = try planned()
        try story.says("house_desk", "come_along")
        let first = try #require(story.operation?.plan)
        story.pass(minutes: 10)
        try story.plans(again: first.id, agencies: ["shelter", "migration"], hour: 50)
        #expect(story.operation?.plan.version == 2)
        #expect(story.operation?.confirmed == [story.its.agency("shelter")])
        story.pass(minutes: 10)
        try story.plans(again: first.id, agencies: ["shelter"], hour: 90)
        #expect(story.operation?.confirmed == [])
        #expect(story.view("border_desk").operations.isEmpty)
        #expect(story.state.operations.count == 1)
    }

    @Test func `begins at the hour when the word was given for it`() throws {
        var story = try planned()
        try story.says("police_desk", "give_word", atHour: true)
        story.pass(minutes: 59)
        #expect(story.operation?.startedAt == nil)
        story.pass(minutes: 1)
        #expect(story.operation?.startedAt == story.operation?.plan.hour)
        #expect(throws: Refusal.underWay) { try story.says("police_desk", "cancel_raid") }
    }

    @Test func `is called off until it has begun, and everybody is free again`() throws {
        var story = try planned()
        let free = story.view("house_desk").work.freeStaff
        try story.says("house_desk", "come_along")
        try story.says("police_desk", "give_word", atHour: true)
        try story.says("police_desk", "cancel_raid", text: "Fog on the river.")
        story.pass(minutes: 120)
        #expect(story.happened.isEmpty)
        #expect(story.view("house_desk").work.freeStaff == free)
        #expect(throws: Refusal.underWay) { try story.says("police_desk", "give_word") }
    }

    @Test func `goes well where reception is ready: people are received, and those who take part meet them`()
        throws
    {
        var story = try planned()
        try story.says("house_desk", "come_along")
        try story.says("police_desk", "give_word")
        story.pass(minutes: 30)
        #expect(story.operation?.start?.unmet.contains("G4") == false)
        #expect(story.happened == ["doors", "received", "searched"])
        #expect(story.person("davit").place == story.its.place("river_house"))
        #expect(story.person("davit").has(.safe) && !story.person("marga").has(.safe))
        #expect(story.hasMet("shelter", "davit"))
        #expect(!story.breaches.contains("R-OPS-04"))
    }

    @Test func `goes wrong where it is not: people go away, and it is a breach and a mistake (E-01)`() throws
    {
        var story = try planned(agencies: [], reception: nil)
        try story.says("police_desk", "give_word")
        story.pass(minutes: 30)
        #expect(story.happened == ["doors", "scattered", "searched"])
        #expect(story.person("davit").has(.lost))
        #expect(story.breaches.contains("R-OPS-04"))
        let mistakes = story.state.mistakes.map { story.engine.scenario.world.mistakes[$0.value.mistake].id }
        #expect(mistakes == ["E-01"])
    }

    @Test func `waits for nothing where there is danger (G1)`() throws {
        var story = try planned(agencies: [], reception: nil)
        try story.control(.dial(story.its.person("davit"), .health, 10))
        try story.says("police_desk", "give_word")
        #expect(story.operation?.start?.unmet.contains("G1") == false)
        #expect(!story.breaches.contains("R-OPS-04"))
    }

    /// The hour is 60 minutes from the plan.
    @Test(arguments: [(wait: 0, atHour: false), (54, false), (55, false), (60, false), (0, true)])
    func `knows how many minutes before its hour the doors open`(_ word: (wait: Int, atHour: Bool)) throws {
        var scenario = Story.twelve
        let kind = try #require(scenario.world.operations.ids.first)
        let gate = try #require(scenario.world.operations[kind].gates.firstIndex { $0.id == "G4" })
        scenario.world.operations[kind].gates[gate].holds =
            .compare(.lessOrEqual, .read(.plan(.early)), .constant(5))
        var story = try planned(scenario)
        story.pass(minutes: word.wait)
        try story.says("police_desk", "give_word", atHour: word.atHour)
        story.pass(minutes: 61)
        let start = try #require(story.operation?.start)
        #expect(start.unmet.contains("G4") == (!word.atHour && word.wait < 55))
    }

    @Test func `puts on record each gate that is closed to a search, and not only the first`() throws {
        var scenario = Story.twelve
        let inspect = ByName(scenario).act("inspect")
        let gates: [(String, MistakeID?)] = [
            ("R-OPS-08", nil), ("R-OPS-09", MistakeID(2)), ("R-OPS-10", nil),
        ]
        for (rule, mistake) in gates {
            var gate = Gate()
            (gate.rule, gate.mistake) = (rule, mistake)
            // The last one is open.
            gate.answer = rule == "R-OPS-10" ? .allowed : .forbidden
            scenario.world.acts[inspect].gates.append(gate)
        }
        var story = try planned(scenario)
        let before = story.breaches.count
        try story.says("police_desk", "give_word")
        story.pass(minutes: 31)
        try #require(story.happened.contains("searched"))
        #expect(
            story.breaches.dropFirst(before).filter {
                $0 == "R-OPS-08" || $0 == "R-OPS-09" || $0 == "R-OPS-10"
            }
                == ["R-OPS-08", "R-OPS-09"])
        #expect(story.state.mistakes.contains { $0.value.mistake == MistakeID(2) })
    }

    @Test func `searches as an act of who takes part, so that what is found has its way`() throws {
        var story = try planned()
        try story.says("house_desk", "come_along")
        try story.says("police_desk", "give_word")
        story.pass(minutes: 30)
        #expect(story.knows("police", "sela_looks_young"))
        let entry = try #require(story.ledger("police", "sela_looks_young").first)
        let booking = try #require(entry.learning.item.flatMap { story.state.booking($0) })
        #expect(booking.booking.act.type == story.its.act("inspect"))
    }

    @Test func `shows each who takes part the minutes of their part`() throws {
        var story = try planned()
        try story.says("house_desk", "come_along")
        try story.says("police_desk", "give_word")
        story.pass(minutes: 30)
        let house = try #require(story.view("house_desk").operations.first)
        let police = try #require(story.view("police_desk").operations.first)
        #expect(police.minutes.count == 3)
        #expect(house.minutes.count == 2)
        #expect(story.view("court_desk").operations.isEmpty)
    }
}

@Suite struct `The gates of an operation` {
    private func standing(_ gate: String, _ story: Story, _ seat: String) throws -> GateStanding {
        let view = story.view(seat)
        let operation = try #require(view.operations.first)
        return try #require(view.gates(of: operation.handle).first { $0.id == gate }?.standing)
    }

    @Test func `are judged by what the agency knows, not by the truth`() throws {
        var story = try planned()
        // Nobody has told the police whether the house has decided anything; the house knows.
        #expect(try standing("G4", story, "police_desk") == .unmet)
        try story.says("house_desk", "come_along")
        #expect(try standing("G4", story, "police_desk") == .met)
        #expect(try standing("G7", story, "police_desk") == .unknown)
        #expect(try standing("G7", story, "house_desk") == .unmet)
        try story.does("house_desk", "note_decision", text: "Two beds.", more: "None.")
        #expect(try standing("G7", story, "police_desk") == .unknown)
        #expect(try standing("G7", story, "house_desk") == .met)
        // That somebody is in danger is not seen from a desk.
        try story.control(.dial(story.its.person("davit"), .health, 10))
        #expect(try standing("G1", story, "police_desk") == .unknown)
    }

    @Test func `are told to nobody in test mode`() throws {
        var story = try planned()
        try story.control(.showLaw(false))
        let view = story.view("police_desk")
        #expect(view.gates(of: try #require(view.operations.first).handle).isEmpty)
    }
}

/// An order that freezes and can name its hour; Marga, whose people use the kiln, has what can be taken away. The kiln has an
/// account of its own, from which nobody takes anything.
private let banked: Scenario = {
    var scenario = Story.twelve
    let its = ByName(scenario)
    for id in scenario.world.orders.ids {
        (scenario.world.orders[id].freezes, scenario.world.orders[id].namesHour) = (true, true)
    }
    var (hers, own) = (Account(), Account())
    (hers.id, hers.holder, hers.balance) = ("hers", .person(its.person("marga")), 900)
    (own.id, own.holder) = ("own", .place(its.place("kiln")))
    scenario.money.accounts = Table([hers, own])
    var flow = Flow()
    (flow.id, flow.from, flow.takesAll) = ("away", [AccountID(0)], true)
    scenario.money.flows = Table([flow])
    var gate = OperationGate()
    (gate.id, gate.holds) = ("G5", .read(.plan(.freezes)))
    for id in scenario.world.operations.ids { scenario.world.operations[id].gates.append(gate) }
    return scenario
}()

@Suite struct `The money of those behind a place` {
    /// Whether it is ready for a raid on the kiln after the police got a freeze.
    ///
    /// - Parameter late: minutes from the hour of the doors to that of the freeze; none is at once.
    private func isReady(person: String? = nil, place: String? = nil, late: Int? = nil) throws -> Bool {
        var story = try planned(banked, agencies: [])
        let marga = story.its.person("marga")
        let about = try #require(
            banked.facts.ids.first { banked.facts[$0].persons.contains(marga) })
        try story.control(.told(about, story.its.agency("police")))
        let doors = try #require(story.operation).plan.hour
        let hour = late.map { (doors - .start).minutes + $0 }
        try story.does(
            "police_desk", "ask_search", person: person, place: place, agency: "court", hour: hour,
            text: "It can be gone by tonight.")
        story.pass(minutes: 20)
        let asked = try #require(
            story.inbox("court_desk").last { if case .order = $0.item.body { true } else { false } })
        try story.does("court_desk", "give_search", item: asked.item.id, hour: hour, text: "Granted.")
        story.pass(minutes: 20)
        let record = try #require(story.operation)
        let met = story.engine.gatesMet(record, in: story.state).last ?? false
        let seen = story.engine.gates(
            of: record, for: story.its.agency("police"), at: story.state.time, in: story.state)
        #expect(seen.last == (met ? .met : .unmet), "whoever leads holds the order, and is alone")
        return met
    }

    @Test func `is ready once the account is frozen that would be emptied`() throws {
        #expect(try isReady(person: "marga"))
    }

    @Test func `is not ready by a freeze of another account that belongs to the place`() throws {
        #expect(try !isReady(place: "kiln"))
    }

    @Test func `is ready by a freeze for the hour of the doors, and by none that begins later`() throws {
        #expect(try isReady(person: "marga", late: 0))
        #expect(try !isReady(person: "marga", late: 30))
    }
}
