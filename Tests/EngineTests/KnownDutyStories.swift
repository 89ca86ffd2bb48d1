import Basics
import Engine
import Model
import Simulation
import Testing
import Views

/// Davit is known to all; the border owes an answer for whomever somebody presumed.
private func story(notified: Bool = false) throws -> Story {
    var scenario = Story.twelve
    let its = ByName(scenario)
    var duty = Duty()
    (duty.id, duty.name, duty.says) = ("R-MG-09", TextID("law.name"), TextID("law.says"))
    duty.over = .persons
    duty.owedBy = [its.agency("migration")]
    duty.within = .minutes(600)
    duty.isNotified = notified
    duty.acts = [its.act("mark_presumed")]
    duty.when = .compare(
        .equal, .read(.status(.slot(Slot.person))), .constant(PersonStatus.presumed.rawValue))
    duty.done = .read(.mark(.slot(Slot.person), .safe))
    scenario.world.duties.append(duty)
    return try heard(scenario)
}

extension Story {
    fileprivate mutating func presumes(_ seat: String) throws(Refusal) {
        try does(seat, "mark_presumed", person: "davit", status: .presumed, text: "Withheld wages.")
        pass(minutes: 10)
    }
    fileprivate func owed(_ seat: String) -> [String] { view(seat).duties.map(\.rule) }
}

@Suite struct `A duty that rests on what others decided` {
    @Test func `is owed, and stands before nobody who does not know of it`() throws {
        var (presumed, quiet) = (try story(), try story())
        try presumed.presumes("police_desk")
        quiet.pass(minutes: 10)
        let place = try #require(
            presumed.engine.duties(of: presumed.its.agency("migration")).first {
                guard let duty = presumed.engine.duty(at: $0) else { return false }
                return presumed.engine.scenario.world.duties[duty.duty].id == "R-MG-09"
                    && duty.person == presumed.its.person("davit")
            })
        guard case .owed = presumed.state.rules[place] else {
            Issue.record("the border owes it")
            return
        }
        // In a world where somebody else presumed him, and in one where nobody did, the border sees the same.
        for section in [Section.now, .case_, .act] {
            let (here, there) = (presumed.view("border_desk"), quiet.view("border_desk"))
            #expect(here.contents(of: section) == there.contents(of: section))
        }
        #expect(presumed.view("border_desk").briefDuties.isEmpty)
        #expect(!presumed.view("border_desk").owesSomething)
        presumed.pass(minutes: 600)
        #expect(presumed.breaches.contains("R-MG-09"), "it counts, and the debrief tells it")
    }

    @Test func `sends no notice to who does not know of it`() throws {
        var story = try story()
        try story.does(
            "police_desk", "mark_presumed", person: "davit", status: .presumed, text: "Withheld wages.")
        var events = story.events
        story.pass(minutes: 10)
        events += story.events
        var touches = Touches(story.engine)
        for event in events { touches.add(event, story.state) }
        #expect(!touches.isTouched(story.its.seat("border_desk")))
    }

    @Test func `stands there once the agency has decided the same`() throws {
        var story = try story()
        try story.presumes("police_desk")
        #expect(story.owed("border_desk") == [])
        let before = story.log.count
        try story.presumes("border_desk")
        #expect(story.owed("border_desk").contains("R-MG-09"))
        var touches = Touches(story.engine)
        for event in story.log[before...].flatMap(\.events) { touches.add(event, story.state) }
        #expect(touches.sections(of: story.its.seat("border_desk")).contains(.now))
    }

    @Test func `stands there where the law has it told`() throws {
        var story = try story(notified: true)
        try story.presumes("police_desk")
        #expect(story.owed("border_desk") == ["R-MG-09"])
    }

    @Test func `is plain to who keeps the register, which shows how people are marked`() throws {
        var story = try story()
        func register(_ seat: String) -> [PersonStatus?] { story.view(seat).persons.map(\.register) }
        #expect(register("court_desk").allSatisfy { $0 == nil })
        try story.presumes("police_desk")
        #expect(register("court_desk").contains(.presumed), "the court decides formally")
        #expect(register("border_desk").allSatisfy { $0 == nil })
        #expect(register("police_desk").allSatisfy { $0 == nil })
    }
}
