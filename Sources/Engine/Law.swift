import Basics
import Model

/// What the law says to an act or a share, with where it stands.
public struct LawAnswer: Hashable, Sendable {
    public var answer: Answer
    public var rule: String
    public var article: ArticleID?
    public var says: TextID?
    public var order: OrderID?
    /// Going on is impossible.
    public var hard: Bool
    /// Acts that open the way.
    public var acts: [ActTypeID] = []

    public static let allowed = LawAnswer(
        answer: .allowed, rule: "", article: nil, says: nil, order: nil, hard: false)
}

extension Engine {
    /// What the class of a fact says to passing it from one agency to another.
    ///
    /// With several persons whose consent counts, the first that is missing answers.
    ///
    /// - Parameters:
    ///   - basis: the legal basis on which it is told; a class may ask for one.
    ///   - purpose: what it is told for; consent is asked for that. Without one, what the recipient is there for.
    public func sharing(
        _ fact: FactID, from: AgencyID, to: AgencyID, on basis: BasisID? = nil,
        for purpose: PurposeID? = nil, at now: ExerciseTime, in state: State
    ) -> LawAnswer {
        sharing(fact, from: from, to: to, on: basis, for: purpose, at: now, in: state).law
    }

    /// The answer, and the mistake that going on against it is.
    func sharing(
        _ fact: FactID, from: AgencyID, to: AgencyID, on basis: BasisID?, for purpose: PurposeID?,
        at now: ExerciseTime, in state: State
    ) -> (law: LawAnswer, mistake: MistakeID?) {
        let definition = scenario.facts[fact]
        let entry = state.agencies[from].facts[fact].entry
        let matter = SharedMatter(
            sharing: definition.sharing, consentOf: definition.consentOf, persons: definition.persons,
            places: definition.places,
            wasTold: entry.map { state.ledger[$0].learning.way == .told } ?? false)
        return sharing(matter, from: from, to: to, on: basis, for: purpose, at: now, in: state)
    }

    func sharing(
        _ matter: SharedMatter, from: AgencyID, to: AgencyID, on basis: BasisID?, for purpose: PurposeID?,
        at now: ExerciseTime, in state: State
    ) -> (law: LawAnswer, mistake: MistakeID?) {
        let purpose = purpose ?? scenario.world.agencies[to].purpose
        guard
            let rule = scenario.world.classes[matter.sharing].rules.first(where: {
                fits($0.to, matter, from: from, to: to, at: now, in: state)
                    && applies($0.when, matter, from, to, (basis, purpose), at: now, in: state)
            })
        else { return (.allowed, nil) }
        var answer = rule.answer
        switch rule.answer {
        case .needsConsent:
            answer = .allowed
            for person in matter.consentOf where answer == .allowed {
                if believesChild(from, person, in: state) {
                    if !state.persons[person].has(.guardian) { answer = .needsGuardian }
                } else if !state.persons[person].agrees(to: Consent(to: .agency(to), for: purpose)) {
                    answer = .needsConsent
                }
            }
        case .needsGuardian:
            if matter.consentOf.allSatisfy({ state.persons[$0].has(.guardian) }) { answer = .allowed }
        case .needsOrder:
            if let order = rule.order, coveredByOrder(order, from, matter, at: now, in: state) {
                answer = .allowed
            }
        case .allowed, .unusual, .forbidden: break
        }
        let law = LawAnswer(
            answer: answer, rule: rule.rule, article: rule.article, says: rule.says, order: rule.order,
            hard: false)
        return (law, rule.mistake)
    }

    /// Most rules of sharing ask for no condition; only the others need somebody to decide them.
    private func applies(
        _ condition: Expression, _ matter: SharedMatter, _ from: AgencyID, _ to: AgencyID,
        _ told: (on: BasisID?, for: PurposeID?), at now: ExerciseTime, in state: State
    ) -> Bool {
        if condition == .always { return true }
        var act = Act(type: ActTypeID(0))
        (act.person, act.agency) = (matter.consentOf.first ?? matter.persons.first, to)
        (act.basis, act.purpose) = told
        let at = ActScope(act, at: max(now, state.time))
        return holds(condition, Scope(person: act.person, agency: from, act: at), state)
    }

