import Basics
import Model

/// The root file of a scenario. The world's names must be in the book already.
extension Decoder {
    func scenario(_ root: Node, in world: World) -> Scenario {
        var scenario = Scenario()
        scenario.world = world
        scenario.rules = world.rules
        names.isScenario = true
        gatherScenarioNames(root)
        guard let fields = Fields(root, "The scenario", findings) else { return scenario }
        checkFormat(fields)
        scenario.id = string(fields.required("id"), "id") ?? ""
        scenario.title = text(fields.required("title"), "scenario.title")
        scenario.about = text(fields.required("about"), "scenario.about", markdown: true)
        scenario.languages = languages(fields.required("languages"))
        _ = string(fields.required("world"), "world")
        scenario.contentNote = contentNote(fields)
        let start = dateAndTime(fields.required("start"), "start")
        isStartKnown = start != nil
        scenario.start = start ?? scenario.start
        scenario.length = minutes(fields.required("length"), "length") ?? scenario.length
        if scenario.length == 0 {
            findings.error(.outOfRange, at: fields.keySpot("length"), "length", "1 min", "60 d", "0")
        }
        caseLaw(fields.optional("law"), &scenario.world)
        scenario.presumeWithin = minutes(fields.optional("presume_within"), "presume_within") ?? 1440
        scenario.replyWindow = minutes(fields.optional("reply_window"), "reply_window") ?? 30
        scenario.objectives = mapping(fields.optional("objectives"), "objectives").map {
            Labelled(id: $0.key, name: text($0.value, "objective.\($0.key)"))
        }
        for entry in mapping(fields.optional("places"), "places") {
            scenario.world.places.append(place(entry))
        }
        scenario.flagNames = names.flags
        scenario.flags = Table(repeating: false, count: names.flags.count)
        _ = fields.optional("flags")
        scenario.counterNames = names.counters
        scenario.counters = counters(fields.optional("counters"))
        let rest = dailyRest(fields.optional("bots_rest"))
        scenario.seats = Table(
            mapping(fields.required("seats"), "seats").map { seat($0, rest ?? .some(.usual)) })
        scenario.persons = Table(mapping(fields.required("cast"), "cast").map { person($0) })
        scenario.groups = Table(mapping(fields.optional("groups"), "groups").map { group($0) })
        scenario.facts = Table(mapping(fields.required("facts"), "facts").map { fact($0, world) })
        scenario.sources = Table(sources(fields.required("sources")))
        scenario.records = Table(records(fields.optional("records"), scenario))
        groupMembers = scenario.groups.values.map(\.members)
        networks(fields.optional("networks"), &scenario)
        money(fields.optional("money"), &scenario)
        let injects = mapping(fields.optional("injects"), "injects")
        scenario.injects = Table(injects.map { inject($0, scenario) })
        let rules = rules(fields.optional("rules")) {
            moment($0, "at", start: scenario.start, world: scenario.world)
        }
        for rule in rules { scenario.rules.append(rule) }
        _ = fields.optional("examples")
        scenario.epilogues = epilogues(fields.optional("epilogue"))
        scenario.firstLists = ids(
            oneOrMore(fields.optional("indicator_lists")), "list of indicators", in: names.indicatorLists)
        leavesOut(fields.optional("leaves_out"), &scenario)
        scenario.finance = finance(fields.optional("finance"))
        scenario.expectations = list(fields.optional("expectations"), "expectations").map {
            expectation($0, finance: scenario.finance)
        }
        fields.finish()
        return scenario
    }

    private func gatherScenarioNames(_ root: Node) {
        collect(root["places"], "place", into: &names.places, bound: true)
        collect(root["seats"], "seat", into: &names.seats)
        collect(root["cast"], "person", into: &names.persons, bound: true)
        collect(root["groups"], "group", into: &names.groups)
        collect(root["facts"], "fact", into: &names.facts)
        collect(root["networks"], "network", into: &names.networks, bound: true)
        gatherNetworks(root["networks"])
        collect(root["injects"], "inject", into: &names.injects)
        collect(root["rules"], "rule", into: &names.rules, ofRules: true)
        collect(root["counters"], "counter", into: &names.counters)
        collect(root["money"]?["companies"], "company", into: &names.companies)
        collect(root["money"]?["accounts"], "account", into: &names.accounts)
        collect(root["money"]?["flows"], "flow", into: &names.flows)
        var objectives = Names<Kind.Parameter>()
        collect(root["objectives"], "objective", into: &objectives)
        if let flags = root["flags"] {
            for flag in list(flags, "flags") {
                guard let id = string(flag, "A flag") else { continue }
                let entry = Entry(key: id, keySpot: flag.spot, value: flag)
                collect(Node(spot: flag.spot, content: .mapping([entry])), "flag", into: &names.flags)
            }
        }
    }

