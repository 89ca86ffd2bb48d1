import Basics
import Model

/// Networks: what they have, want, hear of and can do.
extension Decoder {
    /// Ids of phases, leaks and moves are unique within their network.
    func gatherNetworks(_ node: Node?) {
        for entry in node?.entries ?? [] {
            var network = NameBook.NetworkNames()
            var (phases, leaks, moves) = (Names<Kind.Phase>(), Names<Kind.Leak>(), Names<Kind.Move>())
            collect(entry.value["plan"], "phase", into: &phases)
            collect(entry.value["leaks"], "leak", into: &leaks)
            collect(entry.value["moves"], "move", into: &moves)
            network.firstPhase = names.ofNetworks.reduce(0) { $0 + $1.phases.count }
            network.firstLeak = names.ofNetworks.reduce(0) { $0 + $1.leaks.count }
            network.firstMove = names.ofNetworks.reduce(0) { $0 + $1.moves.count }
            (network.phases, network.leaks, network.moves) = (phases.all, leaks.all, moves.all)
            names.ofNetworks.append(network)
        }
    }

    func networks(_ node: Node?, _ scenario: inout Scenario) {
        for entry in mapping(node, "networks") {
            let id = NetworkID(scenario.networks.count)
            scenario.networks.append(network(entry, id, &scenario))
        }
    }

    private func network(_ entry: Entry, _ id: NetworkID, _ scenario: inout Scenario) -> Network {
        var network = Network()
        network.id = entry.key
        guard let fields = Fields(entry.value, "The network \(entry.key)", findings) else { return network }
        network.name = text(fields.required("name"), "network.\(entry.key).name")
        network.members = ids(list(fields.required("members"), "members"), "person", in: names.persons)
        network.sites = ids(list(fields.required("sites"), "sites"), "place", in: names.places)
        network.alert = integer(fields.optional("alert"), "alert", in: Network.range) ?? 0
        network.resources = integer(fields.optional("resources"), "resources", in: Network.range) ?? 50
        for phase in mapping(fields.optional("plan"), "plan") {
            let made = self.phase(phase, id, entry.key, scenario)
            network.phases.append(scenario.phases.append(made))
        }
        for leak in mapping(fields.optional("leaks"), "leaks") {
            let made = self.leak(leak, id, entry.key)
            network.leaks.append(scenario.leaks.append(made))
        }
        for move in mapping(fields.optional("moves"), "moves") {
            let made = self.move(move, id, network, scenario)
            network.moves.append(scenario.moves.append(made))
        }
        fields.finish()
        return network
    }

    /// A text alone, or `{name, from, when}`.
    private func phase(_ entry: Entry, _ network: NetworkID, _ owner: String, _ scenario: Scenario)
        -> NetworkPhase
    {
        var phase = NetworkPhase()
        (phase.id, phase.network) = (entry.key, network)
        let path = "network.\(owner).phase.\(entry.key)"
        if entry.value.text != nil {
            phase.name = text(entry.value, path)
            return phase
        }
        guard let fields = Fields(entry.value, "The phase \(entry.key)", findings) else { return phase }
        phase.name = text(fields.required("name"), path)
        phase.from = calendar(fields.optional("from"), "from", "The phase \(entry.key)", scenario)
        phase.when = noticeable(fields.optional("when"), Scope(network: true), default: .never)
        fields.finish()
        return phase
    }

    private func leak(_ entry: Entry, _ network: NetworkID, _ owner: String) -> Leak {
        var leak = Leak()
        (leak.id, leak.network) = (entry.key, network)
        guard let fields = Fields(entry.value, "The leak \(entry.key)", findings) else { return leak }
        leak.name = text(fields.required("name"), "network.\(owner).leak.\(entry.key)")
        leak.acts = ids(oneOrMore(fields.required("acts")), "act type", in: names.acts)
        leak.agencies = ids(oneOrMore(fields.optional("agencies")), "agency", in: names.agencies)
        leak.places = ids(oneOrMore(fields.optional("places")), "place", in: names.places)
        leak.persons = ids(oneOrMore(fields.optional("persons")), "person", in: names.persons)
        leak.classes = ids(oneOrMore(fields.optional("classes")), "class", in: names.classes)
        leak.to = ids(oneOrMore(fields.optional("to")), "agency", in: names.agencies)
        let act = Scope.ActScope(type: leak.acts.count == 1 ? leak.acts[0] : nil)
        leak.when = condition(fields.optional("when"), Scope(person: true, place: true, act: act))
        leak.chance = integer(fields.optional("chance"), "chance", in: 1...100) ?? 100
        leak.after = minutes(fields.optional("after"), "after") ?? 0
        leak.effects = effects(fields.optional("do"), Scope(network: true))
        fields.finish()
        return leak
    }

