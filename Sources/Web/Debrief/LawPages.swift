import Documents
import HTTPCore
import Model
import Roster
import Runtime
import Texts
import Views

// The law to read for whoever has no seat, and for everybody in the debrief: each deviation leads to its article.
extension Site {
    package static let lawRoutes: [Route] = [
        .get("/articles", .open(showBook)), .get("/article/:", .open(showArticle)),
    ]

    private static func showBook(_ visit: Visit) -> Reply {
        reading(visit) { LawPages(ctx: visit.ctx, book: $0).book(back: $1) }
    }

    private static func showArticle(_ visit: Visit) async -> Reply {
        let number = Numbers.read(visit.parameters[0])
        let reply = reading(visit) { book, _ in LawPages(ctx: visit.ctx, book: book).article(number) }
        guard case .page = reply, let guest = visit.guest, let number else { return reply }
        let site = visit.site
        let isNoted = await site.openings.note(
            Reading(.article, "\(number)"), by: guest, atMs: site.nowMs(), in: site.roster)
        return isNoted ? reply : .notRecorded
    }

    /// Control and observers read at any time; seats have a book of their own until ENDEX, and whoever plays a character
    /// has none.
    private static func reading(
        _ visit: Visit, _ page: ([LawArticle], _ back: String) -> PageParts?
    ) -> Reply {
        guard let guest = visit.guest else { return .go("/join") }
        if guest.role != .control, guest.participant.acceptedNoteMs == nil { return .go("/note") }
        let view = guest.hosted.run.control()
        let hasEnded = view.clock.condition == .ended
        var back = hasEnded ? "/debrief" : Site.homeAddress(of: guest.role)
        switch guest.role {
        case .control: if !hasEnded { back = "/control/mistakes" }
        case .observer: break
        case .seat: if !hasEnded { return .go("/me/law") }
        case .rolePlayer: return .go(back == "/debrief" ? Site.homeAddress(of: guest.role) : back)
        }
        return page(view.lawBook, back).map { .page($0) } ?? .missing
    }
}

struct LawPages {
    let ctx: PageContext
    let book: [LawArticle]

    private func whose(_ article: LawArticle) -> String {
        article.country.map { ctx.say($0) } ?? ctx.everywhere
    }

    /// `/articles`.
    func book(back: String) -> PageParts {
        frame(
            ctx.t(MeText.lawBook), back: ctx.t(CommonText.back), to: back,
            .group([
                pageHead(ctx.t(MeText.lawBook)),
                itemList(
                    book.map { article in
                        Item(
                            id: "article-\(article.number)", address: "/article/\(article.number)",
                            title: ctx.say(article.title), mark: Icon.book.node, line: whose(article))
                    }),
            ]))
    }

    /// `/article/3`.
    func article(_ number: Int?) -> PageParts? {
        guard let article = book.first(where: { $0.number == number }) else { return nil }
        return frame(
            ctx.say(article.title), back: ctx.t(MeText.lawBook), to: "/articles",
            ctx.articleDocument(ctx.say(article.title), under: whose(article), ctx.say(article.text)))
    }

    private func frame(_ title: String, back words: String, to back: String, _ content: Node) -> PageParts {
        var shell = ctx.shell(title, .debrief)
        shell.band = ctx.band()
        return PageParts(
            shell,
            div(
                .class("center stack"),
                p(.class("link-line"), a(.href(back), Icon.back.node, " ", .text(words))), content))
    }
}

extension PageContext {
    /// The way to an article, for readers of the debrief and the staff.
    func lawLink(_ article: LawArticle) -> Node {
        a(.href("/article/\(article.number)"), .text(say(article.title)))
    }

    /// An article of the law as a document.
    func articleDocument(_ heading: String, under: String, _ markdown: String) -> Node {
        Web.article(
            .class("document"),
            div(
                .class("document-head"), h1(.text(heading)),
                .when(!under.isEmpty, p(.class("quiet small"), .text(under)))),
            div(.class("prose"), .trusted(Markdown.html(markdown, topHeading: 2))))
    }
}

extension DebriefReport {
    /// Under a deviation: what the law says, and the article to read.
    func law(of entry: Debrief.Entry) -> Node {
        switch entry.kind {
        case .breach(let law, _): self.law(law, isNamed: false)
        case .mistake(_, _, _, let law, _, _): self.law(law, isNamed: true)
        default: .nothing
        }
    }

    /// - Parameter isNamed: the rule's id goes along, where the words above do not name it.
    func law(_ law: BrokenRule, isNamed: Bool) -> Node {
        let names = isNamed && !law.rule.isEmpty
        return .group([
            .each(law.says) { says in
                p(
                    .class("small"),
                    .text(
                        ctx.t(
                            law.isDeviation ? ProcedureText.adviceSays : .lawSays, ["says": ctx.say(says)])))
            },
            .when(
                names || law.article != nil,
                p(
                    .class("small"), .when(names, .group([code(.text(law.rule)), " "])),
                    .with(law.article) { ctx.lawLink($0) })),
        ])
    }
}