    private func contentNote(_ fields: Fields) -> ContentNote {
        var note = ContentNote()
        guard let node = fields.optional("content_note") else {
            findings.error(.missingContentNote, at: fields.spot)
            return note
        }
        guard let fields = Fields(node, "The content note", findings) else { return note }
        note.intensity = integer(fields.required("intensity"), "intensity", in: 1...3) ?? 1
        note.themes = mapping(fields.required("themes"), "themes").map {
            text($0.value, "scenario.content_note.theme.\($0.key)")
        }
        if note.themes.isEmpty, fields.has("themes") {
            findings.error(
                .wrongType, at: fields.keySpot("themes"), "themes", "a mapping with at least one theme",
                "none")
        }
        note.text = text(fields.required("text"), "scenario.content_note.text")
        fields.finish()
        return note
    }

    private func counters(_ node: Node?) -> Table<Kind.Counter, Counter> {
        let counters = mapping(node, "counters").map { entry in
            guard let fields = Fields(entry.value, "The counter \(entry.key)", findings) else {
                return Counter(start: 0, range: 0...0)
            }
            let bounds = -1_000_000...1_000_000
            let from = integer(fields.optional("from"), "from", in: bounds) ?? 0
            let to = integer(fields.required("to"), "to", in: bounds) ?? from
            if to < from {
                findings.error(.wrongType, at: fields.keySpot("to"), "to", "at least from, \(from)", "\(to)")
            }
            let range = from...max(from, to)
            let start = integer(fields.optional("start"), "start", in: range) ?? from
            fields.finish()
            return Counter(start: start, range: range)
        }
        names.counterRanges = counters.map(\.range)
        return Table(counters)
    }

    /// - Parameter rest: when its bot does nothing, unless the seat says otherwise.
    private func seat(_ entry: Entry, _ rest: DailyRest?) -> Seat {
        var seat = Seat()
        seat.id = entry.key
        guard let fields = Fields(entry.value, "The seat \(entry.key)", findings) else { return seat }
        seat.agency = id(fields.required("agency"), "agency", in: names.agencies) ?? AgencyID(0)
        seat.name = text(fields.required("name"), "seat.\(entry.key).name")
        seat.brief = text(fields.required("brief"), "seat.\(entry.key).brief", markdown: true)
        seat.staff = integer(fields.optional("staff"), "staff", in: 1...100) ?? 2
        seat.botsRest = dailyRest(fields.optional("bots_rest")) ?? rest
        fields.finish()
        return seat
    }

    // MARK: People

    private func person(_ entry: Entry) -> Person {
        var person = Person()
        person.id = entry.key
        guard let fields = Fields(entry.value, "The person \(entry.key)", findings) else { return person }
        person.name = text(fields.required("name"), "person.\(entry.key).name")
        person.knownAs = optionalText(fields.optional("known_as"), "person.\(entry.key).known_as")
        person.namedBy = ids(oneOrMore(fields.optional("named_by")), "fact", in: names.facts)
        if fields.has("known_as") != fields.has("named_by") {
            let missing = fields.has("known_as") ? "named_by" : "known_as"
            findings.error(.missingKey, at: fields.spot, missing, fields.what)
        }
        person.about = text(fields.required("about"), "person.\(entry.key).about", markdown: true)
        person.brief = text(fields.required("brief"), "person.\(entry.key).brief", markdown: true)
        person.victim = truth(fields.optional("victim"), "victim") ?? false
        person.suspect = truth(fields.optional("suspect"), "suspect") ?? false
        person.isAbsent = truth(fields.optional("absent"), "absent") ?? false
        let voice = word(fields.optional("voice"), "voice", ["script", "trained"])
        (person.isScripted, person.isForTrained) = (voice == "script", voice == "trained")
        person.place = id(fields.required("place"), "place", in: names.places) ?? PlaceID(0)
        person.tongues = ids(list(fields.required("tongues"), "tongues"), "tongue", in: names.tongues)
        person.controlledBy = ids(
            oneOrMore(fields.optional("controlled_by")), "person", in: names.persons)
        for trait in mapping(fields.optional("traits"), "traits") {
            let facts = ids(list(trait.value, "The facts of the trait"), "fact", in: names.facts)
            if let id = names.traits[trait.key] {
                person.traits.append(PersonTrait(trait: id, knownBy: facts))
            } else {
                findings.error(
                    .unknownID, at: trait.keySpot, "trait", trait.key,
                    hint(trait.key, among: names.traits.all), enumerated(names.traits.all))
            }
        }
        person.accommodations = neededAccommodations(fields.optional("accommodations"))
        // Whoever wrote the pack forgot it; the copy of a pack under a run that goes on stays playable, and safe.
        if voice == nil, person.traits.contains(where: { names.childTraits.contains($0.trait) }) {
            person.isScripted = true
            findings.warn(.childWithoutVoice, at: entry.keySpot, entry.key)
        }
        for (word, dial) in Words.dials {
            if let value = integer(fields.optional(word), word, in: Dial.range) {
                person.dials[dial.rawValue] = value
            }
        }
        person.needs = ids(list(fields.optional("needs"), "needs"), "need", in: names.needs)
        person.matters = matterValues(fields.optional("matters"))
        person.ties = ids(oneOrMore(fields.optional("ties")), "person", in: names.persons)
        person.grounds = ids(list(fields.optional("grounds"), "grounds"), "fact", in: names.facts)
        person.knownTo = ids(list(fields.optional("known_to"), "known_to"), "agency", in: names.agencies)
        fields.finish()
        return person
    }

