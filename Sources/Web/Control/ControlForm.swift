import HTTPCore
import HTTPServer
import Model
import Roster
import Runtime
import Texts
import Views

/// What a form of control's says, with the names of the pack turned into ids.
struct ControlForm: Sendable {
    let form: Fields
    let view: ControlView
    private let parameter: String

    init(_ visit: StaffVisit) {
        form = visit.visit.form
        view = visit.hosted.run.control()
        parameter = visit.visit.parameters.first ?? ""
    }

    var inject: InjectID? { view.injectID(parameter) }
    var network: NetworkID? { view.networkID(parameter) }
    var person: PersonID? { view.personID(parameter) }
    var seat: SeatID? { view.seatID(parameter) }
    var seats: [SeatID] { form.all("seat").compactMap(view.seatID) }
    var facts: [FactID] { form.all("fact").compactMap(view.factID) }

    /// What was typed, without blanks around it and with one kind of line end.
    func typed(_ name: String) -> Typed {
        var text = (form[name] ?? "")[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        return Typed(text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n"))
    }
}

extension StaffVisit {
    /// Where control was when the form was sent.
    var back: String {
        let address = ownAddress(visit.form["back"])
        return address == "/" ? "/control" : address
    }

    /// The stream of a page; asked for before the run is read, so that nothing is missed in between.
    var stream: String { "/control/stream?mark=" + hosted.streams.mark(.control).text }

    func desk(_ ask: ControlAsk, echo: ControlDesk.Echo? = nil) async throws(RosterError) -> ControlDesk {
        let roster = visit.site.roster
        let run = hosted.run.id
        var office = ControlOffice(
            links: try await roster.links(of: run), people: try await roster.participants(of: run),
            breaks: try await visit.site.breaks(of: run), sessions: try await roster.sessions(of: run),
            origin: origin,
            fingerprint: visit.site.front.fingerprint, nowMs: visit.site.nowMs())
        office.castings = try await roster.castings(of: run)
        office.spells = try await roster.spells(of: run)
        office.limits = try await roster.limits(of: run)
        office.pastRetention = visit.site.runsPastRetention()
        office.heavySeats = await visit.site.heavySeats(of: run)
        office.guesses = await visit.site.attempts.lately(nowMs: visit.site.nowMs())
        office.isHalted = hosted.run.isHalted
        office.staffHours = visit.site.staffHours
        return ControlDesk(ctx: ctx, view: hosted.run.control(), ask: ask, office: office, echo: echo)
    }

    /// What links and QR codes begin with. On the laptop itself control's browser may use an address that no
    /// phone could reach.
    private var origin: String {
        let host = visit.request.headers["Host"] ?? "localhost"
        let isHere = host.hasPrefix("127.") || host.hasPrefix("localhost") || host.hasPrefix("[::1]")
        if isHere, let address = visit.site.hallAddress() { return address }
        return visit.site.front.scheme + "://" + host
    }
}

/// Why an act of control's was not taken, as a sentence that says what to do.
struct ControlRefusal {
    private let ctx: PageContext

    init(_ ctx: PageContext) { self.ctx = ctx }

    func sentence(_ error: SubmitError) -> String {
        switch error {
        case .refused(let refusal): sentence(refusal)
        case .taken: ctx.t(ProblemText.taken)
        case .notRecorded, .standsUnrecorded: ctx.t(ProblemText.notRecorded)
        case .full: ctx.t(ControlText.tooBusy)
        case .closed: ctx.t(ControlText.runClosed)
        }
    }

    private func sentence(_ refusal: Model.Refusal) -> String {
        if refusal == .pointless { return ctx.t(NetworkText.refusedPointless) }
        let text: ControlText =
            switch refusal {
            case .notStarted: .refusedNotStarted
            case .paused: .refusedPaused
            case .ended: .refusedEnded
            case .alreadyStarted: .refusedStarted
            case .notPaused: .refusedNotPaused
            case .alreadyDone: .refusedDone
            case .alreadyAnswered: .refusedAnswered
            case .notHeld: .refusedNotHeld
            case .scripted: .scriptedHelp
            case .missing(.recipients): .refusedNoAudience
            case .missing(.text): .refusedNoText
            case .missing(.choice): .refusedSpeed
            case .unknownThing, .notYours, .notHere, .lostContact, .sameAgency, .impossible, .missing, .busy,
                .noStaff, .personBusy, .houseFull, .wentBack, .pointless, .underWay:
                .incomplete
            }
        return ctx.t(text)
    }
}

/// The short code that stands for a link.
package enum JoinCode {
    /// Eight digits from at least eight unforeseeable bytes.
    package static func from(_ bytes: [UInt8]) -> String {
        precondition(bytes.count >= 8, "a code takes eight bytes")
        return bytes.prefix(8).map { String($0 % 10) }.joined()
    }
}
