import HTTPCore
import Roster
import Texts
import Views

/// How many forms one person may send: so many at once, and so many a second after that. Far more than anybody can press.
package struct Pace: Sendable {
    package let perSecond: Int
    package let burst: Int

    /// - Parameter perSecond: three times as many may come at once.
    package init(perSecond: Int) { (self.perSecond, burst) = (perSecond, 3 * perSecond) }

    /// What holds when nobody has said otherwise.
    package static let usual = Pace(perSecond: 20)
}

/// What each person has left to send just now. Nothing of it is stored.
actor Pacing {
    private struct Purse {
        /// In thousandths of a form.
        var left: Int64
        var atMs: Int64
    }

    private var purses: [Int32: Purse] = [:]

    /// Takes one from what the person has left; false where nothing is left.
    func mayAct(_ participant: Int32, _ pace: Pace, nowMs: Int64) -> Bool {
        let whole = Int64(pace.burst) * 1000
        func filled(_ purse: Purse) -> Int64 {
            // A clock that was set back gives nothing, and one far ahead no more than there is room for.
            let passed = min(max(0, nowMs - purse.atMs), 60_000)
            return min(whole, purse.left + passed * Int64(pace.perSecond))
        }
        if purses.count > 4096 { purses = purses.filter { filled($0.value) < whole } }
        let left = purses[participant].map(filled) ?? whole
        let may = left >= 1000
        purses[participant] = Purse(left: may ? left - 1000 : left, atMs: nowMs)
        return may
    }
}

extension Site {
    /// What nobody is ever kept waiting for: the ways out of the exercise.
    private static let unpaced = ["stop", "leave", "note", "break", "role/break", "role/rest"]

    /// The answer to a form that came too soon after many others of the same person; nil where it may be taken.
    func tooSoon(_ visit: Visit, at segments: [some StringProtocol]) async -> Response? {
        let address = segments.joined(separator: "/")
        guard let pace = parts.pace, let guest = visit.guest, guest.role != .control,
            !Site.unpaced.contains(address),
            await !parts.pacing.mayAct(guest.participant.number, pace, nowMs: parts.nowMs())
        else { return nil }
        let (ctx, t) = (visit.ctx, visit.ctx.t)
        let page = PageParts(
            ctx.shell(t(ProblemText.title), .door),
            door(
                brand: t(CommonText.brand), pageHead(t(ProblemText.title)),
                p(.class("large"), .text(t(ProblemText.tooSoon))),
                // What was typed goes along, so that nothing has to be typed again.
                form(
                    .class("form"), .id("again"), .method("post"), .action("/" + address),
                    .each(visit.form.fields) { hiddenField($0.name, $0.value) },
                    formFoot(button(t(ProblemText.sendAgain), .main)))))
        return Response.bytes(
            page.bytes(asked: nil), type: "text/html; charset=utf-8", status: .tooManyRequests
        ).with("Retry-After", "1")
    }
}
