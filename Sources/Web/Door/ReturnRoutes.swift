import HTTPCore
import Roster
import Runtime
import Texts
import Views

// Coming back as somebody who was here before: by a code that only that person has, or that control has given them.
extension Site {
    static let returnRoutes: [Route] = [
        // A session that has run out leaves the code in its browser: there it need not be typed.
        .get(
            "/back",
            .open { visit in .page(ReturnPages(visit.ctx).comeBack(typed: visit.keptReturnCode ?? "")) }),
        .post("/back", .open(comeBackInTurn)),
        .get("/phone", .open(showPhone)),
        .post("/phone", .open(renewCode)),
    ]

    static let returnDesk: [Route] = [
        .get("/control/session/:/return", .control(askReturnCode)),
        .post("/control/session/:/return", .control(giveReturnCode)),
    ]

    /// Whoever taps twice comes back twice, and sees what the last tap brought.
    private static func comeBackInTurn(_ visit: Visit) async throws(RosterError) -> Reply {
        let typed = visit.site.digest(ofReturnCode: ReturnCode.read(visit.form["code"] ?? "") ?? "")
        let line = typed.prefix(4).reduce(Int32(0)) { $0 << 8 | Int32($1) }
        return try await visit.site.comingBack.take(line) { () async throws(RosterError) -> Reply in
            try await comeBack(visit)
        }
    }

    /// The same person on another device, or back after leaving: one number, one place in the seat.
    private static func comeBack(_ visit: Visit) async throws(RosterError) -> Reply {
        let (site, typed) = (visit.site, visit.form["code"] ?? "")
        let (token, next) = (site.newToken(), ReturnCode.from(site.digest(of: site.newToken())))
        let own = site.digest(ofReturnCode: ReturnCode.read(typed) ?? "")
        let following = site.digest(ofReturnCode: next)
        let tried = try await visit.trying(.returning) { () async throws(RosterError) -> Participant? in
            guard ReturnCode.read(typed) != nil else { return nil }
            for hosted in site.runs() {
                let person = try await site.roster.comeBack(
                    to: hosted.run.id, withCode: own, next: following)
                if let person { return person }
            }
            return try await site.waitingForAnswer(withCode: own, next: following)
        }
        switch tried {
        case .right(let person):
            try await site.roster.endSessions(of: person.number, atMs: site.nowMs())
            site.run(person.run)?.closeStreams(of: person)
            let reply = try await openSession(
                visit, person, language: person.language, code: next, token: token,
                to: person.acceptedNoteMs == nil ? "/note" : "/phone?back=yes")
            // Only now: a try that comes in between would open a second session beside this one.
            await site.lostAnswers.sent(
                LostAnswers.Answer(
                    typed: own, next: following, session: site.digest(of: token), person: person.number,
                    atMs: site.nowMs()))
            return reply
        case .wrong:
            return .fault(
                ReturnPages(visit.ctx).comeBack(
                    typed: String(typed.prefix(40)), fault: visit.ctx.t(ReturnText.unknown)))
        case .closed: return .tooMany
        }
    }

    private static func showPhone(_ visit: Visit) async throws(RosterError) -> Reply {
        guard let guest = visit.guest, guest.role != .control else { return .go("/") }
        let isBack = visit.request.query["back"] != nil
        return .page(
            ReturnPages(visit.ctx).phone(
                code: try await visit.ownReturnCode(), isBack: isBack ? guest.participant.name : nil))
    }

    private static func renewCode(_ visit: Visit) async throws(RosterError) -> Reply {
        guard let guest = visit.guest, guest.role != .control else { return .go("/") }
        let code = try await visit.site.newReturnCode(for: guest.participant.number)
        return .response(
            Response.redirect(to: "/phone").setting(
                Cookie(CookieName.returning, code, maxAge: sessionSeconds)))
    }

    // MARK: - Control

    private static func askReturnCode(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        guard let person = try await participant(visit) else { return .missing }
        return .page(try await visit.desk(ControlAsk()).returnQuestion(person))
    }

    private static func giveReturnCode(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        guard let person = try await participant(visit) else { return .missing }
        let code = try await visit.visit.site.newReturnCode(for: person.number)
        return .page(try await visit.desk(ControlAsk()).returnTicket(person, code))
    }

    /// Whom the address names, if they take part and can come back; control has passwords for that.
    private static func participant(_ visit: StaffVisit) async throws(RosterError) -> Participant? {
        guard let person = try await somebody(visit), person.role != .control, !person.name.isEmpty else {
            return nil
        }
        return person
    }
}

extension ControlDesk {
    /// `/control/session/NUMBER/return`.
    func returnQuestion(_ person: Participant) -> PageParts {
        question(
            ctx.t(ReturnText.giveHeading, ["who": person.name]), ctx.t(ReturnText.giveWhat),
            ctx.t(ReturnText.give), to: "/control/session/\(person.number)/return", back: "/control/sessions")
    }

    func returnTicket(_ person: Participant, _ made: String) -> PageParts {
        let heading = ctx.t(ReturnText.givenHeading, ["who": person.name])
        return PageParts(
            shell(heading, at: "/control/doors", stream: nil),
            div(
                .class("center stack"), pageHead(heading),
                p(.class("ticket-code"), .text(ReturnCode.spaced(made))),
                p(.text(ctx.t(ReturnText.givenWhat))),
                p(
                    .class("link-line"),
                    a(.href("/control/sessions"), Icon.back.node, " ", .text(t(.sessionsHeading))))))
    }
}
