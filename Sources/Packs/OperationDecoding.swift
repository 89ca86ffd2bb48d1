import Basics
import Model

/// What conditions of an operation may read besides: its parts and gates.
struct PlanScope {
    var operation: OperationID
    /// It has begun, so that gates were met or not.
    var hasBegun = false
}

/// Ids of one operation's parts and gates, gathered before anything is decoded.
struct OperationNames {
    var parts: [String] = []
    var gates: [String] = []
    var minutes: [String] = []
}

/// Joint operations of a world.
extension Decoder {
    func gatherOperationNames(_ root: Node) {
        collect(root["operations"], "operation", into: &names.operations)
        names.operationNames = (root["operations"]?.entries ?? []).map { entry in
            var gates = Names<Kind.Parameter>()
            var others = Names<Kind.Parameter>()
            collect(entry.value["gates"], "gate", into: &gates, ofRules: true)
            collect(entry.value["parts"], "part", into: &others)
            others = Names()
            collect(entry.value["minutes"], "minute", into: &others)
            return OperationNames(
                parts: (entry.value["parts"]?.entries ?? []).map(\.key), gates: gates.all, minutes: others.all
            )
        }
    }

    func operations(_ node: Node?, in world: World) -> Table<Kind.Operation, OperationKind> {
        Table(
            mapping(node, "operations").enumerated().map { place, entry in
                operation(entry, OperationID(place), world)
            })
    }

    private func operation(_ entry: Entry, _ id: OperationID, _ world: World) -> OperationKind {
        var kind = OperationKind()
        kind.id = entry.key
        let path = "operation.\(entry.key)"
        guard let fields = Fields(entry.value, "The operation \(entry.key)", findings) else { return kind }
        kind.name = text(fields.required("name"), path + ".name")
        kind.about = optionalText(fields.optional("about"), path + ".about", markdown: true)
        kind.article = self.id(fields.optional("article"), "article", in: names.articles)
        kind.notAt = ids(oneOrMore(fields.optional("not_at")), "place", in: names.places)
        kind.receptions = ids(oneOrMore(fields.optional("reception")), "place", in: names.places)
        kind.parts = mapping(fields.required("parts"), "parts").map { part($0, path, world) }
        let planning = world.acts.ids.first { world.acts[$0].operation == id }
        var scope = Scope(act: .init(type: planning), agency: true, plan: PlanScope(operation: id))
        kind.gates = mapping(fields.required("gates"), "gates").map { gate($0, path, scope) }
        scope.plan?.hasBegun = true
        let minutes = mapping(fields.required("minutes"), "minutes").map { minute($0, path, scope, kind) }
        kind.minutes = minutes.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
        for (key, isEmpty) in [("parts", kind.parts.isEmpty), ("minutes", kind.minutes.isEmpty)] where isEmpty
        {
            if fields.has(key) {
                findings.error(
                    .wrongType, at: fields.keySpot(key), key, "a mapping with at least one entry", "none")
            }
        }
        fields.finish()
        checkOperation(kind, id, entry, world)
        return kind
    }

    private func part(_ entry: Entry, _ path: String, _ world: World) -> OperationPart {
        var part = OperationPart()
        part.id = entry.key
        guard let fields = Fields(entry.value, "The part \(entry.key)", findings) else { return part }
        part.name = text(fields.required("name"), "\(path).part.\(entry.key)")
        part.powers = ids(oneOrMore(fields.optional("powers")), "power", in: names.powers)
        part.agencies = ids(oneOrMore(fields.optional("agencies")), "agency", in: names.agencies)
        part.staff = integer(fields.optional("staff"), "staff", in: 0...100) ?? 1
        let isOpen = world.agencies.ids.contains { agency in
            part.agencies.contains(agency)
                || part.powers.contains(where: world.agencies[agency].powers.contains)
        }
        if !isOpen { findings.error(.partWithoutAgency, at: entry.keySpot, entry.key) }
        fields.finish()
        return part
    }

