import HTTPCore
import HTTPServer
import Model
import Roster
import Runtime
import Texts
import Views

extension Site {
    /// The pages of participants.
    static let seatRoutes: [Route] = [
        .get(
            "/now",
            .seat { visit in .page(visit.pages.now(isWhole: visit.visit.request.query["all"] != nil)) }),
        .get("/item/:", .seat(showItem)),
        .get("/case", .seat { visit in .page(visit.pages.facts()) }),
        .get("/case/people", .seat { visit in .page(visit.pages.people()) }),
        .get("/case/places", .seat { visit in .page(visit.pages.placesPage()) }),
        .get(
            "/case/decisions",
            .seat { visit in await visit.reads(Reading(.decisions, "")) ?? .page(visit.pages.decisions()) }),
        .get("/case/forms", .seat(showForms)),
        .get("/case/chart", .seat { visit in .page(visit.pages.chart()) }),
        .get(
            "/case/chart.jsonl",
            .seat { visit in await visit.reads(Reading(.chart, "")) ?? .response(visit.pages.chartFile) }),
        .get("/case/money", .seat { visit in .page(visit.pages.money()) }),
        .get(
            "/statement/:",
            .seat { visit in await visit.reading(.statement) { pages, handle in pages.statement(handle) } }),
        .get("/case/timeline", .seat { visit in .page(visit.pages.caseTimeline()) }),
        .get("/case/operations", .seat { visit in .page(visit.pages.operationsPage()) }),
        .get(
            "/operation/:",
            .seat { visit in await visit.reading(.operation) { pages, handle in pages.operation(handle) } }),
        .get(
            "/form/:",
            .seat { visit in await visit.reading(.form) { pages, handle in pages.signedForm(handle) } }),
        .get(
            "/person/:",
            .seat { visit in
                let list = visit.visit.request.query["signs"].flatMap { Int($0) }
                return visit.thing { pages, handle in
                    pages.view.person(handle).map { pages.person($0, list: list) }
                }
            }),
        .get("/place/:", .seat { visit in visit.thing { pages, handle in pages.place(handle) } }),
        .get("/fact/:", .seat { visit in await visit.reading(.fact) { $0.view.fact($1).map($0.fact) } }),
        .get(
            "/law/:",
            .seat { visit in await visit.reading(.article) { pages, handle in pages.article(handle) } }),
        .get("/act", .seat { visit in .page(visit.pages.acts()) }),
        .get("/act/:", .seat(showAct)),
        .post("/act/:", .seat(checkAct)),
        .post("/act/:/step", .seat(stepAct)),
        .get("/act/:/step", .seat(showAct)),
        .post("/act/:/keep", .seat(keepAct)),
        .get("/act/:/change", .seat(showAct)),
        .post("/act/:/change", .seat(changeAct)),
        .post("/act/:/do", .seat(doAct)),
        .get("/act/:/do", .seat(showAct)),
        .get("/act/:/done", .seat(showDone)),
        .get(
            "/talk",
            .seat { visit in .page(visit.pages.talk(isWhole: visit.visit.request.query["all"] != nil)) }),
        .get("/talk/with/:", .seat(showConversation)),
        .post("/talk/with/:", .seat(ask)),
        .get("/me", .seat(showMe)),
        .get("/me/law", .seat { visit in .page(visit.pages.lawBook()) }),
        .post("/me/notes", .seat(keepNotes)),
        .post("/seat", .seat(changeSeat)),
        .post("/break", .seat(askForBreak)),
    ]

    // MARK: Reading

    /// What an item says leaves the server only after its first reading is recorded.
    private static func showItem(_ visit: SeatVisit) async -> Reply {
        guard let handle = Handle(visit.visit.parameters[0]) else { return .missing }
        var pages = visit.pages
        guard let item = pages.view.item(handle) else { return .missing }
        if let refusal = await visit.reads(pages.view.reading(.item, handle)) { return refusal }
        if item.isOpen { return .page(pages.now(chosen: item)) }
        await visit.open(handle, in: pages.view)
        pages = visit.pages
        return pages.view.item(handle).map { .page(pages.now(chosen: $0)) } ?? .missing
    }

    // MARK: Acting

    private static func prospect(_ visit: SeatVisit, _ pages: SeatPages) -> Prospect? {
        Handle(visit.visit.parameters[0]).flatMap { pages.view.prospect($0) }
    }

    private static func showForms(_ visit: SeatVisit) async throws(RosterError) -> Reply {
        .page(visit.pages.signedForms(begun: try await begun(visit)))
    }

