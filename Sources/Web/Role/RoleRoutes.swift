import HTTPCore
import HTTPServer
import Model
import Roster
import Runtime
import Texts
import Views

// The console of who plays characters: what they were asked, one page for each character, and a way to rest.
extension Site {
    static let roleRoutes: [Route] = [
        .get("/role", .rolePlayer(showRoles)),
        .post("/role/begin", .rolePlayer(begin)),
        .post("/role/rest", .rolePlayer(rest)),
        .post("/role/break", .rolePlayer(needABreak)),
        .get("/role/after", .rolePlayer(showAfter)),
        .get("/role/:", .rolePlayer(showCharacter)),
        .post("/role/:/yes", .rolePlayer(accept)),
        .post("/role/:/no", .rolePlayer(decline)),
        .post("/role/:/answer", .rolePlayer(answerInRole)),
        .post("/role/:/take-back", .rolePlayer(takeBack)),
        .post("/role/:/treated", .rolePlayer(sayHowTreated)),
        .post("/role/:/flag", .rolePlayer(flagMistake)),
    ]

    // MARK: Reading

    private static func showRoles(_ visit: RoleVisit) -> Reply {
        let stream = visit.stream
        return .page(RolePages(visit).home(stream: stream))
    }

    private static func showCharacter(_ visit: RoleVisit) async throws(RosterError) -> Reply {
        // The topic is asked before the character is read anew.
        let stream = visit.stream
        let fresh = try await RoleVisit(visit.visit, visit.guest)
        guard let part = fresh.part else { return .missing }
        guard part.casting.answer == .yes else { return .page(RolePages(fresh).offer(part, stream: stream)) }
        let reading = Reading(.character, part.casting.person)
        if let reply = await visit.visit.reads(reading, by: visit.guest) { return reply }
        return .page(CharacterPage(fresh, part).page(stream: stream))
    }

    private static func showAfter(_ visit: RoleVisit) -> Reply {
        .page(RolePages(visit).after(isBreak: visit.visit.request.query["break"] != nil))
    }

    // MARK: Saying yes or no

    private static func accept(_ visit: RoleVisit) async throws(RosterError) -> Reply {
        guard let part = visit.part else { return .missing }
        var casting = part.casting
        casting.answer = .yes
        try await visit.visit.site.roster.save(casting)
        visit.hosted.streams.knockAtControl()
        // Who is in role already plays this one, too.
        if visit.day.isInRole { if let reply = await take([part], visit) { return reply } }
        return .go(part.address)
    }

    /// No reason is asked, and control is told no more than that.
    private static func decline(_ visit: RoleVisit) async throws(RosterError) -> Reply {
        guard let part = visit.part else { return .missing }
        let site = visit.visit.site
        if part.casting.answer == .yes {
            try await site.relieve(
                visit.guest.participant, visit.hosted, command: visit.visit.command,
                by: visit.guest, only: part.casting.person)
        }
        var casting = part.casting
        casting.answer = .no
        try await site.roster.save(casting)
        visit.hosted.streams.knockAtControl()
        return .go("/role")
    }

    // MARK: In role, and out of it

    private static func begin(_ visit: RoleVisit) async throws(RosterError) -> Reply {
        guard !visit.accepted.isEmpty, visit.day.mayBegin else { return .go("/role") }
        _ = try await visit.visit.site.roster.beginSpell(
            of: visit.guest.participant.number, atMs: visit.visit.site.nowMs())
        visit.hosted.streams.knockAtControl()
        if let reply = await take(visit.accepted, visit) { return reply }
        return .go(visit.accepted.count == 1 ? visit.accepted[0].address : "/role")
    }

    /// Speaks for these characters from now on; what speaks against it, else nil.
    private static func take(_ parts: [RolePart], _ visit: RoleVisit) async -> Reply? {
        for (place, part) in parts.enumerated() {
            do throws(SubmitError) {
                try await visit.submit(.take, as: part.person, part: place + 1)
            } catch {
                if error == .refused(.alreadyDone) { continue }
                guard error.isAnswered else { return .unwritten(error) }
                return .fault(RolePages(visit).home(stream: nil, fault: visit.sentence(error)))
            }
        }
        return nil
    }

    private static func rest(_ visit: RoleVisit) async throws(RosterError) -> Reply {
        try await handOver(visit)
        return .go("/role/after")
    }

    /// Control is told who needs a break, and no reason, whatever the disk says; then the script takes over.
    private static func needABreak(_ visit: RoleVisit) async throws(RosterError) -> Reply {
        await visit.visit.site.wishBreak(visit.guest)
        try await handOver(visit)
        return .go("/role/after?break=yes")
    }

