import Basics
import Model

/// A little story that the checker plays: what is given and done, and what must have come of it.
struct Example {
    var id = ""
    var spot: Spot
    var steps: [Step] = []
    var claims: [Claim] = []

    struct Step {
        var spot: Spot
        var what: What

        enum What {
            /// Given without anybody doing it.
            case effect(Effect, by: AgencyID?)
            case meets(AgencyID, PersonID)
            case knows(AgencyID, FactID, led: Bool)
            case act(SeatID, Act)
            case wait(minutes: Int)
            /// A network makes a move, whatever it thinks of it.
            case makes(MoveID)
            /// A seat of the agency reads all that has come.
            case reads(AgencyID)
        }
    }

    struct Claim {
        var spot: Spot
        var what: What

        enum What: Equatable {
            case owed(DutyID, AgencyID?)
            case kept(DutyID, AgencyID?)
            case missed(DutyID, AgencyID?)
            case breach(String, AgencyID?)
            case noBreach(String, AgencyID?)
            /// A gate that is only unusual was passed.
            case deviation(String, AgencyID?)
            case noDeviation(String, AgencyID?)
            /// An act was impossible, by a gate of the rule.
            case refused(String)
            case mistake(MistakeID, AgencyID?)
            case noMistake(MistakeID, AgencyID?)
            /// How the newest referral stands.
            case referral(ItemState)
            /// How the newest request for information stands.
            case request(ItemState)
            /// How the newest promise of a kind stands; nil while it is open.
            case promise(PromiseID, PromiseEnd?)
            case fired(RuleID)
            case quiet(RuleID)
            case holds(Expression)
            /// What a fact is worth in court for an agency, and the rule that says so.
            case court(FactID, AgencyID, CourtUse, because: String?)
            /// How the newest operation stands, and what was so and happened in it.
            case operation(String)
            case gate(String, isMet: Bool)
            case minute(String, happened: Bool)
            /// A decision was written, or was not: to this agency, to the person, or to anybody.
            case notice(ActTypeID, String, to: AgencyID?, person: Bool, isWritten: Bool)
        }
    }
}

/// The empty story in which the examples of a world are played: one seat for each agency, called like it; `somebody`, and
/// `controller`, who is in control of them; a fact of each class, called like it, and one for each element and kind of
/// evidence (`means_testimony`).
enum Stub {
    static let somebody = "somebody"
    static let controller = "controller"

    static func names(_ world: World) -> (seats: [String], persons: [String], facts: [String]) {
        let proofs = world.elements.values.flatMap { element in
            world.evidence.values.map { element.id + "_" + $0.id }
        }
        return (
            world.agencies.values.map(\.id), [somebody, controller], world.classes.values.map(\.id) + proofs
        )
    }

    static func scenario(in world: World, person given: Person, isControlled: Bool) -> Scenario {
        var scenario = Scenario()
        scenario.world = world
        scenario.rules = world.rules
        scenario.length = 90 * 1440
        for agency in world.agencies.ids {
            var seat = Seat()
            (seat.id, seat.agency, seat.staff) = (world.agencies[agency].id, agency, 100)
            scenario.seats.append(seat)
        }
        var somebody = given
        somebody.victim = true
        if isControlled { somebody.controlledBy = [PersonID(1)] }
        scenario.persons.append(somebody)
        var controller = Person()
        (controller.id, controller.suspect, controller.place) = (Stub.controller, true, given.place)
        scenario.persons.append(controller)
        for id in world.classes.ids {
            var sample = fact(world.classes[id].id, of: id)
            // What a class forbids is typed in an example by the id of the class.
            sample.words = [world.classes[id].id]
            scenario.facts.append(sample)
        }
        for element in world.elements.ids {
            for evidence in world.evidence.ids {
                var proof = fact(
                    world.elements[element].id + "_" + world.evidence[evidence].id, of: ClassID(0))
                proof.evidence = evidence
                proof.proves = [Proof(element: element, value: 0, person: PersonID(0))]
                scenario.facts.append(proof)
            }
        }
        return scenario
    }

    private static func fact(_ id: String, of sharing: ClassID) -> Fact {
        var fact = Fact()
        (fact.id, fact.sharing) = (id, sharing)
        (fact.persons, fact.consentOf) = ([PersonID(0)], [PersonID(0)])
        return fact
    }
}

/// Examples that begin in one and the same story, so that its engine is made once for all of them.
struct StagedExamples {
    /// What is written of the person and of the sources.
    let given: String
    let scenario: Scenario
    var examples: [Example]
}

