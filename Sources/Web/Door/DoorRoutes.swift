import HTTPCore
import HTTPServer
import Model
import Roster
import Runtime
import Texts
import Views

extension Site {
    /// The way in, for everybody.
    static let doorRoutes: [Route] = [
        .get("/", .open(home)),
        .get("/join", .open { visit in .page(JoinPages(visit.ctx).code()) }),
        .post("/join", .open(takeCode)),
        .get("/join/:", .open(showLink)),
        .post("/join/:", .open(takePlace)),
        .get("/enter/:", .open(askToEnter)),
        .post("/enter/:", .open(enter)),
        .get("/staff", .open { visit in .page(StaffPages(visit.ctx).signIn()) }),
        .post("/staff", .open(signInStaff)),
        .get("/note", .open(showNote)),
        .post("/note", .open(answerNote)),
        .get(
            "/note/declined",
            .open { visit in
                forgetting(
                    visit,
                    JoinPages(visit.ctx).declined(
                        code: visit.request.cookies[CookieName.place] ?? "", own: visit.keptReturnCode))
            }),
        .get("/glossary", .open { visit in .page(GlossaryPage(visit.ctx).page()) }),
        .post("/language", .open(setLanguage)),
        .post("/theme", .open(setTheme)),
        .post("/leave", .open(leave)),
        .get(
            "/left",
            .open { visit in forgetting(visit, JoinPages(visit.ctx).left(own: visit.keptReturnCode)) }),
        .get("/stop", .open(askStop)),
        .post("/stop", .open(stop)),
        .get("/stream", .open(stream)),
    ]

    /// Nobody is signed in for longer, however much they do.
    static let sessionSeconds = 14 * 24 * 3600

    private static func home(_ visit: Visit) -> Reply { .go(homeAddress(of: visit.guest?.role)) }

    /// Where somebody begins.
    static func homeAddress(of role: SessionRole?) -> String {
        switch role {
        case nil: "/join"
        case .seat: "/now"
        case .control: "/control"
        case .observer: "/observe"
        case .rolePlayer: "/role"
        }
    }

    // MARK: Joining

    private static func takeCode(_ visit: Visit) async throws(RosterError) -> Reply {
        let code = String(
            (visit.form["code"] ?? "").filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(40))
        let tried = try await visit.trying(.code) { () async throws(RosterError) -> JoinLink? in
            let link = try await visit.site.roster.link(code: code)
            return link.flatMap { visit.site.isOpen($0) && Way($0, visit) != nil ? $0 : nil }
        }
        switch tried {
        case .right: return .go("/join/" + code)
        case .wrong:
            return .fault(JoinPages(visit.ctx).code(typed: code, fault: visit.ctx.t(DoorText.codeUnknown)))
        case .closed: return .tooMany
        }
    }

    /// A link as it was sent, or the short code that stands for it.
    private static func link(_ visit: Visit) async throws(RosterError) -> Tried<JoinLink> {
        let key = visit.parameters[0]
        let roster = visit.site.roster
        if let link = try await roster.link(tokenDigest: visit.site.digest(of: key)) {
            return visit.site.isOpen(link) ? .right(link) : .wrong
        }
        // Only a code can be guessed, so only codes are counted.
        return try await visit.trying(.code) { () async throws(RosterError) -> JoinLink? in
            try await roster.link(code: key).flatMap { visit.site.isOpen($0) ? $0 : nil }
        }
    }

    private static func linkGone(_ visit: Visit) -> Reply { .page(JoinPages(visit.ctx).linkGone()) }

    /// What a link opens to whoever gives a name: a seat, or the place of those who look on.
    private struct Way {
        let hosted: HostedRun
        let role: Role
        let seat: DoorSeat?

        init?(_ link: JoinLink, _ visit: Visit) {
            guard let hosted = visit.site.run(link.run) else { return nil }
            self.hosted = hosted
            switch link.kind {
            case .seat(let name):
                guard let seat = hosted.run.door.seats.first(where: { $0.id == name }) else { return nil }
                (self.seat, role) = (seat, .seat(name))
            case .observer: (seat, role) = (nil, .observer)
            case .rolePlayer: (seat, role) = (nil, .rolePlayer)
            case .control, .joinPage: return nil
            }
        }