    private func group(_ entry: Entry) -> Group {
        var group = Group()
        group.id = entry.key
        group.members = ids(list(entry.value, "The group \(entry.key)"), "person", in: names.persons)
        return group
    }

    // MARK: Facts, sources, records

    private func fact(_ entry: Entry, _ world: World) -> Fact {
        var fact = Fact()
        fact.id = entry.key
        guard let fields = Fields(entry.value, "The fact \(entry.key)", findings) else { return fact }
        fact.text = text(fields.required("text"), "fact.\(entry.key).text")
        (fact.persons, fact.places) = subjects(fields.optional("about"))
        fact.kind = id(fields.required("kind"), "fact kind", in: names.factKinds) ?? FactKindID(0)
        fact.sharing = id(fields.required("class"), "class", in: names.classes) ?? ClassID(0)
        fact.from = ids(list(fields.optional("from"), "from"), "fact", in: names.facts)
        fact.consentOf = ids(oneOrMore(fields.optional("consent_of")), "person", in: names.persons)
        fact.lastsUntil = condition(fields.optional("lasts_until"), .nothing, default: .never)
        fact.evidence = id(fields.optional("evidence"), "evidence", in: names.evidence)
        fact.proves = proofs(fields.optional("proves"))
        fact.indicators = ids(oneOrMore(fields.optional("indicates")), "indicator", in: names.indicators)
        fact.needs = toldNeeds(fields.optional("needs"))
        fact.links = factLinks(fields.optional("links"), of: fact, in: world)
        fact.phrases = oneOrMore(fields.optional("words")).enumerated().map { place, node in
            text(node, "fact.\(entry.key).words.\(place)")
        }
        fields.finish()
        return fact
    }

    /// A list of `person.x` and `place.x`.
    func subjects(_ node: Node?) -> ([PersonID], [PlaceID]) {
        var persons: [PersonID] = []
        var places: [PlaceID] = []
        for item in oneOrMore(node) {
            guard let text = string(item, "about") else { continue }
            if let word = rest(of: text, after: "person.") {
                if let id = named(word, "person", names.persons, item) { persons.append(id) }
            } else if let word = rest(of: text, after: "place.") {
                if let id = named(word, "place", names.places, item) { places.append(id) }
            } else {
                findings.error(.wrongType, at: item.spot, "about", "person.… or place.…", item.said)
            }
        }
        return (persons, places)
    }

    private func sources(_ node: Node?) -> [Source] {
        var pairs: [String] = []
        return list(node, "sources").flatMap { source($0, &pairs) }
    }

    /// One source for each fact that it tells; they share their text.
    private func source(_ node: Node, _ pairs: inout [String]) -> [Source] {
        guard let fields = Fields(node, "A source", findings) else { return [] }
        let facts = ids(oneOrMore(fields.required("of")), "fact", in: names.facts)
        var source = Source()
        let act = id(fields.required("act"), "act type", in: names.acts)
        if let act { circumstances(&source, names.verbs[act.index], fields) }
        _ = (fields.optional("with"), fields.optional("topic"), fields.optional("at"))
        let isSomewhere = act.map { names.verbs[$0.index].happensSomewhere } ?? true
        let scope = Scope(person: source.person != nil, place: isSomewhere, act: .init(type: act))
        source.when = condition(fields.optional("when"), scope)
        let textNode = fields.optional("text")
        if let act, let first = facts.first {
            source.act = act
            let pair = "source.\(names.facts[first]).\(names.acts[act])"
            pairs.append(pair)
            let number = pairs.count { $0 == pair }
            source.text = optionalText(textNode, "\(pair).\(number).text")
        }
        fields.finish()
        guard act != nil else { return [] }
        return facts.map { fact in
            var one = source
            one.fact = fact
            return one
        }
    }

