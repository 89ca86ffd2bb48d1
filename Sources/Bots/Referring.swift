import Basics
import Model
import Views

/// What bots do with referrals that wait for them: cooperative ones acknowledge and answer at once, siloed ones when
/// the time is nearly over; where there is no room they refuse with a reason.
extension Bot {
    mutating func answerReferral(_ view: SeatView) -> BotMove? {
        guard let tools else { return nil }
        for waiting in view.waitingReferrals {
            let isTime = policy.cooperates || waiting.due <= view.time.after(minutes: 30)
            guard isTime else { continue }
            let verb: Verb =
                if !waiting.hasRoom {
                    .refuse
                } else if waiting.isAcknowledged || tools.first(.acknowledge) == nil {
                    .accept
                } else {
                    .acknowledge
                }
            guard let tool = tools.first(verb) else { continue }
            var request = ask(tool)
            request.item = waiting.item
            request.text = Text.botSign
            return .act(request)
        }
        return nil
    }
}