        func page(_ visit: Visit, current: String? = nil, fault: NameFault? = nil) -> PageParts {
            let pages = JoinPages(visit.ctx.speaking(for: hosted))
            let key = visit.parameters[0]
            guard let seat else {
                return pages.staff(role, of: hosted.run.door, key: key, current: current, fault: fault)
            }
            return pages.seat(seat, of: hosted.run.door, key: key, current: current, fault: fault)
        }
    }

    private static func showLink(_ visit: Visit) async throws(RosterError) -> Reply {
        let link: JoinLink
        switch try await self.link(visit) {
        case .right(let found): link = found
        case .wrong: return linkGone(visit)
        case .closed: return .tooMany
        }
        switch link.kind {
        case .joinPage: return .go("/join")
        case .control: return .go("/enter/" + visit.parameters[0])
        case .seat, .observer, .rolePlayer: break
        }
        guard let way = Way(link, visit) else { return linkGone(visit) }
        return .page(way.page(visit, current: visit.guest?.participant.name))
    }

    private static func takePlace(_ visit: Visit) async throws(RosterError) -> Reply {
        let link: JoinLink
        switch try await self.link(visit) {
        case .right(let found): link = found
        case .wrong: return linkGone(visit)
        case .closed: return .tooMany
        }
        guard let way = Way(link, visit) else { return linkGone(visit) }
        let name = JoinPages.cleanName(visit.form["name"] ?? "")
        let language = visit.form["language"].flatMap { visit.ctx.languages.contains($0) ? $0 : nil }
        if name.isEmpty {
            return .fault(way.page(visit, fault: NameFault(words: visit.ctx.t(DoorText.nameMissing))))
        }
        if let words = TextLimits.objection(to: [name], limit: TextLimits.name, visit.ctx.t) {
            return .fault(way.page(visit, fault: NameFault(words: words, name: name)))
        }
        if NameLooks.isTitle(name, in: visit.site.texts) {
            return .fault(
                way.page(visit, fault: NameFault(words: visit.ctx.t(DoorText.nameIsTitle), name: name)))
        }
        let real = RealData.findings(in: visit.form)
        guard real.isEmpty else {
            let words = RealDataQuestion(visit.ctx.t, real).words
            return .fault(way.page(visit, fault: NameFault(words: words, name: name, real: real)))
        }
        return try await visit.site.joining.take(0) { () async throws(RosterError) -> Reply in
            try await takePlace(visit, link, way, name, language ?? visit.ctx.language)
        }
    }

    /// One after the other: two at one time would both see the last free place, and the same name as nobody's.
    private static func takePlace(
        _ visit: Visit, _ link: JoinLink, _ way: Way, _ name: String, _ current: String
    ) async throws(RosterError) -> Reply {
        let site = visit.site
        if let guest = visit.guest, isThere(guest.participant, name, way.role, link.run) {
            try await site.roster.setLanguage(current, of: guest.participant.number)
            return .go("/")
        }
        let people = try await site.roster.participants(of: link.run).filter { $0.role == way.role }
        let own = JoinPages.marked(name, among: people.map(\.name))
        if own != name, visit.form["who"] == nil,
            people.contains(where: { $0.acceptedNoteMs != nil && $0.name.lowercased() == name.lowercased() })
        {
            return .page(
                JoinPages(visit.ctx.speaking(for: way.hosted)).isThatYou(
                    name, marked: own, language: current, key: visit.parameters[0]))
        }
        if let full = try await noRoom(visit, link, way, name) { return full }
        guard try await site.roster.use(linkWithDigest: link.tokenDigest, atMs: site.nowMs()) else {
            return linkGone(visit)
        }
        return try await signIn(
            visit, name: own, language: current, run: link.run, role: way.role,
            alsoHolding: way.seat.map { covered(by: $0, way.hosted) } ?? [], to: "/note")
    }

