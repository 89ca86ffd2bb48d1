import HTTPCore
import HTTPServer
import Model
import Roster
import Runtime
import Texts
import Views

/// The whole site: finds out who asks, finds the route, turns its answer into a response.
package final class Site: Application {
    package let parts: SiteParts
    let routes: [Route]

    /// - Parameter routes: those of every area, such as `Site.participantRoutes`.
    package init(_ parts: SiteParts, routes: [Route]) {
        self.parts = parts
        self.routes = routes
    }

    /// Of our own certificate, for who prints the ways in.
    package var fingerprint: String? { parts.front.fingerprint }

    /// Everything but the pages of staff.
    package static let participantRoutes = doorRoutes + returnRoutes + seatRoutes
    package static let allRoutes =
        participantRoutes + controlRoutes + returnDesk + castingRoutes + observerRoutes + roleRoutes
        + debriefRoutes + lawRoutes

    /// Who has no session, and what asks for none, needs room for a name, a code or a password. Whether a session is
    /// good is found out later; all that is not whole yet is bounded together.
    package func policy(for head: RequestHead) -> BodyPolicy {
        let isOpen = ["join", "staff", "language", "theme", "leave", "stop"].contains(head.segments.first)
        return isOpen || !Site.hasSession(head.headers) ? .buffer(limit: 16 << 10) : .form
    }

    private static func hasSession(_ headers: Headers) -> Bool {
        Fields(cookieHeaders: headers.all("Cookie"))[CookieName.session] != nil
    }

    package func dressed(_ response: Response) -> Response {
        SecurityHeaders.added(to: response, isSecure: parts.front.isSecure)
    }

    package func handle(_ request: Request) async -> Response {
        if let asset = assetResponse(request) { return asset }
        let response: Response
        do throws(RosterError) {
            response = try await answer(request)
        } catch {
            let (words, ctx) = (Site.words(for: error), context(request, guest: nil))
            // What a page of another site has sent is given back to nobody.
            response =
                SameOrigin.holds(for: request, isSignedIn: Site.hasSession(request.headers))
                ? unwritten(words, request, ctx) : problem(.serviceUnavailable, words, ctx)
        }
        return SecurityHeaders.added(to: response, isSecure: parts.front.isSecure)
    }

    /// Nobody is told that nothing was recorded where the next start may find it.
    package static func words(for error: RosterError) -> ProblemText {
        if case .outcomeUnknown = error { .unsure } else { .notRecorded }
    }

    /// The longest form is that of a joint operation, with about a hundred.
    static let mostFields = 1000
    /// The longest link is that of a letter with all it takes along, filled in beforehand.
    static let mostQueryFields = 200

    private func answer(_ request: Request) async throws(RosterError) -> Response {
        let guest = try await guest(of: request)
        let ctx = context(request, guest: guest)
        let method = request.method == .head ? Method.get : request.method
        var segments = request.segments
        if segments.last == "" { segments.removeLast() }
        var isKnown = false
        for route in routes {
            guard let parameters = route.fits(segments) else { continue }
            isKnown = true
            guard route.method == method else { continue }
            if method == .post, !SameOrigin.holds(for: request, isSignedIn: guest != nil) {
                return problem(.forbidden, ProblemText.otherSite, ctx)
            }
            // Read as a form it would be one in which nothing was filled in.
            if method == .post, !request.body.isEmpty, !request.isForm, segments != ["stop"] {
                return problem(.unsupportedMediaType, ProblemText.noForm, ctx)
            }
            // No page of ours has so many; each would come back in the answer.
            if method == .post, request.mostFields > Site.mostFields, segments != ["stop"] {
                return problem(.contentTooLarge, ProblemText.tooManyFields, ctx)
            }
            // Nor has a link of ours; a page that is asked for with thousands costs much more than it should.
            if request.mostQueryFields > Site.mostQueryFields {
                return problem(.contentTooLarge, ProblemText.tooManyFields, ctx)
            }
            let visit = Visit(
                request: request, site: parts, ctx: ctx, parameters: parameters,
                form: method == .post ? request.form : Fields(), guest: guest)
            // STOP is never refused for the sake of a form.
            if visit.hasStrangeCommand, segments != ["stop"] {
                return problem(.badRequest, ProblemText.strangeCommand, ctx)
            }
            if method == .post, let soon = await tooSoon(visit, at: segments) { return soon }
            return await answered(visit, by: route.handler)
        }
        if !isKnown, method == .get, case .seat = guest?.role {
            let visit = Visit(
                request: request, site: parts, ctx: ctx, parameters: [], form: Fields(), guest: guest)
            return await answered(visit, by: .seat { seat in .problem(seat.pages.nothingHere, .notFound) })
        }
        return isKnown
            ? problem(.methodNotAllowed, ProblemText.notFound, ctx)
            : problem(.notFound, ProblemText.notFound, ctx)
    }

    /// A form is never kept waiting behind the pages of whoever sends it.
    private func answered(_ visit: Visit, by handler: Route.Handler) async -> Response {
        guard let guest = visit.guest else {
            if let response = await ranOut(visit, handler) { return response }
            return await made(visit, by: handler)
        }
        await settle(guest)
        let response =
            visit.request.method == .post
            ? await made(visit, by: handler)
            : await parts.turns.take(guest.participant.number) { await made(visit, by: handler) }
        return await keeping(guest, visit.request, response)
    }

    private func made(_ visit: Visit, by handler: Route.Handler) async -> Response {
        do throws(RosterError) {
            let reply = try await run(handler, visit)
            switch reply {
            case .notRecorded: return unwritten(.notRecorded, visit.request, visit.ctx)
            case .unsure: return unwritten(.unsure, visit.request, visit.ctx)
            default: return response(to: reply, visit.ctx)
            }
        } catch {
            return unwritten(Site.words(for: error), visit.request, visit.ctx)
        }
    }

    private func run(_ handler: Route.Handler, _ visit: Visit) async throws(RosterError) -> Reply {
        switch handler {
        case .open(let handle): return try await handle(visit)
        case .seat(let handle):
            guard let guest = visit.guest else { return .go("/join") }
            guard case .seat(let own) = guest.role else {
                guard let seat = playedByControl(visit, guest) else {
                    return .go(Site.homeAddress(of: guest.role))
                }
                return try await handle(seat).playedByControl(visit.ctx)
            }
            guard guest.participant.acceptedNoteMs != nil else { return .go("/note") }
            return try await handle(seatVisit(visit, guest, own: own))
        case .control(let handle):
            guard let guest = visit.guest else { return controlIsElsewhere(visit.ctx) }
            guard guest.role == .control else { return .missing }
            return try await handle(StaffVisit(visit: visit, guest: guest))
        case .observer(let handle):
            guard let guest = visit.guest else { return .go("/join") }
            guard guest.role == .observer else { return .missing }
            guard guest.participant.acceptedNoteMs != nil else { return .go("/note") }
            return try await handle(StaffVisit(visit: visit, guest: guest))
        case .rolePlayer(let handle):
            guard let guest = visit.guest else { return .go("/join") }
            guard guest.role == .rolePlayer else { return .missing }
            guard guest.participant.acceptedNoteMs != nil else { return .go("/note") }
            return try await handle(try await RoleVisit(visit, guest))
        }
    }

    /// Somebody who also plays another seat of the agency says which by a cookie with its place in their list.
    private func seatVisit(_ visit: Visit, _ guest: Guest, own: SeatID) -> SeatVisit {
        guard case .seat(let ownName) = guest.participant.role else {
            preconditionFailure("Only who has a seat comes here.")
        }
        if let chosen = visit.request.cookies.number(CookieName.seat), chosen > 0,
            chosen <= guest.participant.alsoHolds.count
        {
            let name = guest.participant.alsoHolds[chosen - 1]
            if let seat = guest.hosted.run.seat(named: name) {
                return SeatVisit(visit: visit, guest: guest, seat: seat, seatName: name, onBehalf: ownName)
            }
        }
        return SeatVisit(visit: visit, guest: guest, seat: own, seatName: ownName, onBehalf: "")
    }

    /// The seat that control has opened, as long as control plays it.
    func playedByControl(_ visit: Visit, _ guest: Guest) -> SeatVisit? {
        visit.seatPlayedByControl(guest).map {
            SeatVisit(visit: visit, guest: guest, seat: $0.seat, seatName: $0.name, onBehalf: "")
        }
    }

    private func response(to answer: Reply, _ ctx: PageContext) -> Response {
        switch answer {
        case .page(let page):
            .bytes(page.bytes(asked: ctx.asked), type: "text/html; charset=utf-8")
        case .fault(let page): fault(page, .unprocessableContent)
        case .problem(let page, let status): fault(page, status)
        case .go(let address): .redirect(to: address)
        case .response(let response): response
        case .missing: problem(.notFound, ProblemText.notFound, ctx)
        case .notRecorded: problem(.serviceUnavailable, ProblemText.notRecorded, ctx)
        case .unsure: problem(.serviceUnavailable, ProblemText.unsure, ctx)
        case .tooMany:
            problem(.tooManyRequests, ProblemText.tooMany, ctx).with(
                "Retry-After", String(Attempts.windowMs / 1000))
        }
    }

    private func fault(_ page: PageParts, _ status: Status) -> Response {
        .bytes(page.bytes(asked: nil), type: "text/html; charset=utf-8", status: status)
    }

    /// Somebody came to control's page without being signed in: the way back in, and nothing of the run.
    private func controlIsElsewhere(_ ctx: PageContext) -> Reply {
        let t = ctx.t
        let page = PageParts(
            ctx.shell(t(DoorText.controlTitle), .door),
            door(
                brand: t(CommonText.brand), pageHead(t(DoorText.controlTitle)),
                p(.class("large"), .text(t(DoorText.controlBody))),
                div(.class("row"), buttonLink(t(DoorText.typeCode), to: "/join", .quiet))))
        return .response(
            .bytes(page.bytes(asked: nil), type: "text/html; charset=utf-8", status: .notFound))
    }

    func problem(_ status: Status, _ text: ProblemText, _ ctx: PageContext) -> Response {
        let page = PageParts(
            ctx.shell(ctx.t(ProblemText.title), .door),
            door(
                brand: ctx.t(CommonText.brand),
                pageHead(ctx.t(ProblemText.title)),
                p(.class("large"), .text(ctx.t(text))),
                div(.class("row"), buttonLink(ctx.t(ProblemText.goOn), to: "/", .main))))
        return .bytes(page.bytes(asked: nil), type: "text/html; charset=utf-8", status: status)
    }

    private func assetResponse(_ request: Request) -> Response? {
        guard request.path.hasPrefix("/assets/"), request.method == .get || request.method == .head else {
            return nil
        }
        guard let found = parts.assets.file(at: String(request.path.dropFirst("/assets/".count))) else {
            return SecurityHeaders.added(to: .text("", status: .notFound), isSecure: parts.front.isSecure)
        }
        var response =
            request.headers["If-None-Match"] == found.file.etag
            ? Response(status: .notModified) : .bytes(found.file.bytes, type: found.file.contentType)
        response.headers["ETag"] = found.file.etag
        response.headers["Cache-Control"] = found.caching
        return SecurityHeaders.added(to: response, isSecure: parts.front.isSecure)
    }
}
