import Basics
import Model

/// Procedures of a world: steps, pathways, duties, mistakes, and what the case is weighed by.
extension Decoder {
    func gatherProcedureNames(_ root: Node) {
        collect(root["steps"], "step", into: &names.steps)
        collect(root["pathways"], "pathway", into: &names.pathways)
        collect(root["duties"], "duty", into: &names.duties, ofRules: true)
        collect(root["mistakes"], "mistake", into: &names.mistakes, ofRules: true)
        collect(root["evidence"], "evidence", into: &names.evidence)
        names.useRules = (root["admissibility"]?.entries ?? []).map(\.key)
        collect(root["elements"], "element", into: &names.elements)
        names.elementValues = (root["elements"]?.entries ?? []).map { entry in
            (entry.value["values"]?.entries ?? []).map(\.key)
        }
        gatherIndicatorNames(root["indicators"])
    }

    func procedures(_ world: inout World, _ fields: Fields) {
        world.steps = Table(labels(fields.optional("steps"), "step"))
        world.pathways = Table(mapping(fields.optional("pathways"), "pathways").map { pathway($0) })
        world.mistakes = Table(mapping(fields.optional("mistakes"), "mistakes").map { mistake($0) })
        let agencies = world.agencies
        world.duties = Table(mapping(fields.optional("duties"), "duties").map { duty($0, agencies) })
        world.evidence = Table(mapping(fields.optional("evidence"), "evidence").map { evidence($0) })
        world.useRules = useRules(fields.optional("admissibility"), world.acts)
        world.elements = Table(mapping(fields.optional("elements"), "elements").map { element($0) })
        if let node = fields.optional("indicators") { world.indicators = indicators(node) }
    }

    private func pathway(_ entry: Entry) -> Pathway {
        var pathway = Pathway()
        pathway.id = entry.key
        guard let fields = Fields(entry.value, "The pathway \(entry.key)", findings) else { return pathway }
        pathway.name = text(fields.required("name"), "pathway.\(entry.key).name")
        pathway.about = optionalText(fields.optional("about"), "pathway.\(entry.key).about", markdown: true)
        pathway.country = id(fields.required("country"), "country", in: names.countries) ?? CountryID(0)
        for entry in mapping(fields.required("steps"), "The steps of a pathway") {
            if let step = pathwayStep(entry, in: pathway.id) { pathway.steps.append(step) }
        }
        fields.finish()
        return pathway
    }

    private func pathwayStep(_ entry: Entry, in pathway: String) -> PathwayStep? {
        guard let id = names.steps[entry.key] else {
            findings.error(
                .unknownID, at: entry.keySpot, "step", entry.key, hint(entry.key, among: names.steps.all),
                enumerated(names.steps.all))
            return nil
        }
        var step = PathwayStep()
        step.step = id
        guard let fields = Fields(entry.value, "The step \(entry.key)", findings) else { return step }
        step.says = text(fields.required("says"), "pathway.\(pathway).step.\(entry.key).says")
        step.article = self.id(fields.optional("article"), "article", in: names.articles)
        step.acts = ids(oneOrMore(fields.optional("acts")), "act type", in: names.acts)
        fields.finish()
        return step
    }

    private func mistake(_ entry: Entry) -> Mistake {
        var mistake = Mistake()
        mistake.id = entry.key
        guard let fields = Fields(entry.value, "The mistake \(entry.key)", findings) else { return mistake }
        mistake.name = text(fields.required("name"), "mistake.\(entry.key).name")
        mistake.says = text(fields.required("says"), "mistake.\(entry.key).says")
        mistake.article = id(fields.optional("article"), "article", in: names.articles)
        mistake.isFelt = truth(fields.optional("felt"), "felt") ?? false
        fields.finish()
        return mistake
    }

    // MARK: Duties

    private func duty(_ entry: Entry, _ agencies: Table<Kind.Agency, Agency>) -> Duty {
        var duty = Duty()
        duty.id = entry.key
        guard let fields = Fields(entry.value, "The duty \(entry.key)", findings) else { return duty }
        duty.name = text(fields.required("name"), "duty.\(entry.key).name")
        duty.says = text(fields.required("says"), "duty.\(entry.key).says")
        duty.article = id(fields.optional("article"), "article", in: names.articles)
        duty.over = collection(fields.optional("for"))
        duty.owedBy = owing(fields, agencies)
        let scope = Scope(person: duty.over != nil, agency: true)
        duty.when = condition(fields.required("when"), scope)
        duty.done = condition(fields.optional("done"), scope, default: .never)
        duty.breach = condition(fields.optional("breach"), scope, default: .never)
        if !fields.has("done"), !fields.has("breach"), !fields.has("within") {
            findings.error(.missingKey, at: fields.spot, "done”, “breach” or “within", fields.what)
        }
        duty.within = limit(fields.optional("within"))
        if fields.has("within"), fields.has("breach"), !fields.has("done") {
            findings.error(
                .misplacedKey, at: fields.keySpot("within"), "within",
                "beside breach and without done: say what keeps the duty in time")
        }
        duty.mistake = id(fields.optional("mistake"), "mistake", in: names.mistakes)
        duty.acts = ids(oneOrMore(fields.optional("acts")), "act type", in: names.acts)
        duty.effects = effects(fields.optional("effects"), scope)
        if duty.over == nil {
            fields.refuse("anew", because: "a step is taken for a person, and this duty is about nobody")
        } else {
            duty.anew = id(fields.optional("anew"), "step", in: names.steps)
        }
        duty.isNotified = truth(fields.optional("notified"), "notified") ?? false
        fields.finish()
        return duty
    }

