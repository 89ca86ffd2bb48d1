import Model
import Texts
import Views

// Signs of trafficking on the page of a person: which list, the picture of its dimensions, what they say together.
extension SeatPages {
    func indicatorsPart(_ signs: IndicatorsView, of person: PersonView) -> Node {
        let isForChildren = signs.lists.first { $0.place == signs.chosen }?.isForChildren ?? signs.asChild
        return .group([
            p(.class("quiet"), .text(t(ProcedureText.indicatorsIntro))),
            .when(
                signs.lists.count > 1,
                filterLinks(
                    t(ProcedureText.chooseList),
                    signs.lists.map { list in
                        (
                            ctx.say(list.name), "/person/\(person.handle.text)?signs=\(list.place)#signs",
                            list.place == signs.chosen
                        )
                    })),
            .when(
                isForChildren != signs.asChild,
                notice(
                    .due, t(ProcedureText.otherAge),
                    p(.text(t(signs.asChild ? ProcedureText.takenForChild : .takenForAdult))))),
            picture(signs),
            .with(signs.says) { says in
                card(
                    cardHead(
                        h3(.text(t(ProcedureText.togetherHeading))),
                        .when(signs.makesCase, chip(t(ProcedureText.makesCase), .due))),
                    p(.text(ctx.say(says))))
            },
            div(
                .class("tiles"),
                .each(signs.dimensions.enumerated().filter { !$0.element.seen.isEmpty }) {
                    number, dimension in
                    card(
                        h3(.text("\(number + 1) \(ctx.say(dimension.name))")),
                        ul(
                            .each(dimension.seen) { seen in
                                li(
                                    .class("link-line"),
                                    a(.href("/fact/" + seen.fact.text), .text(ctx.say(seen.name))), " ",
                                    small(.text("(" + t(seen.strength.words) + ")")))
                            }))
                }),
            p(
                .class("quiet small"), strong(.text(ctx.say(signs.name))), ". ",
                .text(ctx.say(signs.source)), " ", .text(edition(signs)), " ",
                signs.isVerified
                    ? .text(t(ProcedureText.verified)) : strong(.text(t(ProcedureText.unverified)))),
        ])
    }

    private func edition(_ signs: IndicatorsView) -> String {
        guard let year = signs.year else { return "" }
        return t(ProcedureText.edition, ["year": String(year), "version": signs.version])
    }

    /// A bar for each dimension, of one mark for each sign: who does not see the marks reads or hears how many of which.
    private func picture(_ signs: IndicatorsView) -> Node {
        Web.figure(
            .class("dims"), .aria("label", t(ProcedureText.pictureLabel)),
            ol(.class("dims-rows"), .each(signs.dimensions, bar)),
            figcaption(
                .class("quiet small"),
                .each(Strength.allCases) { strength in
                    span(.class("dims-key"), mark(strength), .text(t(strength.words)))
                }))
    }

    private func bar(_ dimension: IndicatorsView.Dimension) -> Node {
        li(
            .class("dims-row"), .data("holds", dimension.isPositive ? "yes" : "no"),
            div(
                .class("dims-head"), span(.class("dims-name"), .text(ctx.say(dimension.name))),
                .when(dimension.isPositive, chip(t(ProcedureText.positive), .due))),
            div(
                .class("dims-track"), .aria("hidden", "true"),
                .each(dimension.seen) { seen in mark(seen.strength) }),
            small(.class("quiet"), .text(counts(dimension))))
    }

    private func mark(_ strength: Strength) -> Node {
        span(.class("dims-mark"), .data("weight", strength.rawWord), .aria("hidden", "true"))
    }

    /// “strong 1, medium 2”.
    private func counts(_ dimension: IndicatorsView.Dimension) -> String {
        let parts = Strength.allCases.compactMap { strength -> String? in
            let count = dimension.seen.count { $0.strength == strength }
            return count == 0 ? nil : t(strength.counted, ["count": String(count)])
        }
        guard !parts.isEmpty else { return t(ProcedureText.nothingSeen) }
        let words = parts.joined(separator: ", ")
        return dimension.isPositive ? words : words + ". " + t(ProcedureText.notPositive)
    }
}

extension Strength {
    var words: ProcedureText {
        switch self {
        case .strong: .strong
        case .medium: .medium
        case .weak: .weak
        }
    }

    fileprivate var counted: ProcedureText {
        switch self {
        case .strong: .countStrong
        case .medium: .countMedium
        case .weak: .countWeak
        }
    }

    /// For the style sheet.
    fileprivate var rawWord: String {
        switch self {
        case .strong: "strong"
        case .medium: "medium"
        case .weak: "weak"
        }
    }
}