    private static func showAct(_ visit: SeatVisit) async throws(RosterError) -> Reply {
        let pages = visit.pages
        guard let act = prospect(visit, pages) else { return .missing }
        let input = ActFields.own(visit.visit.request.query, of: act)
        if act.verb == .talk, let person = input["person"].flatMap({ Handle($0) }),
            pages.view.person(person) != nil
        {
            return .go("/talk/with/" + person.text)
        }
        guard act.isDocument, input["whole"] == nil else { return .page(pages.actForm(act, input)) }
        if let next = nextVersion(act, input, pages) { return .page(pages.formStep(act, next, place: 0)) }
        // Whoever comes with an answer begins with it; whoever comes without goes on with what was begun.
        let isBare = !input.fields.contains { $0.name.hasPrefix("choice") || $0.name.hasPrefix("field") }
        if isBare, let kept = try await kept(act, person: input["person"], visit) {
            return .page(pages.formStep(act, kept, place: 0, isKept: true))
        }
        return .page(pages.formStep(act, input, place: 0))
    }

    /// The next step of a form, or the one before; what was filled in is kept at each.
    private static func stepAct(_ visit: SeatVisit) async throws(RosterError) -> Reply {
        let pages = visit.pages
        guard let act = prospect(visit, pages), act.isDocument else { return .missing }
        let sent = ActFields.own(visit.visit.form, of: act)
        if let reply = tooLong(sent, of: act, pages) { return reply }
        let real = RealData.findings(in: sent)
        guard real.isEmpty else { return .fault(asking(pages, act, sent, real)) }
        let input = withEarlierWords(act, sent, pages)
        if let reply = try await notKept(input, of: act, visit) { return reply }
        guard let place = input.number("go") else { return .go("/case/forms") }
        if let reply = notFrom(input, of: act, to: place, pages) { return reply }
        if place >= ActFields(pages, act, input).steps.count { return try await check(act, input, visit) }
        return .page(pages.formStep(act, Fields(input.fields.filter { $0.name != "go" }), place: place))
    }

    /// The step that is left says what it lacks, where one goes on to a later one.
    private static func notFrom(
        _ input: Fields, of act: Prospect, to place: Int, _ pages: SeatPages
    ) -> Reply? {
        let fields = ActFields(pages, act, input)
        func stays(at number: Int, _ objection: Model.Refusal? = nil, showsOpen: Bool = false) -> Reply {
            .fault(
                pages.formStep(
                    act, Fields(input.fields.filter { $0.name != "go" }), place: number,
                    fault: objection.map { pages.refusals.sentence($0, of: act.verb) }, showsOpen: showsOpen))
        }
        for (number, step) in fields.steps.enumerated() where number < place {
            if let objection = fields.objection(leaving: step) { return stays(at: number, objection) }
            if !fields.open(in: step).isEmpty { return stays(at: number, showsOpen: true) }
            if number == 0, fields.impossible != nil { return stays(at: number) }
        }
        return nil
    }

    private static func tooLong(_ input: Fields, of act: Prospect, _ pages: SeatPages) -> Reply? {
        ActFields(pages, act, input).tooLong.map {
            .problem(pages.actForm(act, input, fault: $0), .contentTooLarge)
        }
    }

    /// The step in which the words stand that are asked about; nothing of the form is kept meanwhile.
    private static func asking(
        _ pages: SeatPages, _ act: Prospect, _ input: Fields, _ real: [RealData.Finding]
    ) -> PageParts {
        let place = ActFields(pages, act, input).steps.firstIndex(of: .words) ?? 0
        return pages.formStep(act, Fields(input.fields.filter { $0.name != "go" }), place: place, real: real)
    }

    /// Keeps what is filled in so far, or forgets it. What looks like real data is not kept without being asked about.
    private static func keepAct(_ visit: SeatVisit) async throws(RosterError) -> Reply {
        let pages = visit.pages
        guard let act = prospect(visit, pages), act.isDocument else { return .missing }
        let input = ActFields.own(visit.visit.form, of: act)
        if input["erase"] == "yes" {
            try await forget(act, input["person"] ?? "", visit)
            return .go("/act/" + act.act.text)
        }
        if let reply = tooLong(input, of: act, pages) { return reply }
        let real = RealData.findings(in: input)
        guard real.isEmpty else { return .fault(asking(pages, act, input, real)) }
        return try await notKept(input, of: act, visit) ?? .response(Response(status: .noContent))
    }

    private static func checkAct(_ visit: SeatVisit) async throws(RosterError) -> Reply {
        guard let act = prospect(visit, visit.pages) else { return .missing }
        return try await check(act, ActFields.own(visit.visit.form, of: act), visit)
    }

