import Basics
import Model

/// What the names of conditions mean: paths such as `person.mira.trust` and calls such as `act.knows(fact.x)`.
extension ConditionChecker {
    mutating func meaning(_ syntax: Syntax) -> Meaning {
        switch syntax {
        case .name(let word, let at): return root(word, at)
        case .member(let base, let word, let at): return member(base, word, at)
        case .call(let function, let arguments, let at): return call(function, arguments, at)
        default:
            wrong("A name is needed here", "Write a name such as person.trust.", syntax.at)
            return .broken
        }
    }

    private static let roots = [
        "person", "persons", "group", "network", "fact", "agency", "agencies", "inject", "flag", "counter",
        "place", "law", "act", "our", "is", "service", "country", "order", "power", "plan", "sites", "gate",
        "flow", "account",
    ]

    private func root(_ word: String, _ at: Int) -> Meaning {
        if let variable = variable(word) { return variable }
        switch word {
        case "persons": return Meaning(.collection(.persons))
        case "agencies": return Meaning(.collection(.agencies))
        case "sites": return scope.plan != nil ? Meaning(.collection(.sites)) : unplanned(word, at)
        case "gate": return scope.plan?.hasBegun == true ? Meaning(.planned(word)) : unplanned(word, at)
        case "person": return scope.person ? Meaning(.person(.slot(Slot.person))) : unbound(word, at)
        case "network":
            return scope.place || scope.network
                ? Meaning(.network(.slot(Slot.network))) : unbound(word, at)
        case "place": return scope.place ? Meaning(.place(.slot(Slot.place))) : unbound(word, at)
        case _ where Self.roots.contains(word): return Meaning(.root(word))
        default:
            findings.error(
                .unknownName, at: node.spot(at: at), word, "The language of conditions",
                hint(word, among: Self.roots), enumerated(Self.roots, limit: 20))
            return .broken
        }
    }

    private func unplanned(_ word: String, _ at: Int) -> Meaning {
        findings.error(
            .unboundName, at: node.spot(at: at), word,
            word == "gate" ? "no operation has begun here" : "no operation is planned here",
            word == "gate"
                ? "Read gates only in minutes of operations."
                : "Read sites only in gates and minutes of operations.")
        return .broken
    }

    private func unbound(_ word: String, _ at: Int) -> Meaning {
        let reason =
            word == "person"
            ? "this is neither a rule with for: nor something that concerns one person"
            : "this is not something that happens at a place"
        findings.error(.unboundName, at: node.spot(at: at), word, reason, "Name one: \(word).….")
        return .broken
    }

    private mutating func member(_ base: Syntax, _ word: String, _ at: Int) -> Meaning {
        if case .name(let kind, _) = base, variable(kind) == nil, let named = named(kind, word, at) {
            return named
        }
        let owner = meaning(base)
        guard case .thing(let thing) = owner.sense else {
            if case .broken = owner.sense { return .broken }
            wrong("\(owner.sense.said) has no parts", "Remove “.\(word)”.", at)
            return .broken
        }
        return part(of: thing, word, at)
    }

    /// `kind.id`, or `nil` if the word is no id but a property of what is bound.
    private mutating func named(_ kind: String, _ word: String, _ at: Int) -> Meaning? {
        func thing<Target>(_ all: Names<Target>, _ make: (ID<Target>) -> Sense.Thing) -> Meaning {
            find(word, in: all, kind, at).map { Meaning(make($0)) } ?? .broken
        }
        let isProperty = Words.properties.contains(word)
        switch kind {
        case "person" where isProperty, "network" where isProperty, "place" where isProperty: return nil
        case "person": return thing(names.persons) { .person(.fixed($0)) }
        case "network": return thing(names.networks) { .network(.fixed($0)) }
        case "place": return thing(names.places) { .place(.fixed($0)) }
        case "agency": return thing(names.agencies) { .agency(.fixed($0)) }
        case "country": return thing(names.countries) { .country($0) }
        case "service": return thing(names.services) { .service($0) }
        case "fact": return thing(names.facts) { .fact($0) }
        case "inject": return thing(names.injects) { .inject($0) }
        case "order": return thing(names.orders) { .order($0) }
        case "power": return thing(names.powers) { .power($0) }
        case "flow": return thing(names.flows) { .flow($0) }
        case "account": return thing(names.accounts) { .account($0) }
        case "group": return thing(names.groups) { .collection(.group($0)) }
        case "flag": return find(word, in: names.flags, kind, at).map { .truth(.flag($0)) } ?? .broken
        case "counter":
            guard let id = find(word, in: names.counters, kind, at) else { return .broken }
            return Meaning(.read(.counter(id)), .number(names.counterRanges[id.index]))
        case "law": return law(word, at)
        case "act": return act(word, at)
        case "our": return our(word, at)
        case "plan": return plan(word, at)
        case "is": return named(condition: word, at)
        default: return nil
        }
    }

