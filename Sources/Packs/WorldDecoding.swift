import Basics
import Model

/// The root file of a world.
extension Decoder {
    static let format = 1

    func world(_ root: Node) -> World {
        var world = World()
        gatherWorldNames(root)
        guard let fields = Fields(root, "The world", findings) else { return world }
        checkFormat(fields)
        world.id = string(fields.required("id"), "id") ?? ""
        world.title = text(fields.required("title"), "world.title")
        world.about = text(fields.required("about"), "world.about", markdown: true)
        world.languages = languages(fields.required("languages"))
        world.zone = zone(fields.required("zone"), "zone") ?? 0
        (world.lawNames, world.lawSorts) = (names.laws, names.lawSorts)
        world.powers = names.powers

        // Texts are numbered in the order of the format document, whatever the order of the file.
        let countries = fields.required("countries")
        world.countries = Table(mapping(countries, "countries").map { country($0) })
        compareLaws(countries)
        world.agencies = Table(
            mapping(fields.required("agencies"), "agencies").map { agency($0, world.countries) })
        _ = labels(fields.required("powers"), "power")
        world.registers = Table(mapping(fields.optional("registers"), "registers").map { register($0) })
        world.bases = Table(labels(fields.required("bases"), "basis"))
        world.purposes = Table(labels(fields.optional("purposes"), "purpose"))
        world.factKinds = Table(labels(fields.required("fact_kinds"), "fact_kind"))
        world.linkKinds = Table(mapping(fields.optional("links"), "links").map { linkKind($0) })
        world.classes = Table(mapping(fields.required("classes"), "classes").map { sharingClass($0) })
        world.channels = Table(labels(fields.required("channels"), "channel"))
        world.topics = Table(labels(fields.required("topics"), "topic"))
        world.traits = Table(traits(fields.optional("traits")))
        world.childTraits = names.childTraits
        world.accommodations = Table(labels(fields.optional("accommodations"), "accommodation"))
        world.needs = Table(labels(fields.optional("needs"), "need"))
        world.matters = matters(fields.optional("matters"))
        world.tongues = Table(labels(fields.required("tongues"), "tongue"))
        world.settings = Table(mapping(fields.required("settings"), "settings").map { setting($0) })
        world.interpreters = Table(
            mapping(fields.required("interpreters"), "interpreters").map { interpreter($0) })
        world.services = Table(mapping(fields.optional("services"), "services").map { service($0) })
        world.orders = Table(mapping(fields.optional("orders"), "orders").map { order($0) })
        world.agreements = Table(mapping(fields.optional("agreements"), "agreements").map { agreement($0) })
        world.places = Table(mapping(fields.required("places"), "places").map { place($0) })
        world.articles = Table(mapping(fields.required("articles"), "articles").map { article($0) })
        names.conditions = mapping(fields.optional("conditions"), "conditions").map { ($0.key, $0.value) }
        commonGates = mapping(fields.optional("gates"), "gates")
        readCommonGates()
        knownMarks = mapping(fields.optional("marks"), "marks").map { mark($0) }
        let acts = mapping(fields.required("acts"), "acts")
        gatherChoices(acts)
        let orders = world.orders
        world.acts = Table(acts.enumerated().map { actType($1, ActTypeID($0), orders) })
        let rules = rules(fields.optional("rules")) { node in
            findings.error(.misplacedKey, at: node.spot, "at", "a world has no exercise and so no moments")
            return nil
        }
        world.rules = Table(rules)
        world.promises = promises(fields.optional("promises"))
        procedures(&world, fields)
        world.operations = operations(fields.optional("operations"), in: world)
        moneyWords(&world, fields)
        world.contentNotes = contentDemands(fields.optional("content_notes"), in: world, fields)
        world.folding = folding(fields.optional("folding"))
        world.glossary = glossary(fields.optional("glossary"))
        statusNames(fields.optional("statuses"))
        _ = fields.optional("examples")
        fields.finish()
        checkWorld(world, fields, root)
        return world
    }

