import HTTPCore
import Roster
import Runtime
import Texts
import Views

// Staff who have set a password sign in again with it; the first time they come by control's one-time link.
extension Site {
    /// Not shorter than that; longer ones are cut nowhere.
    static let shortestPassword = 10
    /// Longer ones would only cost us work.
    static let longestPassword = 200

    static func signInStaff(_ visit: Visit) async throws(RosterError) -> Reply {
        let name = JoinPages.cleanName(visit.form["name"] ?? "")
        let password = visit.form["password"] ?? ""
        guard let passwords = visit.site.passwords, password.utf8.count <= longestPassword else {
            return .fault(StaffPages(visit.ctx).signIn(name: name, isWrong: true))
        }
        let own = try await ownPurse(visit)
        let tried = try await visit.trying(own == nil ? .password : .passwordOfOurs, from: own) {
            () async throws(RosterError) -> StaffAnswer? in
            let account = try await staffAccount(named: name, visit)
            // Somebody who is not there takes as long as a wrong password.
            guard let isRight = await passwords.verify(password, account?.hash ?? unknownHash) else {
                return .busy
            }
            return isRight ? account.map { StaffAnswer.known($0.person) } : nil
        }
        switch tried {
        case .right(.known(let person)):
            return try await signIn(
                visit, name: person.name, language: visit.ctx.language, run: person.run,
                role: person.role, to: "/control")
        case .right(.busy): return .notRecorded
        case .wrong: return .fault(StaffPages(visit.ctx).signIn(name: name, isWrong: true))
        case .closed: return .tooMany
        }
    }

    /// By what the tries of a browser are counted in which control was signed in before: it keeps the token of that
    /// session, which opens nothing once the session has ended. Nil for strangers.
    private static func ownPurse(_ visit: Visit) async throws(RosterError) -> String? {
        guard let token = visit.request.cookies[CookieName.desk], !token.isEmpty,
            let session = try await visit.site.roster.session(tokenDigest: visit.site.digest(of: token)),
            try await visit.site.roster.participant(session.participant)?.role == .control
        else { return nil }
        return "session \(session.number)"
    }

    private enum StaffAnswer {
        case known(Participant)
        /// Too many passwords wait to be looked at; this one was not.
        case busy
    }

    /// A text of argon2id that no password gives.
    private static let unknownHash =
        "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

    /// Who keeps the password of this name. Names of staff are told apart within all runs that are open.
    private static func staffAccount(named name: String, _ visit: Visit) async throws(RosterError) -> (
        person: Participant, hash: String
    )? {
        guard !name.isEmpty else { return nil }
        for hosted in visit.site.runs() {
            for person in try await visit.site.roster.participants(of: hosted.run.id)
            where person.role == .control && person.name.lowercased() == name.lowercased() {
                if let hash = try await visit.site.roster.passwordHash(of: person.number) {
                    return (person, hash)
                }
            }
        }
        return nil
    }

    // MARK: Setting it

    static func showPassword(_ visit: StaffVisit) -> Reply {
        .page(StaffPages(visit.ctx).password(name: visit.guest.participant.name))
    }

    static func setPassword(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let own = visit.guest.participant
        let name = JoinPages.cleanName(visit.visit.form["name"] ?? "")
        let password = visit.visit.form["password"] ?? ""
        let pages = StaffPages(visit.ctx)
        if name.isEmpty { return .fault(pages.password(name: name, fault: .nameMissing)) }
        if let words = TextLimits.objection(to: [name], limit: TextLimits.name, visit.ctx.t) {
            return .fault(pages.password(name: name, tooLong: words))
        }
        let real = RealData.findings(in: visit.visit.form)
        guard real.isEmpty else { return .fault(pages.password(name: name, real: real)) }
        guard (shortestPassword...longestPassword).contains(password.count),
            password.utf8.count <= longestPassword
        else { return .fault(pages.password(name: name, fault: .passwordShort)) }
        let account = try await staffAccount(named: name, visit.visit)
        if let account, account.person.name != own.name || account.person.run != own.run {
            return .fault(pages.password(name: name, fault: .nameTaken))
        }
        guard let hash = await visit.visit.site.passwords?.hash(password) else { return .notRecorded }
        let roster = visit.visit.site.roster
        try await roster.setName(name, of: own.number)
        try await roster.setPasswordHash(hash, of: account?.person.number ?? own.number)
        try await roster.setDue(own.number)
        // Whoever came in with the old password has to show the new one.
        if account != nil {
            for person in try await roster.participants(of: own.run)
            where person.role == own.role && person.name == name && person.number != own.number {
                try await roster.endSessions(of: person.number, atMs: visit.visit.site.nowMs())
            }
            visit.guest.closeStreams()
        }
        return .go("/control/sessions")
    }

    // MARK: Who is signed in

    static func showSessions(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        .page(try await visit.desk(ControlAsk()).sessionsPage(own: visit.guest.participant.number))
    }

    /// What somebody has opened, and from which sessions.
    static func showPerson(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        guard let person = try await somebody(visit) else { return .missing }
        let site = visit.visit.site
        try await site.openings.write(to: site.roster)
        let openings = try await site.roster.openings(by: person.number, limit: ControlDesk.mostReadings)
        let run = visit.hosted.run
        // Control may play any of them.
        let seats =
            if case .seat(let own) = person.role { [own] + person.alsoHolds } else {
                run.door.seats.map(\.id)
            }
        let views = seats.compactMap { run.seat(named: $0) }.map { run.view(of: $0) }
        return .page(try await visit.desk(ControlAsk()).personPage(person, openings, views))
    }

    static func askEndSession(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        guard let person = try await somebody(visit) else { return .missing }
        return .page(try await visit.desk(ControlAsk()).endSessionPage(person))
    }

    static func endSession(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        guard let person = try await somebody(visit) else { return .missing }
        if person.role == .rolePlayer {
            try await visit.visit.site.relieve(
                person, visit.hosted, command: visit.visit.command, by: visit.guest)
        }
        try await visit.visit.site.roster.endSessions(of: person.number, atMs: visit.visit.site.nowMs())
        // The phone may be in somebody else's hand, and it knows the code.
        try await visit.visit.site.roster.setReturnCode(nil, of: person.number)
        visit.guest.hosted.closeStreams(of: person)
        return .go("/control/sessions")
    }

    /// The participant of this run whom the address names.
    static func somebody(_ visit: StaffVisit) async throws(RosterError) -> Participant? {
        guard let number = Int32(visit.visit.parameters[0]),
            let person = try await visit.visit.site.roster.participant(number),
            person.run == visit.hosted.run.id
        else { return nil }
        return person
    }

    static func askReissue(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let desk = try await visit.desk(ControlAsk(.seat(visit.visit.parameters[0])))
        guard let seat = desk.view.seats.first(where: { $0.id == visit.visit.parameters[0] }) else {
            return .missing
        }
        return .page(desk.reissuePage(seat))
    }
}
