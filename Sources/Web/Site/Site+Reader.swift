import HTTPCore
import Roster
import Runtime
import Texts
import Views

enum CookieName {
    static let session = "kerege"
    static let language = "language"
    static let theme = "theme"
    static let seat = "seat"
    static let returning = "return"
    static let desk = "desk"
    /// The code of the seat that somebody has just declined, for some minutes and one page.
    static let place = "place"
    static let year = 365 * 24 * 3600
}

// Who reads, and in which language and light.
extension Site {
    func guest(of request: Request) async throws(RosterError) -> Guest? {
        guard let token = request.cookies[CookieName.session], !token.isEmpty else { return nil }
        let digest = parts.digest(of: token)
        guard let found = try await parts.roster.signedIn(tokenDigest: digest, atMs: parts.nowMs()),
            let hosted = parts.run(found.person.run)
        else { return nil }
        await parts.lostAnswers.arrived(digest)
        let person = found.person
        let role: SessionRole
        switch person.role {
        case .seat(let name):
            guard let seat = hosted.run.seat(named: name) else { return nil }
            role = .seat(seat)
        case .control: role = .control
        case .observer: role = .observer
        case .rolePlayer: role = .rolePlayer
        }
        return Guest(
            participant: person, hosted: hosted, role: role, tokenDigest: digest, signedIn: found)
    }

    func context(_ request: Request, guest: Guest?) -> PageContext {
        let words = guest?.hosted.words ?? parts.runs().first?.words ?? { _, _ in nil }
        let asked = request.headers["X-Sections"]?.split(separator: ",").map { String($0) }
        let cookies = request.cookies
        var ctx = PageContext(
            t: parts.texts.tongue(language(request, cookies, guest)), words: words, path: request.path,
            asked: asked,
            theme: cookies[CookieName.theme].flatMap(Shell.Theme.init), languages: parts.texts.languages,
            styles: [parts.assets.address(of: "styles/kerege.css")],
            scripts: [parts.assets.address(of: "scripts/kerege.js")], token: parts.newToken)
        ctx.draftsOf = guest.map { parts.markOfDrafts($0.participant) }
        let door = (guest?.hosted ?? parts.runs().first)?.run.door
        (ctx.laws, ctx.glossary) = (door?.laws, door?.glossary ?? [])
        ctx.packLanguages = (guest?.hosted ?? parts.runs().first)?.languages ?? []
        ctx.clock = guest.map { guest in
            { @Sendable in
                if case .seat(let seat) = guest.role { return guest.hosted.run.view(of: seat).clock }
                return guest.hosted.run.control().clock
            }
        }
        return ctx
    }

    private func language(_ request: Request, _ cookies: Fields, _ guest: Guest?) -> String {
        let known = parts.texts.languages
        let wished = request.headers["Accept-Language"]?.split(separator: ",").map { part in
            part.prefix { $0 != ";" && $0 != "-" }.filter { $0 != " " }.lowercased()
        }
        let wishes =
            [guest?.participant.language, cookies[CookieName.language]].compactMap { $0 } + (wished ?? [])
        return wishes.first { known.contains($0) } ?? known.first ?? "en"
    }
}

/// Forms are taken from our own pages only.
enum SameOrigin {
    /// Every browser of the last years says with a form where it comes from, in one of three ways. Who is signed in
    /// and says it in none is turned away too.
    static func holds(for request: Request, isSignedIn: Bool) -> Bool {
        if let origin = request.headers["Origin"] { return isOurs(origin, request) }
        if let site = request.headers["Sec-Fetch-Site"] { return site == "same-origin" || site == "none" }
        if let referrer = request.headers["Referer"] { return isOurs(referrer, request) }
        return !isSignedIn
    }

    private static func isOurs(_ address: String, _ request: Request) -> Bool {
        guard let host = request.headers["Host"], let start = address.firstRange(of: "://") else {
            return false
        }
        return address[start.upperBound...].prefix { $0 != "/" } == host
    }
}

enum SecurityHeaders {
    /// Nothing from elsewhere, nothing inline, no frame around us.
    static let policy =
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
    static let permissions =
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"

    static func added(to response: Response, isSecure: Bool) -> Response {
        var response = response
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        // `no-referrer` would make browsers send `Origin: null` with our own forms.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = permissions
        if response.headers["Cache-Control"] == nil { response.headers["Cache-Control"] = "no-store" }
        if isSecure { response = overTLSOnly(response) }
        return response
    }

    private static func overTLSOnly(_ response: Response) -> Response {
        var response = response
        let cookies = response.headers.all("Set-Cookie")
        response.headers["Set-Cookie"] = nil
        for cookie in cookies { response.headers.add("Set-Cookie", cookie + "; Secure") }
        return response
    }
}

/// An address of this site to come back to, from a form that may have been tampered with.
func ownAddress(_ address: String?) -> String {
    guard let address, address.hasPrefix("/"), !address.hasPrefix("//"), !address.contains("\\"),
        address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return "/" }
    return address
}