    /// `who`: agencies by name, by a power, or those of one country only.
    private func owing(_ fields: Fields, _ agencies: Table<Kind.Agency, Agency>) -> [AgencyID] {
        guard let node = fields.required("who"), let who = Fields(node, "who", findings) else { return [] }
        let named = who.optional("agencies").map { ids(oneOrMore($0), "agency", in: names.agencies) }
        let powers = ids(oneOrMore(who.optional("power")), "power", in: names.powers)
        let country = id(who.optional("country"), "country", in: names.countries)
        who.finish()
        return agencies.ids.filter { agency in
            if let named, !named.contains(agency) { return false }
            if !powers.isEmpty, !powers.contains(where: agencies[agency].powers.contains) { return false }
            return country.map { agencies[agency].country == $0 } ?? true
        }
    }

    /// A length, or a parameter of the law.
    func limit(_ node: Node?, _ what: String = "within") -> Duty.Limit? {
        guard let node, let text = string(node, what) else { return nil }
        if let word = rest(of: text, after: "law.") { return lawfulLength(word, node, what).map { .law($0) } }
        switch length(node, what) {
        case .minutes(let minutes): return .minutes(minutes)
        case .office(let minutes): return .office(minutes)
        case nil: return nil
        }
    }

    /// A length of clock time, or a parameter of the law.
    func period(_ node: Node?, _ what: String) -> Duty.Limit? {
        if let node, let text = node.text, text.hasPrefix("law.") { return limit(node, what) }
        return minutes(node, what).map { .minutes($0) }
    }

    /// A parameter of the law that is a length.
    private func lawfulLength(_ word: String, _ node: Node, _ what: String) -> LawID? {
        guard let id = named(word, "law", names.laws, node) else { return nil }
        if names.lawSorts[id.index] == .minutes { return id }
        findings.error(
            .wrongType, at: node.spot, what, "a parameter of the law that is a length", "“\(word)”")
        return nil
    }

    // MARK: What the case is weighed by

    private func evidence(_ entry: Entry) -> EvidenceKind {
        var kind = EvidenceKind()
        kind.id = entry.key
        guard let fields = Fields(entry.value, "The evidence \(entry.key)", findings) else { return kind }
        kind.name = text(fields.required("name"), "evidence.\(entry.key).name")
        kind.admissible = truth(fields.optional("admissible"), "admissible") ?? true
        kind.isTestimony = truth(fields.optional("testimony"), "testimony") ?? false
        fields.finish()
        return kind
    }

    private func element(_ entry: Entry) -> Element {
        var element = Element()
        element.id = entry.key
        guard let fields = Fields(entry.value, "The element \(entry.key)", findings) else { return element }
        element.name = text(fields.required("name"), "element.\(entry.key).name")
        element.values = labels(fields.required("values"), "element.\(entry.key).value")
        element.notFor = id(fields.optional("not_for"), "trait", in: names.traits)
        fields.finish()
        return element
    }

    // MARK: In a scenario

    /// `{element: means, value: documents_withheld, of: mira}`, one or a list; `of` may be a list.
    func proofs(_ node: Node?) -> [Proof] {
        oneOrMore(node).flatMap { item -> [Proof] in
            guard let fields = Fields(item, "A proof", findings) else { return [] }
            let element = id(fields.required("element"), "element", in: names.elements)
            let people = ids(oneOrMore(fields.required("of")), "person", in: names.persons)
            let words = element.map { names.elementValues[$0.index] } ?? []
            let value = word(
                fields.required("value"), "a value of the element", words.enumerated().map { ($1, $0) })
            fields.finish()
            guard let element, let value else { return [] }
            return people.map { Proof(element: element, value: value, person: $0) }
        }
    }

    func epilogues(_ node: Node?) -> [Epilogue] {
        mapping(node, "epilogue").compactMap { entry in
            guard let person = names.persons[entry.key] else {
                findings.error(
                    .unknownID, at: entry.keySpot, "person", entry.key,
                    hint(entry.key, among: names.persons.all), enumerated(names.persons.all))
                return nil
            }
            var epilogue = Epilogue()
            epilogue.person = person
            epilogue.chapters = mapping(entry.value, "The epilogue of \(entry.key)").map {
                chapter($0, of: entry.key)
            }
            return epilogue
        }
    }

    /// `3 months: [{when: …, text: …}, {text: …}]`, the key a number of months.
    private func chapter(_ entry: Entry, of person: String) -> Epilogue.Chapter {
        var chapter = Epilogue.Chapter()
        if let months = Int(rest(of: entry.key, after: "months_") ?? ""), (1...120).contains(months) {
            chapter.months = months
        } else {
            findings.error(
                .wrongType, at: entry.keySpot, "A chapter of the epilogue", "months_3, months_12 and so on",
                "“\(entry.key)”")
        }
        let items = list(entry.value, "The endings")
        for (number, item) in items.enumerated() {
            guard let fields = Fields(item, "An ending", findings) else { continue }
            var ending = Epilogue.Ending()
            ending.when = condition(fields.optional("when"), .aPerson)
            ending.text = text(
                fields.required("text"), "epilogue.\(person).\(entry.key).\(number + 1).text", markdown: true)
            fields.finish()
            chapter.ends.append(ending)
        }
        if let last = chapter.ends.last, last.when != .always, let item = items.last {
            findings.error(
                .wrongType, at: item.spot, "The last ending of \(entry.key)",
                "one without when, for all that is left", "an ending with when")
        }
        return chapter
    }
}
