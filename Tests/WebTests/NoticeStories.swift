import Basics
import Engine
import Host
import Model
import Packs
import Runtime
import Testing
import Views
import Web

private func id<K, V>(_ table: Table<K, V>, _ isMeant: (V) -> Bool) -> ID<K> {
    table.ids.first { isMeant(table[$0]) }!
}

/// The case in which marking somebody writes to the person, to the court, and to whoever marked them before.
private let caseOfNotices: Scenario = {
    var scenario = Playground.pack.scenario
    let world = scenario.world
    let mark = id(world.acts) { $0.id == "mark_presumed" }
    func notice(_ name: String, _ article: Int) -> DecisionNotice {
        var notice = DecisionNotice()
        (notice.id, notice.title) = (name, world.articles[ArticleID(article)].title)
        notice.says = world.articles[ArticleID(article)].text
        return notice
    }
    var (person, others) = (notice("to_person", 0), notice("others", 1))
    (person.toPerson, person.tellsWords) = (true, true)
    (others.agencies, others.toInvolved) = ([id(world.agencies) { $0.id == "court" }], true)
    scenario.world.acts[mark].notices = [person, others]
    return scenario
}()

@Suite struct `A decision about somebody` {
    /// Marks Davit as a seat that knows him.
    private func mark(_ status: PersonStatus, by name: String, _ playground: Playground) async throws {
        let scenario = caseOfNotices
        let seat = id(scenario.seats) { $0.id == name }
        try await playground.control(.told(FactID(0), scenario.seats[seat].agency))
        var act = Act(type: id(scenario.world.acts) { $0.id == "mark_presumed" })
        (act.person, act.status) = (PersonID(0), status)
        (act.text, act.facts) = (Typed("He cannot leave the kiln."), [FactID(0)])
        _ = try await playground.run.submit(
            .seat(seat, act), id: SecureRandom.token(), participant: 98, seat: name)
        for _ in 0..<2 { try await playground.jump() }
    }

    private func notices(_ name: String, _ playground: Playground) -> [ItemView] {
        let seat = id(caseOfNotices.seats) { $0.id == name }
        return playground.run.view(of: seat).inbox.filter { $0.kind == .notice }
    }

    @Test func `is written to those whom the pack names, and to nobody else`() async throws {
        try await Playground.play(in: caseOfNotices) { playground in
            try await playground.control(.start)
            try await mark(.potential, by: "house_desk", playground)
            #expect(notices("court_desk", playground).count == 1)
            try await mark(.presumed, by: "police_desk", playground)
            #expect(notices("court_desk", playground).count == 2, "the pack names them")
            #expect(notices("house_desk", playground).count == 1, "they marked the person before")
            #expect(notices("police_desk", playground).isEmpty, "who decides knows it")
            #expect(notices("border_desk", playground).isEmpty, "nobody names them")
        }
    }

    @Test func `is read by whoever gets it, with who decided, and is known from then on`() async throws {
        try await Playground.play(in: caseOfNotices) { playground in
            try await playground.control(.start)
            try await mark(.potential, by: "house_desk", playground)
            let house = try await playground.sit("house_desk")
            try await mark(.presumed, by: "police_desk", playground)
            let list = try await house.get("/now")
            let name = caseOfNotices.world.articles[ArticleID(1)].title
            let title = try #require(Playground.pack.texts.text(name, in: "en"))
            let item = try await house.get(try #require(list.link(title)))
            for words in ["Decision", "Decided by", "Investigation Office of Alvora", "presumed", "Davit"] {
                #expect(item.text.contains(words), "\(words)")
            }
            #expect(!item.text.contains("He cannot leave the kiln."), "this notice tells no reasons")
        }
    }

    @Test func `stands on the page of whoever plays the person, with the reasons`() async throws {
        try await Playground.play(in: caseOfNotices) { playground in
            try await playground.control(.start)
            try await mark(.presumed, by: "police_desk", playground)
            func past() -> CharacterPast? { playground.run.role(of: PersonID(0)).past }
            #expect(past() == nil, "nobody plays him")
            try await playground.control(.holdPerson(PersonID(0)))
            let told = try #require(past()?.notices.first)
            #expect(told.status == .presumed && told.reasons != nil)
            #expect(past()?.notices.count == 1, "what is for offices is not for him")
        }
    }

    @Test func `stands in control's feed, with who was told, and in the debrief with when they read it`()
        async throws
    {
        try await Playground.play(in: caseOfNotices) { playground in
            let control = try await playground.lead()
            try await playground.control(.start)
            try await mark(.potential, by: "house_desk", playground)
            try await mark(.presumed, by: "police_desk", playground)
            let name = caseOfNotices.world.articles[ArticleID(1)].title
            let title = try #require(Playground.pack.texts.text(name, in: "en"))
            let feed = try await control.get("/control?kind=acts")
            #expect(feed.text.contains("Decision written: " + title))
            let lines = playground.run.control().feed().filter { $0.kind == .notice }
            #expect(lines.count == 4, "two marks, each written to the person and to others")
            let court = caseOfNotices.world.agencies[id(caseOfNotices.world.agencies) { $0.id == "court" }]
                .name
            #expect(lines.first?.to.contains { $0.source == .pack(court) } == true)

            let house = try await playground.sit("house_desk")
            let before = playground.run.control().clock.now
            try await playground.jump()
            let list = try await house.get("/now")
            try await house.get(try #require(list.link(title)))
            try await playground.control(.end)
            let entries = try await playground.run.debrief().entries
            var (written, read): ([ExerciseTime], [ExerciseTime]) = ([], [])
            for entry in entries {
                if case .notice = entry.kind { written.append(entry.time) }
                if case .noticeRead = entry.kind { read.append(entry.time) }
            }
            #expect(written.count == 4 && read.count == 1)
            #expect(try #require(read.first) >= before)
            let page = try await control.get("/debrief?through=all&lines=everything")
            #expect(page.text.contains("Decision written: " + title))
            #expect(page.text.contains("Decision read: " + title))
        }
    }
}
