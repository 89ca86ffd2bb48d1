import Basics
import Model

/// Act types with their choices and gates, and sharing classes: what may be done and what the law says.
extension Decoder {
    // MARK: Choices, before any condition is read

    func gatherChoices(_ acts: [Entry]) {
        for entry in acts {
            names.verbs.append(Words.verbs.first { $0.0 == entry.value["verb"]?.text }?.1 ?? .write)
            let choices = entry.value["choices"].map { mapping($0, "choices") } ?? []
            names.choices.append(
                choices.map { choice($0, act: entry.key) } + marks(of: entry).compactMap(\.choice))
        }
    }

    private func choice(_ entry: Entry, act: String) -> KnownChoice {
        var choice = ActChoice()
        choice.id = entry.key
        let path = "act.\(act).choice.\(entry.key)"
        var isGraded = false
        guard let fields = Fields(entry.value, "The choice \(entry.key)", findings) else {
            return KnownChoice(choice: choice, isGraded: false)
        }
        if let reason = Self.actNames.contains(entry.key) ? "conditions use this word for the act" : nil {
            findings.error(.badID, at: entry.keySpot, entry.key, reason, "Choose another word.")
        }
        choice.name = text(fields.required("name"), path + ".name")
        choice.isFlag = truth(fields.optional("flag"), "flag") ?? false
        choice.isAsked = truth(fields.optional("ask"), "ask") ?? false
        // Read with the act, when all choices are known.
        _ = fields.optional("when")
        if choice.isFlag {
            choice.start = truth(fields.optional("start"), "start") == true ? 1 : 0
            choice.careless = truth(fields.optional("careless"), "careless").map { $0 ? 1 : 0 }
        } else {
            for option in mapping(fields.required("options"), "options") {
                let name = text(option.value, "\(path).\(option.key)")
                choice.options.append(Labelled(id: option.key, name: name))
            }
            if choice.options.isEmpty {
                findings.error(
                    .wrongType, at: fields.keySpot("options"), "options",
                    "a mapping with at least one option",
                    "none")
            }
            isGraded = fields.has("from")
            choice.from = integer(fields.optional("from"), "from", in: 0...100) ?? 0
            choice.start = choice.from
            let grades = KnownChoice(choice: choice, isGraded: isGraded).values
            if let to = integer(fields.optional("to"), "to", in: 0...100), to != grades.upperBound {
                findings.error(
                    .wrongType, at: fields.keySpot("to"), "to",
                    "the number of the last option, \(grades.upperBound)",
                    "\(to)")
            }
            choice.start = start(fields.optional("start"), choice, grades, isGraded)
            choice.careless = fields.optional("careless").map { start($0, choice, grades, isGraded) }
        }
        fields.finish()
        return KnownChoice(choice: choice, isGraded: isGraded)
    }

    private static let actNames = ConditionChecker.actNames

    private func start(_ node: Node?, _ choice: ActChoice, _ grades: ClosedRange<Int>, _ isGraded: Bool)
        -> Int
    {
        guard let node else { return choice.from }
        if isGraded, case .scalar(let text, .plain) = node.content, Int(text) != nil {
            return integer(node, "start", in: grades) ?? choice.from
        }
        let words = choice.options.enumerated().map { ($1.id, choice.from + $0) }
        return word(node, "start", words) ?? choice.from
    }

    // MARK: Act types

