import Basics
import Engine
import Model

/// One rung of the ladder of international channels, to be compared with the others.
public struct RungView: Hashable, Sendable {
    /// How long something takes.
    public struct Way: Hashable, Sendable {
        public let minutes: Int
        public let inOffice: Bool
    }
    public let act: Handle
    public let name: Text
    /// Until it lies before the other side, and until an answer lies before us; nil: at once.
    public let there: Way?
    public let back: Way?
    /// For an agreement: from the signature until it is in force, and how many minutes it lasts.
    public let setUp: Way?
    public let lasts: Int?
    /// What has to go along; without it, it comes back after so many minutes.
    public let needs: [Text]
    public let comesBackAfter: Int
    /// It keeps data, and brings nothing that a court could use.
    public let preserves: Bool
    /// What a court can do with what comes by it, and why; nil where nothing of the law is told.
    public let use: CourtUse?
    public let why: [Text]
}

/// An agreement in force, such as a joint investigation team, of which we are a member.
public struct TeamView: Hashable, Sendable {
    public let name: Text
    public let about: Text
    public let members: [Text]
    /// Whom and what it is about, as far as we know of them.
    public let persons: [Option]
    public let places: [Option]
    public let until: ExerciseTime
}

/// A rung for a bot, which knows the law.
public struct BriefRung: Sendable {
    public let act: Handle
    /// Minutes there and back.
    public let minutes: Int
    public let use: CourtUse
    public let preserves: Bool
    public let proposes: Bool
    /// Whom it reaches.
    public let agencies: [Handle]
}

extension SeatView {
    /// The rungs that our agency can use, in the order of the world.
    public var ladder: [RungView] { rungs.map(rungView) }

    private var rungs: [ActTypeID] { engine.usable(by: agency).filter { isRung(world.acts[$0]) } }

    /// What stays within a country is no rung of the international ladder.
    func isRung(_ type: ActType) -> Bool {
        type.rung.map { $0.reach != .home } ?? (type.verb == .request && type.agreement != nil)
    }

    private func rungView(_ id: ActTypeID) -> RungView {
        let type = world.acts[id]
        let agreement = type.agreement.map { world.agreements[$0] }
        let court = engine.use(ofChannel: id)
        let preserves = type.rung?.preserves ?? false
        let saysUse = state.showsLaw && !preserves
        return RungView(
            act: key.handle(id, .act), name: Text(type.name), there: type.rung?.travels.map(way),
            back: type.verb == .request ? type.rung?.answerTravels.map(way) : nil,
            setUp: agreement.map { way($0.setUp) }, lasts: agreement.map { way($0.lasts).minutes },
            needs: type.annexes.map { Text(type.choices[$0].name) }
                + type.fields.filter(\.isNeeded).map { Text($0.name) },
            comesBackAfter: type.returnedAfter, preserves: preserves, use: saysUse ? court.use : nil,
            why: saysUse ? court.rules.map { Text(world.useRules[$0].says) } : [])
    }

    /// A parameter of the law is said as our country has it.
    func way(_ limit: Duty.Limit) -> RungView.Way {
        switch limit {
        case .minutes(let minutes): RungView.Way(minutes: minutes, inOffice: false)
        case .office(let minutes): RungView.Way(minutes: minutes, inOffice: true)
        case .law(let law):
            RungView.Way(minutes: world.countries[world.agencies[agency].country].law[law], inOffice: false)
        }
    }

    /// Agreements in force of which we are a member.
    public var teams: [TeamView] {
        state.teams.filter { $0.hasMember(agency, at: state.time) }.map { team in
            let kind = world.agreements[team.agreement]
            let purpose = engine.purpose(of: team, in: state)
            return TeamView(
                name: Text(kind.name), about: Text(kind.about),
                members: world.agencies.ids.filter { team.hasMember($0, at: state.time) }.map {
                    Text(world.agencies[$0].name)
                },
                persons: purpose.persons.filter { state.agencies[agency].persons[$0] }.map(personOption),
                places: purpose.places.filter { state.agencies[agency].places[$0] }.map(placeOption),
                until: team.until)
        }
    }

