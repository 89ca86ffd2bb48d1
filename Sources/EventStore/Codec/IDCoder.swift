import Basics
public import Model

/// Translates the interned ids of one scenario to text ids and back. What is stored holds text ids only,
/// because the numbers change when a pack is edited.
public final class IDCoder: Sendable {
    let acts: TextIDs<Kind.Act>
    let agencies: TextIDs<Kind.Agency>
    let agreements: TextIDs<Kind.Agreement>
    let articles: TextIDs<Kind.Article>
    let bases: TextIDs<Kind.Basis>
    let channels: TextIDs<Kind.Channel>
    let counters: TextIDs<Kind.Counter>
    let facts: TextIDs<Kind.Fact>
    let factKinds: TextIDs<Kind.FactKind>
    let flags: TextIDs<Kind.Flag>
    let flows: TextIDs<Kind.Flow>
    let injects: TextIDs<Kind.Inject>
    let interpreters: TextIDs<Kind.Interpreter>
    let leaks: TextIDs<Kind.Leak>
    let matters: TextIDs<Kind.Matter>
    let mistakes: TextIDs<Kind.Mistake>
    let moves: TextIDs<Kind.Move>
    let needs: TextIDs<Kind.Need>
    let networks: TextIDs<Kind.Network>
    let operations: TextIDs<Kind.Operation>
    let orders: TextIDs<Kind.Order>
    let persons: TextIDs<Kind.Person>
    let phases: TextIDs<Kind.Phase>
    let places: TextIDs<Kind.Place>
    let promises: TextIDs<Kind.Promise>
    let purposes: TextIDs<Kind.Purpose>
    let records: TextIDs<Kind.Record>
    let seats: TextIDs<Kind.Seat>
    let services: TextIDs<Kind.Service>
    let settings: TextIDs<Kind.Setting>
    let sources: TextIDs<Kind.Source>
    let steps: TextIDs<Kind.Step>
    let topics: TextIDs<Kind.Topic>
    let instances: TextIDs<RuleInstance>

    public init(scenario: Scenario) {
        let world = scenario.world
        acts = TextIDs(world.acts.values.map(\.id))
        agencies = TextIDs(world.agencies.values.map(\.id))
        agreements = TextIDs(world.agreements.values.map(\.id))
        articles = TextIDs(world.articles.values.map(\.id))
        bases = TextIDs(world.bases.values.map(\.id))
        channels = TextIDs(world.channels.values.map(\.id))
        counters = TextIDs(scenario.counterNames.all)
        facts = TextIDs(scenario.facts.values.map(\.id))
        factKinds = TextIDs(world.factKinds.values.map(\.id))
        flags = TextIDs(scenario.flagNames.all)
        flows = TextIDs(scenario.money.flows.values.map(\.id))
        injects = TextIDs(scenario.injects.values.map(\.id))
        interpreters = TextIDs(world.interpreters.values.map(\.id))
        // What networks are about, hear of and do is named within each of them.
        func named(_ network: NetworkID, _ id: String) -> String { scenario.networks[network].id + "/" + id }
        leaks = TextIDs(scenario.leaks.values.map { named($0.network, $0.id) })
        moves = TextIDs(scenario.moves.values.map { named($0.network, $0.id) })
        phases = TextIDs(scenario.phases.values.map { named($0.network, $0.id) })
        matters = TextIDs(world.matters.values.map(\.id))
        mistakes = TextIDs(world.mistakes.values.map(\.id))
        needs = TextIDs(world.needs.values.map(\.id))
        networks = TextIDs(scenario.networks.values.map(\.id))
        operations = TextIDs(world.operations.values.map(\.id))
        orders = TextIDs(world.orders.values.map(\.id))
        persons = TextIDs(scenario.persons.values.map(\.id))
        places = TextIDs(world.places.values.map(\.id))
        promises = TextIDs(world.promises.values.map(\.id))
        purposes = TextIDs(world.purposes.values.map(\.id))
        records = TextIDs(scenario.records.values.map(\.id))
        seats = TextIDs(scenario.seats.values.map(\.id))
        services = TextIDs(world.services.values.map(\.id))
        settings = TextIDs(world.settings.values.map(\.id))
        sources = TextIDs(scenario.sources.values.map { IDCoder.name(of: $0, in: scenario) })
        steps = TextIDs(world.steps.values.map(\.id))
        topics = TextIDs(world.topics.values.map(\.id))
        instances = TextIDs(IDCoder.instanceNames(scenario))
    }