    private func law(_ word: String, _ at: Int) -> Meaning {
        guard let id = find(word, in: names.laws, "law", at) else { return .broken }
        guard scope.act != nil || scope.agency else {
            findings.error(
                .unboundName, at: node.spot(at: at), "law.\(word)",
                "the law is that of the acting agency's country, and nobody acts here",
                "Use it in sources, and in gates and effects of acts.")
            return .broken
        }
        return Meaning(.read(.law(id)), names.lawIsTruth[id.index] ? .truth : .number(0...1_000_000))
    }

    private func part(of thing: Sense.Thing, _ word: String, _ at: Int) -> Meaning {
        switch thing {
        case .person(let subject): return property(subject, word, at)
        case .network(let subject):
            return network(subject, word, at)
        case .place(let subject):
            if word == "visited" { return .truth(.visited(subject)) }
            if word == "country" { return Meaning(.read(.placeCountry(subject)), .reference(.country)) }
            if word == "abroad" { return abroad(.placeCountry(subject), at) }
            if word == "law" { return Meaning(.lawOf(subject)) }
            if word == "order", scope.plan != nil { return Meaning(.orderOf(subject)) }
            return unknown(word, of: "A place", ["visited", "country", "abroad", "law"], at)
        case .agency(let subject):
            switch word {
            case "knows": return Meaning(.knowsOf(subject))
            case "contaminated": return Meaning(.contaminatedOf(subject))
            case "met": return Meaning(.metOf(subject))
            case "did": return Meaning(.didOf(subject))
            case "joined": return Meaning(.joinedOf(subject))
            case "acts": return Meaning(.read(.acts(subject)), .number(0...100_000))
            case "country": return Meaning(.read(.agencyCountry(subject)), .reference(.country))
            case "power": return Meaning(.powerOf(subject))
            default: return unknown(word, of: "An agency", Self.agencyNames, at)
            }
        case .fact(let id):
            if word == "known" { return .truth(.known(id)) }
            return unknown(word, of: "A fact", ["known"], at)
        case .inject(let id):
            if word == "fired" { return .truth(.fired(id)) }
            return unknown(word, of: "An inject", ["fired"], at)
        case .flow(let id):
            if word == "paid" { return .truth(.paid(id)) }
            if word == "stopped" { return .truth(.paymentStopped(id)) }
            return unknown(word, of: "A flow", ["paid", "stopped"], at)
        case .account(let id):
            if word == "frozen" { return .truth(.frozen(id)) }
            if word == "thawed" { return .truth(.thawed(id)) }
            if word == "balance" {
                return Meaning(.read(.balance(id)), .number(-1_000_000...1_000_000))
            }
            return unknown(word, of: "An account", ["frozen", "thawed", "balance"], at)
        case .needOf(let subject): return need(subject, word, at)
        case .lawOf(let place): return law(word, of: place, at)
        case .collection(let collection):
            switch word {
            case "exists": return Meaning(.gathering(.exists, over: collection))
            case "all": return Meaning(.gathering(.all, over: collection))
            case "count": return Meaning(.gathering(.count, over: collection))
            default: return unknown(word, of: "A collection", ["exists", "all", "count"], at)
            }
        default:
            wrong("\(thing.said) has no parts that can be read", "Remove “.\(word)”.", at)
            return .broken
        }
    }

    func unknown(_ word: String, of owner: String, _ possible: [String], _ at: Int) -> Meaning {
        findings.error(
            .unknownName, at: node.spot(at: at), word, owner, hint(word, among: possible),
            enumerated(possible, limit: 40))
        return .broken
    }

