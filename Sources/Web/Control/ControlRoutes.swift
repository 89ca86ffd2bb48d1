import Basics
import HTTPCore
import Model
import Roster
import Runtime
import Texts
import Views

extension Site {
    /// The pages of control and one address for each thing that control can do.
    package static let controlRoutes: [Route] = controlPages + controlIntentions + controlDesks

    private static let controlPages: [Route] = [
        .get("/control", .control(showDesk)),
        .get("/control/facts", .control(showFacts)),
        .get("/control/people", .control(showPeople)),
        .get("/control/mistakes", .control(showMistakes)),
        .get("/control/networks", .control(showNetworks)),
        .get("/control/operations", .control(showOperations)),
        .get("/control/doors", .control(showDoors)),
        .get("/control/end", .control(askEnd)),
        .get("/control/seat/:", .control(showSeat)),
        .get("/control/seat/:/link", .control(askReissue)),
        .get("/control/sessions", .control(showSessions)),
        .get("/control/session/:", .control(showPerson)),
        .get("/control/session/:/end", .control(askEndSession)),
        .get("/control/password", .control(showPassword)),
        .get("/control/stream", .control(stream)),
        .get("/control/observers/link", .control(askObserversLink)),
    ]

    /// Each is one act of control, recorded like everything else.
    private static let controlIntentions: [Route] = [
        intention("/control/start") { _ in .start },
        intention("/control/pause") { _ in .pause },
        intention("/control/resume") { _ in .resume },
        intention("/control/end") { _ in .end },
        intention("/control/speed") { $0.form.number("speed").map { .speed($0) } },
        intention("/control/inject/:/fire") { ask in ask.inject.map { .fire($0) } },
        intention("/control/inject/:/hold") { ask in ask.inject.map { .hold($0) } },
        intention("/control/inject/:/release") { ask in ask.inject.map { .release($0) } },
        intention("/control/inject/:/edit") { ask in
            ask.inject.map { .edit($0, title: ask.typed("title"), text: ask.typed("text")) }
        },
        intention("/control/inject/:/retarget") { ask in ask.inject.map { .retarget($0, ask.seats) } },
        intention("/control/improvise") { ask in
            ask.view.channelID(ask.form["channel"] ?? "").map {
                .improvise(
                    Improvised(
                        seats: ask.seats, channel: $0, from: ask.typed("from"), title: ask.typed("title"),
                        text: ask.typed("text"), facts: ask.facts))
            }
        },
        intention("/control/person/:/hold") { ask in ask.person.map { .holdPerson($0) } },
        intention("/control/person/:/release") { ask in ask.person.map { .releasePerson($0) } },
        intention("/control/person/:/dial") { ask in
            guard let person = ask.person,
                let dial = ask.form.number("dial").flatMap(Dial.init),
                let value = ask.form.number("value")
            else { return nil }
            return .dial(person, dial, value)
        },
        intention("/control/network/:/hold") { ask in ask.network.map { .holdNetwork($0, true) } },
        intention("/control/network/:/release") { ask in ask.network.map { .holdNetwork($0, false) } },
        intention("/control/network/:/alert") { ask in
            guard let network = ask.network, let value = ask.form.number("value") else { return nil }
            return .alert(network, value)
        },
        intention("/control/move") { ask in
            ask.view.moveID(ask.form["move"] ?? "").map { .makeMove($0) }
        },
        intention("/control/told") { ask in
            guard let fact = ask.view.factID(ask.form["fact"] ?? ""),
                let agency = ask.view.agencyID(ask.form["to"] ?? "")
            else { return nil }
            return .told(fact, agency)
        },
        intention("/control/law/show") { _ in .showLaw(true) },
        intention("/control/law/hide") { _ in .showLaw(false) },
        intention("/control/mistake") { ask in
            guard let mistake = ask.view.mistakeID(ask.form["mistake"] ?? ""),
                let agency = ask.view.agencyID(ask.form["agency"] ?? "")
            else { return nil }
            return .mistake(mistake, agency, ask.view.personID(ask.form["person"] ?? ""))
        },
        intention("/control/flag") { ask in
            guard let mistake = ask.view.mistakeID(ask.form["mistake"] ?? ""),
                let number = ask.form.number("contact"),
                let contact = ask.view.contact(numbered: number)
            else { return nil }
            return .flag(mistake, contact.id)
        },
        intention("/control/question/reply") { ask in
            ask.form["question"].map {
                .reply(ItemID($0), facts: ask.facts, text: ask.typed("text"))
            }
        },
        intention("/control/agree") { ask in
            guard let item = ask.form["item"], let how = ask.form["how"], ["yes", "no"].contains(how) else {
                return nil
            }
            return .agree(ItemID(item), how == "yes")
        },
    ]

