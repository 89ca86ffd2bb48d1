import Testing
import Web

@Suite struct `HTML` {
    @Test func `is written from values, attributes first`() {
        let page = article(.class("card"), .id("n1"), h2("Title"), p("One ", strong("two")), br())
        #expect(
            page.html
                == #"<article class="card" id="n1"><h2>Title</h2><p>One <strong>two</strong></p><br></article>"#
        )
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "\"><img src=x>", "' onclick='x", "a & b < c", "Әлия «Қ» ʻ",
    ])
    func `keeps what people type as text`(typed: String) {
        let html = p(.hint(typed), .text(typed)).html
        let inside = html.dropFirst("<p".count).dropLast("</p>".count)
        #expect(inside.filter { $0 == "<" }.isEmpty)
        #expect(inside.filter { $0 == ">" }.count == 1)
        #expect(inside.filter { $0 == "\"" }.count == 2)
        #expect(!inside.contains("'"))
    }

    @Test func `writes every special letter as an entity and others as they are`() {
        #expect(
            Node.text("<a href='x'>\"&\u{0}ң</a>").html
                == "&lt;a href=&#39;x&#39;&gt;&quot;&amp;\u{FFFD}ң&lt;/a&gt;")
    }

    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", " javascript:x", "java\tscript:x",
        "vbscript:x",
    ])
    func `refuses an address that would run something`(address: String) {
        #expect(a(.href(address), "x").html == "<a>x</a>")
        #expect(form(.action(address)).html == "<form></form>")
    }

    @Test(arguments: ["/run/1?x=a:b", "#now", "?lang=ru", "https://example.org/", "case/3", "/a:b"])
    func `keeps an address of our own`(address: String) {
        #expect(a(.href(address)).html == "<a href=\"\(address)\"></a>")
    }

    @Test func `leaves out what is not there`() {
        #expect(
            input(.attr("value", nil), .required(if: false), .checked(if: true)).html == "<input checked>")
        #expect(
            ul(.each([1, 2]) { li(.digits($0)) }, .when(false, li("3"))).html
                == "<ul><li>1</li><li>2</li></ul>")
    }

    @Test func `takes attributes out of groups`() {
        let both: Node = .group([.class("a"), .data("kind", "new")])
        #expect(div(both, "x").html == #"<div class="a" data-kind="new">x</div>"#)
    }

    @Test func `is a document with a doctype`() {
        #expect(
            String(decoding: html(.lang("kk")).document(), as: UTF8.self)
                == #"<!doctype html><html lang="kk"></html>"#)
    }
}
