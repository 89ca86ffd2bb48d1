import HTTPCore
import Roster
import Texts
import Views

/// How many forms may come from one person, one seat, one address: so many at once, and so many a second after that. Far
/// more than anybody can press.
package struct Pace: Sendable {
    package let perSecond: Int
    package let burst: Int
    /// How many may be signed in at one seat.
    package let people: Int

    /// - Parameter perSecond: three times as many may come at once.
    package init(perSecond: Int, people: Int = Pace.usualPeople) {
        // Nothing that is counted with it overflows.
        self.perSecond = min(perSecond, 1_000_000)
        self.people = min(people, 1_000_000)
        burst = 3 * self.perSecond
    }

    package static let usualPeople = 12
    /// What holds when nobody has said otherwise.
    package static let usual = Pace(perSecond: 20)

    /// One link makes as many people as somebody has names, so they are counted together, too.
    var ofSeat: Pace { Pace(perSecond: 2 * perSecond) }
    /// A whole hall may have one address.
    var ofAddress: Pace { Pace(perSecond: 10 * perSecond) }
    /// How many may join by one link within a minute: twice as many as fit in.
    var joins: Int { max(24, 2 * people) }
    /// What one seat may write within an hour, in pieces of a kilobyte; each form is one at least. That is a form every
    /// five seconds from each of twelve people for a whole hour.
    var perHour: Int { 450 * perSecond }
}

/// What each person, seat, address and link has left to send just now. Nothing of it is stored.
actor Pacing {
    enum Payer: Hashable {
        case person(Int32)
        case seat(run: String, String)
        case address(String)
        case link([UInt8])
        case hour(run: String, String)
    }

    /// What somebody has to give for a form, and how the purse fills up again.
    struct Due {
        let payer: Payer
        /// A full purse.
        let whole: Int
        /// In how many milliseconds an empty purse is full again.
        let fullInMs: Int
        var cost = 1

        init(_ payer: Payer, _ pace: Pace) {
            (self.payer, whole, fullInMs) = (payer, pace.burst, 1000 * pace.burst / pace.perSecond)
        }

        init(_ payer: Payer, whole: Int, fullInMs: Int, cost: Int = 1) {
            (self.payer, self.whole, self.fullInMs, self.cost) = (payer, whole, fullInMs, cost)
        }
    }

    private struct Purse {
        /// In parts of a form, of which a form has `fullInMs`.
        var left: Int64
        var atMs: Int64
        let whole: Int64
        let fullInMs: Int64

        func filled(_ nowMs: Int64) -> Int64 {
            // A clock that was set back gives nothing, and one far ahead no more than there is room for.
            let passed = min(max(0, nowMs - atMs), fullInMs)
            return min(whole * fullInMs, left + passed * whole)
        }
    }

    private var purses: [Payer: Purse] = [:]

    /// Takes from all of them, or from none where one has too little left.
    func mayAct(_ dues: [Due], nowMs: Int64) -> Bool {
        if purses.count > 4096 {
            purses = purses.filter { $0.value.filled(nowMs) < $0.value.whole * $0.value.fullInMs }
        }
        for due in dues where left(due, nowMs) < Int64(due.cost * due.fullInMs) { return false }
        for due in dues {
            purses[due.payer] = Purse(
                left: left(due, nowMs) - Int64(due.cost * due.fullInMs), atMs: nowMs,
                whole: Int64(due.whole), fullInMs: Int64(due.fullInMs))
        }
        return true
    }

    /// How many hundredths of the purse are left.
    func percentLeft(_ due: Due, nowMs: Int64) -> Int {
        Int(left(due, nowMs) * 100 / Int64(due.whole * due.fullInMs))
    }

    private func left(_ due: Due, _ nowMs: Int64) -> Int64 {
        purses[due.payer].map { $0.filled(nowMs) } ?? Int64(due.whole * due.fullInMs)
    }
}

extension Site {
    /// What nobody is ever kept waiting for: the ways out of the exercise.
    private static let unpaced = ["stop", "leave", "note", "break", "role/break", "role/rest"]

    /// The answer to a form that came too soon after many others of the same person, seat or address, or after more than a
    /// seat may write in an hour; nil where it may be taken.
    func tooSoon(_ visit: Visit, at segments: [some StringProtocol]) async -> Response? {
        let address = segments.joined(separator: "/")
        guard let pace = parts.pace, let guest = visit.guest, guest.role != .control,
            !Site.unpaced.contains(address)
        else { return nil }
        var dues = [
            Pacing.Due(.person(guest.participant.number), pace),
            Pacing.Due(.address(parts.front.block(of: visit.request)), pace.ofAddress),
        ]
        if case .seat(let seat) = guest.participant.role {
            dues.append(Pacing.Due(.seat(run: guest.participant.run, seat), pace.ofSeat))
        }
        guard await parts.pacing.mayAct(dues, nowMs: parts.nowMs()) else {
            return givenBack(visit, to: address, .tooSoon, after: 1)
        }
        guard case .seat(let seat) = guest.participant.role else { return nil }
        let isTaken = await parts.pays(pace, for: visit.form, of: seat, guest.hosted)
        return isTaken ? nil : givenBack(visit, to: address, .seatSpent, after: 600)
    }

    /// The page with what was typed, to be sent again.
    private func givenBack(
        _ visit: Visit, to address: String, _ why: ProblemText, after seconds: Int
    ) -> Response {
        let (ctx, t) = (visit.ctx, visit.ctx.t)
        let page = PageParts(
            ctx.shell(t(ProblemText.title), .door),
            door(
                brand: t(CommonText.brand), pageHead(t(ProblemText.title)),
                p(.class("large"), .text(t(why))),
                // What was typed goes along, so that nothing has to be typed again.
                form(
                    .class("form"), .id("again"), .method("post"), .action("/" + address),
                    .each(visit.form.fields) { hiddenField($0.name, $0.value) },
                    formFoot(button(t(ProblemText.sendAgain), .main)))))
        return Response.bytes(
            page.bytes(asked: nil), type: "text/html; charset=utf-8", status: .tooManyRequests
        ).with("Retry-After", String(seconds))
    }
}
