import HTTPCore
import Roster
import Texts

// A session lasts while somebody uses it, and gets another token when what its owner may do has changed.
//
// The other token is in every answer until the browser has shown it once: an answer that is lost on the way locks nobody
// out. The one before is good for two minutes more, for what the browser had sent when the new one came.
extension Site {
    /// Takes the token that was offered for the session's own: the browser has it.
    func settle(_ guest: Guest) async {
        guard guest.signedIn.token == .offered else { return }
        // Both stay good where the disk takes nothing; the next request tries again, and the store tells of itself.
        try? await parts.roster.settle(guest.tokenDigest, atMs: parts.nowMs())
    }

    /// The answer to somebody who is signed in, with a new token in it where one is due.
    func keeping(_ guest: Guest, _ request: Request, _ response: Response) async -> Response {
        if case .events = response.body { return response }
        do throws(RosterError) {
            // What is asked here is kept in memory until somebody writes. A page changes nothing of its reader.
            var now: SignedIn? = guest.signedIn
            if request.method == .post {
                now = try await parts.roster.signedIn(tokenDigest: guest.tokenDigest, atMs: parts.nowMs())
            }
            // The form has ended the session, or opened another.
            guard let now else { return response }
            // What an open page asks for by itself is no sign that somebody is there.
            if request.headers["X-Sections"] == nil { try await putOff(now.from) }
            if now.from.isDue, now.token == .own { return try await offering(now, request, response) }
        } catch {
            // The answer holds without it; as above.
        }
        return response
    }

    /// The same token again and again, so that no two answers can contradict each other in whatever order they come. It
    /// comes out of the one before and of what only this process knows.
    private func offering(
        _ now: SignedIn, _ request: Request, _ response: Response
    ) async throws(RosterError) -> Response {
        let token = parts.renewed(request.cookies[CookieName.session] ?? "")
        let digest = parts.digest(of: token)
        if now.from.offered != digest { try await parts.roster.offer(digest, to: now.from) }
        let renewed = response.setting(Cookie(CookieName.session, token, maxAge: Site.sessionSeconds))
        return now.person.role == .control
            ? renewed.setting(Cookie(CookieName.desk, token, maxAge: CookieName.year)) : renewed
    }

    /// Puts the end off, now and then: not each page is a reason to write.
    private func putOff(_ session: Session) async throws(RosterError) {
        let (idle, slack) = (parts.nowMs() + parts.idleMs, parts.idleMs / 24)
        let wanted = min(idle, session.createdMs + Int64(Site.sessionSeconds) * 1000)
        // It may be from a start with more hours, from before there were any, or from before the clock was set back.
        let isTooLong = session.expiresMs > idle + slack
        guard isTooLong || wanted > session.expiresMs + slack else { return }
        try await parts.roster.setEnd(isTooLong ? idle : wanted, of: session)
    }

    /// The answer to a form that was sent from a session which nobody has ended, and which nobody had used for too long:
    /// what was typed into it is given back. Nil for everything else.
    func ranOut(_ visit: Visit, _ handler: Route.Handler) async -> Response? {
        if case .open = handler { return nil }
        let request = visit.request
        guard request.method == .post, SameOrigin.holds(for: request, isSignedIn: true),
            let token = request.cookies[CookieName.session], !token.isEmpty
        else { return nil }
        do throws(RosterError) {
            let session = try await parts.roster.session(tokenDigest: parts.digest(of: token))
            guard let session, session.endedMs == nil, session.expiresMs <= parts.nowMs() else { return nil }
        } catch {
            return unwritten(Site.words(for: error), request, visit.ctx)
        }
        return givenBack(.ranOutKept, .ranOut, .unauthorized, request, visit.ctx)
    }
}

extension SiteParts {
    /// The token that follows on this one.
    fileprivate func renewed(_ token: String) -> String {
        let digits = Array("0123456789abcdef")
        return String(
            digest(of: renewalSecret + "." + token).prefix(24).flatMap { byte in
                [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            })
    }
}
