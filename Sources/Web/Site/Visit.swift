import HTTPCore
import HTTPServer
import Model
import Roster
import Runtime
import Texts
import Views

/// In what part somebody is signed in.
package enum SessionRole: Hashable, Sendable {
    case seat(SeatID)
    case control
    case observer
    case rolePlayer
}

/// Somebody who is signed in.
package struct Guest: Sendable {
    package let participant: Participant
    package let hosted: HostedRun
    package let role: SessionRole
    package let tokenDigest: [UInt8]
    /// How it was when the request came.
    let signedIn: SignedIn

    /// The number of the session, for the log.
    package var session: Int64 { signedIn.session }
}

extension Guest {
    /// Ends the streams of this person's seats, so that who still listens is asked anew who they are.
    func closeStreams() { hosted.closeStreams(of: participant) }
}

extension HostedRun {
    func closeStreams(of person: Participant) {
        if person.role == .rolePlayer { return streams.close(player: person.number) }
        if person.role == .observer { return streams.close(.observers) }
        guard case .seat(let own) = person.role else {
            streams.close(.control)
            // Which of these somebody has before them stands in their browser alone.
            for seat in run.control().seats where seat.mode == .control { streams.close(.seat(seat.seat)) }
            return
        }
        for name in [own] + person.alsoHolds {
            if let seat = run.seat(named: name) { streams.close(.seat(seat)) }
        }
    }
}

extension Visit {
    /// The stream of somebody who may listen to this. Whose session ends while it is being opened has none: who ends one ends
    /// the streams afterwards, and this one then knows of fewer endings than there were.
    func listening(_ guest: Guest, to topic: Topic) async throws(RosterError) -> Reply {
        var endings = topic.endings
        let now = try await site.roster.signedIn(tokenDigest: guest.tokenDigest, atMs: site.nowMs())?.person
        // A browser comes back to a stream that has ended, and is asked who it is; from a refusal it would not.
        if now?.role != guest.participant.role || now?.alsoHolds != guest.participant.alsoHolds {
            endings = -1
        }
        return .response(
            guest.hosted.streams.response(
                to: topic, since: request.query["mark"].flatMap { StreamMark($0) },
                isReturn: request.lastEventID != nil, of: guest.participant.number, endings: endings))
    }
}

/// One request on its way to its answer.
package struct Visit: Sendable {
    package let request: Request
    package let site: SiteParts
    package let ctx: PageContext
    /// What stood in the address in the places of the route's parameters.
    package let parameters: [String]
    package let form: Fields
    package let guest: Guest?

    /// The id under which the command of this form is recorded; a fresh one where the form carries none.
    ///
    /// Pages give ids that nobody can guess. A short one was made up by whoever sent it and counts for that person
    /// alone, or two people who both begin with 1 would take each other's acts for repeats. What was sent may be a
    /// name and is not recorded itself.
    package var command: String {
        guard let given = form["command"], !given.isEmpty, !hasStrangeCommand, let guest else {
            return site.newToken()
        }
        return guest.hosted.run.commandID(
            for: given.utf8.count < 8 ? "p\(guest.participant.number)-" + given : given)
    }

    /// The form carries an id that no log can hold, so that a repeat of it could not be told from a second act.
    package var hasStrangeCommand: Bool {
        guard let given = form["command"] else { return false }
        let isPlain = given.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return !isPlain || given.utf8.count > 64
    }
}

/// A request of somebody who sits in a seat and has accepted the content note.
package struct SeatVisit: Sendable {
    package let visit: Visit
    package let guest: Guest
    package let seat: SeatID
    /// The seat's text id, for the log.
    package let seatName: String
    /// The text id of the own seat where a covered one is played, else empty.
    package let onBehalf: String

    package var ctx: PageContext { visit.ctx }
    package var hosted: HostedRun { guest.hosted }
}

/// A request of control, or of an observer.
package struct StaffVisit: Sendable {
    package let visit: Visit
    package let guest: Guest

    package var ctx: PageContext { visit.ctx }
    package var hosted: HostedRun { guest.hosted }
}

/// What a handler answers.
package enum Reply: Sendable {
    case page(PageParts)
    /// The page with a fault in it: nothing was changed.
    case fault(PageParts)
    /// The same with a status of its own.
    case problem(PageParts, Status)
    case go(String)
    case response(Response)
    /// There is nothing at this address, or nothing for this reader.
    case missing
    /// Nothing was kept; it can be sent again.
    case notRecorded
    /// Kept or not: the server has to be started again to find out.
    case unsure
    /// Too much was tried in vain; later again.
    case tooMany
}

package struct Route: Sendable {
    package enum Handler: Sendable {
        /// For everybody.
        case open(@Sendable (Visit) async throws(RosterError) -> Reply)
        /// For who sits in a seat and has accepted the content note.
        case seat(@Sendable (SeatVisit) async throws(RosterError) -> Reply)
        /// For control.
        case control(@Sendable (StaffVisit) async throws(RosterError) -> Reply)
        /// For who looks on and has accepted the content note.
        case observer(@Sendable (StaffVisit) async throws(RosterError) -> Reply)
        /// For who plays characters and has accepted the content note.
        case rolePlayer(@Sendable (RoleVisit) async throws(RosterError) -> Reply)
    }

    let method: Method
    let pattern: [String]
    let handler: Handler

    /// The address of a form, parameters as colons; nil for a page.
    package var postAddress: String? { method == .post ? "/" + pattern.joined(separator: "/") : nil }

    /// The address of a page, parameters as colons; nil for a form.
    package var pageAddress: String? { method == .get ? "/" + pattern.joined(separator: "/") : nil }

    /// - Parameter address: `/person/:`; a colon stands for one segment, handed on in `parameters`.
    package static func get(_ address: String, _ handler: Handler) -> Route {
        Route(method: .get, pattern: cut(address), handler: handler)
    }

    package static func post(_ address: String, _ handler: Handler) -> Route {
        Route(method: .post, pattern: cut(address), handler: handler)
    }

    private static func cut(_ address: String) -> [String] {
        address.split(separator: "/").map(String.init)
    }

    /// The parameters if the segments fit.
    func fits(_ segments: [String]) -> [String]? {
        guard segments.count == pattern.count else { return nil }
        var parameters: [String] = []
        for (part, segment) in zip(pattern, segments) {
            if part == ":" {
                parameters.append(segment)
            } else if part != segment {
                return nil
            }
        }
        return parameters
    }
}
