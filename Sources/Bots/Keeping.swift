import Basics
import Model
import Views

/// How bots keep what the law asks of their agency, the nearest limit first.
extension Bot {
    /// Each act that keeps a duty is tried once, and again after a while.
    mutating func keep(_ view: SeatView) -> BotMove? {
        guard view.owesSomething else { return nil }
        return keep(view.briefDuties, view)
    }

    /// What falls due soon goes before letters and further questions: whoever has spoken with somebody sees to a doctor first.
    mutating func keepPressing(_ view: SeatView) -> BotMove? {
        guard view.busyUntil == nil, view.owesSomething else { return nil }
        let soon = view.time.after(minutes: Bot.pressing)
        let duties = view.briefDuties.filter { duty in
            duty.until.map { $0 > view.time && $0 <= soon } ?? false
        }
        if duties.isEmpty { return nil }
        return takeUp(duties, view) ?? keep(duties, view)
    }

    /// An act that keeps one of the duties and was put off, because somebody was with the person: done now, or waited for if it
    /// is a matter of minutes.
    private mutating func takeUp(_ duties: [BriefDuty], _ view: SeatView) -> BotMove? {
        for duty in duties {
            guard
                let place = agenda.postponed.firstIndex(where: { put in
                    put.request.person == duty.person && duty.acts.contains(put.request.act)
                })
            else { continue }
            let (request, at) = agenda.postponed[place]
            guard isLawful(request, view) else {
                agenda.postponed.remove(at: place)
                comeBack(to: duty, at: view.time)
                continue
            }
            if at > view.time {
                if at <= view.time.after(minutes: Bot.patience) { return .rest(until: at) }
            } else if view.staffLacks(for: request.act) == nil {
                agenda.postponed.remove(at: place)
                return .act(request)
            }
        }
        return nil
    }

    /// What was put off and is not open any more keeps nothing: the duty is looked at again soon, before its time is over.
    private mutating func comeBack(to duty: BriefDuty, at time: ExerciseTime) {
        let soon = time.after(minutes: Bot.closedPause)
        for place in agenda.keeping.indices
        where agenda.keeping[place].duty == duty.duty && agenda.keeping[place].person == duty.person {
            agenda.keeping[place].at = min(agenda.keeping[place].at, soon)
        }
    }

    private mutating func keep(_ duties: [BriefDuty], _ view: SeatView) -> BotMove? {
        for duty in duties {
            for handle in duty.acts {
                guard let tool = tools?.all.first(where: { $0.act == handle }),
                    let place = tryAgain(duty, tool, view)
                else { continue }
                let request = keeping(duty, tool, view)
                guard isLawful(request, view) else { continue }
                agenda.keeping[place].at = view.time.after(minutes: Bot.dutyPause)
                return .act(request)
            }
        }
        return nil
    }

    private func keeping(_ duty: BriefDuty, _ tool: Tool, _ view: SeatView) -> ActRequest {
        var request = tool.verb == .consent || tool.verb == .talk ? meeting(tool, duty.person) : ask(tool)
        request.person = duty.person
        request.text = Text.botSign
        request.more = Text.botSign
        request.topic = tool.topics.first
        request.service = tool.services.first
        if tool.verb == .mark { request.status = tool.prospect.statuses.first }
        return rightly(request, view)
    }

    /// Minutes before its limit from which a duty is pressing; and for how many of them a bot waits with it rather than
    /// beginning something else.
    private static let pressing = 120
    private static let patience = 10
    /// Minutes until a bot tries again to keep a duty that is still owed, after an act that did not keep it and
    /// after one for which the way was not open.
    private static let dutyPause = 120
    private static let closedPause = 30

    /// Where the try stands in the agenda if it is time for it; it comes again soon unless an act follows.
    private mutating func tryAgain(_ duty: BriefDuty, _ tool: Tool, _ view: SeatView) -> Int? {
        let next = view.time.after(minutes: Bot.closedPause)
        if let place = agenda.keeping.firstIndex(where: {
            $0.duty == duty.duty && $0.person == duty.person && $0.act == tool.act
        }) {
            if agenda.keeping[place].at > view.time { return nil }
            agenda.keeping[place].at = next
            return place
        }
        agenda.keeping.append(
            Agenda.Keeping(duty: duty.duty, person: duty.person, act: tool.act, at: next))
        return agenda.keeping.count - 1
    }
}
