import HTTPCore
import Roster

// A session lasts while somebody uses it, and gets another token when what they may do has changed.
extension Site {
    /// How long the token before is good, for what the same browser has asked with it already.
    static let graceMs: Int64 = 30_000

    /// The answer to somebody who is signed in, with a new token in it where one is due.
    func keepingSession(of guest: Guest, _ request: Request, _ response: Response) async -> Response {
        // What an open page asks for by itself is no sign that somebody is there.
        if request.headers["X-Sections"] != nil { return response }
        if case .events = response.body { return response }
        do throws(RosterError) {
            // As it is now: the handler may have ended it, or changed what its owner may do.
            guard
                let now = try await parts.roster.signedIn(tokenDigest: guest.tokenDigest, atMs: parts.nowMs())
            else { return response }
            if now.isDue { return try await renewed(now, response) }
            try await stays(now.from)
        } catch {
            // The answer holds without it, also where the disk takes nothing; the next request tries again, and the
            // store tells of itself.
        }
        return response
    }

    private func renewed(_ now: SignedIn, _ response: Response) async throws(RosterError) -> Response {
        let (token, atMs) = (parts.newToken(), max(parts.nowMs(), (now.person.changedMs ?? 0) + 1))
        let next = Session(
            tokenDigest: parts.digest(of: token), participant: now.person.number, createdMs: atMs,
            expiresMs: atMs + min(parts.idleMs, Int64(Site.sessionSeconds) * 1000))
        guard
            try await parts.roster.renew(
                sessionWithDigest: now.from.tokenDigest, as: next, keepingUntilMs: atMs + Site.graceMs) != nil
        else { return response }
        return response.setting(Cookie(CookieName.session, token, maxAge: Site.sessionSeconds))
    }

    /// Puts the end off, now and then: not each page is a reason to write.
    private func stays(_ session: Session) async throws(RosterError) {
        let (idle, slack) = (parts.nowMs() + parts.idleMs, parts.idleMs / 24)
        let wanted = min(idle, session.createdMs + Int64(Site.sessionSeconds) * 1000)
        // A session may be from a start with more hours, or from before there were any.
        let isTooLong = session.expiresMs > idle + slack
        guard isTooLong || wanted > session.expiresMs + slack else { return }
        try await parts.roster.setEnd(isTooLong ? idle : wanted, ofSessionWithDigest: session.tokenDigest)
    }
}
