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
    static let year = 365 * 24 * 3600
}

// Who reads, and in which language and light.
extension Site {
    func guest(of request: Request) async throws(RosterError) -> Guest? {
        guard let token = request.cookies[CookieName.session], !token.isEmpty else { return nil }
        let digest = parts.digest(of: token)
        guard let person = try await parts.roster.signedIn(tokenDigest: digest, atMs: parts.nowMs()),
            let hosted = parts.run(person.run)
        else { return nil }
        let role: SessionRole
        switch person.role {
        case .seat(let name):
            guard let seat = hosted.run.seat(named: name) else { return nil }
            role = .seat(seat)
        case .control: role = .control
        case .observer: role = .observer
        }
        return Guest(participant: person, hosted: hosted, role: role, tokenDigest: digest)
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
    static func holds(for request: Request) -> Bool {
        if let origin = request.headers["Origin"] {
            guard let host = request.headers["Host"], let start = origin.firstRange(of: "://") else {
                return false
            }
            return origin[start.upperBound...] == host
        }
        // Older browsers send no origin with a form; their cookies are held back by SameSite.
        guard let site = request.headers["Sec-Fetch-Site"] else { return true }
        return site == "same-origin" || site == "none"
    }
}

enum SecurityHeaders {
    private static let policy =
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"

    static func added(to response: Response) -> Response {
        var response = response
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        // `no-referrer` would make browsers send `Origin: null` with our own forms.
        response.headers["Referrer-Policy"] = "same-origin"
        if response.headers["Cache-Control"] == nil { response.headers["Cache-Control"] = "no-store" }
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