    private func move(_ entry: Entry, _ owner: NetworkID, _ network: Network, _ scenario: Scenario)
        -> NetworkMove
    {
        var move = NetworkMove()
        (move.id, move.network) = (entry.key, owner)
        let what = "The move \(entry.key)"
        let path = "network.\(network.id).move.\(entry.key)"
        guard let fields = Fields(entry.value, what, findings) else { return move }
        move.name = text(fields.required("name"), path + ".name")
        move.says = text(fields.required("says"), path + ".says")
        let own = names.ofNetworks[owner.index]
        move.phases = oneOrMore(fields.optional("phase")).compactMap { node in
            word(node, "a phase of the plan", own.phases.enumerated().map { ($1, $0) })
                .map { PhaseID(own.firstPhase + $0) }
        }
        move.at = calendar(fields.optional("at"), "at", what, scenario)
        let scope = Scope(network: true)
        let bound = Scope(person: true, network: true)
        move.when = noticeable(fields.optional("when"), scope)
        move.failsIf = condition(fields.optional("fails_if"), scope, default: .never)
        move.by = members(fields.optional("by"), network) ?? network.members
        move.cost = integer(fields.optional("cost"), "cost", in: Network.range) ?? 0
        move.after = minutes(fields.optional("after"), "after") ?? 60
        if move.after == 0 {
            findings.error(.outOfRange, at: fields.keySpot("after"), "after", "1 min", "60 d", "0")
        }
        people(&move, fields, bound)
        move.to = id(fields.optional("to"), "place", in: names.places)
        move.destroys = ids(oneOrMore(fields.optional("destroys")), "fact", in: names.facts)
        move.recruits = recruits(fields.optional("recruits"), scenario)
        move.flees = members(fields.optional("flees"), network) ?? []
        if !move.flees.isEmpty, move.to == nil {
            findings.error(.missingKey, at: fields.spot, "to", what)
        }
        move.each = effects(fields.optional("each"), bound)
        move.effects = effects(fields.optional("do"), scope)
        move.ifStopped = effects(fields.optional("if_stopped"), scope)
        move.priority = integer(fields.optional("priority"), "priority", in: 0...100) ?? 0
        move.pause = minutes(fields.optional("pause"), "pause") ?? 0
        move.times = integer(fields.optional("times"), "times", in: 1...1000) ?? 1
        fields.finish()
        return move
    }

    /// `for`: persons and groups; `who`: which of them; `reach`: sites or anywhere.
    private func people(_ move: inout NetworkMove, _ fields: Fields, _ bound: Scope) {
        for node in oneOrMore(fields.optional("for")) {
            guard let text = string(node, "for") else { continue }
            if let group = rest(of: text, after: "group.") {
                guard let id = named(group, "group", names.groups, node) else { continue }
                move.persons += groupMembers[id.index].filter { !move.persons.contains($0) }
            } else if let id = named(
                rest(of: text, after: "person.") ?? text, "person", names.persons, node)
            {
                if !move.persons.contains(id) { move.persons.append(id) }
            }
        }
        move.who = noticeable(fields.optional("who"), bound)
        move.reachesAnywhere =
            word(fields.optional("reach"), "reach", [("sites", false), ("anywhere", true)]) ?? false
        for key in ["who", "each"] where fields.has(key) && !fields.has("for") {
            findings.error(
                .misplacedKey, at: fields.keySpot(key), key, "the move is for nobody: it has no for")
        }
    }

    private func members(_ node: Node?, _ network: Network) -> [PersonID]? {
        guard let node else { return nil }
        return oneOrMore(node).compactMap { item in
            guard let id = id(item, "person", in: names.persons) else { return nil }
            if network.members.contains(id) { return id }
            let known = network.members.map { names.persons[$0] }
            findings.error(
                .unknownID, at: item.spot, "member of the network", item.text ?? "",
                hint(item.text ?? "", among: known), enumerated(known))
            return nil
        }
    }

    /// Only who is absent can be brought in.
    private func recruits(_ node: Node?, _ scenario: Scenario) -> [PersonID] {
        oneOrMore(node).compactMap { item in
            guard let id = id(item, "person", in: names.persons) else { return nil }
            if id.index < scenario.persons.count, !scenario.persons[id].isAbsent {
                findings.error(
                    .misplacedKey, at: item.spot, "recruits",
                    "“\(names.persons[id])” is there from the start; write absent: true in the cast")
            }
            return id
        }
    }

    private func calendar(_ node: Node?, _ key: String, _ what: String, _ scenario: Scenario) -> Int? {
        guard let node, let minute = moment(node, key, start: scenario.start, world: scenario.world) else {
            return nil
        }
        complainIfAfterEnd(minute, node, what, scenario)
        return max(0, minute)
    }

    /// A condition that reads only what a network can notice.
    private func noticeable(_ node: Node?, _ scope: Scope, default fallback: Expression = .always)
        -> Expression
    {
        let condition = condition(node, scope, default: fallback)
        if let node, let hidden = Self.hidden(in: condition) {
            findings.error(.hiddenFromNetwork, at: node.spot, hidden)
        }
        return condition
    }

    /// What a condition reads that happens behind doors; nil if there is nothing of the kind.
    static func hidden(in expression: Expression) -> String? {
        switch expression {
        case .constant: nil
        case .read(let name): hidden(name)
        case .not(let inner), .negate(let inner), .gather(_, _, _, let inner): hidden(in: inner)
        case .both(let left, let right), .either(let left, let right), .compare(_, let left, let right),
            .sum(let left, let right), .difference(let left, let right), .product(let left, let right):
            hidden(in: left) ?? hidden(in: right)
        }
    }

    private static func hidden(_ name: Name) -> String? {
        switch name {
        case .known, .knows, .contaminated: "what agencies know"
        case .met, .acts, .did: "what agencies have done"
        case .status: "how somebody is marked"
        case .step: "the steps of a procedure"
        case .dial: "how somebody feels"
        case .talks, .retold: "what was talked about"
        case .consents: "what somebody has consented to"
        case .accommodation: "what somebody needs in order to take part"
        case .mark(_, .guardian), .mark(_, .reached), .mark(_, .removalSuspended):
            "what offices have arranged for somebody"
        case .fired: "what was brought to agencies"
        default: nil
        }
    }
}
