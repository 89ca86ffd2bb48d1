import Basics
import Engine
import Fixtures
import Foundation
import Host
import Model
import Packs
import Testing
import Texts
import Views
import Web

/// The twelve-fact pack in English, in a world that has words of its own.
private func renamed() throws -> LoadedPack {
    let files = Fixtures.twelve().files.map { file in
        let text = String(decoding: file.bytes, as: UTF8.self)
            .replacingOccurrences(of: "languages: [en, ru]\n", with: "languages: [en]\n")
            .replacingOccurrences(
                of: "\nsteps:\n",
                with: """

                    glossary:
                      order: {name: Warrant, text: What a judge signs.}
                      card: {name: The card, text: A paper of this world.}
                      removal: false
                      silence: false
                    statuses: {presumed: Noted at first sight}
                    steps:

                    """)
        return PackFile(path: file.path, bytes: Array(text.utf8))
    }
    return try PackReader.scenario(files: files)
}

private func reader(_ language: String = "en", of pack: LoadedPack) -> PageContext {
    let texts = pack.texts
    var ctx = PageContext(
        t: Playground.texts.tongue(language), words: { texts.text($0, in: $1) }, path: "/",
        languages: ["en", "ru"], token: { "" })
    ctx.laws = LawValues(pack.scenario.world)
    return ctx
}

@Suite struct `Words of the world` {
    @Test func `stand in the glossary in place of the program's`() async throws {
        let pack = try renamed()
        try await Playground.play(in: pack.scenario, of: pack) { playground in
            let page = try await Browser(site: playground.site).get("/glossary").html
            for words in ["Warrant", "What a judge signs.", "The card", "A paper of this world."] {
                #expect(page.contains(words), "\(words)")
            }
            for words in ["such as a prosecutor", "Suspension of removal", "Lawful silence"] {
                #expect(!page.contains(words), "\(words)")
            }
            #expect(page.contains("Noted at first sight") && !page.contains("<dt>Presumed victim"))
            #expect(page.contains("<dt>Potential victim"))
        }
    }

    @Test func `are the program's where it has none`() async throws {
        try await Playground.play { playground in
            let page = try await Browser(site: playground.site).get("/glossary").html
            for words in ["such as a prosecutor", "Suspension of removal", "<dt>Presumed victim"] {
                #expect(page.contains(words), "\(words)")
            }
        }
    }

    @Test func `name where people stand on every page`() throws {
        let ctx = reader(of: try renamed())
        #expect(ctx.name(of: .presumed) == "Noted at first sight")
        #expect(ctx.name(of: .identified) == reader(of: Fixtures.twelve()).name(of: .identified))
    }

    @Test func `say in which language they stand where the page has another`() throws {
        var ctx = reader("ru", of: Fixtures.twelve())
        let engine = Engine(Fixtures.twelve().scenario)
        let view = SeatView(engine, engine.initial(seed: 1), seat: SeatID(0), secret: 7, now: .start)
        let text = try #require(view.agencies.first?.about)
        ctx.packLanguages = ["en"]
        #expect(ctx.prose(text).html.contains("<div lang=\"en\">"))
        ctx.packLanguages = ["en", "ru"]
        #expect(!ctx.prose(text).html.contains("lang="))
    }

    @Test(arguments: ["en", "ru"])
    func `say of one country, of two and of more what is true`(_ language: String) {
        var ctx = reader(language, of: Fixtures.twelve())
        var world = Fixtures.twelve().scenario.world
        let two = Array(world.countries.values)
        let words = [[two[0]], two, two + [two[0]]].map { countries in
            world.countries = Table(countries)
            ctx.laws = LawValues(world)
            return ctx.everywhere
        }
        #expect(
            words
                == (language == "en"
                    ? ["", "Both countries", "All countries"] : ["", "Обе страны", "Все страны"]))
    }
}

@Suite struct `A request` {
    /// The page on which the police ask another agency.
    private func form(_ scenario: Scenario) async throws -> String {
        let shown = Locked<String>("")
        try await Playground.play(in: scenario) { playground in
            try await playground.control(.start)
            let seat = try await playground.sit("police_desk", name: "Asker")
            let address = try #require(try await seat.get("/act").link("Ask another agency"))
            let page = try await seat.get(address).html
            shown.withLock { $0 = page }
        }
        return shown.withLock { $0 }
    }

    @Test func `offers the times by which its world lets one ask for an answer`() async throws {
        var scenario = Fixtures.twelve().scenario
        let usual = try await form(scenario)
        #expect(usual.contains("<option value=\"240\" selected") && usual.contains("value=\"1440\""))
        for id in scenario.world.acts.ids where scenario.world.acts[id].verb == .request {
            scenario.world.acts[id].deadlines = [10, 43_200]
        }
        let own = try await form(scenario)
        #expect(own.contains("<option value=\"43200\" selected") && own.contains("value=\"10\""))
        #expect(!own.contains("value=\"240\""))
    }
}
