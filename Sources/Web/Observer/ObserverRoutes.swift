import HTTPCore
import HTTPServer
import Model
import Roster
import Runtime
import Texts
import Views

// Looking on: a page to read, one thing to flag, and the way in that control opens and closes. Observers have no form but
// this one, leaving, language, light and STOP.
extension Site {
    static let observerRoutes: [Route] = [
        .get("/observe", .observer(observe)),
        .get("/observe/talks", .observer(talks)),
        .get("/observe/flag/:", .observer(askFlag)),
        .post("/observe/flag/:", .observer(flag)),
    ]

    private static func observe(_ visit: StaffVisit) -> Reply {
        // Asked for before the run is read, so that nothing is missed in between.
        let stream = "/stream?mark=" + visit.hosted.streams.mark(.observers).text
        let agency = visit.visit.request.query["agency"].flatMap { $0.isEmpty ? nil : $0 }
        return .page(
            ObserverPage(ctx: visit.ctx, view: ObserverView(visit.hosted.run.control()), agency: agency)
                .page(stream: stream))
    }

    // MARK: - Flagging

    private static func talks(_ visit: StaffVisit) async -> Reply {
        if let reply = await visit.visit.reads(Reading(.talks, ""), by: visit.guest) { return reply }
        let stream = "/stream?mark=" + visit.hosted.streams.mark(.observers).text
        let page = ObserverPage(ctx: visit.ctx, view: ObserverView(visit.hosted.run.control()), agency: nil)
        return .page(page.talks(stream: stream))
    }

    private static func askFlag(_ visit: StaffVisit) -> Reply {
        let page = ObserverPage(ctx: visit.ctx, view: ObserverView(visit.hosted.run.control()), agency: nil)
        guard let contact = visit.contact(in: page.view) else { return .missing }
        return .page(FlagPage(page, contact).parts())
    }

    /// Recorded like every act, with the number of whoever flagged; no page says who it was.
    private static func flag(_ visit: StaffVisit) async -> Reply {
        let view = ObserverView(visit.hosted.run.control())
        guard let contact = visit.contact(in: view) else { return .missing }
        let chosen = visit.visit.form["mistake"] ?? ""
        func fault(_ words: String) -> Reply {
            let page = ObserverPage(ctx: visit.ctx, view: view, agency: nil)
            return .fault(FlagPage(page, contact, fault: words, chosen: chosen).parts())
        }
        guard view.flaggable.contains(where: { $0.id == chosen }), let mistake = view.mistakeID(chosen)
        else { return fault(visit.ctx.t(ControlText.incomplete)) }
        do throws(SubmitError) {
            _ = try await visit.hosted.run.submit(
                .control(.flag(mistake, contact.id)), id: visit.visit.command,
                participant: Int(visit.guest.participant.number), session: visit.guest.session, seat: "")
        } catch {
            guard error.isAnswered else { return .unwritten(error) }
            if error == .refused(.alreadyDone) { return fault(visit.ctx.t(RoleText.alreadyFlagged)) }
            return fault(ControlRefusal(visit.ctx).sentence(error))
        }
        return .go("/observe/talks#talk-\(contact.number)")
    }

    // MARK: - The way in

    static func askObserversLink(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        .page(try await visit.desk(ControlAsk()).observersQuestion())
    }

    static func openToObservers(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        try await visit.openAnew(.observer)
        return .go("/control/doors#observers")
    }

    static func closeToObservers(_ visit: StaffVisit) async throws(RosterError) -> Reply {
        try await visit.close(.observer)
        return .go("/control/doors#observers")
    }
}

extension StaffVisit {
    /// The contact whose number stands in the address.
    func contact(in view: ObserverView) -> ContactLine? {
        visit.parameters.first.flatMap { Numbers.read($0) }.flatMap { view.contact(numbered: $0) }
    }

    /// No way of this kind opens any more.
    func close(_ kind: JoinLink.Kind) async throws(RosterError) {
        let site = visit.site
        for link in try await site.roster.links(of: hosted.run.id) where link.kind == kind && link.opens {
            try await site.roster.revoke(linkWithDigest: link.tokenDigest, atMs: site.nowMs())
        }
    }

    /// A fresh way in; the old one no longer opens, however many ask for one at one time.
    func openAnew(_ kind: JoinLink.Kind) async throws(RosterError) {
        let site = visit.site
        for attempt in 1...4 {
            do throws(RosterError) {
                return try await site.roster.replaceLinks(
                    by: JoinLink(
                        tokenDigest: site.digest(of: site.newToken()), kind: kind, run: hosted.run.id,
                        code: JoinCode.from(site.digest(of: site.newToken())), createdMs: site.nowMs()))
            } catch {
                guard case .taken = error, attempt < 4 else { throw error }
            }
        }
    }
}