    private func gatherWorldNames(_ root: Node) {
        collect(root["countries"], "country", into: &names.countries)
        collect(root["articles"], "article", into: &names.articles)
        collect(root["agencies"], "agency", into: &names.agencies)
        collect(root["powers"], "power", into: &names.powers)
        collect(root["registers"], "register", into: &names.registers)
        collect(root["bases"], "basis", into: &names.bases)
        collect(root["purposes"], "purpose", into: &names.purposes)
        collect(root["fact_kinds"], "fact kind", into: &names.factKinds)
        collect(root["links"], "kind of link", into: &names.linkKinds)
        collect(root["classes"], "class", into: &names.classes)
        collect(root["channels"], "channel", into: &names.channels)
        collect(root["topics"], "topic", into: &names.topics)
        collect(root["traits"], "trait", into: &names.traits)
        collect(root["accommodations"], "accommodation", into: &names.accommodations)
        collect(root["needs"], "need", into: &names.needs)
        collect(root["matters"], "matter", into: &names.matters)
        collect(root["promises"], "promise", into: &names.promises)
        collect(root["tongues"], "tongue", into: &names.tongues)
        collect(root["settings"], "setting", into: &names.settings)
        collect(root["interpreters"], "interpreter", into: &names.interpreters)
        collect(root["services"], "service", into: &names.services)
        collect(root["orders"], "order", into: &names.orders)
        collect(root["agreements"], "agreement", into: &names.agreements)
        collect(root["places"], "place", into: &names.places, bound: true)
        collect(root["acts"], "act type", into: &names.acts)
        collect(root["rules"], "rule", into: &names.rules, ofRules: true)
        gatherProcedureNames(root)
        gatherOperationNames(root)
        collect(root["red_flags"]?["list"], "red flag", into: &names.redFlags)
        let laws = root["countries"]?.entries?.compactMap { $0.value["law"] } ?? []
        for law in laws {
            for entry in law.entries ?? [] where names.laws[entry.key] == nil {
                names.laws.add(entry.key)
                let isTruth = ["true", "false"].contains(entry.value.text)
                names.lawIsTruth.append(isTruth)
                let isNumber = entry.value.text.map { Int($0) != nil } ?? false
                names.lawSorts.append(isTruth ? .truth : isNumber ? .number : .minutes)
            }
        }
        if let first = laws.first {
            var checked = Names<Kind.Law>()
            collect(first, "law", into: &checked)
        }
    }

    func checkFormat(_ fields: Fields) {
        guard let node = fields.required("format"), let text = string(node, "format") else { return }
        if text != String(Self.format) { findings.error(.wrongFormat, at: node.spot, text) }
    }

    func languages(_ node: Node?) -> [String] {
        let codes = list(node, "languages").compactMap { string($0, "A language code") }
        if let node, node.items?.isEmpty == true {
            findings.error(
                .wrongType, at: node.spot, "languages", "a list with at least one code", "an empty list")
        }
        return codes
    }

    /// A mapping from id to name.
    func labels(_ node: Node?, _ kind: String) -> [Labelled] {
        mapping(node, kind).map { Labelled(id: $0.key, name: text($0.value, "\(kind).\($0.key)")) }
    }

    // MARK: Countries and agencies

    private func country(_ entry: Entry) -> Country {
        var country = Country()
        country.id = entry.key
        guard let fields = Fields(entry.value, "The country \(entry.key)", findings) else { return country }
        country.name = text(fields.required("name"), "country.\(entry.key).name")
        country.about = text(fields.required("about"), "country.\(entry.key).about", markdown: true)
        country.code = code(fields.required("code"))
        country.zone = zone(fields.required("zone"), "zone") ?? 0
        country.pattern = word(fields.required("pattern"), "a pattern", Words.patterns) ?? ""
        country.tongues = ids(list(fields.required("tongues"), "tongues"), "tongue", in: names.tongues)
        country.hours = hours(fields.required("hours"), default: OfficeHours())
        country.law = law(fields.required("law"))
        fields.finish()
        return country
    }

    private func code(_ node: Node?) -> String {
        guard let node, let text = string(node, "code") else { return "" }
        let letters = Array(text.utf8)
        if letters.count == 2, letters[0] == 88, (65...90).contains(letters[1]) { return text }
        findings.error(.wrongType, at: node.spot, "code", "a user-assigned code, XA to XZ", node.said)
        return ""
    }

    private func hours(_ node: Node?, default fallback: OfficeHours) -> OfficeHours {
        guard let node, let fields = Fields(node, "hours", findings) else { return fallback }
        var hours = fallback
        if let days = fields.optional("days") {
            let words = Words.days.enumerated().map { ($1, $0 + 1) }
            hours.weekdays = list(days, "days").compactMap { word($0, "a day", words) }.sorted()
        }
        hours.opens = clock(fields.optional("opens"), "opens") ?? fallback.opens
        hours.closes = clock(fields.optional("closes"), "closes") ?? fallback.closes
        if let holidays = fields.optional("holidays") {
            hours.holidays = list(holidays, "holidays").compactMap { date($0, "A holiday")?.dayNumber }
                .sorted()
        }
        if hours.opens >= hours.closes {
            findings.error(
                .wrongType, at: fields.keySpot("closes"), "closes", "later than opens", "an earlier time")
        }
        fields.finish()
        return hours
    }

