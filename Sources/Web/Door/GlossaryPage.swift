import Texts

/// What the words of the field and of the exercise mean: one tap away, for everybody.
package struct GlossaryPage {
    let ctx: PageContext

    package init(_ ctx: PageContext) { self.ctx = ctx }

    private typealias Term = (word: GlossaryText, meaning: GlossaryText)

    private static let field: [Term] = [
        (.potential, .potentialMeans), (.presumed, .presumedMeans), (.identified, .identifiedMeans),
        (.grounds, .groundsMeans), (.indicator, .indicatorMeans), (.reflection, .reflectionMeans),
        (.punishment, .punishmentMeans), (.control, .controlMeans), (.apart, .apartMeans),
        (.safePlace, .safePlaceMeans), (.consent, .consentMeans), (.guardian, .guardianMeans),
        (.referral, .referralMeans), (.basis, .basisMeans), (.order, .orderMeans), (.removal, .removalMeans),
        (.sharing, .sharingMeans), (.firstHand, .firstHandMeans),
    ]

    private static let exercise: [Term] = [
        (.seat, .seatMeans), (.staff, .staffMeans), (.inject, .injectMeans), (.endex, .endexMeans),
        (.breach, .breachMeans), (.silence, .silenceMeans), (.debrief, .debriefMeans),
    ]

    package func page() -> PageParts {
        let t = ctx.t
        return PageParts(
            ctx.shell(t(GlossaryText.title), .door),
            div(
                .class("center stack"),
                p(.class("link-line"), a(.href("/"), Icon.back.node, " ", .text(t(CommonText.back)))),
                pageHead(t(GlossaryText.title), under: p(.class("quiet"), .text(t(GlossaryText.intro)))),
                h2(.text(t(GlossaryText.ofField))), list(GlossaryPage.field),
                h2(.text(t(GlossaryText.ofExercise))), list(GlossaryPage.exercise)))
    }

    private func list(_ terms: [Term]) -> Node {
        dl(
            .class("glossary"),
            .each(terms) { term in
                div(
                    .id("word-" + term.word.rawValue), dt(.text(ctx.t(term.word))),
                    dd(.text(ctx.t(term.meaning))))
            })
    }
}

extension PageContext {
    /// The way to the glossary.
    package var glossaryLink: Node {
        a(.href("/glossary"), Icon.help.node, " ", .text(t(CommonText.glossary)))
    }
}