    /// The page that says why nobody more can come in by this link just now, with the name on it; nil if there is room.
    private static func noRoom(
        _ visit: Visit, _ link: JoinLink, _ way: Way, _ name: String
    ) async throws(RosterError) -> Reply? {
        let t = visit.ctx.t
        switch try await visit.site.room(behind: link, way.role, leaving: visit.guest) {
        case .free: return nil
        case .full(let count):
            let fault = NameFault(words: t(DoorText.seatFull, count: count), name: name)
            return .problem(way.page(visit, fault: fault), .conflict)
        case .later:
            let fault = NameFault(words: t(DoorText.joinLater), name: name)
            return .problem(way.page(visit, fault: fault), .tooManyRequests)
        }
    }

    /// Whoever is signed in here already, in this part and under this name, needs nothing more.
    private static func isThere(_ person: Participant, _ name: String, _ role: Role, _ run: String) -> Bool {
        person.run == run && person.role == role && person.name.lowercased() == name.lowercased()
    }

    /// Seats that the people of this one play too, as control has said.
    private static func covered(by seat: DoorSeat, _ hosted: HostedRun) -> [String] {
        hosted.run.control().seats.filter { $0.mode == .coveredBy(seat.seat) }.map(\.id)
    }

    /// The link works once, and messengers and scanners open links by themselves: looking at it uses nothing up.
    private static func askToEnter(_ visit: Visit) async throws(RosterError) -> Reply {
        switch try await self.link(visit) {
        case .right(let link) where link.kind == .control && visit.site.run(link.run) != nil:
            return .page(JoinPages(visit.ctx).enter(key: visit.parameters[0]))
        case .right, .wrong: return visit.guest?.role == .control ? .go("/control") : linkGone(visit)
        case .closed: return .tooMany
        }
    }

    private static func enter(_ visit: Visit) async throws(RosterError) -> Reply {
        let tried = try await self.link(visit)
        guard case .right(let link) = tried, link.kind == .control, visit.site.run(link.run) != nil,
            try await visit.site.roster.use(linkWithDigest: link.tokenDigest, atMs: visit.site.nowMs())
        else {
            if visit.guest?.role == .control { return .go("/control") }
            if case .closed = tried { return .tooMany }
            return linkGone(visit)
        }
        return try await signIn(
            visit, name: "", language: visit.ctx.language, run: link.run, role: .control, to: "/control")
    }

    static func signIn(
        _ visit: Visit, name: String, language: String, run: String, role: Role,
        alsoHolding seats: [String] = [], to address: String
    ) async throws(RosterError) -> Reply {
        let person = try await visit.site.roster.add(
            Participant(
                number: 0, name: name, language: language, run: run, role: role, alsoHolds: seats,
                joinedMs: visit.site.nowMs()))
        // Control comes back by its password or by another link; everybody else by a code that only they have.
        let code = role == .control ? "" : try await visit.site.newReturnCode(for: person.number)
        return try await openSession(visit, person, language: language, code: code, to: address)
    }

    /// - Parameters:
    ///   - code: by which the person comes back on another device; this browser keeps it for them.
    ///   - chosen: the token of the session; a new one if nil.
    static func openSession(
        _ visit: Visit, _ person: Participant, language: String, code: String, token chosen: String? = nil,
        to address: String
    ) async throws(RosterError) -> Reply {
        try await leaveBehind(visit, for: person)
        let now = visit.site.nowMs()
        let token = chosen ?? visit.site.newToken()
        try await visit.site.roster.open(
            Session(
                tokenDigest: visit.site.digest(of: token), participant: person.number, createdMs: now,
                expiresMs: now + min(visit.site.idleMs, Int64(sessionSeconds) * 1000)))
        let response =
            Response.redirect(to: address)
            .setting(Cookie(CookieName.session, token, maxAge: sessionSeconds))
            .setting(Cookie(CookieName.language, language, maxAge: CookieName.year))
            .setting(Cookie(CookieName.seat, "0", maxAge: 0))
            .setting(Cookie(CookieName.returning, code, maxAge: code.isEmpty ? 0 : sessionSeconds))
        // By it the tries of this browser are told from those of strangers behind the same address.
        return .response(
            person.role == .control
                ? response.setting(Cookie(CookieName.desk, token, maxAge: CookieName.year)) : response)
    }