    private func law(_ node: Node?) -> Table<Kind.Law, Int> {
        var law = Table<Kind.Law, Int>(repeating: 0, count: names.laws.count)
        for entry in mapping(node, "law") {
            guard let id = names.laws[entry.key] else { continue }
            law[id] = parameter(entry) ?? 0
        }
        return law
    }

    /// The value of a parameter of the law.
    func parameter(_ entry: Entry) -> Int? {
        guard let text = string(entry.value, "A parameter of the law") else { return nil }
        if let value = Int(text) { return value }
        if text == "true" || text == "false" { return text == "true" ? 1 : 0 }
        return minutes(entry.value, "The parameter \(entry.key)")
    }

    /// Every country gives the same parameters, each of the same sort.
    private func compareLaws(_ countries: Node?) {
        for country in countries?.entries ?? [] {
            guard let law = country.value["law"], law.entries != nil else { continue }
            for id in names.laws.ids {
                let name = names.laws[id]
                guard let value = law[name] else {
                    findings.error(
                        .unequalLaw, at: law.spot, "The law of \(country.key) lacks the parameter “\(name)”.")
                    continue
                }
                let isTruth = ["true", "false"].contains(value.text)
                if isTruth != names.lawIsTruth[id.index] {
                    findings.error(
                        .unequalLaw, at: value.spot,
                        "The parameter “\(name)” is true or false in one country and a number in another.")
                }
            }
        }
    }

    private func agency(_ entry: Entry, _ countries: Table<Kind.Country, Country>) -> Agency {
        var agency = Agency()
        agency.id = entry.key
        guard let fields = Fields(entry.value, "The agency \(entry.key)", findings) else { return agency }
        agency.name = text(fields.required("name"), "agency.\(entry.key).name")
        agency.about = text(fields.required("about"), "agency.\(entry.key).about", markdown: true)
        agency.country = id(fields.required("country"), "country", in: names.countries) ?? CountryID(0)
        agency.letter = string(fields.required("letter"), "letter") ?? ""
        if agency.letter.count > 2 {
            findings.error(
                .wrongType, at: fields.keySpot("letter"), "letter", "one or two letters", "a longer word")
        }
        agency.hue = integer(fields.required("hue"), "hue", in: 0...359) ?? 0
        agency.powers = ids(list(fields.required("powers"), "powers"), "power", in: names.powers)
        agency.needs = ids(list(fields.optional("needs"), "needs"), "fact kind", in: names.factKinds)
        agency.purpose = purpose(fields)
        let national =
            agency.country.index < countries.count ? countries[agency.country].hours : OfficeHours()
        agency.hours = hours(fields.optional("hours"), default: national)
        fields.finish()
        return agency
    }

    private func register(_ entry: Entry) -> Register {
        var register = Register()
        register.id = entry.key
        guard let fields = Fields(entry.value, "The register \(entry.key)", findings) else { return register }
        register.name = text(fields.required("name"), "register.\(entry.key).name")
        register.owner = id(fields.required("owner"), "agency", in: names.agencies) ?? AgencyID(0)
        register.fields = labels(fields.required("fields"), "register.\(entry.key).field")
        let columns = register.fields.map(\.id)
        register.sentences = oneOrMore(fields.optional("texts")).compactMap { node in
            word(node, "a field of the register", columns).flatMap { columns.firstIndex(of: $0) }
        }
        register.reports = reportColumns(fields.optional("reports"), columns)
        fields.finish()
        return register
    }

    // MARK: Conversations, services, orders

    private func setting(_ entry: Entry) -> Setting {
        var setting = Setting()
        setting.id = entry.key
        guard let fields = Fields(entry.value, "The setting \(entry.key)", findings) else { return setting }
        setting.name = text(fields.required("name"), "setting.\(entry.key).name")
        setting.apart = truth(fields.optional("apart"), "apart") ?? false
        setting.isCareless = truth(fields.optional("careless"), "careless") ?? false
        setting.effects = effects(
            fields.optional("effects"), Scope(person: true, act: .init(type: nil)))
        fields.finish()
        return setting
    }

    private func interpreter(_ entry: Entry) -> Interpreter {
        var interpreter = Interpreter()
        interpreter.id = entry.key
        guard let fields = Fields(entry.value, "The interpreter \(entry.key)", findings) else {
            return interpreter
        }
        interpreter.name = text(fields.required("name"), "interpreter.\(entry.key).name")
        let tongues = fields.required("tongues")
        if tongues?.text == "all" {
            interpreter.allTongues = true
        } else {
            interpreter.tongues = ids(list(tongues, "tongues"), "tongue", in: names.tongues)
        }
        interpreter.independent = truth(fields.optional("independent"), "independent") ?? true
        interpreter.isCareless = truth(fields.optional("careless"), "careless") ?? false
        interpreter.minutes = integer(fields.optional("minutes"), "minutes", in: 0...1440) ?? 0
        fields.finish()
        return interpreter
    }

