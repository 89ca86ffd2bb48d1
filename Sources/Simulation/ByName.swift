public import Basics
public import Model

/// Things of a scenario by their text ids, for tests. A name that is not there stops the test.
public struct ByName: Sendable {
    let scenario: Scenario

    public init(_ scenario: Scenario) { self.scenario = scenario }

    private var world: World { scenario.world }

    public func seat(_ name: String) -> SeatID { find(name, scenario.seats.values.map(\.id)) }
    public func person(_ name: String) -> PersonID { find(name, scenario.persons.values.map(\.id)) }
    public func fact(_ name: String) -> FactID { find(name, scenario.facts.values.map(\.id)) }
    public func inject(_ name: String) -> InjectID { find(name, scenario.injects.values.map(\.id)) }
    public func rule(_ name: String) -> RuleID { find(name, scenario.rules.values.map(\.id)) }
    public func record(_ name: String) -> RecordID { find(name, scenario.records.values.map(\.id)) }
    public func network(_ name: String) -> NetworkID { find(name, scenario.networks.values.map(\.id)) }
    public func move(_ name: String) -> MoveID { find(name, scenario.moves.values.map(\.id)) }
    public func leak(_ name: String) -> LeakID { find(name, scenario.leaks.values.map(\.id)) }
    public func flag(_ name: String) -> FlagID { find(name, scenario.flagNames.all) }
    public func counter(_ name: String) -> CounterID { find(name, scenario.counterNames.all) }
    public func agency(_ name: String) -> AgencyID { find(name, world.agencies.values.map(\.id)) }
    public func act(_ name: String) -> ActTypeID { find(name, world.acts.values.map(\.id)) }
    public func place(_ name: String) -> PlaceID { find(name, world.places.values.map(\.id)) }
    public func topic(_ name: String) -> TopicID { find(name, world.topics.values.map(\.id)) }
    public func setting(_ name: String) -> SettingID { find(name, world.settings.values.map(\.id)) }
    public func interpreter(_ name: String) -> InterpreterID {
        find(name, world.interpreters.values.map(\.id))
    }
    public func service(_ name: String) -> ServiceID { find(name, world.services.values.map(\.id)) }
    public func basis(_ name: String) -> BasisID { find(name, world.bases.values.map(\.id)) }
    public func kind(_ name: String) -> FactKindID { find(name, world.factKinds.values.map(\.id)) }
    public func need(_ name: String) -> NeedID { find(name, world.needs.values.map(\.id)) }
    public func channel(_ name: String) -> ChannelID { find(name, world.channels.values.map(\.id)) }
    public func order(_ name: String) -> OrderID { find(name, world.orders.values.map(\.id)) }
    public func step(_ name: String) -> StepID { find(name, world.steps.values.map(\.id)) }
    public func evidence(_ name: String) -> EvidenceID { find(name, world.evidence.values.map(\.id)) }

    private func find<Kind>(_ name: String, _ names: [String]) -> ID<Kind> {
        guard let place = names.firstIndex(of: name) else {
            preconditionFailure("the scenario has no “\(name)” here")
        }
        return ID(place)
    }
}