    /// - Parameter orders: giving one takes the minutes of the order, unless the act says otherwise.
    func actType(_ entry: Entry, _ id: ActTypeID, _ orders: Table<Kind.Order, OrderKind>) -> ActType {
        var act = ActType()
        act.id = entry.key
        guard let fields = Fields(entry.value, "The act type \(entry.key)", findings) else { return act }
        act.verb = word(fields.required("verb"), "a verb", Words.verbs) ?? .write
        act.name = text(fields.required("name"), "act.\(entry.key).name")
        act.about = optionalText(fields.optional("about"), "act.\(entry.key).about", markdown: true)
        act.powers = ids(oneOrMore(fields.optional("powers")), "power", in: names.powers)
        act.agencies = ids(list(fields.optional("agencies"), "agencies"), "agency", in: names.agencies)
        act.minutes = integer(fields.optional("minutes"), "minutes", in: 0...1440) ?? 10
        act.staff = integer(fields.optional("staff"), "staff", in: 0...100) ?? 1
        switch limit(fields.optional("answer_after"), "answer_after") {
        case .minutes(let minutes): act.answerAfter = minutes
        case .office(let minutes): (act.answerAfter, act.officeTime) = (minutes, true)
        case .law(let law): act.answerLaw = law
        case nil: break
        }
        verbKeys(&act, fields)
        if act.verb == .giveOrder, !fields.has("minutes"), let order = act.order {
            act.minutes = orders[order].minutes
        }
        let scope = Scope(
            person: act.verb.concernsPerson, place: act.verb.happensSomewhere, act: .init(type: id))
        _ = fields.optional("choices")
        act.choices = names.choices[id.index].map(\.choice)
        choiceConditions(&act, entry, scope)
        formKeys(&act, fields)
        markKeys(&act, fields)
        act.consents = .always
        if act.verb == .consent {
            act.consents = condition(fields.required("consents"), scope)
        } else {
            fields.refuse("consents", because: "only act types of the verb consent read it")
        }
        wayKeys(&act, fields, scope)
        annexKeys(&act, fields)
        needsKey(&act, fields, scope)
        ladderKeys(&act, fields)
        act.gates = gates(fields.optional("gates"), scope, path: "act.\(entry.key).gate")
        act.effects = effects(fields.optional("effects"), scope)
        noticeKeys(&act, fields, scope)
        askingKeys(&act, fields, scope)
        fields.finish()
        return act
    }

    /// `when` of choices: whether one is asked shows whoever acts what is believed, and must show nothing else.
    private func choiceConditions(_ act: inout ActType, _ entry: Entry, _ scope: Scope) {
        for (place, choice) in mapping(entry.value["choices"], "choices").enumerated() {
            guard let node = choice.value["when"], act.choices.indices.contains(place) else { continue }
            let when = condition(node, scope)
            if !when.readsOnlyBeliefs { findings.error(.hiddenFromSeat, at: node.spot, choice.key) }
            act.choices[place].when = when
        }
    }

    /// What the way of asking does to what is told.
    private func askingKeys(_ act: inout ActType, _ fields: Fields, _ scope: Scope) {
        guard act.verb == .talk else {
            for key in ["before", "leads", "contaminates"] {
                fields.refuse(key, because: "only act types of the verb talk use it")
            }
            return
        }
        act.before = effects(fields.optional("before"), scope)
        if let node = fields.optional("leads") { act.leads = condition(node, scope) }
        if let node = fields.optional("contaminates") { act.contaminates = condition(node, scope) }
    }

    /// `fields`: mapping from id to a name, or to `{name, must: true}`; `form` is the form's id in the field.
    private func formKeys(_ act: inout ActType, _ fields: Fields) {
        if act.verb == .form {
            act.sharing = id(fields.optional("class"), "class", in: names.classes)
        } else {
            fields.refuse("class", because: "only act types of the verb form use it")
        }
        guard [.form, .request, .refer, .appoint].contains(act.verb) else {
            for key in ["fields", "form"] {
                fields.refuse(
                    key, because: "only act types of the verbs form, request, refer and appoint use it")
            }
            return
        }
        act.form = string(fields.optional("form"), "form") ?? ""
        for entry in mapping(fields.optional("fields"), "fields") {
            let path = "act.\(act.id).field.\(entry.key)"
            if entry.value.entries == nil {
                act.fields.append(FormField(id: entry.key, name: text(entry.value, path), isNeeded: false))
                continue
            }
            guard let field = Fields(entry.value, "The field \(entry.key)", findings) else { continue }
            act.fields.append(
                FormField(
                    id: entry.key, name: text(field.required("name"), path),
                    isNeeded: truth(field.optional("must"), "must") ?? false))
            field.finish()
        }
    }

