import Basics
import HTTPCore
import Model
import Texts
import Views

/// What the address of the debrief asks for.
package struct DebriefAsk: Hashable, Sendable {
    package enum Lines: String, CaseIterable, Sendable { case turns, everything, knowledge, rules }

    /// The agency through whose eyes the run is told; nil for the whole.
    package var through: String?
    /// The agency whose lines the timeline shows.
    package var agency: String?
    package var lines = Lines.turns

    package init(through: String? = nil) { self.through = through }

    package init(_ query: Fields) {
        through = query["through"].flatMap { $0.isEmpty || $0 == "all" ? nil : $0 }
        agency = query["agency"].flatMap { $0.isEmpty ? nil : $0 }
        lines = query["lines"].flatMap(Lines.init) ?? .turns
    }

    var address: String {
        var fields = Fields()
        fields.add("through", through ?? "all")
        if let agency { fields.add("agency", agency) }
        if lines != .turns { fields.add("lines", lines.rawValue) }
        return "/debrief?" + fields.urlEncoded
    }

    func showing(_ lines: Lines) -> DebriefAsk {
        var ask = self
        ask.lines = lines
        return ask
    }
}

/// The debrief of one run as a page: for a projector, for paper, and for a phone afterwards.
package struct DebriefReport: Sendable {
    package let ctx: PageContext
    /// The run as control sees it.
    let whole: Debrief
    /// The run as it is told here.
    let debrief: Debrief
    let ask: DebriefAsk

    package init(ctx: PageContext, debrief: Debrief, ask: DebriefAsk) {
        (self.ctx, whole, self.ask) = (ctx, debrief, ask)
        self.debrief = ask.through.map { debrief.through($0) } ?? debrief
    }

    func t(_ text: DebriefText, _ arguments: KeyValuePairs<String, any TextArgument> = [:]) -> String {
        ctx.t(text, arguments)
    }

    func t(_ text: DebriefText, count: Int) -> String { ctx.t(text, count: count) }

    /// "6 Jan, 14:20": a debrief is read days later.
    func at(_ time: ExerciseTime) -> String {
        let moment = whole.clock.moment(time)
        return ctx.t.format.dateTime(
            year: moment.year, month: moment.month, day: moment.day, hour: moment.hour,
            minute: moment.minute, style: .short)
    }

    func hour(_ time: ExerciseTime) -> String {
        let moment = whole.clock.moment(time)
        return ctx.t.format.time(hour: moment.hour, minute: moment.minute)
    }

    func long(_ minutes: Int) -> String { ctx.t.format.duration(minutes: minutes) }

    func agencyName(_ id: String?) -> String {
        ctx.say(whole.agencies.first { $0.id == id }?.name)
    }

    func words(_ status: PersonStatus) -> String {
        status == .unknown ? t(.statusNone) : ctx.name(of: status)
    }

    func words(_ way: Learning.Way, from: Text?) -> String {
        switch way {
        case .found: t(.wayFound)
        case .told: from.map { t(.wayToldBy, ["who": ctx.say($0)]) } ?? t(.wayTold)
        case .inject: t(.wayInject)
        case .concluded: t(.wayConcluded)
        case .staff: t(.wayStaff)
        }
    }
}