    /// One browser, one session: whoever signs in, anew or as somebody who was here before, has left where this browser was.
    private static func leaveBehind(_ visit: Visit, for person: Participant) async throws(RosterError) {
        guard let guest = visit.guest else { return }
        if guest.participant.number != person.number { try await visit.relieve(guest) }
        try await visit.site.roster.end(sessionWithDigest: guest.tokenDigest, atMs: visit.site.nowMs())
        guest.closeStreams()
    }

    // MARK: The content note

    private static func showNote(_ visit: Visit) async throws(RosterError) -> Reply {
        guard let guest = visit.guest else { return .go("/join") }
        return .page(
            NotePage(visit.ctx, guest.hosted.run.door, retentionDays: visit.site.retentionDays).page(
                isAccepted: guest.participant.acceptedNoteMs != nil, for: guest.role,
                own: try await visit.ownReturnCode()))
    }

    private static func answerNote(_ visit: Visit) async throws(RosterError) -> Reply {
        guard let guest = visit.guest else { return .go("/join") }
        guard visit.form["answer"] == "yes" else {
            // Who has not said yes leaves no name behind, and has nothing to come back to.
            let isErased = guest.participant.acceptedNoteMs == nil
            if isErased {
                try await visit.site.roster.erase(guest.participant.number)
            } else {
                try await visit.site.roster.endSessions(
                    of: guest.participant.number, atMs: visit.site.nowMs())
            }
            try await visit.relieve(guest)
            guest.closeStreams()
            let code = try await openCode(guest, visit)
            return signedOut(to: "/note/declined", place: code, forgettingCode: isErased)
        }
        if guest.participant.acceptedNoteMs == nil {
            try await visit.site.roster.acceptNote(
                by: guest.participant.number, atMs: visit.site.nowMs())
            if guest.role == .rolePlayer { guest.hosted.streams.knockAtControl() }
        }
        return .go(homeAddress(of: guest.role))
    }

    /// The code by which the reader's place can be taken again; empty if there is none.
    private static func openCode(_ guest: Guest, _ visit: Visit) async throws(RosterError) -> String {
        let kind: JoinLink.Kind
        switch guest.participant.role {
        case .seat(let name): kind = .seat(name)
        case .observer: kind = .observer
        case .rolePlayer: kind = .rolePlayer
        case .control: return ""
        }
        return try await visit.site.roster.links(of: guest.participant.run)
            .last { $0.kind == kind && visit.site.isOpen($0) }?.code ?? ""
    }

    // MARK: Language, light, leaving

    private static func setLanguage(_ visit: Visit) async throws(RosterError) -> Reply {
        let language = visit.form["language"] ?? ""
        let back = ownAddress(visit.form["back"])
        guard visit.ctx.languages.contains(language) else { return .go(back) }
        if let guest = visit.guest {
            try await visit.site.roster.setLanguage(language, of: guest.participant.number)
        }
        return .response(
            Response.redirect(to: back)
                .setting(Cookie(CookieName.language, language, maxAge: CookieName.year)))
    }

    private static func setTheme(_ visit: Visit) -> Reply {
        let theme = visit.form["theme"].flatMap(Shell.Theme.init)
        return .response(
            Response.redirect(to: ownAddress(visit.form["back"])).setting(
                Cookie(CookieName.theme, theme?.rawValue ?? "", maxAge: theme == nil ? 0 : CookieName.year)))
    }

    private static func leave(_ visit: Visit) async throws(RosterError) -> Reply {
        if let guest = visit.guest {
            try await visit.relieve(guest)
            try await visit.site.roster.end(sessionWithDigest: guest.tokenDigest, atMs: visit.site.nowMs())
            guest.closeStreams()
        }
        return signedOut(to: "/left")
    }