    private func gate(_ entry: Entry, _ path: String, _ scope: Scope) -> OperationGate {
        var gate = OperationGate()
        gate.id = entry.key
        guard let fields = Fields(entry.value, "The gate \(entry.key)", findings) else { return gate }
        let own = "\(path).gate.\(entry.key)"
        gate.name = text(fields.required("name"), own + ".name")
        gate.owner = text(fields.required("owner"), own + ".owner")
        gate.holds = condition(fields.required("holds"), scope)
        gate.says = text(fields.required("says"), own + ".says")
        gate.article = id(fields.optional("article"), "article", in: names.articles)
        gate.rule = self.rule(fields) ?? ""
        gate.mistake = id(fields.optional("mistake"), "mistake", in: names.mistakes)
        gate.overrides = truth(fields.optional("overrides"), "overrides") ?? false
        gate.acts = ids(oneOrMore(fields.optional("acts")), "act type", in: names.acts)
        if gate.overrides {
            for key in ["rule", "mistake"] {
                fields.refuse(key, because: "nobody is to blame where there was no danger")
            }
        }
        fields.finish()
        return gate
    }

    private func minute(_ entry: Entry, _ path: String, _ scope: Scope, _ kind: OperationKind)
        -> OperationMinute
    {
        var minute = OperationMinute()
        minute.id = entry.key
        guard let fields = Fields(entry.value, "The minute \(entry.key)", findings) else { return minute }
        minute.at = minutes(fields.required("at"), "at") ?? 0
        minute.text = text(fields.required("text"), "\(path).minute.\(entry.key)")
        let parts = kind.parts.enumerated().map { ($1.id, $0) }
        minute.heardBy = oneOrMore(fields.optional("to")).compactMap { word($0, "a part", parts) }
        var scope = scope
        minute.when = condition(fields.optional("when"), scope)
        minute.over = bound(fields.optional("for"))
        scope.place = minute.over == .sites
        scope.person = minute.over != nil && minute.over != .sites
        minute.effects = effects(fields.optional("do"), scope)
        fields.finish()
        return minute
    }

    private func bound(_ node: Node?) -> OperationMinute.Bound? {
        guard let node else { return nil }
        if node.text == "found" { return .found }
        if node.text == "sites" { return .sites }
        return collection(node).map { collection in
            if case .group(let group) = collection { .group(group) } else { .persons }
        }
    }

    /// Whether it can be played at all, and whether each gate makes a difference.
    private func checkOperation(_ kind: OperationKind, _ id: OperationID, _ entry: Entry, _ world: World) {
        let verbs = world.acts.values.map(\.verb)
        if !world.acts.values.contains(where: { $0.operation == id }) {
            findings.error(.operationWithoutAct, at: entry.keySpot, kind.id, Words.word(.planOperation))
        }
        for verb in [Verb.takePart, .declinePart, .beginOperation, .callOff] where !verbs.contains(verb) {
            findings.error(.operationWithoutAct, at: entry.keySpot, kind.id, Words.word(verb))
        }
        let gates = entry.value["gates"]?.entries ?? []
        for (place, gate) in kind.gates.enumerated() where gate.rule.isEmpty && gate.mistake == nil {
            let isRead = kind.minutes.contains { minute in
                ([minute.when] + minute.effects.map(\.when)).contains { $0.reads(gate: place) }
            }
            guard !isRead, !gate.overrides else { continue }
            let spot = gates.first { $0.key == gate.id }?.keySpot ?? entry.keySpot
            findings.warn(.gateWithoutConsequence, at: spot, gate.id)
        }
    }
}

extension Expression {
    fileprivate func reads(gate: Int) -> Bool {
        switch self {
        case .constant: false
        case .read(let name): name == .plan(.gate(gate))
        case .not(let inner), .negate(let inner), .gather(_, _, _, let inner): inner.reads(gate: gate)
        case .both(let left, let right), .either(let left, let right), .compare(_, let left, let right),
            .sum(let left, let right), .difference(let left, let right), .product(let left, let right):
            left.reads(gate: gate) || right.reads(gate: gate)
        }
    }
}

