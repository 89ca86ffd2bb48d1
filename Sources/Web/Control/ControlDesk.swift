import Basics
import HTTPCore
import Model
import Roster
import Texts
import Views

/// Everything that control's pages are written from: the run, the people behind the seats, what is asked for.
package struct ControlDesk: Sendable {
    package let ctx: PageContext
    package let view: ControlView
    package let ask: ControlAsk
    package let office: ControlOffice
    /// The form that was not taken, to be shown again with its fault.
    package let echo: Echo?

    package init(
        ctx: PageContext, view: ControlView, ask: ControlAsk, office: ControlOffice, echo: Echo? = nil
    ) {
        (self.ctx, self.view, self.ask, self.office, self.echo) = (ctx, view, ask, office, echo)
    }

    /// A form that was refused.
    package struct Echo: Sendable {
        /// The form's id; empty for a button alone.
        let form: String
        let values: Fields
        let words: String
        /// Sent once more with these words in it, it is taken as it is.
        let real: [RealData.Finding]

        /// Whoever means it can do it all the same.
        let mayGoOn: Bool

        package init(
            form: String, values: Fields, words: String, real: [RealData.Finding] = [], mayGoOn: Bool = false
        ) {
            (self.form, self.values, self.words) = (form, values, words)
            (self.real, self.mayGoOn) = (real, mayGoOn)
        }
    }
}

/// The people behind the seats. None of it is in a log; only control's pages show it.
package struct ControlOffice: Sendable {
    package var links: [JoinLink]
    package var people: [Participant]
    package var breaks: [BreakRequest]
    package var sessions: [Session]
    package var castings: [Casting] = []
    package var spells: [Spell] = []
    package var limits = RoleLimits()
    /// How many runs of the folder hold names longer than was promised.
    package var pastRetention = 0
    /// Seats that write more than any seat should need.
    package var heavySeats: [HeavySeat] = []
    /// What was tried in vain at the doors of this server.
    var guesses = Attempts.Lately()
    /// STOP stands, and could not be written down yet.
    package var isHalted = false
    /// Where this server was reached: `http://192.168.1.5:8080`.
    package var origin: String
    /// The fingerprint of our own certificate, which people compare before they go on.
    package var fingerprint: String?
    package var nowMs: Int64
    /// After how many hours the ways in of observers and role-players close.
    package var staffHours = SiteParts.usualStaffHours

    package init(
        links: [JoinLink] = [], people: [Participant] = [], breaks: [BreakRequest] = [],
        sessions: [Session] = [], origin: String, fingerprint: String? = nil, nowMs: Int64 = 0
    ) {
        (self.links, self.people, self.breaks, self.sessions) = (links, people, breaks, sessions)
        (self.origin, self.fingerprint, self.nowMs) = (origin, fingerprint, nowMs)
    }

    func people(in seat: String) -> [Participant] {
        Attendance(people, sessions, atMs: nowMs).people(in: seat)
    }

    /// The way in to a seat that is open now.
    func link(to seat: String) -> JoinLink? { links.last { $0.kind == .seat(seat) && $0.opens } }

    /// What stands in a QR code: the short code says the same as the link.
    func address(of link: JoinLink) -> String { origin + "/join/" + link.code }

    /// Whether the address leads back to this very machine, so that no phone can follow it.
    var isHere: Bool {
        ["://127.", "://localhost", "://[::1]"].contains { origin.contains($0) }
    }

    /// None, where the clock of the machine was set back since.
    func minutes(since ms: Int64) -> Int { max(0, Int((nowMs - ms) / 60_000)) }

    var openBreaks: [BreakRequest] { breaks.filter { $0.resolvedMs == nil } }
}

// MARK: - Words

extension ControlDesk {
    func t(_ text: ControlText, _ arguments: KeyValuePairs<String, any TextArgument> = [:]) -> String {
        ctx.t(text, arguments)
    }

    func t(_ text: ControlText, count: Int) -> String { ctx.t(text, count: count) }

    private var times: Times { Times(ctx.t, view.clock) }

    /// "14:20", and the day before it on another day.
    func at(_ time: ExerciseTime) -> String { times.exact(time) }

    /// "in 20 minutes", "2 hours ago".
    func away(_ time: ExerciseTime) -> String { times.relative(time) }

    func since(_ time: ExerciseTime) -> String {
        ctx.t.format.duration(minutes: (view.clock.now - time).minutes)
    }
}

// MARK: - Forms

extension ControlDesk {
    /// A form of control's: it comes back to this page, and shows its fault where it was not taken.
    func act(_ id: String, to address: String, _ parts: Node...) -> Node {
        actForm(
            id: id, to: address, command: ctx.command(), hiddenField("back", ask.address),
            hiddenField("form", id),
            .when(echo?.form == id, notice(.due, echo?.words ?? "")),
            .when(
                echo?.form == id && echo?.real.isEmpty == false,
                RealDataQuestion(ctx.t, echo?.real ?? []).sign),
            .group(parts))
    }

    /// A button with one act behind it.
    func press(_ words: String, _ weight: Weight = .plain, icon: Icon? = nil, to address: String) -> Node {
        actButton(
            words, weight, icon: icon, to: address, command: ctx.command(),
            hidden: [("back", ask.address)])
    }

    /// What was typed into a form that was not taken, else what stands there at first.
    func typed(_ name: String, in form: String, else text: String = "") -> String {
        echo?.form == form ? echo?.values[name] ?? text : text
    }

    func isTicked(_ value: String, of name: String, in form: String, else ticked: Bool) -> Bool {
        echo?.form == form ? echo?.values.all(name).contains(value) ?? ticked : ticked
    }

    /// A part of the page that follows every commit of the run.
    func pane(_ id: String, _ heading: String, actions: [Node] = [], _ content: () -> Node) -> Node {
        guard ctx.asked?.contains("now") ?? true else { return .nothing }
        return element(
            "section",
            [
                .class("pane"), .id("pane-" + id), .data("section", "now"),
                .aria("labelledby", "pane-name-" + id),
                div(
                    .class("pane-head"), h2(.id("pane-name-" + id), .text(heading)),
                    .when(!actions.isEmpty, div(.class("row"), .group(actions)))),
                div(.class("pane-body"), .id("pane-body-" + id), content()),
            ])
    }
}
