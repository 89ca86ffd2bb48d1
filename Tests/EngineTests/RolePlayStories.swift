import Basics
import Engine
import Model
import Simulation
import Testing

@Suite struct `Whoever plays a character` {
    /// The police know of Davit, whom somebody plays; they ask him about his work.
    private func asked() throws -> (story: Story, question: ItemID) {
        var story = try heard()
        let davit = story.its.person("davit")
        try story.control(.dial(davit, .trust, 60))
        try story.perform(.role(davit, .take))
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office",
            interpreter: "sworn")
        story.pass(minutes: 1)
        let question = try #require(
            story.state.items.last { if case .question = $0.item.body { true } else { false } })
        return (story, question.item.id)
    }

    @Test func `answers in their own words, and what is ticked becomes known`() throws {
        var (story, question) = try asked()
        let davit = story.its.person("davit")
        let safety = story.person("davit")[.safety]
        let fact = try #require(Story.twelve.sources.values.first { $0.person == davit }?.fact)
        try story.perform(
            .role(davit, .answer(question, facts: [fact], text: Typed("I am tired."), moves: [0, 5, -10, 0])))
        #expect(story.state.knows(story.its.agency("police"), fact))
        #expect(story.person("davit")[.safety] == max(0, safety - 10))
        guard case .reply(_, .answered, let words)? = story.inbox("police_desk").last?.item.body else {
            Issue.record("no answer came")
            return
        }
        #expect(words.text == "I am tired.")
        #expect(throws: Refusal.alreadyAnswered) {
            try story.perform(.role(davit, .answer(question, facts: [], text: Typed("Again."), moves: [])))
        }
    }

    @Test func `may tell more than the script, which is recorded as such`() throws {
        var (story, question) = try asked()
        let davit = story.its.person("davit")
        guard case .question(_, _, _, _, let scripted)? = story.state.item(question)?.item.body else {
            return
        }
        let own = Story.twelve.sources.values.filter { $0.person == davit }.map(\.fact)
        let other = try #require(own.first { !scripted.contains($0) })
        try story.perform(
            .role(davit, .answer(question, facts: [other], text: Typed("There is more."), moves: [])))
        #expect(story.state.beyondScript.map(\.value) == [other])
    }

    @Test func `tells only what the character can know, and moves the dials only a little`() throws {
        var (story, question) = try asked()
        let davit = story.its.person("davit")
        let own = Story.twelve.sources.values.filter { $0.person == davit }.map(\.fact)
        let strange = try #require(Story.twelve.facts.ids.first { !own.contains($0) })
        #expect(throws: Refusal.unknownThing) {
            try story.perform(
                .role(davit, .answer(question, facts: [strange], text: Typed("Well."), moves: [])))
        }
        #expect(throws: Refusal.missing(.choice)) {
            try story.perform(.role(davit, .answer(question, facts: [], text: Typed("Well."), moves: [11])))
        }
        #expect(throws: Refusal.missing(.text)) {
            try story.perform(.role(davit, .answer(question, facts: [], text: .empty, moves: [])))
        }
        #expect(throws: Refusal.unknownThing) {
            try story.perform(.role(story.its.person("ivo"), .leave(question)))
        }
    }

    @Test func `hands over to the script at once, with what waits`() throws {
        var (story, question) = try asked()
        let davit = story.its.person("davit")
        let before = story.inbox("police_desk").count
        try story.perform(.role(davit, .handOver))
        #expect(!story.person("davit").held)
        #expect(story.state.item(question)?.state == .lapsed)
        #expect(story.inbox("police_desk").count == before + 1)
        #expect(throws: Refusal.notHeld) { try story.perform(.role(davit, .handOver)) }
    }

    @Test func `lets the script answer one question and goes on`() throws {
        var (story, question) = try asked()
        let davit = story.its.person("davit")
        try story.perform(.role(davit, .leave(question)))
        #expect(story.person("davit").held)
        #expect(story.state.item(question)?.state == .lapsed)
    }

    @Test func `is answered for by the script after the reply window`() throws {
        var (story, question) = try asked()
        story.pass(minutes: Story.twelve.replyWindow + 1)
        #expect(story.state.item(question)?.state == .lapsed)
        #expect(story.person("davit").held)
    }

    @Test func `says how the character was treated, and the last word counts`() throws {
        var (story, question) = try asked()
        let davit = story.its.person("davit")
        guard case .question(_, _, let contact, _, _)? = story.state.item(question)?.item.body else { return }
        try story.perform(.role(davit, .treated(contact, [2, 0, 5, 1])))
        try story.perform(.role(davit, .treated(contact, [3, 0, 5, 1])))
        #expect(story.state.treatments.map(\.value.ratings) == [[3, 0, 5, 1]])
        #expect(story.state.treatments.first?.value.agency == story.its.agency("police"))
        for wrong in [[0, 0, 0, 0], [6, 0, 0, 0], [1, 2, 3]] {
            #expect(throws: Refusal.missing(.choice)) {
                try story.perform(.role(davit, .treated(contact, wrong)))
            }
        }
        #expect(throws: Refusal.unknownThing) {
            try story.perform(.role(story.its.person("ivo"), .treated(contact, [3, 3, 3, 3])))
        }
    }

    @Test func `flags what only who was there could notice, once`() throws {
        var (story, question) = try asked()
        let davit = story.its.person("davit")
        guard case .question(_, _, let contact, _, _)? = story.state.item(question)?.item.body else { return }
        let mistakes = Story.twelve.world.mistakes
        let felt = try #require(mistakes.ids.first { mistakes[$0].isFelt })
        let other = try #require(mistakes.ids.first { !mistakes[$0].isFelt })
        try story.perform(.role(davit, .flag(felt, contact)))
        #expect(story.state.mistakes.last?.value.byStaff == true)
        #expect(story.state.mistakes.last?.value.agency == story.its.agency("police"))
        #expect(story.state.mistakes.last?.value.contact == contact)
        #expect(throws: Refusal.alreadyDone) { try story.perform(.role(davit, .flag(felt, contact))) }
        #expect(throws: Refusal.unknownThing) { try story.perform(.role(davit, .flag(other, contact))) }
        #expect(throws: Refusal.alreadyDone) { try story.control(.flag(felt, contact)) }
    }

    @Test func `is believed by who looks on: what is flagged in a talk was made at its time`() throws {
        var (story, question) = try asked()
        guard case .question(_, _, let contact, _, _)? = story.state.item(question)?.item.body else { return }
        let mistakes = Story.twelve.world.mistakes
        let felt = try #require(mistakes.ids.first { mistakes[$0].isFelt })
        let other = try #require(mistakes.ids.first { !mistakes[$0].isFelt })
        let began = try #require(story.state.booking(contact)?.startedAt)
        story.pass(minutes: 90)
        #expect(throws: Refusal.unknownThing) { try story.control(.flag(other, contact)) }
        #expect(throws: Refusal.unknownThing) { try story.control(.flag(felt, ItemID("nothing"))) }
        try story.does(
            "police_desk", "message", agencies: ["shelter"], text: "Have you seen them?")
        let letter = try #require(story.state.bookings.last?.booking.id)
        story.pass(minutes: 90)
        #expect(throws: Refusal.unknownThing, "a letter is no talk") {
            try story.control(.flag(felt, letter))
        }
        try story.control(.flag(felt, contact))
        let made = try #require(story.state.mistakes.last)
        #expect(made.value.agency == story.its.agency("police"))
        #expect(made.value.person == story.its.person("davit"))
        #expect(made.value.byStaff)
        #expect(story.engine.moment(of: made, in: story.state) == began)
        #expect(made.time > began)
    }

    @Test func `never gets a character that the script alone voices`() throws {
        var scenario = Story.twelve
        let sela = ByName(scenario).person("sela")
        scenario.persons[sela].isScripted = true
        var story = Story(scenario)
        #expect(throws: Refusal.scripted) { try story.perform(.role(sela, .take)) }
        #expect(throws: Refusal.scripted) {
            try story.perform(.role(sela, .treated(ItemID("c1"), [1, 1, 1, 1])))
        }
        #expect(!story.person("sela").held)
    }

    @Test func `gets one for trained adults, whom control alone cannot hold`() throws {
        var scenario = Story.twelve
        let sela = ByName(scenario).person("sela")
        (scenario.persons[sela].isScripted, scenario.persons[sela].isForTrained) = (false, true)
        var story = Story(scenario)
        #expect(throws: Refusal.scripted) { try story.control(.holdPerson(sela)) }
        try story.perform(.role(sela, .take))
        #expect(story.person("sela").held)
    }
}