// What conditions of operations speak of.
extension ConditionChecker {
    static let planNames = [
        "sites", "reception", "receives", "asked", "confirmed", "abroad", "early", "notice", "part", "told",
        "order",
        "covers", "proofs", "freezes",
    ]

    /// `plan.…`: the plan at hand.
    func plan(_ word: String, _ at: Int) -> Meaning {
        guard scope.plan != nil else {
            findings.error(
                .unboundName, at: node.spot(at: at), "plan", "no operation is planned here",
                "Read the plan only in gates and minutes of operations.")
            return .broken
        }
        switch word {
        case "sites": return Meaning(.read(.plan(.sites)), .number(0...Self.mostSites))
        case "reception": return Meaning(.read(.plan(.reception)), .reference(.place))
        case "receives":
            let chosen = Expression.compare(.greaterOrEqual, .read(.plan(.reception)), .constant(0))
            return Meaning(chosen, .truth)
        case "asked": return Meaning(.read(.plan(.asked)), .number(0...names.agencies.count))
        case "confirmed": return Meaning(.read(.plan(.confirmed)), .number(0...names.agencies.count))
        case "abroad": return Meaning(.read(.plan(.abroad)), .number(0...names.agencies.count))
        case "early": return Meaning(.read(.plan(.early)), .number(0...1_000_000))
        case "notice": return Meaning(.read(.plan(.notice)), .number(0...1_000_000))
        case "freezes": return .truth(.plan(.freezes))
        case "part", "told", "order", "covers", "proofs": return Meaning(.planned(word))
        default:
            findings.error(
                .unknownName, at: node.spot(at: at), word, "A plan", hint(word, among: Self.planNames),
                enumerated(Self.planNames, limit: 20))
            return .broken
        }
    }

    static let mostSites = 20

    /// `plan.part('x')`, `plan.told(agency.x)`, `gate('G4')` and the like.
    mutating func plannedCall(_ word: String, _ argument: Syntax) -> Meaning {
        guard let operation = scope.plan?.operation else { return .broken }
        let own = names.operationNames[operation.index]
        switch word {
        case "part":
            return place(of: argument, in: own.parts, "part") { .part($0) }
        case "gate":
            return place(of: argument, in: own.gates, "gate") { .gate($0) }
        case "proofs":
            return quoted(argument) { word, at in
                find(word, in: names.elements, "element", at).map {
                    Meaning(.read(.plan(.proofs($0))), .number(0...100))
                } ?? .broken
            }
        case "told":
            return thing(argument, "agency.x") {
                if case .agency(let which) = $0 { return .plan(.told(which)) }
                return nil
            }
        case "covers":
            return thing(argument, "place.x") {
                if case .place(let which) = $0 { return .plan(.isSite(which)) }
                return nil
            }
        default:
            return thing(argument, "order.x") {
                if case .order(let id) = $0 { return .plan(.order(id)) }
                return nil
            }
        }
    }

    private func place(
        of argument: Syntax, in known: [String], _ kind: String, _ make: (Int) -> PlanName
    ) -> Meaning {
        quoted(argument) { word, at in
            guard let place = known.firstIndex(of: word) else {
                findings.error(
                    .unknownID, at: node.spot(at: at), kind, word, hint(word, among: known), enumerated(known)
                )
                return .broken
            }
            return .truth(.plan(make(place)))
        }
    }

    private func quoted(_ argument: Syntax, _ make: (String, Int) -> Meaning) -> Meaning {
        guard case .quoted(let word, let at) = argument else {
            wrong("A quoted id is needed here", "Write 'id'.", argument.at)
            return .broken
        }
        return make(word, at)
    }

    private mutating func thing(
        _ argument: Syntax, _ example: String, _ make: (Sense.Thing) -> Name?
    ) -> Meaning {
        let meaning = self.meaning(argument)
        if case .broken = meaning.sense { return .broken }
        if case .thing(let thing) = meaning.sense, let name = make(thing) { return .truth(name) }
        wrong(
            "\(example) is needed here, but this is \(meaning.sense.said)", "Write \(example).", argument.at)
        return .broken
    }
}
