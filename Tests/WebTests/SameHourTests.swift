import Basics
import Model
import Runtime
import Testing
import Views
import Web

@Suite struct `What one agency shares within an hour` {
    /// Police tell everybody one fact.
    private func share(_ fact: Int, _ playground: Playground, by command: String) async throws {
        let police = try #require(playground.run.seat(named: "police_desk"))
        let known = playground.run.view(of: police).facts.map(\.handle)
        try await playground.control(.told(FactID(fact), AgencyID(0)))
        let view = playground.run.view(of: police)
        let share = try #require(view.prospects.first { $0.verb == .share })
        var request = ActRequest(act: share.act)
        request.facts = [try #require(view.facts.first { !known.contains($0.handle) }).handle]
        request.agencies = view.agencies.filter { !$0.isOurs }.map(\.handle)
        request.basis = share.bases.first?.handle
        let act = try #require(view.act(request))
        _ = try await playground.run.submit(
            .seat(police, act), id: command, participant: 3, seat: "police_desk")
    }

    private func heads(_ page: Browser.Page) -> Int { page.html.matches(of: /class="item-fold"/).count }

    @Test func `stands in one place, says how much is new, and leaves nothing out`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            for fact in [0, 2, 8] { try await share(fact, playground, by: "c-share-\(fact)") }
            let house = try await playground.sit("house_desk")
            let list = try await house.get("/now")
            #expect(heads(list) == 1)
            #expect(list.text.contains("3 times") && list.text.contains("3 new items"))
            let links = Set(list.html.matches(of: /href="(\/item\/[a-z0-9]*)"/).map { String($0.output.1) })
            #expect(links.count >= 3)
            for (read, link) in links.sorted().enumerated() where read < 2 { try await house.get(link) }
            let later = try await house.get("/now")
            #expect(later.text.contains("3 times") && later.text.contains("1 new item"))
            #expect(!later.text.contains("3 new items"))
        }
    }

    @Test func `says what each was about once it is read, and what is read stands open`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            for fact in [0, 2] { try await share(fact, playground, by: "c-share-\(fact)") }
            let house = try await playground.sit("house_desk")
            let list = try await house.get("/now")
            #expect(!list.text.contains("Davit"), "not before it is read")
            let links = list.html.matches(of: /href="(\/item\/[a-z0-9]*)"/).map { String($0.output.1) }
            for link in links { try await house.get(link) }
            let read = try await house.get(links[0])
            #expect(read.html.contains(/<details class="item-fold" id="[^"]*" open/))
            #expect(try await house.get("/now").text.contains("Davit has not called his sister"))
        }
    }

    @Test func `stands apart from what comes an hour later, and is one message of the talk`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            for fact in [0, 2] { try await share(fact, playground, by: "c-share-\(fact)") }
            try await playground.jump()
            let house = try await playground.sit("house_desk")
            #expect(playground.run.control().clock.local.hour > 8)
            try await share(8, playground, by: "c-share-8")
            let list = try await house.get("/now")
            #expect(heads(list) == 1 && list.text.contains("2 times"))
            #expect(try await house.get("/talk").text.contains("2 times"))
            let police = try await playground.sit("police_desk")
            #expect(try await police.get("/talk").text.contains("2 times"), "what we sent, too")
        }
    }
}
