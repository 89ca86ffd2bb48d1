import Documents
import Testing

@Suite struct `A Markdown document` {
    @Test func `becomes paragraphs, emphasis and lists`() {
        #expect(
            Markdown.html("Some *words*\n\n- one\n- two") == """
                <p>Some <em>words</em></p>
                <ul>
                <li>one</li>
                <li>two</li>
                </ul>

                """)
    }

    @Test func `has tables`() {
        let html = Markdown.html("| a | b |\n|---|---|\n| 1 | 2 |")
        #expect(html.contains("<table>") && html.contains("<th>a</th>") && html.contains("<td>2</td>"))
    }

    @Test func `begins its headings below those of the page`() {
        #expect(Markdown.html("# One\n\n## Two") == "<h2>One</h2>\n<h3>Two</h3>\n")
        #expect(Markdown.html("##### Deep", topHeading: 4) == "<h6>Deep</h6>\n")
    }

    @Test func `shows raw HTML as text`() {
        #expect(Markdown.html("a <b onclick=x>b</b>") == "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n")
        let block = Markdown.html("<script>\nalert(1)\n</script>\n\nafter")
        #expect(
            !block.contains("<script") && block.contains("&lt;script&gt;") && block.contains("<p>after</p>"))
    }

    @Test(arguments: [
        "https://example.org/a", "mailto:a@example.org", "/law/12", "#article-27", "annex?x=a:b",
    ])
    func `keeps links to the web, to mail and within`(address: String) {
        #expect(Markdown.html("[x](\(address))") == "<p><a href=\"\(address)\">x</a></p>\n")
    }

    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x",
        "//elsewhere.example", "/\\elsewhere.example", "<java\tscript:alert(1)>", "javascript&colon;alert(1)",
    ])
    func `leads nowhere else`(address: String) {
        #expect(Markdown.html("[x](\(address))") == "<p><a href=\"\">x</a></p>\n")
    }

    @Test func `takes pictures from the platform only`() {
        #expect(Markdown.html("![a map](map.svg)") == "<p><img src=\"map.svg\" alt=\"a map\" /></p>\n")
        #expect(Markdown.html("![a *map*](https://elsewhere.example/x.png)") == "<p>a <em>map</em></p>\n")
        #expect(Markdown.html("[![m](//e.example/x)](/a)") == "<p><a href=\"/a\">m</a></p>\n")
    }

    @Test func `keeps every alphabet`() {
        #expect(
            Markdown.html("Қазақ, ўзбек, türkçe & \"тоҷикӣ\"")
                == "<p>Қазақ, ўзбек, türkçe &amp; &quot;тоҷикӣ&quot;</p>\n")
        #expect(Markdown.html("") == "")
    }

    @Test func `is the same whoever else is reading`() async {
        let source = "# A\n\n| a |\n|---|\n| ~b~ <i> |"
        let expected = Markdown.html(source)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 { group.addTask { Markdown.html(source) == expected } }
            for await isSame in group { #expect(isSame) }
        }
    }
}