    /// What touches the roster too, or the clock alone.
    private static let controlDesks: [Route] = [
        .post(
            "/control/jump", .control { visit async throws(RosterError) in try await jump(.nextDue, visit) }),
        .post(
            "/control/jump/inject",
            .control { visit async throws(RosterError) in try await jump(.nextInject, visit) }),
        .post("/control/jump/time", .control(jumpToTime)),
        .post("/control/another", .control(anotherDevice)),
        .post("/control/seat/:/play", .control(playSeat)),
        .post("/control/seat/:/bot", .control(seatBot)),
        .post("/control/seat/:/enter", .control(enterSeat)),
        .post("/control/seat/:/people", .control(giveBack)),
        .post("/control/seat/:/cover", .control(coverSeat)),
        .post("/control/seat/:/link", .control(reissue)),
        .post("/control/observers/link", .control(openToObservers)),
        .post("/control/observers/close", .control(closeToObservers)),
        .post("/control/break/:/resolve", .control(resolveBreak)),
        .post("/control/session/:/end", .control(endSession)),
        .post("/control/password", .control(setPassword)),
    ]

    private static func intention(
        _ address: String, _ make: @escaping @Sendable (ControlForm) -> ControlAct?
    ) -> Route {
        .post(
            address,
            .control { (visit: StaffVisit) async throws(RosterError) -> Reply in
                let form = ControlForm(visit)
                guard let act = make(form) else {
                    return try await desk(visit, fault: visit.ctx.t(ControlText.incomplete))
                }
                let real = RealData.findings(in: visit.visit.form)
                guard real.isEmpty else {
                    return try await desk(
                        visit, fault: RealDataQuestion(visit.ctx.t, real).words, real: real)
                }
                return try await carryOut(act, visit)
            })
    }

    // MARK: - Carrying out

    /// Carries an act out and goes back to where control was; a refusal shows there as a sentence.
    private static func carryOut(
        _ act: ControlAct, _ visit: StaffVisit, to address: String? = nil
    ) async throws(RosterError) -> Reply {
        if let reply = try await refusal(of: act, visit) { return reply }
        return .go(address ?? visit.back)
    }

    /// The answer that says what speaks against the act, or nil once it is on disk.
    private static func refusal(
        of act: ControlAct, _ visit: StaffVisit
    ) async throws(RosterError) -> Reply? {
        let words: String
        do throws(SubmitError) {
            _ = try await visit.hosted.run.submit(
                .control(act), id: visit.visit.command, participant: Int(visit.guest.participant.number),
                session: visit.guest.session, seat: "")
            return nil
        } catch {
            if error == .notRecorded || error == .closed { return .unwritten(error) }
            words = ControlRefusal(visit.ctx).sentence(error)
        }
        return try await desk(visit, fault: words)
    }

    private static func jump(_ jump: Jump, _ visit: StaffVisit) async throws(RosterError) -> Reply {
        do throws(SubmitError) {
            _ = try await visit.hosted.run.jump(
                jump, id: visit.visit.command, participant: Int(visit.guest.participant.number),
                session: visit.guest.session)
        } catch {
            if error == .notRecorded || error == .closed { return .unwritten(error) }
            let words: String =
                switch error {
                case .refused(.alreadyDone): visit.ctx.t(ControlText.refusedNothingDue)
                case .full where jump != .nextDue: visit.ctx.t(ControlText.refusedJumping)
                default: ControlRefusal(visit.ctx).sentence(error)
                }
            return try await desk(visit, fault: words)
        }
        return .go(visit.back)
    }