    private static func handOver(_ visit: RoleVisit) async throws(RosterError) {
        try await visit.visit.site.relieve(
            visit.guest.participant, visit.hosted, command: visit.visit.command,
            by: visit.guest)
    }

    // MARK: As the character

    private static func answerInRole(_ visit: RoleVisit) async throws(RosterError) -> Reply {
        guard let part = visit.own else { return .missing }
        let form = visit.visit.form
        let handle = form["question"].flatMap { Handle($0) }
        guard let question = part.view.question(handle),
            let facts = part.view.facts(form.all("fact").compactMap { Handle($0) })
        else { return .missing }
        let isLeft = form["how"] == "script"
        let real = isLeft ? [] : RealData.findings(in: form)
        guard real.isEmpty else {
            return fault(
                visit, part, form, RealDataQuestion(visit.ctx.t, real).words, real: real)
        }
        if part.view.isConsent(question), let yes = agreed(form) {
            return await carryOut(.agree(question, yes), visit, part)
        }
        let act: RolePlayAct =
            isLeft
            ? .leave(question)
            : .answer(question, facts: facts, text: Typed(form.plainText("text")), moves: moves(form))
        return await carryOut(act, visit, part)
    }

    /// Yes, no, or neither.
    private static func agreed(_ form: Fields) -> Bool? {
        switch form["how"] {
        case "yes": true
        case "no": false
        default: nil
        }
    }

    private static func moves(_ form: Fields) -> [Int] {
        Dial.allCases.map { form.number("move\($0.rawValue)") ?? 0 }
    }

    private static func takeBack(_ visit: RoleVisit) async throws(RosterError) -> Reply {
        guard let part = visit.own else { return .missing }
        // Another page may have taken it back already: there is nothing left to do.
        guard let consent = part.view.consent(visit.visit.form["consent"]) else { return .go(part.address) }
        return await carryOut(.takeBack(consent), visit, part)
    }

    private static func sayHowTreated(_ visit: RoleVisit) async throws(RosterError) -> Reply {
        guard let part = visit.own else { return .missing }
        let form = visit.visit.form
        guard let contact = part.view.contact(form["contact"].flatMap({ Handle($0) })) else {
            return .missing
        }
        let ratings = Treatment.Statement.allCases.map { form.number("felt\($0.rawValue)") ?? 0 }
        return await carryOut(.treated(contact, ratings), visit, part)
    }

    private static func flagMistake(_ visit: RoleVisit) async throws(RosterError) -> Reply {
        guard let part = visit.own else { return .missing }
        let form = visit.visit.form
        guard let contact = part.view.contact(form["contact"].flatMap({ Handle($0) })),
            let mistake = part.view.mistake(form["mistake"].flatMap { Handle($0) })
        else { return .missing }
        return await carryOut(.flag(mistake, contact), visit, part)
    }

    private static func carryOut(_ act: RolePlayAct, _ visit: RoleVisit, _ part: RolePart) async -> Reply {
        do throws(SubmitError) {
            try await visit.submit(act, as: part.person)
        } catch {
            guard error.isAnswered else { return .unwritten(error) }
            return fault(visit, part, visit.visit.form, visit.sentence(error))
        }
        return .go(part.address)
    }

    private static func fault(
        _ visit: RoleVisit, _ part: RolePart, _ form: Fields, _ words: String, real: [RealData.Finding] = []
    ) -> Reply {
        let echo = ControlDesk.Echo(
            form: form["form"] ?? "", values: form, words: words, real: real)
        let stream = visit.stream
        let fresh = RolePart(
            casting: part.casting, person: part.person, view: visit.hosted.run.role(of: part.person))
        return .fault(CharacterPage(visit, fresh, echo: echo).page(stream: stream))
    }
}

extension RoleVisit {
    func sentence(_ error: SubmitError) -> String {
        switch error {
        case .refused(.notHeld): ctx.t(RoleText.notInRole)
        case .refused(.alreadyAnswered): ctx.t(RoleText.alreadyAnswered)
        case .refused(.alreadyDone): ctx.t(RoleText.alreadyFlagged)
        case .refused(.missing(.choice)): ctx.t(RoleText.nothingChosen)
        case .refused(let refusal): RefusalWords(ctx).sentence(refusal)
        case .taken: ctx.t(ProblemText.taken)
        case .notRecorded, .standsUnrecorded, .full, .closed: ctx.t(ProblemText.notRecorded)
        }
    }
}

extension Fields {
    /// What was typed, without blanks around it and with one kind of line end.
    func plainText(_ name: String) -> String {
        var text = (self[name] ?? "")[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        return text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
    }
}
