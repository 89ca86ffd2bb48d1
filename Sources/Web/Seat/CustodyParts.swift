import Basics
import Model
import Texts
import Views

/// The chain of a piece of evidence in words, for seats and for the debrief.
struct CustodyWords {
    let ctx: PageContext
    /// Says a moment.
    let moment: (ExerciseTime) -> Node

    private var t: Tongue { ctx.t }

    /// Hand by hand, oldest first.
    func chain(_ custody: CustodyView) -> Node {
        ol(
            .class("rows"),
            .each(custody.links) { link in
                li(
                    div(
                        .class("line"), span(.class("line-mark"), icon(link).node),
                        span(
                            .class("line-main"), span(.text(words(link))),
                            small(
                                moment(link.at),
                                .with(link.order) {
                                    .group([
                                        " · ", .text(t(CustodyText.onOrder, ["order": ctx.say($0)])),
                                    ])
                                },
                                .with(link.channel) {
                                    .group([
                                        " · ", .text(t(CustodyText.byChannel, ["channel": ctx.say($0)])),
                                    ])
                                },
                                .with(link.basis) {
                                    .group([
                                        " · ", .text(t(CustodyText.onBasis, ["basis": ctx.say($0)])),
                                    ])
                                }))))
            })
    }

    /// Whether it may be used; nothing where the law is not told.
    func chip(_ custody: CustodyView) -> Node {
        .with(custody.use) { use in Web.chip(words(use), use.signal) }
    }

    func words(_ use: CourtUse) -> String {
        switch use {
        case .usable: t(CustodyText.useUsable)
        case .conditional: t(CustodyText.useConditional)
        case .unusable: t(CustodyText.useUnusable)
        }
    }

    /// What speaks against it, one sentence each.
    func objections(_ custody: CustodyView) -> [String] {
        (custody.isLeadOnly && custody.use != nil ? [t(ProcedureText.leadOnly)] : [])
            + custody.objections.map { ctx.say($0.says) }
            + (custody.restsOnWeak ? [t(CustodyText.restsOnWeak)] : [])
    }

    func reasons(_ custody: CustodyView) -> Node {
        let rules = custody.objections.map(\.rule).filter { !$0.isEmpty }
        let said = objections(custody)
        return .group([
            .when(!said.isEmpty, ul(.each(said) { li(.text($0)) })),
            .when(!rules.isEmpty, p(.class("quiet small"), .each(rules) { .group([code(.text($0)), " "]) })),
        ])
    }

    private func icon(_ link: CustodyView.Link) -> Icon {
        switch link.way {
        case .found: .seen
        case .told: .share
        case .inject: .bell
        case .concluded: .link
        case .staff: .source
        }
    }

    private func words(_ link: CustodyView.Link) -> String {
        let who = ctx.say(link.agency)
        switch link.way {
        case .found:
            if let act = link.act { return t(CustodyText.linkFound, ["who": who, "how": ctx.say(act)]) }
            return t(CustodyText.linkFoundKind, ["who": who, "kind": link.verb.map { t($0.words) } ?? ""])
        case .told:
            return t(
                CustodyText.linkTold,
                ["who": who, "from": link.from.map { ctx.say($0) } ?? "", "how": carrier(link.carrier)])
        case .inject: return t(CustodyText.linkNews, ["who": who])
        case .concluded: return t(CustodyText.linkConcluded, ["who": who])
        case .staff: return t(CustodyText.linkStaff, ["who": who])
        }
    }

    private func carrier(_ carrier: Carrier?) -> String {
        switch carrier {
        case .message, .news, nil: t(CustodyText.byMessage)
        case .share: t(CustodyText.byShare)
        case .request: t(CustodyText.byRequest)
        case .answer: t(CustodyText.byAnswer)
        case .order: t(CustodyText.byOrder)
        }
    }
}

extension SeatPages {
    var custodyWords: CustodyWords { CustodyWords(ctx: ctx, moment: { self.times.moment($0) }) }

    /// On the page of a fact that serves as evidence: where it comes from, and what it is worth in court.
    func custodyPart(_ fact: FactView) -> Node {
        .with(view.custody(of: fact.handle)) { custody in
            .group([
                h2(.text(t(CustodyText.heading))), p(.class("quiet"), .text(t(CustodyText.intro))),
                div(.class("row"), custodyWords.chip(custody)), custodyWords.reasons(custody),
                custodyWords.chain(custody),
            ])
        }
    }

    /// "May not be used in court. Ask for it by a formal request.", beside a fact that a charge could rest on.
    func courtUse(of fact: Handle) -> String? {
        guard let custody = view.custody(of: fact), let use = custody.use else { return nil }
        return ([custodyWords.words(use)] + custodyWords.objections(custody))
            .map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ")
    }
}
