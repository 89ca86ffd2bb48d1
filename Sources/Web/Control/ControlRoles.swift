import HTTPCore
import Model
import Roster
import Runtime
import Texts
import Views

// Who plays whom: the way in of role-players, what they are asked, how long they have been in role.
extension ControlOffice {
    /// Everybody who came in to play, those whose name was erased left out.
    var players: [Participant] {
        people.filter { $0.role == .rolePlayer && !$0.name.isEmpty && $0.acceptedNoteMs != nil }
    }

    func day(of player: Participant) -> RoleDay {
        RoleDay(of: player.number, spells, limits, nowMs: nowMs)
    }

    /// Who plays the character now.
    func player(of person: String) -> Participant? {
        players.first { player in
            castings.contains {
                $0.participant == player.number && $0.person == person && $0.answer == .yes
            } && day(of: player).isInRole
        }
    }

    /// Who was asked to play the character and has not said no.
    func asked(for person: String) -> Participant? {
        castings.first { $0.person == person && $0.answer != .no }
            .flatMap { casting in players.first { $0.number == casting.participant } }
    }
}

extension ControlDesk {
    private func r(_ text: RoleText, _ arguments: KeyValuePairs<String, any TextArgument> = [:]) -> String {
        ctx.t(text, arguments)
    }

    // MARK: On the desk

    /// Whose time in role is over: somebody should be offered a rest.
    var roleNotices: Node {
        .each(office.players.filter { office.day(of: $0).isOver }) { player in
            notice(
                .waiting, icon: .rest, r(.timeOverHeading),
                p(
                    .text(
                        r(
                            .timeOverWhat,
                            ["who": player.name, "minutes": office.day(of: player).minutes]))),
                div(
                    .class("row"),
                    press(r(.relieve), icon: .rest, to: "/control/role/\(player.number)/relieve")))
        }
    }

    // MARK: The page of casting

    /// `/control/roles`.
    func rolesPage(stream: String?, fault: String? = nil) -> PageParts {
        PageParts(
            shell(r(.castingHeading), at: "/control/roles", stream: stream),
            div(
                .class("stack"),
                ctx.still {
                    pageHead(
                        r(.castingHeading), under: p(.text(r(.castingWhat))),
                        actions: [buttonLink(t(.placePeople), to: "/control/people", icon: .people)])
                },
                .with(fault) { notice(.due, $0) },
                ctx.live("now", id: "players") { players },
                ctx.live("now", id: "cast") { castForm },
                ctx.still { div(.class("tiles"), limitsForm, scripted) },
                ctx.still { playersCard }))
    }

    private var players: Node {
        office.players.isEmpty
            ? emptyState(.people, r(.noPlayers), r(.noPlayersWhat))
            : div(.class("tiles"), .each(office.players, playerCard))
    }

    private func playerCard(_ player: Participant) -> Node {
        let day = office.day(of: player)
        let castings = office.castings.filter { $0.participant == player.number }
        return card(
            cardHead(
                h2(.text(player.name)),
                day.isInRole
                    ? chip(
                        ctx.t(RoleText.minutesOf, count: day.minutes), day.isOver ? .due : .waiting,
                        icon: .clock)
                    : chip(r(.restsNow))),
            p(.class("quiet small"), .text(ctx.t(RoleText.timesToday, count: day.times))),
            castings.isEmpty
                ? p(.text(r(.askedNothing)))
                : ul(.class("rows"), .each(castings) { line($0, of: player) }),
            .when(
                day.isInRole,
                cardFoot(press(r(.relieve), icon: .rest, to: "/control/role/\(player.number)/relieve"))))
    }

    private func line(_ casting: Casting, of player: Participant) -> Node {
        let name = ctx.say(view.person(named: casting.person)?.name)
        return li(
            .class("row-apart"), .id("casting-\(player.number)-\(casting.person)"),
            span(
                strong(.text(name)), " ", chip(words(casting.answer), casting.answer == .yes ? .done : .none),
                .with(casting.confirmedBy) { by in
                    let who = office.people.first { $0.number == by }?.name ?? ""
                    return small(.text(r(.confirmedBy, ["who": who])))
                }),
            actButton(
                r(.takeBack), .quiet, to: "/control/role/\(player.number)/take-back", command: ctx.command(),
                hidden: [("person", casting.person)]))
    }