    /// Keys that belong to certain verbs only.
    private func verbKeys(_ act: inout ActType, _ fields: Fields) {
        let verb = act.verb
        func key(_ name: String, for verbs: [Verb]) -> Node? {
            if verbs.contains(verb) { return fields.required(name) }
            fields.refuse(name, because: "act types of the verb \(Words.word(verb)) do not use it")
            return nil
        }
        act.register = id(key("register", for: [.query]), "register", in: names.registers)
        act.need = id(key("need", for: [.help]), "need", in: names.needs)
        act.order = id(
            key("order", for: [.askOrder, .giveOrder, .refuseOrder]), "order", in: names.orders)
        act.operation = id(key("operation", for: [.planOperation]), "operation", in: names.operations)
        if verb == .obtain {
            act.money = word(fields.optional("money"), "what it brings", Words.moneySights)
        } else {
            fields.refuse("money", because: "act types of the verb \(Words.word(verb)) bring no records")
        }
        let statuses: [(String, PersonStatus)] = zip(Words.statuses, PersonStatus.allCases)
            .filter { $0.1 != .unknown }.map { ($0, $1) }
        act.status = oneOrMore(key("status", for: [.mark])).compactMap { word($0, "a status", statuses) }
        if [.query, .share, .request].contains(verb) {
            act.bases = ids(oneOrMore(fields.optional("bases")), "basis", in: names.bases)
        } else {
            fields.refuse("bases", because: "act types of the verb \(Words.word(verb)) take no legal basis")
        }
        if verb == .talk {
            act.topicsAtAnyTime = ids(
                oneOrMore(fields.optional("topics_at_any_time")), "topic", in: names.topics)
        } else {
            fields.refuse("topics_at_any_time", because: "only act types of the verb talk have topics")
        }
        deadlines(&act, fields)
    }

    /// `deadlines: [1 d, 7 d, 30 d]`, the shortest first.
    private func deadlines(_ act: inout ActType, _ fields: Fields) {
        guard act.verb == .request else {
            fields.refuse("deadlines", because: "only act types of the verb request ask for an answer")
            return
        }
        guard let node = fields.optional("deadlines") else { return }
        let nodes = oneOrMore(node)
        let lengths = nodes.compactMap { minutes($0, "A deadline") }
        if nodes.isEmpty {
            findings.error(.wrongType, at: node.spot, "deadlines", "at least one length", "none")
        }
        for (place, length) in lengths.enumerated() where lengths.count == nodes.count {
            let isRight = (1...366 * 1440).contains(length) && (place == 0 || lengths[place - 1] < length)
            guard !isRight else { continue }
            findings.error(
                .wrongType, at: nodes[place].spot, "deadlines",
                "lengths from 1 min to 366 d, the shortest first", nodes[place].said)
            return
        }
        if !lengths.isEmpty { act.deadlines = lengths }
    }

    // MARK: Gates and sharing

    /// The gates of a list; `{use: NAME}` stands for those of a common list.
    private func gates(_ node: Node?, _ scope: Scope, path: String) -> [Gate] {
        var paths: [String] = []
        return list(node, "gates").flatMap { item -> [Gate] in
            guard let name = item["use"] else { return [gate(item, scope, path, &paths)] }
            guard let word = string(name, "use") else { return [] }
            guard let common = commonGates.first(where: { $0.key == word }) else {
                let known = commonGates.map(\.key)
                findings.error(
                    .unknownID, at: name.spot, "list of gates", word, hint(word, among: known),
                    enumerated(known))
                return []
            }
            // Its texts are read once, wherever it is used; its conditions are checked in each place.
            let before = texts
            var own: [String] = []
            let gates = list(common.value, "The gates \(word)").map { gate($0, scope, "gate.\(word)", &own) }
            texts = before
            return gates
        }
    }

    /// The texts of the common lists of gates.
    func readCommonGates() {
        for entry in commonGates {
            var paths: [String] = []
            for item in list(entry.value, "The gates \(entry.key)") {
                guard let says = item["says"] else { continue }
                _ = text(
                    says, gatePath("gate.\(entry.key)", item["rule"]?.text ?? "", item, &paths) + ".says")
            }
        }
    }

    private func gatePath(_ path: String, _ rule: String, _ item: Node, _ paths: inout [String]) -> String {
        let answer = item["answer"]?.text ?? ""
        return numbered("\(path).\(rule.isEmpty ? answer : rule)", &paths)
    }