    private func fits(
        _ recipients: Recipients, _ matter: SharedMatter, from: AgencyID, to: AgencyID,
        at now: ExerciseTime, in state: State
    ) -> Bool {
        let world = scenario.world
        if let agencies = recipients.agencies, !agencies.contains(to) { return false }
        if let power = recipients.power, !world.agencies[to].powers.contains(power) { return false }
        if let same = recipients.sameCountry,
            same != (world.agencies[to].country == world.agencies[from].country)
        {
            return false
        }
        if let holders = recipients.from, !holders.contains(from) { return false }
        if let wasTold = recipients.wasTold, wasTold != matter.wasTold { return false }
        if let agreement = recipients.within {
            return areTogether(
                agreement, from, to, persons: matter.persons, places: matter.places,
                at: max(now, state.time), in: state)
        }
        return true
    }

    private func coveredByOrder(
        _ order: OrderID, _ agency: AgencyID, _ matter: SharedMatter, at now: ExerciseTime, in state: State
    ) -> Bool {
        state.orders.contains { grant in
            grant.value.order == order && grant.value.holder == agency && grant.value.isInForce(at: now)
                && (grant.value.person.map(matter.persons.contains) ?? true)
                && (grant.value.place.map(matter.places.contains) ?? true)
        }
    }

    /// Whether an agency can give an order to another one: it has the power, and the order's reach does not end between them.
    public func mayGive(_ order: OrderID, _ giver: AgencyID, askedBy agency: AgencyID) -> Bool {
        let (world, kind) = (scenario.world, scenario.world.orders[order])
        guard world.agencies[giver].powers.contains(kind.givenBy) else { return false }
        return !kind.sameCountry || world.agencies[giver].country == world.agencies[agency].country
    }

    func holdsOrder(
        _ order: OrderID, _ agency: AgencyID, person: PersonID?, place: PlaceID?, at now: ExerciseTime,
        in state: State
    ) -> Bool {
        state.orders.contains { grant in
            grant.value.order == order && grant.value.holder == agency && grant.value.isInForce(at: now)
                && (grant.value.person == nil || grant.value.person == person)
                && (grant.value.place == nil || grant.value.place == place)
        }
    }

    /// The agency holds a reason to believe that the person has the trait: the trait is seen at once
    /// by who has met the person, or one of the facts that show it is known.
    public func believes(_ agency: AgencyID, _ trait: TraitID, of person: PersonID, in state: State) -> Bool {
        guard let known = scenario.persons[person].traits.first(where: { $0.trait == trait }) else {
            return false
        }
        if known.knownBy.isEmpty { return state.agencies[agency].sightings[person] != nil }
        return known.knownBy.contains { state.knows(agency, $0) }
    }

    /// What the agency knows is reasonable grounds to presume the person. Where the pack names none, nothing is.
    public func holdsGrounds(_ agency: AgencyID, for person: PersonID, in state: State) -> Bool {
        let grounds = scenario.persons[person].grounds
        return !grounds.isEmpty && grounds.allSatisfy { state.knows(agency, $0) }
    }

    /// A fact that the agency knows, or an inject that it has read, tells of this need of the person.
    func wasTold(_ agency: AgencyID, of need: NeedID, _ person: PersonID, in state: State) -> Bool {
        let told = ToldNeed(person: person, need: need)
        if index.telling.contains(where: {
            scenario.facts[$0].needs.contains(told) && state.knows(agency, $0)
        }) {
            return true
        }
        let injects = index.tellingInjects.filter { scenario.injects[$0].needs.contains(told) }
        if injects.isEmpty { return false }
        return index.seatsOf[agency].contains { seat in
            state.seats[seat].inbox.contains { place in
                guard state.items[place].isOpened(by: seat),
                    case .inject(let id, _, _) = state.items[place].item.body
                else { return false }
                return injects.contains(id)
            }
        }
    }

    /// The agency knows where the person is, or brought them where they are and reaches them through the service.
    func canReach(_ person: PersonID, _ agency: AgencyID, in state: State) -> Bool {
        if state.agencies[agency].places[state.persons[person].place] { return true }
        return state.persons[person].service != nil
            && index.placing.contains { state.did(agency, $0, for: person) }
    }

    /// The name by which an agency knows a person.
    public func name(of person: PersonID, for agency: AgencyID, in state: State) -> TextID {
        let definition = scenario.persons[person]
        let hasTheName = definition.namedBy.isEmpty || definition.knownTo.contains(agency)
        if hasTheName || definition.namedBy.contains(where: { state.knows(agency, $0) }) {
            return definition.name
        }
        return definition.knownAs
    }

    /// R-CH-02: with reasons to believe, a person is treated as a child.
    public func believesChild(_ agency: AgencyID, _ person: PersonID, in state: State) -> Bool {
        scenario.world.childTraits.contains { believes(agency, $0, of: person, in: state) }
    }
}
