import Basics
import Model

// What a raid is to those whose places are entered: their money, their people, and what they live through.
extension Engine {
    /// An operation at one of the network's sites has played this minute.
    func wasRaided(_ network: NetworkID, _ minute: String, in state: State) -> Bool {
        state.operations.contains { record in
            record.minutes.contains { $0.value == minute }
                && record.plan.sites.contains { index.isSite[network][$0] }
        }
    }

    /// The person is still with whoever controls them, at a place of theirs to which nobody has come yet. To have heard of
    /// somebody is not to have met them.
    func isOutOfReach(_ person: PersonID, in state: State) -> Bool {
        let here = state.persons[person]
        guard !state.visited[here.place], !here.has(.detained),
            scenario.persons[person].controlledBy.contains(where: { isAtLarge($0, in: state) })
        else { return false }
        return scenario.networks.ids.contains { reaches(person, $0, in: state) }
    }

    /// The person or place of an act stands behind an account. Where a pack tells of no money, everybody may.
    func holdsAccount(_ act: Act) -> Bool {
        scenario.money.isEmpty || !scenario.accounts(of: act.person, at: act.place).isEmpty
    }

    /// Orders in the hands of those who take part, in force when the doors open, freeze every account that the story empties
    /// of those behind the sites: of a place or company there, or of somebody who stands behind them. Where it empties
    /// none of theirs, one frozen account is enough.
    func isMoneyHeld(by grants: [OrderGrant], in record: OperationRecord, at scope: Scope) -> Bool {
        let held = grants.filter {
            scenario.world.orders[$0.order].freezes && isHeld($0, $0.order, in: record, at: scope)
        }
        if held.isEmpty || scenario.money.isEmpty { return !held.isEmpty }
        let frozen = held.flatMap { scenario.accounts(of: $0.person, at: $0.place) }
        let theirs = scenario.money.accounts.ids.filter { isBehind($0, record.plan.sites) }
        let emptied = theirs.filter { account in
            scenario.money.flows.values.contains { $0.takesAll && $0.from.contains(account) }
        }
        return emptied.isEmpty ? theirs.contains(where: frozen.contains) : emptied.allSatisfy(frozen.contains)
    }

    /// Whether an account has to do with sites.
    private func isBehind(_ account: AccountID, _ sites: [PlaceID]) -> Bool {
        switch scenario.money.accounts[account].holder {
        case .place(let place): sites.contains(place)
        case .company(let id) where scenario.money.companies[id].place.map(sites.contains) ?? false: true
        case .person, .company: scenario.persons(behind: account).contains { isBehind($0, sites) }
        case .unnamed: false
        }
    }

    /// Whether somebody is a member of a network to which one of the sites belongs.
    private func isBehind(_ person: PersonID, _ sites: [PlaceID]) -> Bool {
        scenario.networks.ids.contains { network in
            scenario.networks[network].members.contains(person)
                && sites.contains { index.isSite[network][$0] }
        }
    }
}