    /// With whom, about what and where: which of them count is said by the verb.
    private func circumstances(_ source: inout Source, _ verb: Verb, _ fields: Fields) {
        let word = Words.word(verb)
        let reason = "acts of the verb \(word) do not use it"
        switch verb {
        case .talk:
            source.person = id(fields.required("with"), "person", in: names.persons)
            source.topic = id(fields.required("topic"), "topic", in: names.topics)
            fields.refuse("at", because: reason)
        case .help:
            source.person = id(fields.required("with"), "person", in: names.persons)
            for key in ["topic", "at"] { fields.refuse(key, because: reason) }
        case .visit:
            source.place = id(fields.required("at"), "place", in: names.places)
            for key in ["topic", "with"] { fields.refuse(key, because: reason) }
        case .obtain:
            source.person = id(fields.optional("with"), "person", in: names.persons)
            source.place = id(fields.optional("at"), "place", in: names.places)
            if !fields.has("with"), !fields.has("at") {
                findings.error(.missingKey, at: fields.spot, "with” or “at", fields.what)
            }
            fields.refuse("topic", because: reason)
        default:
            findings.error(
                .misplacedKey, at: fields.keySpot("act"), "act",
                "acts of the verb \(word) find nothing; sources are for talk, help, visit and obtain")
        }
    }

    private func records(_ node: Node?, _ scenario: Scenario) -> [Record] {
        var records: [Record] = []
        for register in mapping(node, "records") {
            guard let id = names.registers[register.key] else {
                findings.error(
                    .unknownID, at: register.keySpot, "register", register.key,
                    hint(register.key, among: names.registers.all), enumerated(names.registers.all))
                continue
            }
            var ids = Names<Kind.Record>()
            collect(register.value, "record", into: &ids)
            for entry in mapping(register.value, "The records of \(register.key)") {
                records.append(record(entry, id, scenario))
            }
        }
        return records
    }

    private func record(_ entry: Entry, _ register: RegisterID, _ scenario: Scenario) -> Record {
        var record = Record()
        record.id = entry.key
        record.register = register
        let definition = scenario.world.registers[register]
        let columns = definition.fields.map(\.id)
        record.values = Array(repeating: "", count: columns.count)
        record.texts = Array(repeating: nil, count: columns.count)
        guard let fields = Fields(entry.value, "The record \(entry.key)", findings) else { return record }
        for value in mapping(fields.required("fields"), "fields") {
            if let column = columns.firstIndex(of: value.key) {
                let path = "record.\(definition.id).\(entry.key).\(value.key)"
                enter(value, column, &record, isSentence: definition.sentences.contains(column), path)
            } else {
                findings.error(
                    .unknownID, at: value.keySpot, "field", value.key, hint(value.key, among: columns),
                    enumerated(columns))
            }
        }
        record.persons = ids(oneOrMore(fields.optional("about")), "person", in: names.persons)
        record.gives = ids(oneOrMore(fields.optional("gives")), "fact", in: names.facts)
        if let from = fields.optional("from") {
            let minute = moment(from, "from", start: scenario.start, world: scenario.world) ?? 0
            record.from = max(0, minute)
            complainIfAfterEnd(minute, from, "The record \(entry.key)", scenario)
        }
        fields.finish()
        return record
    }

    /// A value as it was written, or `{text: …}`; in a column of sentences every value is a text.
    private func enter(
        _ value: Entry, _ column: Int, _ record: inout Record, isSentence: Bool, _ path: String
    ) {
        let what = "The field \(value.key)"
        if value.value.entries != nil {
            guard let fields = Fields(value.value, what, findings) else { return }
            record.texts[column] = text(fields.required("text"), path)
            fields.finish()
        } else if let written = string(value.value, what) {
            if isSentence, !trimmed(written).isEmpty {
                record.texts[column] = text(value.value, path)
            } else {
                record.values[column] = written
            }
        }
    }

    func complainIfAfterEnd(_ minute: Int, _ node: Node, _ what: String, _ scenario: Scenario) {
        guard isStartKnown, minute > scenario.length else { return }
        findings.warn(.afterEnd, at: node.spot, what, "ENDEX is \(scenario.length / 60) h after STARTEX")
    }
}
