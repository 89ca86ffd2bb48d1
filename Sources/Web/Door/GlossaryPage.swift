import Model
import Texts
import Views

/// What the words of the field and of the exercise mean: one tap away, for everybody.
package struct GlossaryPage {
    let ctx: PageContext

    package init(_ ctx: PageContext) { self.ctx = ctx }

    package func page() -> PageParts {
        let t = ctx.t
        return PageParts(
            ctx.shell(t(GlossaryText.title), .door),
            div(
                .class("center stack"),
                p(.class("link-line"), a(.href("/"), Icon.back.node, " ", .text(t(CommonText.back)))),
                pageHead(t(GlossaryText.title), under: p(.class("quiet"), .text(t(GlossaryText.intro)))),
                h2(.text(t(GlossaryText.ofField))), list(shared(GlossaryText.field) + added),
                h2(.text(t(GlossaryText.ofExercise))), list(shared(GlossaryText.exercise))))
    }

    private struct Line {
        let id: String, word: String, meaning: String
    }

    /// What the program says of these words, unless the world says otherwise, or does not use them.
    private func shared(_ terms: [GlossaryText.Term]) -> [Line] {
        terms.compactMap { term in
            guard let own = ctx.glossary.first(where: { $0.id == term.id }) else {
                return Line(id: term.id, word: word(term), meaning: ctx.t(term.meaning))
            }
            return line(own)
        }
    }

    /// A world that calls a status otherwise calls it so here.
    private func word(_ term: GlossaryText.Term) -> String {
        switch term.word {
        case .potential: ctx.name(of: .potential, else: ctx.t(term.word))
        case .presumed: ctx.name(of: .presumed, else: ctx.t(term.word))
        case .identified: ctx.name(of: .identified, else: ctx.t(term.word))
        default: ctx.t(term.word)
        }
    }

    private var added: [Line] {
        let known = (GlossaryText.field + GlossaryText.exercise).map(\.id)
        return ctx.glossary.filter { !known.contains($0.id) }.compactMap(line)
    }

    private func line(_ term: GlossaryTerm) -> Line? {
        term.said.map { Line(id: term.id, word: ctx.say($0.name), meaning: ctx.say($0.meaning)) }
    }

    private func list(_ lines: [Line]) -> Node {
        dl(
            .class("glossary"),
            .each(lines) { line in
                div(.id("word-" + line.id), dt(.text(line.word)), dd(.text(line.meaning)))
            })
    }
}

extension PageContext {
    /// The way to the glossary.
    package var glossaryLink: Node {
        a(.href("/glossary"), Icon.help.node, " ", .text(t(CommonText.glossary)))
    }
}
