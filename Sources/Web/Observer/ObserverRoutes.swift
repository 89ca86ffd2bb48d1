import HTTPCore
import HTTPServer
import Model
import Roster
import Runtime
import Texts
import Views

// Looking on: a page to read, and the way in that control opens and closes. Observers have no form but leaving,
// language, light and STOP.
extension Site {
    static let observerRoutes: [Route] = [.get("/observe", .observer(observe))]

    private static func observe(_ visit: StaffVisit) -> Reply {
        // Asked for before the run is read, so that nothing is missed in between.
        let stream = "/stream?mark=" + visit.hosted.streams.mark(.control).text
        let agency = visit.visit.request.query["agency"].flatMap { $0.isEmpty ? nil : $0 }
        return .page(
            ObserverPage(ctx: visit.ctx, view: ObserverView(visit.hosted.run.control()), agency: agency)
                .page(stream: stream))
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
    /// No way of this kind opens any more.
    func close(_ kind: JoinLink.Kind) async throws(RosterError) {
        let site = visit.site
        for link in try await site.roster.links(of: hosted.run.id) where link.kind == kind && link.opens {
            try await site.roster.revoke(linkWithDigest: link.tokenDigest, atMs: site.nowMs())
        }
    }

    /// A fresh way in; the old one no longer opens.
    func openAnew(_ kind: JoinLink.Kind) async throws(RosterError) {
        try await close(kind)
        let site = visit.site
        for attempt in 1...4 {
            do throws(RosterError) {
                return try await site.roster.add(
                    JoinLink(
                        tokenDigest: site.digest(of: site.newToken()), kind: kind, run: hosted.run.id,
                        code: JoinCode.from(site.digest(of: site.newToken())), createdMs: site.nowMs()))
            } catch {
                guard case .taken = error, attempt < 4 else { throw error }
            }
        }
    }
}
