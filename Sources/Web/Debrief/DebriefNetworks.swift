import Basics
import Model
import Texts
import Views

// What networks did, what had made them careful, and what would have stopped them.
extension DebriefReport {
    var networksSection: Node {
        guard !debrief.moves.isEmpty else { return .nothing }
        return part(
            "networks", ctx.t(NetworkText.debriefHeading), ctx.t(NetworkText.debriefWhat),
            div(.class("tiles"), .each(debrief.moves, moveCard)))
    }

    private func moveCard(_ move: Debrief.NetworkMoveLine) -> Node {
        let words = NetworkWords(ctx)
        return card(
            cardHead(
                h3(.text(ctx.say(move.name))), chip(words.words(move.end), NetworkWords.signal(move.end))),
            p(
                .class("quiet small"),
                .text(
                    ctx.t(
                        NetworkText.begunAt,
                        [
                            "network": ctx.say(move.network), "begun": at(move.begun),
                            "ended": at(move.ended),
                        ]))),
            .when(
                !move.persons.isEmpty,
                p(
                    .text(
                        ctx.t(
                            NetworkText.concerned,
                            ["who": move.persons.map { ctx.say($0) }.joined(separator: ", ")])))),
            move.noticed.isEmpty
                ? p(.text(ctx.t(NetworkText.noticedNothing)))
                : .group([
                    p(.text(ctx.t(NetworkText.whatTheyNoticed))),
                    ul(
                        .each(move.noticed) { notice in
                            li(.class("small"), .text(at(notice.time) + " · " + words.words(notice)))
                        }),
                ]),
            p(.text(ctx.t(NetworkText.wouldHave, ["what": ctx.say(move.says)]))))
    }
}
