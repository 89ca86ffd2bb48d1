import Basics
import Engine
import Model
import Simulation
import Testing

@Suite struct `Sharing` {
    @Test func `reaches the other agency, which knows only when it has read it`() throws {
        var story = try heard()
        try story.control(.told(story.its.fact("wages_withheld"), story.its.agency("police")))
        story.pass(minutes: 10)
        try story.does(
            "police_desk", "tell", agencies: ["migration"], facts: ["wages_withheld"], basis: "law_task",
            text: "For your file.")
        #expect(!story.knows("migration", "wages_withheld"))
        let told = try #require(story.ledger("migration", "wages_withheld").first)
        #expect(told.time == .start.after(minutes: 10))
        #expect(told.learning.way == .told)
        #expect(told.learning.from == story.its.agency("police"))
        #expect(told.learning.basis == story.its.basis("law_task"))
        #expect(told.openedAt == nil)
        story.pass(minutes: 25)
        story.opens("border_desk")
        #expect(story.knows("migration", "wages_withheld"))
        #expect(story.ledger("migration", "wages_withheld").first?.openedAt == .start.after(minutes: 35))
        #expect(!story.knows("shelter", "wages_withheld"))
        #expect(story.breaches.isEmpty)
    }

    @Test func `against the rule of its class goes through and is recorded`() throws {
        var story = try heard()
        try story.control(.told(story.its.fact("wages_withheld"), story.its.agency("police")))
        #expect(story.sharing("wages_withheld", from: "police", to: "shelter").answer == .forbidden)
        #expect(story.sharing("wages_withheld", from: "police", to: "court").answer == .allowed)
        #expect(story.sharing("davit_missing", from: "police", to: "shelter") == .allowed)
        try story.does(
            "police_desk", "tell", agencies: ["shelter", "court"], facts: ["wages_withheld"], basis: "danger")
        #expect(story.breaches == ["R-SHA-02"])
        #expect(story.state.breaches.first?.value.fact == story.its.fact("wages_withheld"))
        #expect(story.state.shares.map(\.value.answer) == [.forbidden, .allowed])
        story.opens("house_desk")
        #expect(story.knows("shelter", "wages_withheld"))
    }

    @Test func `of what was said in confidence asks for consent, given for this agency`() throws {
        var story = try heard()
        let davit = story.its.person("davit")
        try story.control(.told(story.its.fact("family_threatened"), story.its.agency("police")))
        #expect(story.sharing("family_threatened", from: "police", to: "shelter").answer == .needsConsent)
        try story.control(.dial(davit, .trust, 30))
        try story.does(
            "police_desk", "ask_consent", person: "davit", agency: "shelter", setting: "office",
            interpreter: "sworn")
        #expect(story.outcome("police_desk") == .consented(false))
        try story.control(.dial(davit, .trust, 60))
        try story.does(
            "police_desk", "ask_consent", person: "davit", agency: "shelter", setting: "office",
            interpreter: "sworn")
        #expect(story.outcome("police_desk") == .consented(true))
        #expect(story.sharing("family_threatened", from: "police", to: "shelter").answer == .allowed)
        #expect(story.sharing("family_threatened", from: "police", to: "migration").answer == .needsConsent)
        #expect(story.sharing("family_threatened", from: "police", to: "court").answer == .needsOrder)
    }

    @Test func `with the same agency twice in one go tells it once`() throws {
        var story = try heard()
        try story.does(
            "police_desk", "tell", agencies: ["shelter", "shelter", "police"],
            facts: ["davit_missing", "davit_missing"], basis: "law_task")
        #expect(story.state.shares.count == 1)
        #expect(story.inbox("house_desk").count == 1)
        #expect(story.ledger("shelter", "davit_missing").count { $0.learning.way == .told } == 1)
    }