/// Reads examples. The names of a stub or of the scenario must be in the book already.
extension Decoder {
    func examples(_ node: Node?, in scenario: Scenario, person: (Fields) -> Scenario) -> [StagedExamples] {
        var staged: [StagedExamples] = []
        for entry in mapping(node, "examples") {
            guard let fields = Fields(entry.value, "The example \(entry.key)", findings) else { continue }
            var example = Example(id: entry.key, spot: entry.keySpot)
            let scenario = person(fields)
            example.steps = list(fields.required("steps"), "steps").compactMap { step($0, scenario) }
            example.claims = list(fields.required("then"), "then").compactMap { claim($0, scenario) }
            fields.finish()
            let given = ["person", "source"].map { entry.value[$0]?.written ?? "" }.joined(separator: "\n")
            if let place = staged.firstIndex(where: { $0.given == given }) {
                staged[place].examples.append(example)
            } else {
                staged.append(StagedExamples(given: given, scenario: scenario, examples: [example]))
            }
        }
        return staged
    }

    /// `person: {traits: [child], needs: [food], matters: {papers: withheld}, place: x, tongues: [y], controlled: true,
    /// tied: true, grounds: [means_document]}` of an example of a world.
    func stub(_ fields: Fields, in world: World) -> Scenario {
        var person = Person()
        person.id = Stub.somebody
        person.place = world.places.ids.first ?? PlaceID(0)
        person.dials = [50, 30, 30, 80]
        var isControlled = false
        if let node = fields.optional("person"), let given = Fields(node, "person", findings) {
            let traits = ids(list(given.optional("traits"), "traits"), "trait", in: names.traits)
            person.traits = traits.map { PersonTrait(trait: $0, knownBy: []) }
            person.needs = ids(list(given.optional("needs"), "needs"), "need", in: names.needs)
            person.accommodations = neededAccommodations(given.optional("accommodations"))
            person.tongues = ids(list(given.optional("tongues"), "tongues"), "tongue", in: names.tongues)
            person.place = id(given.optional("place"), "place", in: names.places) ?? person.place
            person.matters = matterValues(given.optional("matters"))
            person.grounds = ids(oneOrMore(given.optional("grounds")), "fact", in: names.facts)
            if truth(given.optional("tied"), "tied") == true { person.ties = [PersonID(1)] }
            isControlled = truth(given.optional("controlled"), "controlled") ?? false
            given.finish()
        }
        var scenario = Stub.scenario(in: world, person: person, isControlled: isControlled)
        for node in oneOrMore(fields.optional("source")) { source(node, &scenario) }
        return scenario
    }

    /// `source: {of: means_document, act: search_place}`: where a fact of the example can be had; a talk names its `topic`,
    /// and what does not last says until when.
    private func source(_ node: Node, _ scenario: inout Scenario) {
        guard let fields = Fields(node, "A source", findings) else { return }
        var source = Source()
        let fact = id(fields.required("of"), "fact", in: names.facts)
        let act = id(fields.required("act"), "act type", in: names.acts)
        source.topic = id(fields.optional("topic"), "topic", in: names.topics)
        let gone = condition(fields.optional("lasts_until"), .nothing, default: .never)
        fields.finish()
        guard let fact, let act else { return }
        (source.fact, source.act) = (fact, act)
        scenario.facts[fact].lastsUntil = gone
        switch scenario.world.acts[act].verb {
        case .talk, .help: source.person = PersonID(0)
        case .visit: source.place = scenario.persons[PersonID(0)].place
        default: source.person = PersonID(0)
        }
        scenario.sources.append(source)
    }

    // MARK: Steps