    private func service(_ entry: Entry) -> Service {
        var service = Service()
        service.id = entry.key
        guard let fields = Fields(entry.value, "The service \(entry.key)", findings) else { return service }
        service.name = text(fields.required("name"), "service.\(entry.key).name")
        service.about = optionalText(fields.optional("about"), "service.\(entry.key).about", markdown: true)
        service.agency = id(fields.required("agency"), "agency", in: names.agencies) ?? AgencyID(0)
        service.place = id(fields.optional("place"), "place", in: names.places)
        service.purpose = purpose(fields)
        service.admits = condition(fields.optional("admits"), .aPerson)
        service.capacity = integer(fields.optional("capacity"), "capacity", in: 1...1000) ?? 1000
        service.safe = truth(fields.optional("safe"), "safe") ?? true
        service.isSecret = truth(fields.optional("secret"), "secret") ?? false
        service.meets = ids(list(fields.optional("meets"), "meets"), "need", in: names.needs)
        service.offers = ids(oneOrMore(fields.optional("offers")), "accommodation", in: names.accommodations)
        service.intake = intake(fields.optional("referrals"), of: entry.key)
        service.fullSays = optionalText(fields.optional("full_says"), "service.\(entry.key).full_says")
        service.declinedSays = optionalText(
            fields.optional("declined_says"), "service.\(entry.key).declined_says")
        fields.finish()
        return service
    }

    private func order(_ entry: Entry) -> OrderKind {
        var order = OrderKind()
        order.id = entry.key
        guard let fields = Fields(entry.value, "The order \(entry.key)", findings) else { return order }
        order.name = text(fields.required("name"), "order.\(entry.key).name")
        order.givenBy = id(fields.required("given_by"), "power", in: names.powers) ?? PowerID(0)
        order.minutes = integer(fields.optional("minutes"), "minutes", in: 0...1440) ?? 30
        order.lasts = period(fields.optional("lasts"), "lasts") ?? order.lasts
        order.effects = effects(fields.optional("effects"), Scope(person: true, place: true))
        order.freezes = truth(fields.optional("freezes"), "freezes") ?? false
        order.namesHour = truth(fields.optional("hour"), "hour") ?? false
        order.sameCountry = truth(fields.optional("same_country"), "same_country") ?? false
        fields.finish()
        return order
    }

    // MARK: Places, articles, folding

    func place(_ entry: Entry) -> Place {
        var place = Place()
        place.id = entry.key
        guard let fields = Fields(entry.value, "The place \(entry.key)", findings) else { return place }
        place.name = text(fields.required("name"), "place.\(entry.key).name")
        place.about = optionalText(fields.optional("about"), "place.\(entry.key).about", markdown: true)
        place.country = id(fields.optional("country"), "country", in: names.countries)
        if let node = fields.required("at") {
            let at = list(node, "at").compactMap { integer($0, "A coordinate", in: -10_000...10_000) }
            if at.count == 2 {
                (place.x, place.y) = (at[0], at[1])
            } else if let items = node.items, items.count != 2 {
                findings.error(
                    .wrongType, at: node.spot, "at", "two numbers, [x, y]", "a list of \(items.count)")
            }
        }
        place.open = truth(fields.optional("open"), "open") ?? false
        fields.finish()
        return place
    }

    private func article(_ entry: Entry) -> Article {
        var article = Article()
        article.id = entry.key
        guard let fields = Fields(entry.value, "The article \(entry.key)", findings) else { return article }
        article.country = id(fields.optional("country"), "country", in: names.countries)
        article.title = text(fields.required("title"), "article.\(entry.key).title")
        article.text = text(fields.required("text"), "article.\(entry.key).text", markdown: true)
        fields.finish()
        return article
    }

    private func folding(_ node: Node?) -> [Folding] {
        var pairs: [Folding] = []
        for item in list(node, "folding") {
            let sides = list(item, "A pair of letters").compactMap { string($0, "Letters") }
            if sides.count == 2, !sides[0].isEmpty {
                pairs.append(Folding(from: sides[0], to: sides[1]))
            } else if item.items != nil {
                findings.error(.wrongType, at: item.spot, "A pair of letters", "[from, to]", "something else")
            }
        }
        return pairs.enumerated().sorted { left, right in
            let (a, b) = (left.element.from.unicodeScalars.count, right.element.from.unicodeScalars.count)
            return a == b ? left.offset < right.offset : a > b
        }.map(\.element)
    }
}