    /// A source has no id of its own; what it gives and where it is found names it: `fact/act/person`.
    private static func name(of source: Source, in scenario: Scenario) -> String {
        var name = scenario.facts[source.fact].id + "/" + scenario.world.acts[source.act].id
        if let person = source.person { name += "/" + scenario.persons[person].id }
        if let place = source.place { name += "/" + scenario.world.places[place].id }
        if let topic = source.topic { name += "/" + scenario.world.topics[topic].id }
        return name
    }

    private static func instanceNames(_ scenario: Scenario) -> [String] {
        scenario.reactions.map { reaction in
            switch reaction {
            case .rule(let id, let person):
                "rule." + scenario.rules[id].id + (person.map { "/" + scenario.persons[$0].id } ?? "")
            case .inject(let id): "inject." + scenario.injects[id].id
            case .duty(let id, let agency, let person):
                "duty." + scenario.world.duties[id].id + "/" + scenario.world.agencies[agency].id
                    + (person.map { "/" + scenario.persons[$0].id } ?? "")
            case .network(let id): "network." + scenario.networks[id].id
            }
        }
    }
}

/// A rule for one bound person, an inject that waits on a condition, or a duty; events count them.
package enum RuleInstance {}

/// The text ids of one kind in the order of their table, in both directions.
package final class TextIDs<Coded>: Sendable {
    private let texts: [String]
    private let places: Lookup<String, Int>
    private let names: NameTable

    /// A text that stands twice gets a number the second time, so that each leads back to its own place.
    init(_ plain: [String]) {
        var texts: [String] = []
        var places = Lookup<String, Int>()
        for text in plain {
            var name = text
            var count = 1
            while places[name] != nil {
                count += 1
                name = "\(text)#\(count)"
            }
            places[name] = texts.count
            texts.append(name)
        }
        (self.texts, self.places, names) = (texts, places, NameTable(texts))
    }

    /// Takes an id that stands next in a JSON text, if it is one of these as it is written.
    func take(from json: inout JSONReader) -> ID<Coded>? { json.take(oneOf: names).map { ID($0) } }

    subscript(id: ID<Coded>) -> String {
        precondition(texts.indices.contains(id.index), "an id of this scenario is within its table")
        return texts[id.index]
    }
    subscript(text: String) -> ID<Coded>? { places[text].map { ID($0) } }
}

/// A kind whose ids stand in the log.
package protocol CodedKind {
    static func texts(_ coder: IDCoder) -> TextIDs<Self>
}

extension Kind.Act: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.acts }
}
extension Kind.Agency: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.agencies }
}
extension Kind.Agreement: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.agreements }
}
extension Kind.Article: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.articles }
}
extension Kind.Basis: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.bases }
}
extension Kind.Channel: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.channels }
}
extension Kind.Counter: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.counters }
}
extension Kind.Fact: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.facts }
}
extension Kind.FactKind: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.factKinds }
}
extension Kind.Flag: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.flags }
}
extension Kind.Flow: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.flows }
}
extension Kind.Inject: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.injects }
}
extension Kind.Interpreter: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.interpreters }
}
extension Kind.Leak: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.leaks }
}
extension Kind.Move: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.moves }
}
extension Kind.Phase: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.phases }
}
extension Kind.Matter: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.matters }
}
extension Kind.Promise: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.promises }
}
extension Kind.Purpose: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.purposes }
}
extension Kind.Mistake: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.mistakes }
}
extension Kind.Need: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.needs }
}
extension Kind.Network: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.networks }
}
extension Kind.Operation: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.operations }
}
extension Kind.Order: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.orders }
}
extension Kind.Person: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.persons }
}
extension Kind.Place: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.places }
}
extension Kind.Record: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.records }
}
extension Kind.Seat: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.seats }
}
extension Kind.Service: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.services }
}
extension Kind.Setting: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.settings }
}
extension Kind.Source: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.sources }
}
extension Kind.Step: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.steps }
}
extension Kind.Topic: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.topics }
}
extension RuleInstance: CodedKind {
    package static func texts(_ coder: IDCoder) -> TextIDs<Self> { coder.instances }
}