    /// To the next coming of a time of day on the fictional clock.
    private static func jumpToTime(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let clock = visit.hosted.run.control().clock
        guard let minutes = minutesOfDay(visit.visit.form["time"] ?? "") else {
            return try await desk(visit, fault: visit.ctx.t(ControlText.refusedTime))
        }
        let now = clock.local.hour * 60 + clock.local.minute
        let ahead = minutes > now ? minutes - now : minutes - now + 1440
        // A whole minute: the clock may stand within one.
        let goal = min(ExerciseTime.start.after(minutes: clock.now.minutes + ahead), clock.end)
        if minutes <= now, visit.visit.form["day"] != "next" {
            let times = Times(visit.ctx.t, clock)
            return try await desk(
                visit,
                fault: visit.ctx.t(
                    ControlText.jumpPassed,
                    ["time": times.hours(goal), "day": times.day(clock.moment(goal))]),
                mayGoOn: true)
        }
        return try await jump(.to(goal), visit)
    }

    /// "07:30", also as people type it: "7:30", "730".
    private static func minutesOfDay(_ text: String) -> Int? {
        let digits = text.filter { $0.isASCII && $0.isNumber }
        guard (3...4).contains(digits.count), let number = Numbers.read(digits) else { return nil }
        let (hour, minute) = (number / 100, number % 100)
        return hour < 24 && minute < 60 ? hour * 60 + minute : nil
    }

    /// A fresh one-time link, for a second laptop or a phone of control.
    private static func anotherDevice(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let site = visit.visit.site
        let token = site.newToken()
        try await site.roster.add(
            JoinLink(
                tokenDigest: site.digest(of: token), kind: .control, run: visit.hosted.run.id, once: true,
                createdMs: site.nowMs()))
        let desk = try await visit.desk(ControlAsk())
        return .page(desk.anotherDevicePage(desk.office.origin + "/enter/" + token))
    }

    // MARK: - Seats

    private static func playSeat(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        guard let seat = ControlForm(visit).seat else { return .missing }
        return try await seatOtherwise(.seat(seat, .control), visit)
    }

    private static func seatBot(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        guard let policy = visit.visit.form["policy"], LiveRun.botTeams.contains(policy),
            let seat = ControlForm(visit).seat
        else { return .missing }
        return try await seatOtherwise(.seat(seat, .bot(policy)), visit)
    }

    /// Whoever covered the seat does so no longer.
    private static func seatOtherwise(_ act: ControlAct, _ visit: StaffVisit) async throws(RosterError)
        -> Reply
    {
        if let reply = try await refusal(of: act, visit) { return reply }
        try await share(visit.visit.parameters[0], withPeopleOf: nil, visit)
        return .go(visit.back)
    }

    /// Opens the pages of a seat that control plays.
    private static func enterSeat(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let form = ControlForm(visit)
        guard let seat = form.view.seats.first(where: { $0.id == visit.visit.parameters[0] }) else {
            return .missing
        }
        guard seat.mode == .control else {
            return try await desk(visit, fault: visit.ctx.t(ControlText.playItFirst))
        }
        return .response(
            Response.redirect(to: "/now").setting(Cookie(CookieName.seat, seat.id, maxAge: 24 * 3600)))
    }

    private static func giveBack(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        guard let seat = ControlForm(visit).seat else { return .missing }
        return try await seatOtherwise(.seat(seat, .people), visit)
    }

    /// The people of another seat of the agency hold this one too, from now on and without joining again.
    private static func coverSeat(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let form = ControlForm(visit)
        let by = visit.visit.form["by"] ?? ""
        guard let seat = form.seat, let other = form.view.seatID(by) else { return .missing }
        if let reply = try await refusal(of: .seat(seat, .coveredBy(other)), visit) { return reply }
        try await share(visit.visit.parameters[0], withPeopleOf: by, visit)
        // Whoever plays one more seat now is told on the page before them.
        visit.hosted.streams.knock(at: other)
        return .go(visit.back)
    }