    private func step(_ node: Node, _ scenario: Scenario) -> Example.Step? {
        guard let fields = Fields(node, "A step", findings) else { return nil }
        func made(_ what: Example.Step.What?) -> Example.Step? {
            fields.finish()
            return what.map { Example.Step(spot: node.spot, what: $0) }
        }
        if fields.has("wait") {
            return made(minutes(fields.optional("wait"), "wait").map { .wait(minutes: $0) })
        }
        if fields.has("makes") { return made(moveStep(fields)) }
        let by = fields.optional("by")
        if fields.has("act") { return made(actStep(fields, by, scenario)) }
        if fields.has("reads") {
            _ = fields.optional("reads")
            return made(id(by ?? fields.required("by"), "agency", in: names.agencies).map { .reads($0) })
        }
        if fields.has("meets") || fields.has("knows") {
            guard let agency = id(by ?? fields.required("by"), "agency", in: names.agencies) else {
                return made(nil)
            }
            if let person = fields.optional("meets") {
                return made(id(person, "person", in: names.persons).map { .meets(agency, $0) })
            }
            let led = truth(fields.optional("led"), "led") ?? false
            return made(
                id(fields.optional("knows"), "fact", in: names.facts).map { .knows(agency, $0, led: led) })
        }
        // Everything else is an effect, as rules have them.
        let agency = by.flatMap { id($0, "agency", in: names.agencies) }
        guard case .mapping(let entries) = node.content else { return nil }
        let rest = Node(spot: node.spot, content: .mapping(entries.filter { $0.key != "by" }))
        return effects(Node(spot: node.spot, content: .sequence([rest])), Scope(agency: true)).first
            .map { Example.Step(spot: node.spot, what: .effect($0, by: agency)) }
    }

    /// `{network: vessine, makes: empty_the_safe}`.
    private func moveStep(_ fields: Fields) -> Example.Step.What? {
        guard let network = id(fields.required("network"), "network", in: names.networks) else {
            _ = fields.optional("makes")
            return nil
        }
        let own = names.ofNetworks[network.index]
        return word(
            fields.optional("makes"), "a move of the network", own.moves.enumerated().map { ($1, $0) }
        )
        .map { .makes(MoveID(own.firstMove + $0)) }
    }

    private func actStep(_ fields: Fields, _ by: Node?, _ scenario: Scenario) -> Example.Step.What? {
        guard let type = id(fields.optional("act"), "act type", in: names.acts) else { return nil }
        var act = Act(type: type)
        act.person = id(fields.optional("person"), "person", in: names.persons)
        act.place = id(fields.optional("place"), "place", in: names.places)
        act.agency = id(fields.optional("agency"), "agency", in: names.agencies)
        act.agencies = ids(oneOrMore(fields.optional("to")), "agency", in: names.agencies)
        act.facts = ids(oneOrMore(fields.optional("facts")), "fact", in: names.facts)
        act.forms = ids(oneOrMore(fields.optional("forms")), "act type", in: names.acts).map(
            ExamplePlay.newestForm)
        act.topic = id(fields.optional("topic"), "topic", in: names.topics)
        act.setting = id(fields.optional("setting"), "setting", in: names.settings)
        act.interpreter = id(fields.optional("interpreter"), "interpreter", in: names.interpreters)
        act.service = id(fields.optional("service"), "service", in: names.services)
        act.basis = id(fields.optional("basis"), "basis", in: names.bases)
        act.purpose = id(fields.optional("purpose"), "purpose", in: names.purposes)
        let statuses: [(String, PersonStatus)] = Array(zip(Words.statuses, PersonStatus.allCases))
        let kinds = scenario.world.acts[type].status
        act.status = word(fields.optional("status"), "a status", statuses) ?? kinds.first
        act.choices = choices(fields.optional("choices"), of: type, in: scenario.world)
        // An operation begins so long from now; an order takes effect at a moment.
        if [.planOperation, .beginOperation].contains(scenario.world.acts[type].verb) {
            operationKeys(&act, fields)
        } else {
            act.hour = moment(
                fields.optional("hour"), "hour", start: scenario.start, world: scenario.world)
        }
        act.text = Typed(string(fields.optional("text"), "text") ?? "As it was.")
        act.more = Typed(string(fields.optional("more"), "more") ?? "Nothing else.")
        let lacks = oneOrMore(fields.optional("leaves_out")).compactMap { node in
            word(
                node, "a field of the act",
                scenario.world.acts[type].fields.enumerated().map { ($1.id, $0) })
        }
        act.fields = scenario.world.acts[type].fields.indices.map {
            lacks.contains($0) ? .empty : Typed("Written down.")
        }
        guard let by = by ?? fields.required("by"), let name = string(by, "by") else { return nil }
        let seat =
            names.seats[name]
            ?? names.agencies[name].flatMap { agency in
                scenario.seats.ids.first { scenario.seats[$0].agency == agency }
            }
        guard let seat else {
            let known = names.seats.all + names.agencies.all
            findings.error(
                .unknownID, at: by.spot, "seat or agency", name, hint(name, among: known), enumerated(known))
            return nil
        }
        return .act(seat, act)
    }