    private static func check(
        _ act: Prospect, _ input: Fields, _ visit: SeatVisit
    ) async throws(RosterError) -> Reply {
        let pages = visit.pages
        let fields = ActFields(pages, act, input)
        // Before its words are looked through: that takes the longer the more there are.
        if let words = fields.tooLong { return .fault(pages.actForm(act, input, fault: words)) }
        if RefusedBefore.isUnchanged(input) {
            let words = pages.t(ActText.changeFirst)
            guard act.isDocument else { return .fault(pages.actForm(act, input, fault: words)) }
            let filled = Fields(input.fields.filter { $0.name != "go" })
            return .fault(pages.formStep(act, filled, place: fields.steps.count - 1, fault: words))
        }
        let real = RealData.findings(in: input)
        // What cannot be kept besides can be signed all the same.
        if act.isDocument, real.isEmpty { _ = try await keep(input, of: act, visit) }
        // Only to look at what the chosen facts carry.
        if act.verb == .charge, input["grid"] == "part" { return .response(pages.chargeLook(act, input)) }
        if act.verb == .charge, input["grid"] != nil { return .page(pages.actForm(act, input)) }
        if let form = pages.unfinished(act, input) { return .fault(form) }
        if let words = fields.hourFault { return .fault(pages.actForm(act, input, fault: words)) }
        let request = fields.request
        guard let law = pages.view.law(on: request) else {
            return .fault(pages.actForm(act, input, fault: pages.refusals.sentence(.unknownThing)))
        }
        let objection = pages.view.objection(to: request)
        let words = objection.map { pages.refusals.sentence($0, of: act.verb) }
        switch objection {
        case .missing, .sameAgency: return .fault(pages.actForm(act, input, fault: words))
        case .busy, .noStaff, .personBusy, .paused, .notStarted, .ended:
            return .page(pages.confirm(act, request, input, law: law, now: words, real: real))
        default: return .page(pages.confirm(act, request, input, law: law, real: real))
        }
    }

    private static func doAct(_ visit: SeatVisit) async throws(RosterError) -> Reply {
        let pages = visit.pages
        guard let act = prospect(visit, pages) else { return .missing }
        let input = ActFields.own(visit.visit.form, of: act)
        let fields = ActFields(pages, act, input)
        if let words = fields.tooLong { return .fault(pages.actForm(act, input, fault: words)) }
        if let form = pages.unfinished(act, input) { return .fault(form) }
        if let words = fields.hourFault { return .fault(pages.actForm(act, input, fault: words)) }
        let request = fields.request
        guard let model = pages.view.act(request), let law = pages.view.law(on: request) else {
            return .fault(pages.actForm(act, input, fault: pages.refusals.sentence(.unknownThing)))
        }
        let real = RealData.findings(in: input)
        guard real.isEmpty else { return .fault(pages.confirm(act, request, input, law: law, real: real)) }
        do throws(SubmitError) {
            let receipt = try await visit.submit(model)
            if act.isDocument { await forgetSigned(act, input, visit) }
            return .go(await visit.doneAddress(act, receipt))
        } catch {
            guard error.isAnswered else { return .unwritten(error) }
            // The hour that was still to come when it was sent.
            if let words = ActFields(visit.pages, act, input).hourFault {
                return .unaccepted(error, visit.pages.actForm(act, input, fault: words))
            }
            // What was impossible stands in the place of what was said before, and is not offered once more.
            var told = law
            if case .refused(let refusal) = error {
                told = visit.pages.view.law(behind: refusal, on: request) ?? law
            }
            return .unaccepted(
                error,
                visit.pages.confirm(
                    act, request, input, law: told, fault: visit.sentence(error, of: act.verb)))
        }
    }

    /// It is signed already; a draft that stays in spite of it can be erased by hand.
    private static func forgetSigned(_ act: Prospect, _ input: Fields, _ visit: SeatVisit) async {
        try? await forget(act, input["person"] ?? "", visit)
    }

    /// Back to the form with all that was chosen and typed.
    private static func changeAct(_ visit: SeatVisit) -> Reply {
        let pages = visit.pages
        guard let act = prospect(visit, pages) else { return .missing }
        let input = ActFields.own(visit.visit.form, of: act)
        return .page(act.isDocument ? pages.formStep(act, input, place: 0) : pages.actForm(act, input))
    }

    private static func showDone(_ visit: SeatVisit) async -> Reply {
        let pages = visit.pages
        guard let act = prospect(visit, pages) else { return .missing }
        let items = visit.visit.request.query.all("item").compactMap { Handle($0) }
            .compactMap { pages.view.item($0) }.filter(\.isOpen)
        for item in items {
            if let refusal = await visit.reads(pages.view.reading(.item, item.handle)) { return refusal }
        }
        return .page(pages.done(act, brought: items))
    }

