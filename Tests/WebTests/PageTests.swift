import StyleGuide
import Testing
import Web

@Suite struct `The design system` {
    @Test(arguments: StyleGuide.pages) func `makes whole pages`(sample: StyleGuide.Sample) throws {
        let bytes = sample.page.document()
        let html = String(decoding: bytes, as: UTF8.self)
        #expect(html.hasPrefix("<!doctype html><html lang=\"en\""))
        #expect(html.matches(of: /<h1[ >]/).count == 1, "one heading tells what the page is")
        #expect(!html.contains("style=\""), "the content policy allows no style in the page")
        #expect(html.firstMatch(of: /\son[a-z]+="/) == nil, "nor script")
        let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
        #expect(
            Set(ids).count == ids.count,
            "no id twice: \(ids.filter { id in ids.filter { $0 == id }.count > 1 })")
        for match in html.matches(of: /\sfor="([^"]*)"/) {
            #expect(ids.contains(String(match.output.1)), "a label for \(match.output.1)")
        }
    }

    @Test func `keeps five places within reach and no more`() {
        #expect(StyleGuide.placesOfParticipant(current: 0).count == 5)
    }

    @Test func `shows a signal by drawing and word beside its colour`() {
        for signal in [Signal.new, .waiting, .due, .breach] {
            let html = chip("Due in 20 minutes", signal).html
            #expect(html.contains("<svg"))
            #expect(html.contains("Due in 20 minutes"))
        }
    }
}
