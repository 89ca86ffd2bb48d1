import Basics
import Fixtures
import Foundation
import Model
import Packs
import Testing
import Texts
import Views
import Web

/// The bundled world with one limit of the law changed, and nothing else.
private func osmira(guardianWithin limit: String) throws -> LoadedWorld {
    let folder = Fixtures.root + "/Packs/osmira/"
    let files = try ["world.yaml", "text/ru.po"].map { path in
        let text = try String(contentsOfFile: folder + path, encoding: .utf8)
        let law = text.replacingOccurrences(
            of: "      guardian_within: 24 h\n", with: "      guardian_within: \(limit)\n")
        return PackFile(path: "world/" + path, bytes: Array(law.utf8))
    }
    guard case .world(let world) = try PackReader.read(files: files) else {
        throw CocoaError(.featureUnsupported)
    }
    return world
}

private func reader(_ language: String, of world: LoadedWorld, in country: Int?) -> PageContext {
    let texts = world.texts
    var ctx = PageContext(
        t: Playground.texts.tongue(language), words: { texts.text($0, in: $1) }, path: "/",
        languages: ["en", "ru"], token: { "" })
    ctx.laws = LawValues(world.world)
    ctx.country = country.map { CountryID($0) }
    return ctx
}

@Suite struct `A limit of the law in the texts of a pack` {
    @Test func `is changed in one place, and every text in every language says it`() throws {
        let (now, changed) = (try osmira(guardianWithin: "24 h"), try osmira(guardianWithin: "7 h"))
        let naming = now.texts.sources.filter { $0.source.contains("{law.guardian_within") }.map(\.id)
        #expect(naming.count >= 2, "the article and the duty")
        for (language, words) in [("en", "7 hours"), ("ru", "7 часов")] {
            for text in naming {
                #expect(!reader(language, of: now, in: 0).say(text).contains(words))
                #expect(reader(language, of: changed, in: 0).say(text).contains(words), "\(text) \(language)")
            }
        }
    }

    @Test func `is that of the reader's country, or of each for a reader without one`() throws {
        let world = try osmira(guardianWithin: "7 h")
        let duty = TextID("duty.R-CH-03.says")
        let (velmara, ithren) = (
            reader("en", of: world, in: 0).say(duty), reader("en", of: world, in: 1).say(duty)
        )
        #expect(velmara.contains("within 7 hours") && !velmara.contains("8 hours"))
        #expect(ithren.contains("within 8 hours") && !ithren.contains("7 hours"))
        let control = reader("en", of: world, in: nil).say(duty)
        #expect(control.contains("7 hours (Velmara)") && control.contains("8 hours (Ithren)"))
    }

    @Test func `is that of the country which decided, in a notice, whoever reads it`() throws {
        let world = try osmira(guardianWithin: "24 h")
        for notice in ["formal_decision.notice.to_person", "decision_notice.notice.copies"] {
            let appeal = TextID("act.\(notice).appeal")
            for country in [nil, 0, 1] {
                let reader = reader("en", of: world, in: country)
                #expect(reader.about(actOf: CountryID(0)).say(appeal).contains("within 14 days"))
                #expect(reader.about(actOf: CountryID(1)).say(appeal).contains("within 10 days"))
            }
        }
    }

    @Test func `leaves no brace on a page`() throws {
        let world = try osmira(guardianWithin: "24 h")
        for language in ["en", "ru"] {
            let ctx = reader(language, of: world, in: 1).about(actOf: CountryID(1))
            for text in world.texts.sources { #expect(!ctx.say(text.id).contains("{law")) }
        }
    }
}