    @Test func `needs facts that one knows, somebody else to tell, and a basis`() throws {
        var story = try heard()
        #expect(throws: Refusal.unknownThing) {
            try story.does("police_desk", "tell", agencies: ["court"], facts: ["van_paid"], basis: "law_task")
        }
        #expect(throws: Refusal.missing(.recipients)) {
            try story.does(
                "police_desk", "tell", agencies: ["police"], facts: ["davit_missing"], basis: "law_task")
        }
        #expect(throws: Refusal.missing(.facts)) {
            try story.does("police_desk", "tell", agencies: ["court"], basis: "law_task")
        }
        #expect(throws: Refusal.missing(.basis)) {
            try story.does("police_desk", "tell", agencies: ["court"], facts: ["davit_missing"])
        }
    }
}

@Suite struct `A message` {
    @Test func `carries its words, and its facts beside them`() throws {
        var story = try heard()
        try story.does("house_desk", "message", agencies: ["police"], text: "A brother is missing.")
        guard case .message(let text)? = story.inbox("police_desk").last?.item.body else {
            Issue.record("no message came")
            return
        }
        #expect(text.text == "A brother is missing.")
        #expect(throws: Refusal.missing(.text)) {
            try story.does("house_desk", "message", agencies: ["police"])
        }
        #expect(throws: Refusal.missing(.recipients)) {
            try story.does("house_desk", "message", agencies: ["shelter"], text: "To myself.")
        }
    }
}

@Suite struct `A request for information` {
    private func asked() throws -> (Story, ItemID) {
        var story = try heard()
        try story.control(.told(story.its.fact("davit_crossed"), story.its.agency("migration")))
        try story.does(
            "police_desk", "ask", person: "davit", agency: "migration", basis: "law_task", deadline: 60,
            kind: "movement", text: "When did he cross?")
        let item = try #require(story.inbox("border_desk").last).item
        return (story, item.id)
    }

    @Test func `is answered with facts, and the answer stands by the question`() throws {
        var (story, request) = try asked()
        story.opens("border_desk")
        story.pass(minutes: 30)
        try story.does(
            "border_desk", "reply", facts: ["davit_crossed"], item: request, text: "In a grey van.")
        #expect(story.state.item(request)?.state == .answered)
        let answer = try #require(story.inbox("police_desk").last)
        #expect(answer.item.body == .reply(to: request, .answered, Typed("In a grey van.")))
        #expect(!story.knows("police", "davit_crossed"))
        story.opens("police_desk")
        #expect(story.knows("police", "davit_crossed"))
        #expect(throws: Refusal.alreadyAnswered) { try story.does("border_desk", "reply", item: request) }
    }

    @Test func `may be refused, with reasons`() throws {
        var (story, request) = try asked()
        #expect(throws: Refusal.missing(.reasons)) { try story.does("border_desk", "decline", item: request) }
        try story.does("border_desk", "decline", item: request, text: "Write to the ministry.")
        #expect(story.state.item(request)?.state == .refused)
        #expect(
            story.inbox("police_desk").last?.item.body
                == .reply(to: request, .refused, Typed("Write to the ministry.")))
    }

    @Test func `lapses at its deadline, and a late answer still comes`() throws {
        var (story, request) = try asked()
        story.pass(minutes: 59)
        #expect(story.state.item(request)?.state == .open)
        story.pass(minutes: 1)
        #expect(story.state.item(request)?.state == .lapsed)
        try story.does("border_desk", "reply", facts: ["davit_crossed"], item: request)
        #expect(story.state.item(request)?.state == .answered)
    }

    @Test func `goes to another agency, is about something, and has a deadline that can be kept`() throws {
        var (story, request) = try asked()
        #expect(throws: Refusal.sameAgency) {
            try story.does("police_desk", "ask", person: "davit", agency: "police", basis: "law_task")
        }
        #expect(throws: Refusal.missing(.agency)) {
            try story.does("police_desk", "ask", person: "davit", basis: "law_task")
        }
        #expect(throws: Refusal.missing(.person)) {
            try story.does("police_desk", "ask", agency: "migration", basis: "law_task")
        }
        for deadline in [-5, 0, Int.max] {
            #expect(throws: Refusal.missing(.deadline)) {
                try story.does(
                    "police_desk", "ask", person: "davit", agency: "migration", basis: "law_task",
                    deadline: deadline)
            }
        }
        #expect(throws: Refusal.missing(.item)) { try story.does("house_desk", "reply", item: request) }
    }
}