    private func gate(_ item: Node, _ scope: Scope, _ path: String, _ paths: inout [String]) -> Gate {
        var gate = Gate()
        guard let fields = Fields(item, "A gate", findings) else { return gate }
        gate.when = condition(fields.required("when"), scope)
        let answers = Words.answers.filter { $0.1 != .allowed }
        gate.answer = word(fields.required("answer"), "an answer", answers) ?? .forbidden
        gate.rule = self.rule(fields) ?? ""
        gate.article = id(fields.optional("article"), "article", in: names.articles)
        gate.says = text(fields.required("says"), gatePath(path, gate.rule, item, &paths) + ".says")
        gate.order = order(fields, gate.answer)
        if gate.answer == .unusual {
            for key in ["hard", "strict", "mistake"] {
                fields.refuse(
                    key, because: "what is only unusual makes nothing impossible, and is no mistake")
            }
        }
        gate.hard = truth(fields.optional("hard"), "hard") ?? false
        gate.effects = effects(fields.optional("effects"), scope)
        gate.isStrict = truth(fields.optional("strict"), "strict") ?? false
        gate.mistake = id(fields.optional("mistake"), "mistake", in: names.mistakes)
        gate.acts = ids(oneOrMore(fields.optional("acts")), "act type", in: names.acts)
        fields.finish()
        return gate
    }

    private func word(of answer: Answer) -> String { Words.answers.first { $0.1 == answer }?.0 ?? "" }

    /// The path itself the first time, then `path.2`, `path.3`, …
    private func numbered(_ path: String, _ paths: inout [String]) -> String {
        paths.append(path)
        let count = paths.count { $0 == path }
        return count == 1 ? path : "\(path).\(count)"
    }

    private func order(_ fields: Fields, _ answer: Answer) -> OrderID? {
        guard answer == .needsOrder else {
            fields.refuse("order", because: "only the answer needs_order reads it")
            return nil
        }
        guard let node = fields.optional("order") else {
            findings.error(.gateWithoutOrder, at: fields.spot, enumerated(names.orders.all))
            return nil
        }
        return id(node, "order", in: names.orders)
    }

    func sharingClass(_ entry: Entry) -> SharingClass {
        var sharing = SharingClass()
        sharing.id = entry.key
        guard let fields = Fields(entry.value, "The class \(entry.key)", findings) else { return sharing }
        sharing.name = text(fields.required("name"), "class.\(entry.key).name")
        var paths: [String] = []
        sharing.rules = list(fields.required("sharing"), "sharing").map {
            sharingRule($0, class: entry.key, &paths)
        }
        fields.finish()
        return sharing
    }

    private func sharingRule(_ node: Node, class name: String, _ paths: inout [String]) -> SharingRule {
        var rule = SharingRule()
        guard let fields = Fields(node, "A rule of sharing", findings) else { return rule }
        if let to = fields.optional("to") {
            rule.to.agencies = ids(oneOrMore(to), "agency", in: names.agencies)
        }
        rule.to.power = id(fields.optional("to_power"), "power", in: names.powers)
        rule.to.sameCountry = truth(fields.optional("same_country"), "same_country")
        if let from = fields.optional("from") {
            rule.to.from = ids(oneOrMore(from), "agency", in: names.agencies)
        }
        rule.answer =
            word(fields.required("answer"), "an answer", Words.answers.filter { $0.1 != .unusual })
            ?? .allowed
        rule.rule = self.rule(fields) ?? ""
        rule.article = id(fields.optional("article"), "article", in: names.articles)
        let path = numbered("class.\(name).\(rule.rule.isEmpty ? word(of: rule.answer) : rule.rule)", &paths)
        let says = rule.answer == .allowed ? fields.optional("says") : fields.required("says")
        rule.says = optionalText(says, path + ".says")
        rule.order = order(fields, rule.answer)
        rule.to.wasTold = truth(fields.optional("told"), "told")
        rule.to.within = id(fields.optional("within"), "agreement", in: names.agreements)
        rule.when = condition(fields.optional("when"), .aShare)
        rule.mistake = id(fields.optional("mistake"), "mistake", in: names.mistakes)
        fields.finish()
        return rule
    }
}

extension Verb {
    /// `person` is bound in conditions and effects of its act types.
    var concernsPerson: Bool {
        switch self {
        case .talk, .consent, .help, .protect, .obtain, .request, .askOrder, .giveOrder, .refuseOrder, .refer,
            .mark, .charge, .form, .appoint, .remove:
            true
        default: false
        }
    }

    /// `place` and `network` are bound in conditions and effects of its act types.
    var happensSomewhere: Bool {
        switch self {
        case .visit, .obtain, .request, .askOrder, .giveOrder, .refuseOrder: true
        default: false
        }
    }
}
