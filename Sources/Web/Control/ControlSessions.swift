import Roster
import Texts
import Views

// Who is signed in, and the two questions before somebody loses a way in.
extension ControlDesk {
    /// `/control/sessions`.
    package func sessionsPage(own: Int32) -> PageParts {
        let open = office.sessions.filter { $0.isOpen(atMs: office.nowMs) }
        let lines: [Line] = open.compactMap { session in
            guard let person = office.people.first(where: { $0.number == session.participant }) else {
                return nil
            }
            return line(session, person, isOwn: person.number == own)
        }
        return PageParts(
            shell(t(.placeDoors), at: "/control/doors", stream: nil),
            div(
                .class("center stack"),
                pageHead(t(.sessionsHeading), under: p(.text(t(.sessionsWhat)))),
                div(.class("row"), buttonLink(t(.setPassword), to: "/control/password", icon: .locked)),
                lines.isEmpty ? emptyState(.people, t(.nobodyYet), "") : lineList(lines), waysBack(open),
                p(.class("link-line"), a(.href("/control/doors"), Icon.back.node, " ", .text(t(.placeDoors))))
            ))
    }

    /// Everybody who takes part, also who has left or lost the phone: each line leads to a way back for that person.
    private func waysBack(_ open: [Session]) -> Node {
        let people = office.people.filter {
            $0.role != .control && $0.acceptedNoteMs != nil && !$0.name.isEmpty
        }
        guard !people.isEmpty else { return .nothing }
        return fold(
            id: "ways-back", ctx.t(ReturnText.waysBack),
            lineList(
                people.map { person in
                    let isHere = open.contains { $0.participant == person.number }
                    return Line(
                        id: "way-back-\(person.number)",
                        address: "/control/session/\(person.number)/return", mark: Icon.person.node,
                        title: .text(person.name),
                        under: isHere ? part(of: person) : part(of: person) + " · " + ctx.t(ReturnText.away))
                }))
    }

    private func line(_ session: Session, _ person: Participant, isOwn: Bool) -> Line {
        Line(
            id: "session-\(session.number)", mark: Icon.person.node,
            title: a(
                .href("/control/session/\(person.number)"), .text(name(of: person))),
            under: [part(of: person), words(for: session)]
                .joined(separator: " · "),
            end: isOwn
                ? chip(t(.thisIsYou))
                : buttonLink(t(.endSession), to: "/control/session/\(person.number)/end", .quiet))
    }

    func name(of person: Participant) -> String {
        person.name.isEmpty ? t(person.role == .control ? .title : .nameErased) : person.name
    }

    private func part(of person: Participant) -> String {
        switch person.role {
        case .seat(let id): ctx.say(view.seats.first { $0.id == id }?.name)
        case .control: t(.title)
        case .observer: t(.observer)
        case .rolePlayer: ctx.t(RoleText.title)
        }
    }

    /// `/control/session/NUMBER/end`.
    package func endSessionPage(_ person: Participant) -> PageParts {
        question(
            t(.endSessionHeading, ["who": name(of: person)]), t(.endSessionWhat), t(.endSession),
            to: "/control/session/\(person.number)/end", back: "/control/sessions")
    }

    /// `/control/seat/ID/link`.
    package func reissuePage(_ seat: ControlSeat) -> PageParts {
        question(
            t(.reissueHeading, ["seat": ctx.say(seat.name)]), t(.reissueHelp), t(.reissue),
            to: "/control/seat/\(seat.id)/link", back: ask.address)
    }

    func question(_ heading: String, _ what: String, _ yes: String, to address: String, back: String)
        -> PageParts
    {
        PageParts(
            shell(heading, at: address, stream: nil),
            div(
                .class("center stack"), pageHead(heading), p(.text(what)),
                div(
                    .class("row"), press(yes, .grave, to: address),
                    buttonLink(ctx.t(CommonText.cancel), to: back, .quiet))))
    }
}
