import Basics
import Model

extension Engine {
    /// Adds the canonical state: arrays in order, text ids, no interned numbers.
    public func addFingerprint(of state: State, to fingerprint: inout Fingerprint) {
        let world = scenario.world
        fingerprint.add(state.time.milliseconds)
        fingerprint.add(state.eventCount)
        for id in scenario.persons.ids {
            let person = state.persons[id]
            fingerprint.add(scenario.persons[id].id)
            for dial in person.dials { fingerprint.add(dial) }
            fingerprint.add(Int(person.marks))
            fingerprint.add(person.status.rawValue)
            fingerprint.add(world.places[person.place].id)
            for need in person.needs { fingerprint.add(world.needs[need].id) }
            fingerprint.add(person.talks)
            for taken in person.steps { fingerprint.add(world.steps[taken.step].id) }
            for topic in person.led { fingerprint.add(world.topics[topic].id) }
        }
        for agency in world.agencies.ids {
            fingerprint.add(world.agencies[agency].id)
            for fact in scenario.facts.ids {
                guard let known = state.agencies[agency].facts[fact].knownAt else { continue }
                fingerprint.add(scenario.facts[fact].id)
                fingerprint.add(known.milliseconds)
                if state.isContaminated(agency, fact) { fingerprint.add(true) }
            }
        }
        for network in scenario.networks.ids { fingerprint.add(state.alerts[network]) }
        for network in scenario.networks.ids where scenario.networks[network].isMinded {
            fingerprint.add(state.networks[network].resources)
            fingerprint.add(state.networks[network].notices.count)
            for deed in state.networks[network].deeds {
                fingerprint.add(scenario.moves[deed.move].id)
                fingerprint.add(deed.ended.milliseconds)
                fingerprint.add(deed.end.rawValue)
            }
        }
        for flag in state.flags.values { fingerprint.add(flag) }
        for counter in state.counters.values { fingerprint.add(counter) }
        for inject in state.injects.values { fingerprint.add(inject.firedAt?.milliseconds ?? -1) }
        for breach in state.breaches {
            fingerprint.add(breach.time.milliseconds)
            fingerprint.add(breach.value.rule)
            if breach.value.isDeviation { fingerprint.add(true) }
        }
        for mistake in state.mistakes {
            fingerprint.add(mistake.time.milliseconds)
            fingerprint.add(world.mistakes[mistake.value.mistake].id)
        }
        for mark in state.marks {
            fingerprint.add(mark.time.milliseconds)
            fingerprint.add(scenario.persons[mark.value.person].id)
            fingerprint.add(mark.value.status.rawValue)
        }
        for share in state.shares {
            fingerprint.add(share.time.milliseconds)
            fingerprint.add(scenario.facts[share.value.fact].id)
            fingerprint.add(world.agencies[share.value.to].id)
        }
        for order in state.orders {
            fingerprint.add(order.time.milliseconds)
            fingerprint.add(world.orders[order.value.order].id)
            if let from = order.value.from { fingerprint.add(from.milliseconds) }
        }
        for paid in state.paid {
            fingerprint.add(paid.time.milliseconds)
            fingerprint.add(scenario.money.flows[paid.value.flow].id)
            fingerprint.add(paid.value.amount)
        }
        for stopped in state.stoppedPayments {
            fingerprint.add(stopped.time.milliseconds)
            fingerprint.add(scenario.money.flows[stopped.value].id)
        }
        for person in state.persons.values { fingerprint.add(person.consents.count) }
        fingerprint.add(state.decisions.count)
        fingerprint.add(state.forms.count)
        // Runs in which no form was shared keep the fingerprint that they had before forms could be.
        for share in state.formShares {
            fingerprint.add(share.time.milliseconds)
            fingerprint.add(world.agencies[share.value.to].id)
        }
        for team in state.teams {
            fingerprint.add(world.agreements[team.agreement].id)
            for member in team.members { fingerprint.add(world.agencies[member.agency].id) }
            fingerprint.add(team.endedAt?.milliseconds ?? -1)
        }
        // Runs without an operation keep the fingerprint that they had before there were any.
        for operation in state.operations {
            fingerprint.add(operation.plannedAt.milliseconds)
            fingerprint.add(operation.plan.version)
            for minute in operation.minutes {
                fingerprint.add(minute.time.milliseconds)
                fingerprint.add(minute.value)
            }
        }
        // As with forms: where a world has neither matters nor promises, nothing is added.
        for person in state.persons.values { for value in person.matters { fingerprint.add(value) } }
        for promise in state.promises {
            fingerprint.add(world.promises[promise.made.promise].id)
            fingerprint.add(promise.at.milliseconds)
            fingerprint.add(promise.end?.rawValue ?? -1)
        }
        // Nor does it change where nobody played a character.
        for treatment in state.treatments {
            fingerprint.add(treatment.value.contact.text)
            for rating in treatment.value.ratings { fingerprint.add(rating) }
        }
        fingerprint.add(state.items.count)
        fingerprint.add(state.ledger.count)
    }

    /// Sixteen hex digits over the canonical state and the digest of the log's head.
    public func fingerprint(of state: State, head: [UInt8]) -> String {
        var fingerprint = Fingerprint()
        addFingerprint(of: state, to: &fingerprint)
        fingerprint.add(head)
        return fingerprint.text
    }
}