    /// `choices: {approach: open}`; what is not named starts where the world says.
    private func choices(_ node: Node?, of type: ActTypeID, in world: World) -> [Int] {
        let definitions = world.acts[type].choices
        var values = definitions.map(\.start)
        for entry in mapping(node, "choices") {
            guard let place = definitions.firstIndex(where: { $0.id == entry.key }) else {
                let known = definitions.map(\.id)
                findings.error(
                    .unknownID, at: entry.keySpot, "choice", entry.key, hint(entry.key, among: known),
                    enumerated(known))
                continue
            }
            let choice = definitions[place]
            if choice.isFlag {
                values[place] = truth(entry.value, "The choice") == true ? 1 : 0
            } else {
                let words = choice.options.enumerated().map { ($1.id, choice.from + $0) }
                values[place] = word(entry.value, "an option", words) ?? choice.start
            }
        }
        return values
    }

    // MARK: Claims

    /// `{evidence: means_document, by: vel_prosecutor, is: unusable, because: no_order}`.
    private func court(_ fields: Fields, _ by: AgencyID?) -> Example.Claim.What? {
        let fact = id(fields.optional("evidence"), "fact", in: names.facts)
        let use = word(fields.required("is"), "what it is worth in court", Words.uses)
        let rule = fields.optional("because").flatMap { word($0, "a rule of evidence", names.useRules) }
        guard let by else {
            findings.error(.missingKey, at: fields.spot, "by", fields.what)
            return nil
        }
        guard let fact, let use else { return nil }
        return .court(fact, by, use, because: rule)
    }

    /// `{promise: come_back, is: broken}`.
    private func promised(_ fields: Fields) -> Example.Claim.What? {
        let promise = id(fields.optional("promise"), "promise", in: names.promises)
        let end = word(fields.required("is"), "a state of a promise", Words.promiseEnds)
        guard let promise, let end else { return nil }
        return .promise(promise, end)
    }

    private func claim(_ node: Node, _ scenario: Scenario) -> Example.Claim? {
        guard let fields = Fields(node, "A claim", findings) else { return nil }
        let by = id(fields.optional("by"), "agency", in: names.agencies)
        func duty(_ key: String) -> DutyID? { id(fields.optional(key), "duty", in: names.duties) }
        func mistake(_ key: String) -> MistakeID? { id(fields.optional(key), "mistake", in: names.mistakes) }
        func rule(_ key: String) -> RuleID? { id(fields.optional(key), "rule", in: names.rules) }
        let what: Example.Claim.What? =
            if fields.has("owed") {
                duty("owed").map { .owed($0, by) }
            } else if fields.has("kept") {
                duty("kept").map { .kept($0, by) }
            } else if fields.has("missed") {
                duty("missed").map { .missed($0, by) }
            } else if fields.has("breach") {
                string(fields.optional("breach"), "breach").map { .breach($0, by) }
            } else if fields.has("no_breach") {
                string(fields.optional("no_breach"), "no_breach").map { .noBreach($0, by) }
            } else if fields.has("deviation") {
                string(fields.optional("deviation"), "deviation").map { .deviation($0, by) }
            } else if fields.has("no_deviation") {
                string(fields.optional("no_deviation"), "no_deviation").map { .noDeviation($0, by) }
            } else if fields.has("refused") {
                string(fields.optional("refused"), "refused").map { .refused($0) }
            } else if fields.has("mistake") {
                mistake("mistake").map { .mistake($0, by) }
            } else if fields.has("no_mistake") {
                mistake("no_mistake").map { .noMistake($0, by) }
            } else if fields.has("evidence") {
                court(fields, by)
            } else if fields.has("request") {
                word(fields.optional("request"), "a state of a request", Words.requestStates)
                    .map { .request($0) }
            } else if fields.has("referral") {
                word(fields.optional("referral"), "a state of a referral", Words.referralStates)
                    .map { .referral($0) }
            } else if Decoder.operationClaims.contains(where: fields.has) {
                operationClaim(fields)
            } else if fields.has("notice") || fields.has("no_notice") {
                noticeClaim(fields, scenario)
            } else if fields.has("promise") {
                promised(fields)
            } else if fields.has("fires") {
                rule("fires").map { .fired($0) }
            } else if fields.has("quiet") {
                rule("quiet").map { .quiet($0) }
            } else {
                fields.required("holds").map { .holds(condition($0, .nothing)) }
            }
        fields.finish()
        return what.map { Example.Claim(spot: node.spot, what: $0) }
    }
}
