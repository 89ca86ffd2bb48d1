import Engine
import Model

// Consent in the words of pages: to whom, and what for.
extension SeatView {
    func resolvePurpose(_ handle: Handle?) -> PurposeID? {
        key.resolve(handle, .purpose, count: world.purposes.count)
    }

    /// What can be said that a talk about consent, a share or a request is for; nothing in a world without a list.
    func purposes(for verb: Verb) -> [Option] {
        guard [.consent, .share, .request].contains(verb) else { return [] }
        return world.purposes.ids.map {
            Option(handle: key.handle($0, .purpose), name: Text(world.purposes[$0].name))
        }
    }
}

extension Engine {
    func purpose(_ id: PurposeID?) -> Text? { id.map { Text(scenario.world.purposes[$0].name) } }

    /// What somebody has agreed to.
    func consents(of person: PersonID, in state: State) -> [CharacterConsent] {
        state.persons[person].consents.map(words)
    }

    func words(_ consent: Consent) -> CharacterConsent {
        switch consent.recipient {
        case .service(let service):
            CharacterConsent(
                isForService: true, to: Text(scenario.world.services[service].name),
                purpose: purpose(consent.purpose))
        case .agency(let agency):
            CharacterConsent(
                isForService: false, to: Text(scenario.world.agencies[agency].name),
                purpose: purpose(consent.purpose))
        }
    }
}