    private func property(_ subject: Subject<Kind.Person>, _ word: String, _ at: Int) -> Meaning {
        if let dial = Words.dials.first(where: { $0.0 == word }) {
            return Meaning(.read(.dial(subject, dial.1)), .number(Dial.range))
        }
        if let mark = Words.marks.first(where: { $0.0 == word }) { return .truth(.mark(subject, mark.1)) }
        switch word {
        case "status":
            return Meaning(
                .read(.status(subject)), .option(Words.statuses, from: 0, of: "a status"))
        case "place": return Meaning(.read(.place(subject)), .reference(.place))
        case "country": return Meaning(.read(.country(subject)), .reference(.country))
        case "abroad": return abroad(.country(subject), at)
        case "talks": return Meaning(.read(.talks(subject)), .number(0...1000))
        case "retold": return Meaning(.read(.retold(subject)), .number(0...1000))
        case "need": return Meaning(.needOf(subject))
        case "victim": return .truth(.victim(subject))
        case "suspect": return .truth(.suspect(subject))
        case "out_of_reach": return .truth(.outOfReach(subject))
        case "at_site" where scope.plan != nil: return .truth(.plan(.atSite(subject)))
        case "matter": return Meaning(.matterOf(subject))
        case "tied": return Meaning(.tiedTo(subject))
        case "is", "consents", "step", "vanished", "accommodation": return Meaning(.function(word, subject))
        default:
            let possible =
                Words.dials.map(\.0) + Words.marks.map(\.0)
                + [
                    "status", "place", "country", "abroad", "talks", "retold", "need", "is", "consents",
                    "step",
                    "victim", "suspect", "matter", "tied", "vanished", "accommodation", "out_of_reach",
                ] + (scope.plan == nil ? [] : ["at_site"])
            return unknown(word, of: "A person", possible, at)
        }
    }

    private func need(_ subject: Subject<Kind.Person>, _ word: String, _ at: Int) -> Meaning {
        find(word, in: names.needs, "need", at).map { .truth(.need(subject, $0)) } ?? .broken
    }

    // MARK: The act at hand

    private func act(_ word: String, _ at: Int) -> Meaning {
        guard let act = scope.act else {
            findings.error(
                .unboundName, at: node.spot(at: at), "act", "no act is going on",
                "Read the act only in sources, and in gates and effects of acts.")
            return .broken
        }
        if let choice = choice(word, act) { return choice }
        func option(_ name: ActName, _ words: [String], _ of: String) -> Meaning {
            Meaning(.read(.act(name)), .option(words, from: 0, of: of))
        }
        switch word {
        case "agency": return Meaning(.read(.act(.agency)), .reference(.agency))
        case "country": return Meaning(.read(.act(.country)), .reference(.country))
        case "service": return Meaning(.read(.act(.service)), .reference(.service))
        case "place": return Meaning(.read(.act(.place)), .reference(.place))
        case "setting": return option(.setting, names.settings.all, "a setting")
        case "interpreter": return option(.interpreter, names.interpreters.all, "an interpreter")
        case "basis": return option(.basis, names.bases.all, "a legal basis")
        case "purpose": return option(.purpose, names.purposes.all, "a purpose")
        case "status": return option(.status, Words.statuses, "a status")
        case "topic": return Meaning(.never, .topic)
        case "apart": return .truth(.act(.apart))
        case "language_shared": return .truth(.act(.languageShared))
        case "interpreter_independent": return .truth(.act(.interpreterIndependent))
        case "consented": return .truth(.act(.consented))
        case "fits": return .truth(.act(.fits))
        case "guardian": return .truth(.act(.guardian))
        case "controller_present": return .truth(.act(.controllerPresent))
        case "repeats": return Meaning(.read(.act(.repeats)), .number(0...1000))
        case "unusable": return Meaning(.read(.act(.unusable)), .number(0...100))
        case "has_account": return .truth(.act(.hasAccount))
        case "facts": return Meaning(.read(.act(.facts)), .number(0...1000))
        case "asked_to_keep": return .truth(.act(.askedToKeep))
        case "refused": return .truth(.act(.refused))
        case "refused_since":
            return Meaning(.read(.act(.refusedSince)), .number(0...ActName.longestSince))
        case "present", "believes", "knows", "order", "power", "sources", "proofs", "needs", "cites",
            "consented_to", "since_refused", "unusable_by":
            return Meaning(.function("act." + word, nil))
        default:
            let choices = act.type.map { names.choices[$0.index].map(\.choice.id) } ?? []
            return unknown(word, of: "The act", choices + Self.actNames, at)
        }
    }

    static let actNames = [
        "agency", "country", "service", "place", "setting", "interpreter", "basis", "purpose", "status",
        "topic", "apart", "consented_to", "fits",
        "language_shared", "interpreter_independent", "consented", "guardian", "controller_present",
        "repeats", "unusable", "unusable_by",
        "present", "believes", "knows", "order", "power", "sources", "proofs", "needs", "cites",
        "has_account", "facts", "asked_to_keep", "refused", "refused_since", "since_refused",
    ]