    /// The page that comes next shows the return code once, and lets the browser forget it.
    ///
    /// - Parameter place: the code of a seat that this page leads back to. An address would keep it in the browser's history.
    private static func signedOut(
        to address: String, place: String = "", forgettingCode: Bool = false
    ) -> Reply {
        let response = Response.redirect(to: address).setting(Cookie(CookieName.session, "", maxAge: 0))
            .setting(Cookie(CookieName.seat, "0", maxAge: 0))
            .setting(Cookie(CookieName.place, place, maxAge: place.isEmpty ? 0 : 600, path: "/note/declined"))
        return .response(
            forgettingCode ? response.setting(Cookie(CookieName.returning, "", maxAge: 0)) : response)
    }

    /// Whoever is signed in was led here by a link of somebody else, and forgets nothing.
    private static func forgetting(_ visit: Visit, _ page: PageParts) -> Reply {
        if visit.guest != nil { return .page(page) }
        var page = page
        page.shell.forgetsDrafts = true
        return .response(
            Response.bytes(page.bytes(asked: nil), type: "text/html; charset=utf-8").setting(
                Cookie(CookieName.returning, "", maxAge: 0)))
    }

    // MARK: STOP, and staying up to date

    private static func askStop(_ visit: Visit) -> Reply {
        guard let guest = visit.guest else { return .go("/join") }
        return .page(isOver(visit) ? stopOver(visit, guest) : StopPages(visit.ctx).ask())
    }

    private static func isOver(_ visit: Visit) -> Bool { visit.ctx.clock?().condition == .ended }

    private static func stopOver(_ visit: Visit, _ guest: Guest) -> PageParts {
        StopPages(visit.ctx).over(back: homeAddress(of: guest.role))
    }

    /// Nobody is named: the command carries neither participant nor seat. Each press is a STOP of its own, also from a
    /// page that was used before: said twice it still stands, and after a resume it is meant anew.
    private static func stop(_ visit: Visit) async -> Reply {
        guard let guest = visit.guest else { return .go("/join") }
        do throws(SubmitError) {
            _ = try await guest.hosted.run.submit(
                .control(.stop), id: visit.site.newToken(), participant: 0, seat: "", onBehalf: "")
        } catch {
            switch error {
            case .refused where isOver(visit): return .page(stopOver(visit, guest))
            case .refused(let refusal):
                return .fault(StopPages(visit.ctx).ask(fault: RefusalWords(visit.ctx).sentence(refusal)))
            // It stands, which is what it is for; control is told that it is not on disk yet.
            case .standsUnrecorded: break
            case .notRecorded, .full, .closed, .taken:
                return .fault(StopPages(visit.ctx).ask(fault: visit.ctx.t(DoorText.stopFailed)))
            }
        }
        return .go(homeAddress(of: guest.role))
    }

    private static func stream(_ visit: Visit) async throws(RosterError) -> Reply {
        // Whoever has not said yes to the note yet is not told either that something happens.
        guard let guest = visit.guest,
            guest.role == .control || guest.participant.acceptedNoteMs != nil
        else { return .missing }
        let streams = guest.hosted.streams
        let topic: Topic
        switch guest.role {
        case .seat(let own): topic = streams.topic(of: .seat(streamSeat(visit, guest, own: own)))
        case .observer: topic = streams.topic(of: .observers)
        case .control:
            topic = streams.topic(of: visit.seatPlayedByControl(guest).map { .seat($0.seat) } ?? .control)
        case .rolePlayer: topic = try await RoleVisit(visit, guest).topic
        }
        return try await visit.listening(guest, to: topic)
    }

    private static func streamSeat(_ visit: Visit, _ guest: Guest, own: SeatID) -> SeatID {
        guard let chosen = visit.request.cookies.number(CookieName.seat), chosen > 0,
            chosen <= guest.participant.alsoHolds.count
        else { return own }
        return guest.hosted.run.seat(named: guest.participant.alsoHolds[chosen - 1]) ?? own
    }
}
