import Basics
import Model

/// Money that moves in the exercise, and the orders that stop it.
extension Engine {
    /// An order that freezes the account has taken effect.
    public func isFrozen(_ account: AccountID, in state: State) -> Bool {
        hasFreeze(on: account, in: state) { $0.isInForce(at: state.time) }
    }

    /// An order that froze it has run out, and no other one is in force.
    public func isThawed(_ account: AccountID, in state: State) -> Bool {
        hasFreeze(on: account, in: state) { $0.until <= state.time } && !isFrozen(account, in: state)
    }

    private func hasFreeze(
        on account: AccountID, in state: State, where fits: (OrderGrant) -> Bool
    ) -> Bool {
        if state.orders.isEmpty { return false }
        let persons = scenario.persons(behind: account)
        let place = scenario.place(of: account)
        return state.orders.contains { grant in
            scenario.world.orders[grant.value.order].freezes && fits(grant.value)
                && (grant.value.person.map(persons.contains)
                    ?? (grant.value.place != nil && grant.value.place == place))
        }
    }

    /// What lies in an account now.
    public func balance(of account: AccountID, in state: State) -> Int {
        state.paid.reduce(scenario.money.accounts[account].balance) { sum, paid in
            let flow = scenario.money.flows[paid.value.flow]
            return sum + (flow.to.contains(account) ? paid.value.amount : 0)
                - (flow.from.contains(account) ? paid.value.amount : 0)
        }
    }
}

extension Decider {
    /// The hour that was named, if it is still to come and the order asks for one.
    func hour(_ act: Act, _ order: OrderKind) -> ExerciseTime? {
        guard order.namesHour, let minute = act.hour else { return nil }
        let hour = ExerciseTime.start.after(minutes: minute)
        return hour > now ? hour : nil
    }

    /// What an order does, at the hour that was named for it.
    mutating func takeEffect(_ request: ItemID) {
        emit(.orderInForce(request))
        guard let grant = state.orders.last(where: { $0.value.request == request })?.value,
            let record = state.item(request), case .order(let asked) = record.item.body
        else { return }
        run(world.orders[grant.order].effects, reach(grant.person, grant.place, asked.to))
    }

    /// Whom an order speaks of: its person, and the network that uses its place or of which the person is a member.
    func reach(_ person: PersonID?, _ place: PlaceID?, _ agency: AgencyID) -> Scope {
        var scope = Scope(person: person, agency: agency)
        let network =
            place.flatMap { engine.index.networkOf[$0] } ?? person.flatMap { engine.index.networkWith[$0] }
        if let network, scenario.networks[network].isMinded { scope.slots[Slot.network] = network.index }
        return scope
    }

    /// A frozen account gives nothing; an empty one has nothing to give.
    mutating func pay(_ id: FlowID) {
        let flow = scenario.money.flows[id]
        if flow.from.contains(where: { engine.isFrozen($0, in: state) }) { return emit(.paymentStopped(id)) }
        guard let from = flow.from.first else { return emit(.paid(id, amount: flow.amount)) }
        let there = max(0, engine.balance(of: from, in: state))
        let amount =
            flow.takesAll
            ? there : scenario.money.accounts[from].mayOverdraw ? flow.amount : min(there, flow.amount)
        if amount > 0 { emit(.paid(id, amount: amount)) }
    }
}