    /// A condition that stands once, in `conditions`, read as if it stood here.
    private func named(condition word: String, _ at: Int) -> Meaning {
        let known = names.conditions.map(\.name)
        guard let place = known.firstIndex(of: word) else {
            findings.error(
                .unknownID, at: node.spot(at: at), "condition", word, hint(word, among: known),
                enumerated(known))
            return .broken
        }
        let body = names.conditions[place].node
        guard let text = body.text else { return .broken }
        // Only conditions that stand before it can be named in one: so that none reads itself.
        var book = names
        book.conditions = Array(names.conditions[..<place])
        var checker = ConditionChecker(names: book, scope: scope, node: body, findings: findings)
        return checker.condition(text).map { Meaning($0, .truth) } ?? .broken
    }

    private func choice(_ word: String, _ act: Scope.ActScope) -> Meaning? {
        guard let type = act.type,
            let position = names.choices[type.index].firstIndex(where: { $0.choice.id == word })
        else { return nil }
        let known = names.choices[type.index][position]
        let choice = known.choice
        let read = Expression.read(.act(.choice(position)))
        if choice.isFlag { return Meaning(read, .truth) }
        if known.isGraded { return Meaning(read, .number(known.values)) }
        return Meaning(read, .option(choice.options.map(\.id), from: choice.from, of: "act.\(word)"))
    }

    // MARK: Calls

    private mutating func call(_ function: Syntax, _ arguments: [Syntax], _ at: Int) -> Meaning {
        let callee = meaning(function)
        guard case .thing(let thing) = callee.sense else {
            if case .broken = callee.sense { return .broken }
            wrong("\(callee.sense.said) takes nothing in brackets", "Remove the brackets.", at)
            return .broken
        }
        if case .gathering(let gathering, let collection) = thing {
            return gathered(gathering, over: collection, arguments, at)
        }
        if case .function("consents", let subject?) = thing, arguments.count == 2 {
            return consents(subject, arguments[0], to: arguments[1])
        }
        guard arguments.count == 1 else {
            wrong("One argument is needed in the brackets", "Write one, for example knows(fact.x).", at)
            return .broken
        }
        let argument = arguments[0]
        switch thing {
        case .needOf(let subject): return quotedCall(argument) { need(subject, $0, $1) }
        case .knowsOf(let subject): return fact(argument) { .knows(subject, $0) }
        case .contaminatedOf(let subject): return fact(argument) { .contaminated(subject, $0) }
        case .metOf(let subject):
            return thingCall(argument, "person.x") {
                if case .person(let who) = $0 { return .met(subject, who) }
                return nil
            }
        case .didOf(let subject): return actType(argument) { .did(subject, $0) }
        case .joinedOf(let subject): return agreement(argument) { .joined(subject, $0) }
        case .powerOf(let subject):
            return thingCall(argument, "power.x") {
                if case .power(let id) = $0 { return .agencyPower(subject, id) }
                return nil
            }
        case .function("our.joined", _): return agreement(argument) { .act(.joined($0)) }
        case .ofNetwork(let word, let id): return network(id, word, argument)
        case .planned(let word): return plannedCall(word, argument)
        case .orderOf(let place):
            return thingCall(argument, "order.x") {
                if case .order(let id) = $0 { return .plan(.siteOrder(place, id)) }
                return nil
            }
        case .matterOf(let subject): return quotedCall(argument) { matter(subject, $0, $1) }
        case .tiedTo(let subject):
            return thingCall(argument, "person.x") {
                if case .person(let other) = $0 { return .tied(subject, other) }
                return nil
            }
        case .function("vanished", let subject?):
            return quotedCall(argument) { word, at in
                find(word, in: names.evidence, "evidence", at).map { .truth(.vanished(subject, $0)) }
                    ?? .broken
            }
        case .function("our.did", _): return actType(argument) { .act(.did($0)) }
        case .function("our.came_upon", _): return actType(argument) { .act(.cameUpon($0)) }
        case .function("our.holds", _): return actType(argument) { .act(.holds($0)) }
        case .function("our.told_of", _):
            return quotedCall(argument) { word, at in
                find(word, in: names.needs, "need", at).map { .truth(.act(.toldOf($0))) } ?? .broken
            }
        case .function("our.step", _):
            return quotedCall(argument) { word, at in
                find(word, in: names.steps, "step", at).map { .truth(.act(.step($0))) } ?? .broken
            }
        case .function("step", let subject?):
            return quotedCall(argument) { word, at in
                find(word, in: names.steps, "step", at).map { .truth(.step(subject, $0)) } ?? .broken
            }
        case .function("act.sources", _): return sorts(argument) { .sources($0) }
        case .function("act.proofs", _): return sorts(argument) { .proofs($0) }
        case .function("our.proofs", _): return sorts(argument) { .ourProofs($0) }
        case .function("our.needs", _): return isNeeded(argument) { .ourNeeds($0) }
        case .function("act.needs", _): return isNeeded(argument) { .needs($0) }
        case .function("act.unusable_by", _):
            return quotedCall(argument) { word, at in unusable(by: word, at) }
        case .function("act.cites", _):
            return quotedCall(argument) { word, at in
                find(word, in: names.evidence, "evidence", at).map { .truth(.act(.cites($0))) } ?? .broken
            }
        case .function("is", let subject?): return trait(argument) { .trait(subject, $0) }
        case .function("consents", let subject?): return consents(subject, argument, to: nil)
        case .function("accommodation", let subject?):
            return quotedCall(argument) { word, at in
                find(word, in: names.accommodations, "accommodation", at)
                    .map { .truth(.accommodation(subject, $0)) } ?? .broken
            }
        case .function("act.consented_to", _):
            return quotedCall(argument) { word, at in
                find(word, in: names.purposes, "purpose", at).map { .truth(.act(.consentedTo($0))) }
                    ?? .broken
            }
        case .function("act.since_refused", _):
            return quotedCall(argument) { word, at in
                find(word, in: names.steps, "step", at).map { .truth(.act(.sinceRefused($0))) } ?? .broken
            }
        case .function("act.believes", _): return trait(argument) { .act(.believes($0)) }
        case .function("act.knows", _): return fact(argument) { .act(.knows($0)) }
        case .function("act.present", _):
            return thingCall(argument, "person.x") {
                if case .person(.fixed(let id)) = $0 { return .act(.present(id)) }
                return nil
            }
        case .function("act.order", _):
            return thingCall(argument, "order.x") {
                if case .order(let id) = $0 { return .act(.order(id)) }
                return nil
            }
        case .function("act.power", _):
            return thingCall(argument, "power.x") {
                if case .power(let id) = $0 { return .act(.power(id)) }
                return nil
            }
        default:
            wrong("\(thing.said) takes nothing in brackets", "Remove the brackets.", at)
            return .broken
        }
    }