    // MARK: Conversations

    /// An answer that has come is heard here, in the conversation; that it was heard is recorded first.
    private static func showConversation(_ visit: SeatVisit) async -> Reply {
        var pages = visit.pages
        guard let handle = Handle(visit.visit.parameters[0]), pages.view.person(handle) != nil else {
            return .missing
        }
        let unheard = pages.view.unheard(from: handle)
        for answer in unheard { await visit.open(answer, in: pages.view) }
        if !unheard.isEmpty { pages = visit.pages }
        guard let person = pages.view.person(handle) else { return .missing }
        if let refusal = await visit.reads(pages.view.reading(.talk, handle)) { return refusal }
        return .page(pages.conversation(person, visit.visit.request.query))
    }

    /// A question that the law allows is asked at once; any other is looked at first.
    private static func ask(_ visit: SeatVisit) async -> Reply {
        let pages = visit.pages
        let input = visit.visit.form
        guard let handle = Handle(visit.visit.parameters[0]), let person = pages.view.person(handle),
            let act = input["act"].flatMap({ Handle($0) }).flatMap({ pages.view.prospect($0) }),
            act.verb == .talk
        else { return .missing }
        let fields = ActFields(pages, act, input, with: handle)
        if let words = fields.tooLong { return .fault(pages.conversation(person, input, fault: words)) }
        if let open = fields.unchosen ?? fields.noTopic ?? fields.noInterpreter {
            return .fault(pages.conversation(person, input, fault: open, open: fields.openQuestions))
        }
        let request = fields.request
        guard let model = pages.view.act(request), let law = pages.view.law(on: request) else {
            return .fault(
                pages.conversation(person, input, fault: pages.refusals.sentence(.unknownThing)))
        }
        let real = RealData.findings(in: input)
        guard real.isEmpty else {
            let words = RealDataQuestion(visit.ctx.t, real).words
            return .fault(pages.conversation(person, input, fault: words))
        }
        let isMeant = input["meant"] == SeatPages.warning(law, request)
        if law.answer != .allowed, !isMeant || law.hard {
            return .fault(pages.conversation(person, input, law: law))
        }
        do throws(SubmitError) {
            let receipt = try await visit.submit(model)
            await visit.openAll(receipt)
            return .go("/talk/with/\(handle.text)?" + keptChoices(input).urlEncoded)
        } catch {
            guard error.isAnswered else { return .unwritten(error) }
            return .unaccepted(error, visit.pages.conversation(person, input, fault: visit.sentence(error)))
        }
    }

    /// Where and with whom one talks stays chosen for the next question.
    private static func keptChoices(_ input: Fields) -> Fields {
        Fields(
            input.fields.filter {
                ["act", "setting", "interpreter"].contains($0.name) || $0.name.hasPrefix("choice")
            })
    }

    // MARK: Me

    private static func showMe(_ visit: SeatVisit) async throws(RosterError) -> Reply {
        .page(try await me(visit))
    }

    /// - Parameter unsaved: notes that are asked about before they are kept.
    private static func me(
        _ visit: SeatVisit, unsaved: String? = nil, real: [RealData.Finding] = [], fault: String? = nil
    ) async throws(RosterError) -> PageParts {
        let guest = visit.guest
        let site = visit.visit.site
        let names = try await site.attendance(in: guest.participant.run).people(in: visit.ownSeat)
            .filter { $0.number != guest.participant.number }.map(\.name).filter { !$0.isEmpty }
        let waits = try await visit.visit.site.breaks(of: guest.participant.run)
            .contains { $0.participant == guest.participant.number && $0.resolvedMs == nil }
        let notes = try await site.roster.drafts(of: guest.participant.number)
            .first { $0.key == SeatPages.notesKey }?.text
        return visit.pages.me(
            SeatPages.Myself(
                name: guest.participant.name, others: names, asksForBreak: waits,
                notes: unsaved ?? notes ?? "", real: real, fault: fault, seats: visit.heldSeats))
    }