    private func words(_ answer: Casting.Answer) -> String {
        switch answer {
        case .open: r(.isAsked)
        case .yes: r(.saidYes)
        case .no: r(.saidNo)
        }
    }

    private var castForm: Node {
        let free = view.persons.filter { !$0.isScripted && office.asked(for: $0.id) == nil }
        let forTrained = free.filter(\.isForTrained)
        return card(
            h2(.text(r(.castHeading))), p(.class("quiet small"), .text(r(.castWhat))),
            office.players.isEmpty || free.isEmpty
                ? p(.text(r(office.players.isEmpty ? .noPlayersWhat : .allCast)))
                : actForm(
                    id: "form-cast", to: "/control/roles/cast", command: ctx.command(),
                    selectField(
                        id: "cast-player", name: "player", FieldText(r(.player)),
                        choices: office.players.map { (String($0.number), $0.name) }),
                    selectField(
                        id: "cast-person", name: "person", FieldText(r(.character)),
                        choices: free.map { ($0.id, ctx.say($0.name)) }),
                    .when(
                        !forTrained.isEmpty,
                        checkBox(
                            id: "cast-trained", name: "trained",
                            .text(
                                r(
                                    .trainedConfirm,
                                    ["who": forTrained.map { ctx.say($0.name) }.joined(separator: ", ")])))),
                    formFoot(button(r(.ask), .main, icon: .send))))
    }

    private var limitsForm: Node {
        card(
            h2(.text(r(.limitsHeading))), p(.class("quiet small"), .text(r(.limitsWhat))),
            actForm(
                id: "form-limits", to: "/control/roles/limits", command: ctx.command(),
                numberField(
                    id: "limit-minutes", name: "minutes", FieldText(r(.limitMinutes)),
                    value: office.limits.minutes, least: 5, most: 120),
                numberField(
                    id: "limit-times", name: "times", FieldText(r(.limitTimes)), value: office.limits.spells,
                    least: 1, most: 6),
                formFoot(button(t(.set)))))
    }

    /// Characters that nobody plays, and why.
    private var scripted: Node {
        let persons = view.persons.filter(\.isScripted)
        return .when(
            !persons.isEmpty,
            card(
                h2(.text(r(.scriptedHeading))), p(.text(r(.scriptedWhat))),
                ul(
                    .each(persons) {
                        li(
                            .class("link-line"),
                            a(.href(ControlAsk(.person($0.id)).address), .text(ctx.say($0.name))))
                    })))
    }

    // MARK: The way in

    /// On `/control/doors` and the page of casting: opened only when control wants somebody to play.
    var playersCard: Node {
        let link = office.staffLink(.rolePlayer)
        return div(
            .id("role-players"),
            card(
                h2(.text(r(.doorHeading))), p(.class("no-print"), .text(r(.doorWhat))),
                .with(link) { link in
                    ticketSheet([
                        seatTicket(
                            seat: .text(r(.title)), qr: qr(office.address(of: link), name: r(.doorQR)),
                            code: link.code, address: office.address(of: link))
                    ])
                },
                .when(link != nil, closingNote),
                link == nil ? p(.text(r(.doorNone))) : .nothing,
                div(
                    .class("row no-print"),
                    link == nil
                        ? press(r(.doorOpen), icon: .link, to: "/control/roles/link")
                        : .group([
                            buttonLink(r(.doorAnew), to: "/control/roles/link", icon: .link),
                            press(r(.doorClose), .quiet, to: "/control/roles/close"),
                        ]))))
    }

    /// `/control/roles/link`: asks before the way that was handed out stops working.
    func playersQuestion() -> PageParts {
        question(
            r(.anewHeading), t(.reissueHelp), r(.doorAnew), to: "/control/roles/link", back: "/control/roles")
    }
}

// MARK: - Routes

