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

    /// Cooperative teams refer people whom they have marked to services that are no place to stay, each once and with
    /// consent; a bed is found before.
    mutating func refer(_ view: SeatView) -> BotMove? {
        guard let tool = tools?.first(.refer), let tools else { return nil }
        let beds = tools.first(.protect)?.services ?? []
        for person in agenda.toRefer {
            for service in tool.services where !beds.contains(service) {
                var request = ask(tool)
                (request.person, request.service, request.text) = (person, service, Text.botSign)
                switch view.briefLaw(on: request)?.answer {
                case .allowed?: if once(person: person, what: service) { return .act(request) }
                case .needsConsent?:
                    guard let consent = tools.first(.consent) else { continue }
                    var asking = meeting(consent, person)
                    asking.service = service
                    if once(person: person, place: service, what: consent.act), isLawful(asking, view) {
                        return .act(asking)
                    }
                default: break
                }
            }
        }
        return nil
    }
}
