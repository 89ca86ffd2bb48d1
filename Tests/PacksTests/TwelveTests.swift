import Basics
import Fixtures
import Model
import Packs
import Testing
import Texts

private func person(_ index: Int) -> Subject<Kind.Person> { .fixed(PersonID(index)) }

@Suite struct `The twelve-fact pack` {
    private let pack = Fixtures.twelve()
    private var scenario: Scenario { pack.scenario }
    private var world: World { pack.scenario.world }

    private func act(_ id: String) throws -> ActType { try #require(world.acts.values.first { $0.id == id }) }

    private func source(_ fact: String, _ act: String) throws -> Source {
        try #require(
            scenario.sources.values.first {
                scenario.facts[$0.fact].id == fact && world.acts[$0.act].id == act
            })
    }

    /// It is made for tests: its rules are played by no example.
    @Test func `is read without a complaint but of its rules`() {
        #expect(pack.warnings.map(\.code) == [.neverPlayed, .neverPlayed])
        #expect(scenario.facts.count == 12)
        #expect(scenario.seats.count == 4)
    }

    @Test func `uses every verb`() {
        let verbs = world.acts.values.map(\.verb)
        for verb in Verb.allCases { #expect(verbs.contains(verb)) }
    }

    @Test func `reads a condition over the act and the bound person`() throws {
        let told = try source("debt_claimed", "interview")
        let trust = Expression.compare(
            .greaterOrEqual, .read(.dial(.slot(Slot.person), .trust)), .constant(40))
        #expect(
            told.when == .both(.both(trust, .read(.act(.languageShared))), .read(.act(.apart))))
    }

    @Test func `compares choices by number, grade and flag`() throws {
        let found = try source("papers_locked", "inspect")
        let thorough = Expression.compare(.greaterOrEqual, .read(.act(.choice(1))), .constant(2))
        #expect(found.when == .both(.not(.read(.act(.choice(0)))), thorough))
        let choices = try act("inspect").choices
        #expect(choices[0].isFlag && choices[0].start == 0)
        #expect(choices[1].from == 1 && choices[1].start == 2)
        #expect(choices[1].options.map(\.id) == ["glance", "usual", "thorough"])
    }

    @Test func `compares words by their place in the list`() throws {
        let pressing = Expression.compare(.equal, .read(.act(.choice(0))), .constant(1))
        #expect(try act("interview").effects[1].when == pressing)
        let isFamily = Expression.read(.act(.topic(TopicID(2))))
        let gate = try act("interview").gates[0].when
        #expect(
            gate
                == .both(
                    .both(.read(.act(.believes(TraitID(0)))), .not(.read(.act(.guardian)))), .not(isFamily)))
    }

    @Test func `counts moments from STARTEX in the zone that is named`() {
        // 10:20 in Brenholt is 9:20 in reference time, and the exercise starts at 8:00.
        #expect(scenario.injects[InjectID(0)].trigger == .at(minute: 80))
        #expect(scenario.records[RecordID(2)].from == 240)
    }

    @Test func `puts the world's rules first`() {
        #expect(
            scenario.rules.values.map(\.id) == [
                "worn_out", "hunger", "kiln_reacts", "kiln_notices", "sela_is_moved", "marga_at_night",
                "workers_calm_down",
            ])
        let free = Expression.read(.mark(.slot(Slot.firstFree), .safe))
        #expect(
            scenario.rules[RuleID(3)].when
                == .gather(.exists, over: .persons, slot: Slot.firstFree, free))
    }

    @Test func `reads effects with their amounts`() {
        let effects = scenario.rules[RuleID(4)].effects
        #expect(effects[0].verb == .move(.one(person(1)), to: PlaceID(3)))
        #expect(effects[1].verb == .lose(.one(person(1)), .moved))
        let pressure = Expression.product(.constant(-2), .read(.counter(CounterID(0))))
        #expect(effects[2].verb == .change(.dial(person(0), .trust), by: pressure))
    }

    @Test func `gives one source for each fact that is told together`() throws {
        let shed = try source("sleeping_shed", "inspect")
        let young = try source("sela_looks_young", "inspect")
        #expect(shed.text == young.text)
        #expect(shed.text.path == "source.sleeping_shed.inspect.1.text")
    }

    @Test func `expands an agency to its seats and keeps named seats`() {
        let lorry = scenario.injects.values.first { $0.id == "lorry_seen" }
        #expect(lorry?.seats == [SeatID(0), SeatID(3)])
    }

    @Test func `folds the longest letter groups first`() {
        #expect(world.folding.first == Folding(from: "sch", to: "sh"))
        let lengths = world.folding.map { $0.from.unicodeScalars.count }
        #expect(lengths == lengths.sorted(by: >))
    }

    @Test func `speaks two languages, and a third falls back to the first`() {
        let title = TextID("scenario.title")
        #expect(pack.texts.text(title, in: "en") == "Twelve facts")
        #expect(pack.texts.text(title, in: "ru") == "Двенадцать фактов")
        #expect(pack.texts.text(title, in: "kk") == "Twelve facts")
        #expect(pack.texts.text(TextID("scenario.nothing"), in: "ru") == nil)
        let article = pack.texts.sources.first { $0.id.path == "article.consent_first.text" }
        #expect(article?.isMarkdown == true)
    }

    @Test func `is the same pack when it is read from its copy`() throws {
        let copy = try PackReader.scenario(files: pack.files)
        #expect(copy.files == pack.files)
        #expect(copy.scenario.facts.values.map(\.id) == scenario.facts.values.map(\.id))
        #expect(
            pack.files.map(\.path) == [
                "scenario/scenario.yaml", "scenario/text/ru.po", "world/text/ru.po", "world/world.yaml",
            ])
    }

    @Test func `has a world that can be checked alone`() throws {
        let pack = try PackReader.read(folder: Fixtures.twelveFolder + "/world")
        guard case .world(let loaded) = pack else {
            Issue.record("a world was expected")
            return
        }
        #expect(loaded.world.id == "two_banks")
        #expect(loaded.warnings.map(\.code) == [.neverPlayed])
    }

    @Test func `brings its translations up to date without losing any`() throws {
        let sheet = try PackReader.textSheet(folder: Fixtures.twelveFolder)
        #expect(sheet.translatedLanguages == ["ru"])
        let merged = sheet.merged(nil, language: "ru")
        #expect(merged.untranslated == sheet.texts.map(\.id.path))
    }
}
