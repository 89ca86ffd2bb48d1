import Basics
import Model

/// An agreement between agencies that was or is in force, such as a joint investigation team.
public struct TeamState: Equatable, Sendable {
    public struct Member: Hashable, Sendable {
        public let agency: AgencyID
        public let since: ExerciseTime
        public internal(set) var until: ExerciseTime?
    }
    public let agreement: AgreementID
    public internal(set) var members: [Member]
    /// The proposals by which it was founded, and then widened.
    public internal(set) var items: [ItemID]
    /// When it ends by itself.
    public let until: ExerciseTime
    public internal(set) var endedAt: ExerciseTime?

    public func hasMember(_ agency: AgencyID, at time: ExerciseTime) -> Bool {
        if let endedAt, endedAt <= time { return false }
        return members.contains {
            $0.agency == agency && $0.since <= time && ($0.until.map { time < $0 } ?? true)
        }
    }
    public var isInForce: Bool { endedAt == nil }
}

// Agreements are proposed by a request and signed by accepting it; then they are set up, in force, and over.
extension State {
    /// The newest agreement of a kind in force of which an agency is a member.
    func team(_ agreement: AgreementID, of agency: AgencyID) -> Int? {
        teams.lastIndex { $0.agreement == agreement && $0.isInForce && $0.hasMember(agency, at: time) }
    }

    func isMember(_ agency: AgencyID, of agreement: AgreementID) -> Bool {
        team(agreement, of: agency) != nil
    }

    /// An agreement is in force: a new one, until a moment, or wider by whoever has signed.
    mutating func join(_ id: ItemID, until: ExerciseTime?, at now: ExerciseTime) {
        guard let place = itemPlaces[id], case .request(let request) = items[place].item.body,
            let agreement = request.agreement, let sender = items[place].item.sender
        else { return }
        let ours = seats[sender].agency
        if let until {
            teams.append(
                TeamState(
                    agreement: agreement,
                    members: [ours, request.to].map { TeamState.Member(agency: $0, since: now) }, items: [id],
                    until: until))
        } else if let team = team(agreement, of: ours) {
            teams[team].members.append(TeamState.Member(agency: request.to, since: now))
            teams[team].items.append(id)
        }
    }

    /// An agreement is over, or one of its members has left.
    mutating func leave(_ id: ItemID, at now: ExerciseTime) {
        guard let team = teams.lastIndex(where: { $0.items.contains(id) }), teams[team].isInForce else {
            return
        }
        if teams[team].items.first == id {
            teams[team].endedAt = now
        } else if let place = itemPlaces[id], case .request(let request) = items[place].item.body,
            let member = teams[team].members.lastIndex(where: { $0.agency == request.to })
        {
            teams[team].members[member].until = now
        }
    }
}

extension Engine {
    /// Whether two agencies were members of the same agreement of a kind, and it was about something of this.
    public func areTogether(
        _ agreement: AgreementID, _ one: AgencyID, _ other: AgencyID, persons: [PersonID], places: [PlaceID],
        at time: ExerciseTime, in state: State
    ) -> Bool {
        state.teams.contains { team in
            team.agreement == agreement && team.hasMember(one, at: time) && team.hasMember(other, at: time)
                && covers(team, persons, places, in: state)
        }
    }

    /// Whom and what an agreement is about: what its proposals named, and what the facts that came with them are about.
    public func purpose(
        of team: TeamState, without left: ItemID? = nil, in state: State
    ) -> (persons: [PersonID], places: [PlaceID]) {
        var (persons, places): ([PersonID], [PlaceID]) = ([], [])
        for item in team.items.filter({ $0 != left }).compactMap({ state.item($0)?.item }) {
            guard case .request(let request) = item.body else { continue }
            persons += item.persons + item.facts.flatMap { scenario.facts[$0].persons }
            places += (request.place.map { [$0] } ?? []) + item.facts.flatMap { scenario.facts[$0].places }
        }
        return (unique(persons), unique(places))
    }

    /// Whether a proposal made an agreement be about somebody or something more that a member knows.
    public func widens(
        _ team: TeamState, by item: ItemID, for agency: AgencyID, in state: State
    ) -> Bool {
        let (whole, before) = (purpose(of: team, in: state), purpose(of: team, without: item, in: state))
        let known = state.agencies[agency]
        return whole.persons.contains { known.persons[$0] && !before.persons.contains($0) }
            || whole.places.contains { known.places[$0] && !before.places.contains($0) }
    }

    private func covers(_ team: TeamState, _ persons: [PersonID], _ places: [PlaceID], in state: State)
        -> Bool
    {
        let purpose = purpose(of: team, in: state)
        if purpose.persons.isEmpty && purpose.places.isEmpty { return true }
        return persons.contains(where: purpose.persons.contains)
            || places.contains(where: purpose.places.contains)
    }
}

extension Decider {
    /// Nobody is asked twice, or to join what both are in already.
    func checkProposal(_ agreement: AgreementID, _ act: Act, _ agency: AgencyID, _ other: AgencyID)
        throws(Refusal)
    {
        let together = state.team(agreement, of: agency).map { state.teams[$0].hasMember(other, at: now) }
        let isOpen = state.items.contains { record in
            guard case .request(let request) = record.item.body, request.agreement == agreement,
                record.state.isWaiting || record.state == .signed, let sender = record.item.sender
            else { return false }
            return request.to == other && state.seats[sender].agency == agency
        }
        let isOnItsWay = state.bookings.contains { record in
            record.completedAt == nil && record.booking.act.agency == other
                && world.acts[record.booking.act.type].agreement == agreement
                && state.seats[record.booking.seat].agency == agency
        }
        if together == true || isOpen || isOnItsWay { throw .alreadyDone }
    }

    /// Signed: it is set up now.
    mutating func sign(_ id: ItemID, _ request: InformationRequest, by seat: SeatID, _ text: Typed) {
        guard let agreement = request.agreement else { return }
        emit(.itemStands(id, .signed, until: until(world.agreements[agreement].setUp, request.to)))
        tellSender(of: id, .signed, by: seat, text)
    }

    /// Set up. Where whoever proposed it is a member already, the other side joins what is there.
    mutating func takeForce(_ record: ItemRecord, _ request: InformationRequest) {
        guard let agreement = request.agreement, let sender = record.item.sender else { return }
        let isWider = state.team(agreement, of: state.seats[sender].agency) != nil
        let until = isWider ? nil : self.until(world.agreements[agreement].lasts, request.to)
        emit(.itemStands(record.item.id, .inForce, until: until))
        tellBoth(record.item.id, .inForce)
    }

    /// It is over; whoever joined it later is told, too.
    mutating func dissolve(_ id: ItemID, _ result: ItemState) {
        let team = state.teams.last { $0.items.contains(id) }
        emit(.itemAnswered(id, result))
        if result == .ended { tellBoth(id, result) }
        guard let team, team.items.first == id else { return }
        for other in team.items where other != id && state.item(other)?.state == .inForce {
            emit(.itemAnswered(other, .ended))
            tellBoth(other, .ended)
        }
    }

    private mutating func tellBoth(_ id: ItemID, _ result: ItemState) {
        tellSender(of: id, result, by: nil)
        guard let record = state.item(id), !record.item.seats.isEmpty else { return }
        emit(
            .itemSent(
                Item(
                    id: newID(), body: .reply(to: id, result, .empty), seats: record.item.seats, sender: nil,
                    persons: record.item.persons)))
    }
}