    /// Whom an act type can be sent to, or signed with.
    func reached(by type: ActType) -> [AgencyID] {
        engine.seatedAgencies.filter { other in
            other != agency && (type.rung.map { engine.reaches($0, from: agency, to: other) } ?? true)
                && (type.agreement.map { engine.canSign($0, agency, other) } ?? true)
        }
    }

    public var briefLadder: [BriefRung] {
        rungs.map { id in
            let type = world.acts[id]
            let ways = [type.rung?.travels, type.rung?.answerTravels].compactMap { $0.map(way)?.minutes }
            return BriefRung(
                act: key.handle(id, .act), minutes: ways.reduce(0, +), use: engine.use(ofChannel: id).use,
                preserves: type.rung?.preserves ?? false, proposes: type.agreement != nil,
                agencies: reached(by: type).map { key.handle($0, .agency) })
        }
    }

    /// Something that we know of a person leads to a place in an agency's country.
    public func leads(_ person: Handle, to agency: Handle) -> Bool {
        guard let id = resolvePerson(person),
            let other: AgencyID = key.resolve(agency, .agency, count: world.agencies.count)
        else { return false }
        let country = world.agencies[other].country
        return scenario.facts.ids.contains { fact in
            state.knows(self.agency, fact) && scenario.facts[fact].persons.contains(id)
                && scenario.facts[fact].places.contains { world.places[$0].country == country }
        }
    }

    /// The agency of another country that told us what a charge could rest on, in a way which a court does not accept.
    public func mending(_ handle: Handle) -> Handle? {
        guard let id = resolveFact(handle), scenario.facts[id].evidence != nil,
            world.elements.count == 0 || !scenario.facts[id].proves.isEmpty,
            let custody = engine.custody(of: id, for: agency, in: state), custody.use == .conditional,
            let from = custody.links.last?.from,
            world.agencies[from].country != world.agencies[agency].country
        else { return nil }
        return key.handle(from, .agency)
    }

    /// What an agency tells us of a person now can be used in court by whatever rung it comes: we are together in an agreement
    /// that makes it so, and it is about the person.
    public func isTogether(with other: Handle, about person: Handle) -> Bool {
        guard let id = resolvePerson(person),
            let other: AgencyID = key.resolve(other, .agency, count: world.agencies.count)
        else { return false }
        return rungs.contains { rung in
            guard let agreement = world.acts[rung].agreement, engine.use(ofChannel: rung).use == .usable
            else {
                return false
            }
            return engine.areTogether(
                agreement, agency, other, persons: [id], places: [], at: now, in: state)
        }
    }

    /// What was filled in and chosen for a request that came by a channel and is no document of the world.
    func particulars(of record: ItemRecord) -> [ItemContent.Particular] {
        guard case .request(let request) = record.item.body,
            request.channel != nil || request.agreement != nil, document(of: record) == nil,
            let act = engine.booking(behind: record, in: state)?.booking.act
        else { return [] }
        let type = world.acts[act.type]
        let chosen = zip(type.choices, act.choices).compactMap { choice, value -> ItemContent.Particular? in
            if choice.isFlag {
                return ItemContent.Particular(name: Text(choice.name), value: nil, flag: value == 1)
            }
            let place = value - choice.from
            guard choice.options.indices.contains(place) else { return nil }
            return ItemContent.Particular(
                name: Text(choice.name), value: Text(choice.options[place].name), flag: nil)
        }
        let filled = zip(type.fields, act.fields).filter { !$1.isEmpty }.map { field, typed in
            ItemContent.Particular(name: Text(field.name), value: Text(typed), flag: nil)
        }
        return chosen + filled
    }
}

extension ItemContent {
    /// A choice or a field of a request, as its sender gave it.
    public struct Particular: Hashable, Sendable {
        public let name: Text
        public let value: Text?
        /// For a yes-or-no choice.
        public let flag: Bool?
    }
}
