import Basics
import Model

/// How services take referrals, and what acts of referring say about the way.
extension Decoder {
    func intake(_ node: Node?, of service: String) -> Intake? {
        guard let node, let fields = Fields(node, "The referrals of \(service)", findings) else { return nil }
        var intake = Intake()
        intake.acknowledgeWithin = limit(fields.optional("acknowledge_within"), "acknowledge_within")
        if let answers = limit(fields.required("answers_within"), "answers_within") {
            intake.answersWithin = answers
        }
        intake.journey = minutes(fields.optional("journey"), "journey") ?? 0
        intake.ifLapsed = effects(fields.optional("if_lapsed"), Scope(person: true, agency: true))
        fields.finish()
        return intake
    }

    /// `goes_along`, `arrives` and `escort` of act types of the verb refer, `takes_journey` of the verb protect.
    func wayKeys(_ act: inout ActType, _ fields: Fields, _ scope: Scope) {
        if act.verb == .protect {
            act.takesJourney = truth(fields.optional("takes_journey"), "takes_journey") ?? false
        } else {
            fields.refuse("takes_journey", because: "only act types of the verb protect read it")
        }
        guard act.verb == .refer else {
            for key in ["goes_along", "arrives", "escort"] {
                fields.refuse(key, because: "only act types of the verb refer read it")
            }
            return
        }
        act.goesAlong = condition(fields.optional("goes_along"), scope, default: .never)
        act.arrives = condition(fields.optional("arrives"), scope)
        act.escort = integer(fields.optional("escort"), "escort", in: 0...100) ?? 0
    }

    /// `annexes` and `returned_after` of act types of the verb request.
    func annexKeys(_ act: inout ActType, _ fields: Fields) {
        guard act.verb == .request else {
            for key in ["annexes", "returned_after"] {
                fields.refuse(key, because: "only act types of the verb request read it")
            }
            return
        }
        let flags = act.choices.enumerated().filter(\.element.isFlag).map { ($1.id, $0) }
        act.annexes = oneOrMore(fields.optional("annexes")).compactMap {
            word($0, "a yes-or-no choice of the act", flags)
        }
        act.returnedAfter = minutes(fields.optional("returned_after"), "returned_after") ?? 0
    }

    /// Whoever is asked must be able to say yes.
    func checkIntakes(_ world: World, _ root: Node) {
        // Without agencies there is something else to mend first.
        for service in world.services.values
        where service.intake != nil && service.agency.index < world.agencies.count {
            let agency = world.agencies[service.agency]
            let canAccept = world.acts.values.contains { act in
                act.verb == .accept
                    && (act.powers.isEmpty && act.agencies.isEmpty || act.agencies.contains(service.agency)
                        || act.powers.contains(where: agency.powers.contains))
            }
            guard !canAccept else { continue }
            let spot = root["services"]?.entries?.first { $0.key == service.id }?.keySpot ?? root.spot
            findings.error(.referralUnanswered, at: spot, service.id, agency.id)
        }
    }
}
