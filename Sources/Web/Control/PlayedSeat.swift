import HTTPCore
import Model
import Roster
import Runtime
import Texts
import Views

// A seat that control plays is opened like anybody's, in a frame that says so.

extension Visit {
    /// The seat whose pages control has opened; nil once it is no longer control's.
    func seatPlayedByControl(_ guest: Guest) -> (seat: SeatID, name: String)? {
        guard guest.role == .control, let name = request.cookies[CookieName.seat] else { return nil }
        return guest.hosted.run.control().seats.first { $0.id == name && $0.mode == .control }
            .map { ($0.seat, name) }
    }
}

extension Reply {
    /// A page of a seat, marked as played by control, with the way back.
    func playedByControl(_ ctx: PageContext) -> Reply {
        switch self {
        case .page(let page): .page(page.playedByControl(ctx))
        case .fault(let page): .fault(page.playedByControl(ctx))
        case .problem(let page, let status): .problem(page.playedByControl(ctx), status)
        case .go, .response, .missing, .notRecorded, .unsure, .tooMany: self
        }
    }
}

extension PageParts {
    fileprivate func playedByControl(_ ctx: PageContext) -> PageParts {
        var shell = shell
        shell.frame = .role
        return PageParts(
            shell,
            .group([
                ctx.still {
                    notice(
                        .waiting, ctx.t(ControlText.playedByYou),
                        p(.class("link-line"), a(.href("/control"), .text(ctx.t(ControlText.backToDesk)))))
                },
                content,
            ]))
    }
}