    private static func share(_ seat: String, withPeopleOf other: String?, _ visit: StaffVisit)
        async throws(RosterError)
    {
        let roster = visit.visit.site.roster
        for person in try await roster.participants(of: visit.hosted.run.id) {
            let holds = person.alsoHolds.filter { $0 != seat }
            let wanted = other != nil && person.role == .seat(other ?? "") ? holds + [seat] : holds
            if wanted != person.alsoHolds {
                try await roster.setRole(person.role, alsoHolding: wanted, of: person.number)
                try await roster.setDue(person.number)
            }
        }
        // Whoever listens to this seat, and no longer may, is asked again who they are.
        if let id = visit.hosted.run.seat(named: seat) { visit.hosted.streams.close(.seat(id)) }
    }

    private static func reissue(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        guard ControlForm(visit).seat != nil else { return .missing }
        try await visit.openAnew(.seat(visit.visit.parameters[0]))
        return .go(visit.back)
    }

    private static func resolveBreak(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        guard let number = Numbers.read(visit.visit.parameters[0]).map(Int64.init) else { return .missing }
        let roster = visit.visit.site.roster
        if await visit.visit.site.breakWishes.resolve(number, of: visit.hosted.run.id) {
            return .go(visit.back)
        }
        let breaks = try await roster.breaks(of: visit.hosted.run.id)
        guard breaks.contains(where: { $0.number == number }) else { return .missing }
        try await roster.resolve(breakNumber: number, atMs: visit.visit.site.nowMs())
        return .go(visit.back)
    }

    // MARK: - Pages

    private static func stream(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        try await visit.visit.listening(visit.guest, to: visit.hosted.streams.topic(of: .control))
    }

    private static func showDesk(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let stream = visit.stream
        return .page(try await visit.desk(ControlAsk(visit.visit.request.query)).page(stream: stream))
    }

    /// The desk once more, with what was not taken.
    private static func desk(
        _ visit: StaffVisit, fault words: String, real: [RealData.Finding] = [], mayGoOn: Bool = false
    ) async throws(RosterError) -> Reply {
        let form = visit.visit.form
        let desk = try await visit.desk(
            ControlAsk(address: visit.back),
            echo: ControlDesk.Echo(
                form: form["form"] ?? "", values: form, words: words, real: real, mayGoOn: mayGoOn))
        return .fault(desk.page(stream: visit.stream))
    }

    private static func showFacts(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let stream = visit.stream
        let filter = visit.visit.request.query["show"].flatMap(ControlDesk.FactFilter.init) ?? .all
        return .page(try await visit.desk(ControlAsk()).factsPage(filter, stream: stream))
    }

    private static func showPeople(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let stream = visit.stream
        return .page(try await visit.desk(ControlAsk()).peoplePage(stream: stream))
    }

    private static func showMistakes(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let stream = visit.stream
        return .page(try await visit.desk(ControlAsk()).mistakesPage(stream: stream))
    }

    private static func showNetworks(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let stream = visit.stream
        return .page(try await visit.desk(ControlAsk()).networksPage(stream: stream))
    }

    private static func showOperations(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let stream = visit.stream
        return .page(try await visit.desk(ControlAsk()).operationsPage(stream: stream))
    }

    private static func showDoors(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        .page(try await visit.desk(ControlAsk()).doorsPage())
    }

    private static func askEnd(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let desk = try await visit.desk(ControlAsk())
        return desk.view.clock.condition == .ended ? .go("/control") : .page(desk.endPage())
    }

    private static func showSeat(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        let stream = visit.stream
        let desk = try await visit.desk(ControlAsk(.seat(visit.visit.parameters[0])))
        guard let seat = desk.view.seats.first(where: { $0.id == visit.visit.parameters[0] }) else {
            return .missing
        }
        return .page(desk.seatPage(seat, visit.hosted.run.view(of: seat.seat), stream: stream))
    }
}
