import Basics
import Engine
import Model
import Simulation
import Testing
import Views

/// The twelve facts, where an interview ends with the promise to send a doctor within four hours, the debt of everybody
/// begins at 40 of 100, and Davit is tied to Sela.
private func promising(losing lost: String? = nil) throws -> Story {
    var scenario = Story.twelve
    let its = ByName(scenario)
    var debt = Matter()
    (debt.id, debt.range, debt.start) = ("debt", 0...100, 40)
    let matter = scenario.world.matters.append(debt)
    var doctor = PromiseKind()
    (doctor.id, doctor.name, doctor.within) = ("doctor", TextID("promise.doctor.name"), .minutes(240))
    doctor.keptBy = [its.act("call_doctor")]
    doctor.broken = [
        Effect(.change(.dial(.slot(Slot.person), .trust), by: .constant(-10))),
        Effect(.change(.matter(.slot(Slot.person), matter), by: .constant(90))),
    ]
    let promise = scenario.world.promises.append(doctor)
    scenario.world.acts[its.act("interview")].effects.append(Effect(.promise(promise)))
    scenario.persons[its.person("davit")].ties = [its.person("sela")]
    var grief = Rule()
    (grief.id, grief.over) = ("somebody_dear_is_gone", .persons)
    grief.when = .gather(
        .exists, over: .persons, slot: Slot.firstFree,
        .both(
            .read(.tied(.slot(Slot.person), .slot(Slot.firstFree))),
            .read(.mark(.slot(Slot.firstFree), .lost))))
    grief.effects = [Effect(.change(.dial(.slot(Slot.person), .distress), by: .constant(20)))]
    scenario.rules.append(grief)
    if let lost {
        var rule = Rule()
        (rule.id, rule.at, rule.when) = ("goes", 60, .always)
        rule.effects = [Effect(.lose(.one(.fixed(its.person(lost))), .moved))]
        scenario.rules.append(rule)
    }
    var story = try heard(scenario)
    try story.does(
        "house_desk", "interview", person: "davit", topic: "work", setting: "office", interpreter: "sworn")
    return story
}

extension Story {
    fileprivate var ends: [PromiseEnd?] { state.promises.map(\.end) }
    fileprivate var promised: [PromiseView] { view("house_desk").promises }
}

@Suite struct `A promise` {
    @Test func `stands with whoever made it until its time is over, and with nobody else`() throws {
        let story = try promising()
        #expect(story.ends == [nil])
        let view = try #require(story.promised.first)
        #expect(view.due == .start.after(minutes: 240) && !view.isBroken)
        #expect(view.acts.count == 1)
        #expect(story.view("police_desk").promises.isEmpty)
    }

    @Test func `is kept by an act of the same agency about the same person`() throws {
        var story = try promising()
        story.pass(minutes: 65)
        try story.does("house_desk", "call_doctor", person: "davit")
        story.pass(minutes: 80)
        #expect(story.ends == [.kept])
        #expect(story.promised.isEmpty)
        let trust = story.person("davit")[.trust]
        story.pass(minutes: 240)
        #expect(story.person("davit")[.trust] == trust, "nothing comes after it")
    }

    @Test func `that is not kept is remembered, and kept late it is at least kept`() throws {
        var story = try promising()
        let (trust, debt) = (story.person("davit")[.trust], story.person("davit").matters)
        #expect(debt == [40])
        story.pass(minutes: 240)
        #expect(story.ends == [.broken])
        #expect(story.person("davit")[.trust] == max(0, trust - 10))
        #expect(story.person("davit").matters == [100], "a matter stays in its range")
        #expect(story.promised.map(\.isBroken) == [true])
        try story.does("house_desk", "call_doctor", person: "davit")
        story.pass(minutes: 80)
        #expect(story.ends == [.late])
        #expect(story.promised.isEmpty)
    }

    @Test func `is seen by whoever plays the person, with what became of it`() throws {
        var story = try promising()
        let davit = story.its.person("davit")
        try story.perform(.role(davit, .take))
        func seen(_ story: Story) -> [CharacterPast.Promised] {
            RolePlayerView(story.engine, story.state, person: davit, secret: 3, now: story.now).past?.promised
                ?? []
        }
        #expect(seen(story).map(\.end) == [nil])
        #expect(seen(story).map(\.due) == [.start.after(minutes: 240)])
        story.pass(minutes: 240)
        #expect(seen(story).map(\.end) == [.broken])
        try story.does("house_desk", "call_doctor", person: "davit")
        let before = story.state
        story.pass(minutes: 80)
        #expect(seen(story).map(\.end) == [.late])
        var touches = RoleTouches(story.engine, before: before)
        touches.add(.promiseOver(before.promises[0].made.id, .late), story.state)
        #expect(
            touches.notices(after: story.state).contains {
                $0.person == davit && $0.sections.contains(.case_)
            })
    }

    @Test func `made twice is one promise`() throws {
        var story = try promising()
        try story.does(
            "house_desk", "interview", person: "davit", topic: "work", setting: "office", interpreter: "sworn"
        )
        #expect(story.ends == [nil])
    }

    @Test func `to somebody with whom contact is lost is broken by nobody`() throws {
        var story = try promising(losing: "davit")
        let trust = story.person("davit")[.trust]
        story.pass(minutes: 240)
        #expect(story.ends == [.void])
        #expect(story.person("davit")[.trust] == trust)
    }
}

@Suite struct `People who are dear to each other` {
    @Test func `are moved by what happens to the other, in one direction if the pack says so`() throws {
        var story = try promising(losing: "sela")
        let (davit, sela) = (story.person("davit")[.distress], story.person("sela")[.distress])
        story.pass(minutes: 61)
        #expect(story.person("davit")[.distress] == min(100, davit + 20))
        #expect(story.person("sela")[.distress] == sela)
    }
}

@Suite struct `A journey` {
    private func brought(takesJourney: Bool) throws -> Booking {
        var scenario = Story.twelve
        let its = ByName(scenario)
        var intake = Intake()
        intake.journey = 45
        scenario.world.services[its.service("house")].intake = intake
        scenario.world.acts[its.act("bring_to_safety")].takesJourney = takesJourney
        var story = try heard(scenario)
        try story.does("police_desk", "bring_to_safety", person: "davit", service: "house")
        return try #require(story.state.bookings.last?.booking)
    }

    @Test func `to a safe place takes its time, where the world says so`() throws {
        let (without, with) = (try brought(takesJourney: false), try brought(takesJourney: true))
        #expect(with.due == without.due.after(minutes: 45))
        #expect(with.minutes == without.minutes, "the seat is free for other things; its staff is not")
    }
}
