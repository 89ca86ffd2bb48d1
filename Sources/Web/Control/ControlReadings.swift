import Roster
import Texts
import Views

// What somebody has had on their screen to read: asked for by control, and shown to nobody else.
extension ControlDesk {
    /// How many openings are shown.
    static let mostReadings = 200

    /// `/control/session/NUMBER`.
    package func personPage(_ person: Participant, _ openings: [Opening], _ views: [SeatView]) -> PageParts {
        let sessions = office.sessions.filter { $0.participant == person.number }.reversed()
        return PageParts(
            shell(t(.placeDoors), at: "/control/doors", stream: nil),
            div(
                .class("center stack"),
                pageHead(
                    t(.personOpened, ["who": name(of: person)]), under: p(.text(t(.personOpenedWhat)))),
                openings.isEmpty
                    ? emptyState(.seen, t(.openedNothing), "")
                    : lineList(openings.map { line($0, views) }),
                h2(.text(t(.personSessions))), ul(.each(Array(sessions)) { li(.text(words(for: $0))) }),
                p(
                    .class("link-line"),
                    a(.href("/control/sessions"), Icon.back.node, " ", .text(t(.sessionsHeading))))))
    }

    private func line(_ opening: Opening, _ views: [SeatView]) -> Line {
        let reading = Reading.Kind(rawValue: opening.kind).map { Reading($0, opening.thing) }
        let name = reading.flatMap { reading in views.lazy.compactMap { $0.name(of: reading) }.first }
        let when = t(
            .openedWhen, ["number": String(opening.session), "when": ago(opening.atMs)])
        return Line(
            id: "opening-\(opening.number)", mark: Icon.seen.node,
            title: .text(name.map { ctx.say($0) } ?? opening.thing),
            under: [reading.map { words(for: $0.kind) } ?? opening.kind, when].joined(separator: " · "))
    }

    private func words(for kind: Reading.Kind) -> String {
        switch kind {
        case .item: t(.openedItem)
        case .statement: t(.openedStatement)
        case .form: t(.openedForm)
        case .fact: t(.fact)
        case .article: t(.openedArticle)
        case .chart: t(.openedChart)
        case .talk: t(.openedTalk)
        case .operation: t(.openedOperation)
        case .decisions: t(.openedDecisions)
        case .talks: t(.openedTalks)
        case .character: t(.openedCharacter)
        }
    }

    /// "session 12, signed in 5 minutes ago".
    func words(for session: Session) -> String {
        t(
            session.isOpen(atMs: office.nowMs) ? .signedInSince : .sessionEnded,
            ["number": String(session.number), "when": ago(session.createdMs)])
    }

    private func ago(_ ms: Int64) -> String { ctx.t.format.relative(minutes: -office.minutes(since: ms)) }
}