    /// Own notes are kept beside the name, and erased with it.
    private static func keepNotes(_ visit: SeatVisit) async throws(RosterError) -> Reply {
        let form = visit.visit.form
        // A form without them is none of ours: it must not erase what stands there.
        guard let text = form["erase"] == "yes" ? "" : form["notes"] else {
            return .fault(try await me(visit, fault: visit.ctx.t(ProblemText.noForm)))
        }
        if let words = TextLimits.objection(to: [text], limit: TextLimits.notes, visit.ctx.t) {
            return .fault(try await me(visit, unsaved: text, fault: words))
        }
        let real = text.isEmpty ? [] : RealData.findings(in: form)
        guard real.isEmpty else { return .fault(try await me(visit, unsaved: text, real: real)) }
        try await visit.visit.site.roster.save(
            Draft(
                participant: visit.guest.participant.number, key: SeatPages.notesKey, text: text,
                savedMs: visit.visit.site.nowMs()))
        return .go("/me")
    }

    private static func changeSeat(_ visit: SeatVisit) -> Reply {
        let chosen = visit.visit.form.number("seat") ?? 0
        let isKnown = (0...visit.guest.participant.alsoHolds.count).contains(chosen)
        return .response(
            Response.redirect(to: "/now").setting(Cookie(CookieName.seat, String(isKnown ? chosen : 0))))
    }

    private static func askForBreak(_ visit: SeatVisit) async -> Reply {
        await visit.visit.site.wishBreak(visit.guest)
        return .go("/me")
    }
}

extension SeatVisit {
    /// Pages over the last committed state. The mark is read first, so that no notice falls between.
    var pages: SeatPages {
        let mark = hosted.streams.mark(.seat(seat)).text
        return SeatPages(
            ctx, hosted.run.view(of: seat), stream: "/stream?mark=\(mark)", held: heldSeats)
    }

    /// The seats that this person plays, the own first.
    var heldSeats: [(name: Text, isCurrent: Bool)] {
        ([ownSeat] + guest.participant.alsoHolds).compactMap { name in
            guest.hosted.run.door.seats.first { $0.id == name }
        }.map { (name: $0.name, isCurrent: $0.seat == seat) }
    }

    var ownSeat: String {
        guard case .seat(let name) = guest.participant.role else { return seatName }
        return name
    }

    /// A page of the thing that the address names, if the seat may see it.
    func thing(_ page: (SeatPages, Handle) -> PageParts?) -> Reply {
        guard let handle = Handle(visit.parameters[0]), let page = page(pages, handle) else {
            return .missing
        }
        return .page(page)
    }

    func submit(_ act: Act) async throws(SubmitError) -> Receipt {
        try await hosted.run.submit(
            .seat(seat, act), id: visit.command, participant: Int(guest.participant.number),
            session: guest.session, seat: seatName, onBehalf: onBehalf)
    }

    /// Records the first reading. What could not be recorded stays closed, and the page says so.
    func open(_ handle: Handle, in view: SeatView) async {
        guard let item = view.itemID(handle) else { return }
        do throws(SubmitError) {
            _ = try await hosted.run.submit(
                .open(seat, item), id: visit.site.newToken(), participant: Int(guest.participant.number),
                session: guest.session, seat: seatName, onBehalf: onBehalf)
        } catch {
            return
        }
    }

    /// Reads what an own act brought at once: it was just told to this person. Returns the handles.
    @discardableResult
    func openAll(_ receipt: Receipt) async -> [Handle] {
        let view = hosted.run.view(of: seat)
        let handles = receipt.items.compactMap { view.handle(of: $0) }
        for handle in handles where view.unopened.contains(handle) { await open(handle, in: view) }
        return handles
    }

    func doneAddress(_ act: Prospect, _ receipt: Receipt) async -> String {
        let query = await openAll(receipt).map { "item=" + $0.text }.joined(separator: "&")
        return "/act/\(act.act.text)/done" + (query.isEmpty ? "" : "?" + query)
    }

    func sentence(_ error: SubmitError, of verb: Verb? = nil) -> String {
        switch error {
        case .refused(let refusal): pages.refusals.sentence(refusal, of: verb)
        case .taken: ctx.t(ProblemText.taken)
        case .closed: ctx.t(ProblemText.unsure)
        case .notRecorded, .standsUnrecorded, .full: ctx.t(ProblemText.notRecorded)
        }
    }
}

extension Reply {
    /// A run that is closed may have been closed by a disk that did not say what it holds.
    static func unwritten(_ error: SubmitError) -> Reply { error == .closed ? .unsure : .notRecorded }

    /// The page with what was sent, to be sent once more.
    static func unaccepted(_ error: SubmitError, _ page: PageParts) -> Reply {
        error == .taken ? .problem(page, .conflict) : .fault(page)
    }
}

extension SubmitError {
    /// It was looked at, and it is certain that nothing came of it.
    var isAnswered: Bool {
        switch self {
        case .refused, .taken: true
        case .notRecorded, .standsUnrecorded, .full, .closed: false
        }
    }
}
