import HTTPCore
import Model
import Roster
import Runtime
import Texts
import Views

extension Site {
    /// The debrief: for control at any time, for seats and observers after ENDEX.
    package static let debriefRoutes: [Route] = [.get("/debrief", .open(showDebrief))]

    private static func showDebrief(_ visit: Visit) async throws(RosterError) -> Reply {
        guard let guest = visit.guest else { return .go("/join") }
        let run = guest.hosted.run
        var ask = DebriefAsk(visit.request.query)
        let back = Site.homeAddress(of: guest.role)
        // It tells the whole story: like every page of theirs it comes after the note.
        if guest.role != .control, guest.participant.acceptedNoteMs == nil { return .go("/note") }
        // Who plays a character knows that character's story; the rest is told in the room.
        if guest.role == .rolePlayer { return .go(back) }
        if guest.role != .control, run.control().clock.condition != .ended {
            return .page(plain(visit, .tooEarly, .tooEarlyWhat, back))
        }
        if case .seat(let seat) = guest.role, visit.request.query["through"] == nil {
            ask.through = run.door.seats.first { $0.seat == seat }?.agencyInDebrief
        }
        do throws(RecoveryError) {
            return .page(
                DebriefReport(ctx: visit.ctx, debrief: try await run.debrief(), ask: ask).page(back: back))
        } catch {
            return .fault(plain(visit, .unreadable, .unreadableWhat, back))
        }
    }

    private static func plain(
        _ visit: Visit, _ heading: DebriefText, _ what: DebriefText, _ back: String
    ) -> PageParts {
        let ctx = visit.ctx
        return PageParts(
            ctx.shell(ctx.t(heading), .door),
            door(
                brand: ctx.t(CommonText.brand), pageHead(ctx.t(heading)),
                p(.class("large"), .text(ctx.t(what))),
                div(.class("row"), buttonLink(ctx.t(DebriefText.back), to: back, .main))))
    }
}
