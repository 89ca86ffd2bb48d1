import HTTPCore
import Model
import Runtime
import Texts
import Views

/// A contact that somebody saw who looks on, and the form that flags what was wrong with it.
package struct FlagPage {
    let page: ObserverPage
    let contact: ContactLine
    /// What speaks against what was sent.
    let fault: String?
    let chosen: String?

    package init(_ page: ObserverPage, _ contact: ContactLine, fault: String? = nil, chosen: String? = nil) {
        (self.page, self.contact, self.fault, self.chosen) = (page, contact, fault, chosen)
    }

    private var ctx: PageContext { page.ctx }
    private func t(_ text: ObserverText) -> String { ctx.t(text) }

    /// `/observe/flag/N`.
    package func parts() -> PageParts {
        PageParts(
            page.shell(stream: nil, isTalks: true),
            div(
                .class("center stack"), backLink(t(.talks), to: "/observe/talks"),
                pageHead(t(.flagHeading), under: p(.class("quiet"), .text(t(.flagWhat)))),
                card(
                    cardHead(
                        h2(.text(ctx.say(contact.act))),
                        span(.class("quiet small"), .text(page.times.exact(contact.at)))),
                    p(.text(join([contact.person, contact.about].compactMap { $0 }))),
                    p(.class("quiet small"), .text(join([contact.seat, contact.agency]))),
                    .each(contact.flagged) { p(.text(t(.flagged) + " " + named($0))) }), form))
    }

    private func join(_ texts: [Text]) -> String { texts.map { ctx.say($0) }.joined(separator: " · ") }

    private func named(_ mistake: NamedOption) -> String { mistake.id + " " + ctx.say(mistake.name) }

    private var form: Node {
        let choices = page.view.flaggable
        guard !choices.isEmpty else { return emptyState(.done, t(.flagNone), t(.flagNoneWhat)) }
        return card(
            actForm(
                id: "flag-form", to: "/observe/flag/\(contact.number)", command: ctx.command(),
                .with(fault) { notice(.due, $0) },
                // A list would cut the names on a phone, and choose the first one for whoever looks at it.
                radioField(
                    id: "flag-mistake", name: "mistake",
                    // Nothing is ticked beforehand: it accuses somebody. One choice alone is asked as a question.
                    FieldText(
                        choices.count == 1 ? t(.flagOnly) : ctx.t(RoleText.flagWhat), help: t(.flagHelp)),
                    choices.map { mistake in
                        Choice(mistake.id, .text(named(mistake)), isChosen: chosen == mistake.id)
                    }, isRequired: true),
                p(.class("quiet small"), .text(t(.flagElse))),
                formFoot(
                    button(ctx.t(RoleText.flagNow), .main, icon: .flag),
                    buttonLink(ctx.t(CommonText.cancel), to: "/observe/talks", .quiet))))
    }
}