    private func matter(_ subject: Subject<Kind.Person>, _ word: String, _ at: Int) -> Meaning {
        guard let id = find(word, in: names.matters, "matter", at) else { return .broken }
        let matter = names.knownMatters[id.index]
        let read = Expression.read(.matter(subject, id))
        if matter.options.isEmpty { return Meaning(read, .number(matter.range)) }
        return Meaning(read, .option(matter.options.map(\.id), from: 0, of: "the matter \(word)"))
    }

    func quotedCall(_ argument: Syntax, _ make: (String, Int) -> Meaning) -> Meaning {
        guard case .quoted(let word, let at) = argument else {
            wrong("A quoted id is needed here", "Write 'id'.", argument.at)
            return .broken
        }
        return make(word, at)
    }

    private func trait(_ argument: Syntax, _ make: (TraitID) -> Name) -> Meaning {
        quotedCall(argument) { word, at in
            find(word, in: names.traits, "trait", at).map { .truth(make($0)) } ?? .broken
        }
    }

    private func agreement(_ argument: Syntax, _ make: (AgreementID) -> Name) -> Meaning {
        quotedCall(argument) { word, at in
            find(word, in: names.agreements, "agreement", at).map { .truth(make($0)) } ?? .broken
        }
    }

    private func actType(_ argument: Syntax, _ make: (ActTypeID) -> Name) -> Meaning {
        quotedCall(argument) { word, at in
            find(word, in: names.acts, "act type", at).map { .truth(make($0)) } ?? .broken
        }
    }

    private mutating func fact(_ argument: Syntax, _ make: (FactID) -> Name) -> Meaning {
        thingCall(argument, "fact.x") {
            if case .fact(let id) = $0 { return make(id) }
            return nil
        }
    }

    mutating func thingCall(
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
