import Basics
import Bots
import Engine
import Fixtures
import HTTPCore
import Model
import Packs
import Rehearsal
import Testing
import Texts
import Views
import Web

@Suite struct `The debrief` {
    @Test func `is control's until ENDEX and everybody's after it`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let seat = try await playground.sit("house_desk", name: "Gulnara")
            #expect(try await control.get("/debrief").text.contains("The exercise is not over"))
            let early = try await seat.get("/debrief")
            #expect(early.text.contains("comes after the exercise"))
            #expect(!early.text.contains("Who knew what"))
            try await playground.control(.end)
            let own = try await seat.get("/debrief")
            #expect(own.text.contains("Through the eyes of"))
            #expect(!own.text.contains("What became of people"))
            let whole = try await seat.get("/debrief?through=all")
            #expect(whole.text.contains("What became of people"))
            #expect(!whole.text.contains("Gulnara"), "people who play are never named")
        }
    }

    @Test func `shows who knew what, what waited and what was rightly kept`() throws {
        let page = try DebriefTests.report(.siloed).page(back: "/control")
        let html = page.content.html
        for part in ["figures", "run", "ledger", "missed", "silences", "people", "decisions", "timeline"] {
            #expect(html.contains("id=\"\(part)\""), "\(part)")
        }
        #expect(html.contains("Needed, not shared"))
        #expect(html.contains("class=\"wait\""))
        #expect(html.contains("<tspan") && !html.contains(/\w<\/tspan><tspan/), "words are heard apart")
    }

    @Test func `folds the long table of lawful reasons as it folds what waited`() throws {
        let debrief = try DebriefTests.debrief(.siloed)
        let one = Debrief.LawfulSilence(of: debrief.title)
        func html(_ count: Int) -> String {
            var long = debrief
            long.silences = Array(repeating: one, count: count)
            return DebriefTests.report(long, DebriefAsk()).page(back: "/control").content.html
        }
        #expect(!html(30).contains("id=\"silences-more\""))
        #expect(html(42).contains("id=\"silences-more\"") && html(42).contains("12 more"))
    }

    @Test func `tells a run in which everybody shared with fewer waits`() throws {
        let together = try DebriefTests.debrief(.cooperative)
        let apart = try DebriefTests.debrief(.siloed)
        #expect(together.missed.map(\.waited).reduce(0, +) < apart.missed.map(\.waited).reduce(0, +))
    }

    @Test func `through one agency's eyes shows what it saw and nothing else`() throws {
        let whole = try DebriefTests.debrief(.cooperative)
        let agency = try #require(whole.agencies.first)
        let report = DebriefTests.report(whole, DebriefAsk(through: agency.id))
        let html = report.page(back: "/now").content.html
        #expect(!html.contains("id=\"people\""))
        let known = whole.through(agency.id).ledger.count
        #expect(known < whole.ledger.count)
    }
}

private enum DebriefTests {
    static func debrief(_ policy: BotPolicy) throws -> Debrief {
        let engine = Engine(Playground.pack.scenario)
        let texts = Playground.pack.texts
        var builder = DebriefBuilder(engine, seed: 1)
        let rehearsal = Rehearsal(engine) { text in
            if case .pack(let id) = text.source { texts.text(id, in: "en") ?? "" } else { "" }
        }
        _ = rehearsal.play(policy, seed: 1) { time, _, _, events in builder.add(events, at: time) }
        return builder.finish()
    }

    static func report(_ policy: BotPolicy) throws -> DebriefReport {
        report(try debrief(policy), DebriefAsk())
    }

    static func report(_ debrief: Debrief, _ ask: DebriefAsk) -> DebriefReport {
        let texts = Playground.pack.texts
        let ctx = PageContext(
            t: Playground.texts.tongue("en"), words: { texts.text($0, in: $1) }, path: "/debrief",
            languages: ["en", "ru"], token: { "token-token" })
        return DebriefReport(ctx: ctx, debrief: debrief, ask: ask)
    }
}