extension Site {
    static let castingRoutes: [Route] = [
        .get("/control/roles", .control(showCasting)),
        .get("/control/roles/link", .control(askPlayersLink)),
        .post("/control/roles/link", .control(openToPlayers)),
        .post("/control/roles/close", .control(closeToPlayers)),
        .post("/control/roles/limits", .control(setLimits)),
        .post("/control/roles/cast", .control(cast)),
        .post("/control/role/:/take-back", .control(takeBack)),
        .post("/control/role/:/relieve", .control(relievePlayer)),
    ]

    private static func showCasting(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let stream = visit.stream
        return .page(try await visit.desk(ControlAsk()).rolesPage(stream: stream))
    }

    private static func askPlayersLink(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        .page(try await visit.desk(ControlAsk()).playersQuestion())
    }

    private static func openToPlayers(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        try await visit.openAnew(.rolePlayer)
        return .go("/control/roles#role-players")
    }

    private static func closeToPlayers(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        try await visit.close(.rolePlayer)
        return .go("/control/roles#role-players")
    }

    private static func setLimits(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let form = visit.visit.form
        guard let minutes = form.number("minutes"), (5...120).contains(minutes),
            let times = form.number("times"), (1...6).contains(times)
        else { return try await casting(visit, fault: visit.ctx.t(RoleText.limitsFault)) }
        try await visit.visit.site.roster.setLimits(
            RoleLimits(minutes: minutes, spells: times), of: visit.hosted.run.id)
        return .go("/control/roles")
    }

    /// A child's voice is the script's: no form of ours offers it, and none that was made up gets it, unless the pack leaves it
    /// to trained adults; then control confirms that the player is one.
    private static func cast(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let desk = try await visit.desk(ControlAsk())
        let number = visit.visit.form.number("player")
        guard let player = desk.office.players.first(where: { Int($0.number) == number }),
            let person = desk.view.person(named: visit.visit.form["person"] ?? "")
        else { return try await casting(visit, fault: visit.ctx.t(ControlText.incomplete)) }
        if person.isScripted { return try await casting(visit, fault: visit.ctx.t(RoleText.scriptedWhat)) }
        if let other = desk.office.asked(for: person.id) {
            return try await casting(
                visit,
                fault: visit.ctx.t(RoleText.isCast, ["who": other.name, "as": visit.ctx.say(person.name)]))
        }
        let isConfirmed = visit.visit.form["trained"] == "yes"
        if person.isForTrained, !isConfirmed {
            return try await casting(visit, fault: visit.ctx.t(RoleText.forTrained))
        }
        let site = visit.visit.site
        try await site.roster.save(
            Casting(
                participant: player.number, person: person.id, askedMs: site.nowMs(),
                confirmedBy: person.isForTrained ? visit.guest.participant.number : nil))
        try await site.roster.setDue(player.number)
        visit.hosted.streams.knock(atPlayer: player.number)
        return .go("/control/roles")
    }

    private static func casting(_ visit: StaffVisit, fault: String) async throws(RosterError) -> Reply {
        let stream = visit.stream
        return .fault(try await visit.desk(ControlAsk()).rolesPage(stream: stream, fault: fault))
    }

    private static func player(_ visit: StaffVisit) async throws(RosterError) -> Participant? {
        guard let number = Int32(visit.visit.parameters[0]),
            let person = try await visit.visit.site.roster.participant(number),
            person.run == visit.hosted.run.id, person.role == .rolePlayer
        else { return nil }
        return person
    }

    private static func takeBack(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        guard let player = try await player(visit) else { return .missing }
        let site = visit.visit.site
        let person = visit.visit.form["person"] ?? ""
        try await site.relieve(
            player, visit.hosted, command: visit.visit.command, by: visit.guest, only: person)
        try await site.roster.remove(castingOf: player.number, for: person)
        // Who still listens is asked again what they may hear.
        visit.hosted.closeStreams(of: player)
        return .go("/control/roles")
    }

    private static func relievePlayer(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        guard let player = try await player(visit) else { return .missing }
        try await visit.visit.site.relieve(
            player, visit.hosted, command: visit.visit.command, by: visit.guest)
        return .go(visit.back)
    }
}
