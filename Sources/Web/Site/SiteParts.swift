import Basics
import HTTPCore
import Model
import Roster
import Runtime
import Texts

/// A text of a pack in a language; `nil` if the pack has no such text.
package typealias PackWords = @Sendable (_ text: TextID, _ language: String) -> String?

/// A run that is open in this process, with all that its pages need.
package struct HostedRun: Sendable {
    package let run: LiveRun
    package let words: PackWords
    /// The languages of the pack, the source language first; empty where nobody said.
    package let languages: [String]
    package let streams: RunStreams

    package init(
        run: LiveRun, words: @escaping PackWords, languages: [String] = [], streams: RunStreams
    ) {
        (self.run, self.words, self.languages, self.streams) = (run, words, languages, streams)
    }
}

/// Passwords as slow texts. The program wires it to a few threads of their own.
package struct StaffPasswords: Sendable {
    /// The text to keep; nil while too many wait.
    package var hash: @Sendable (_ password: String) async -> String?
    /// Whether this password gave that text; nil while too many wait.
    package var verify: @Sendable (_ password: String, _ hash: String) async -> Bool?

    package init(
        hash: @escaping @Sendable (_ password: String) async -> String?,
        verify: @escaping @Sendable (_ password: String, _ hash: String) async -> Bool?
    ) {
        (self.hash, self.verify) = (hash, verify)
    }
}

/// What stands between the site and a browser.
package struct Front: Sendable {
    /// Everything goes over TLS: cookies are kept from any other way.
    package var isSecure = false
    /// Where a proxy of ours stands in front: it says who asks. Empty without one.
    package var proxies: [String] = []
    /// The SHA-256 fingerprint of our own certificate, to compare by eye; nil without one.
    package var fingerprint: String?

    /// This machine itself.
    package static let here = ["127.0.0.1", "::1", "::ffff:127.0.0.1"]

    package init(isSecure: Bool = false, proxies: [String] = [], fingerprint: String? = nil) {
        (self.isSecure, self.proxies, self.fingerprint) = (isSecure, proxies, fingerprint)
    }

    var scheme: String { isSecure ? "https" : "http" }

    /// Whose tries and forms are counted together: the address, of IPv6 the network that one line has.
    func block(of request: Request) -> String { AddressBlock.of(address(of: request)) }

    /// Who asks: the other end, or whom our proxy names last. Nobody else is believed.
    func address(of request: Request) -> String {
        guard proxies.contains(request.remoteAddress), let list = request.headers.all("X-Forwarded-For").last,
            let last = list.split(separator: ",").last
        else { return request.remoteAddress }
        return String(last.filter { $0 != " " })
    }
}

/// What a site is put together from. The program wires it; nothing here reads a clock or makes chance.
package struct SiteParts: Sendable {
    package var roster: any Roster
    package var texts: InterfaceTexts
    package var assets: Assets
    /// The runs that are open now, the newest first.
    package var runs: @Sendable () -> [HostedRun]
    /// A token that nobody can guess, fit for a link, a cookie and a command id.
    package var newToken: @Sendable () -> String
    /// What is kept of a token.
    package var digest: @Sendable ([UInt8]) -> [UInt8]
    /// Nobody but this process has it: tokens that follow on others come out of it.
    let renewalSecret: String
    /// Milliseconds since 1970, UTC.
    package var nowMs: @Sendable () -> Int64
    /// Keeps and checks passwords of staff; nil where nobody signs in with one.
    package var passwords: StaffPasswords?
    /// How the site is reached from outside.
    package var front = Front()
    /// Wrong codes, links and passwords of the last minutes.
    let attempts = Attempts()
    /// Who has come back and may not know it yet.
    let lostAnswers = LostAnswers()
    /// By return code: whoever taps twice comes back twice, one after the other.
    let comingBack = Turns(most: 1)
    /// Who comes in, one after the other.
    let joining = Turns(most: 1)
    /// Who reads what, on its way to the roster.
    let openings = Openings()
    /// How fast forms may come, and how many people a seat has; nil for as fast and as many as there are.
    package var pace: Pace?
    let pacing = Pacing()
    /// Whose pages are in the making.
    let turns = Turns()
    let budget = SeatBudget()
    /// Wishes for a break that could not be written down yet.
    let breakWishes = BreakWishes()
    /// Where whoever runs the server hears of what they should know.
    package var tell: @Sendable (SiteAlarm) -> Void = { _ in }
    /// Where phones in the hall reach this server, such as `http://192.0.2.7:8080`; nil if only this machine does.
    package var hallAddress: @Sendable () -> String?
    /// After how many days at the latest names and typed texts are erased; said before anybody takes part.
    package var retentionDays: Int
    /// A session ends when nobody has asked for a page or sent a form for so long.
    package var idleMs = SiteParts.usualIdleHours * 3_600_000
    /// So long after it was made the way in of observers and of role-players closes.
    package var staffHours = SiteParts.usualStaffHours
    /// How many runs of the folder are kept longer than that by now.
    package var runsPastRetention: @Sendable () -> Int = { 0 }

    package init(
        roster: any Roster, texts: InterfaceTexts, assets: Assets,
        runs: @escaping @Sendable () -> [HostedRun], newToken: @escaping @Sendable () -> String,
        digest: @escaping @Sendable ([UInt8]) -> [UInt8], nowMs: @escaping @Sendable () -> Int64,
        hallAddress: @escaping @Sendable () -> String? = { nil }, passwords: StaffPasswords? = nil,
        front: Front = Front(), retentionDays: Int = SiteParts.usualRetentionDays, pace: Pace? = .usual
    ) {
        (self.roster, self.texts, self.assets, self.runs) = (roster, texts, assets, runs)
        (self.newToken, self.digest, self.nowMs) = (newToken, digest, nowMs)
        renewalSecret = newToken()
        (self.hallAddress, self.passwords, self.front) = (hallAddress, passwords, front)
        (self.retentionDays, self.pace) = (retentionDays, pace)
    }

    /// A night between two days of an exercise and half of the next day, and no weekend.
    package static let usualIdleHours: Int64 = 36

    /// No session lasts longer anyway.
    package static let mostIdleHours = Site.sessionSeconds / 3600

    /// What holds when nobody has said otherwise.
    package static let usualRetentionDays = 30

    func run(_ id: String) -> HostedRun? { runs().first { $0.run.id == id } }
    func digest(of token: String) -> [UInt8] { digest(Array(token.utf8)) }
}

extension SiteParts {
    /// By it a browser tells the drafts of one person from another's; it opens nothing and is no secret.
    func markOfDrafts(_ person: Participant) -> String {
        hex(
            digest(Array("drafts of \(person.number) in \(person.run)".utf8)).prefix(8).reduce(UInt64(0)) {
                $0 << 8 | UInt64($1)
            })
    }
}
