import Basics
import Model

/// Signs of trafficking: dimensions, the lists that weigh them, and what dimensions say together.
extension Decoder {
    func gatherIndicatorNames(_ node: Node?) {
        collect(node?["dimensions"], "dimension", into: &names.dimensions)
        collect(node?["signs"] ?? node?["list"], "indicator", into: &names.indicators, ofRules: true)
        collect(node?["lists"], "list of indicators", into: &names.indicatorLists)
    }

    func indicators(_ node: Node) -> Indicators {
        var indicators = Indicators()
        guard let fields = Fields(node, "The indicators", findings) else { return indicators }
        indicators.dimensions = Table(labels(fields.required("dimensions"), "dimension"))
        indicators.positive = list(fields.required("positive"), "positive").map { mix($0) }
        if fields.has("list") {
            weighedSigns(fields, &indicators)
        } else {
            let signs = mapping(fields.required("signs"), "signs")
            indicators.signs = Table(signs.map { sign($0).indicator })
            let together = mapping(fields.optional("together"), "together")
            indicators.readings = together.map { readings($0) }
            let lists = mapping(fields.required("lists"), "lists")
            indicators.lists = Table(lists.map { indicatorList($0, together.map(\.key)) })
        }
        fields.finish()
        return indicators
    }

    /// As packs were written before lists had a name and a version: each sign with its weight for adults and for
    /// children. Exercises that were played with them stay readable.
    private func weighedSigns(_ fields: Fields, _ indicators: inout Indicators) {
        findings.warn(.missingKey, at: fields.keySpot("list"), "lists", "What weighs the indicators")
        let source = text(fields.required("source"), "indicators.source")
        let signs = mapping(fields.required("list"), "list").map { sign($0, isWeighed: true) }
        indicators.signs = Table(signs.map(\.indicator))
        indicators.lists = Table(
            [false, true].map { isForChildren in
                var list = IndicatorList()
                (list.name, list.source, list.isForChildren) = (source, source, isForChildren)
                list.weights = signs.map { isForChildren ? $0.child : $0.adult }
                return list
            })
    }

    private func mix(_ node: Node) -> IndicatorMix {
        var mix = IndicatorMix()
        guard let fields = Fields(node, "A mix of indicators", findings) else { return mix }
        mix.strong = integer(fields.optional("strong"), "strong", in: 0...100) ?? 0
        mix.medium = integer(fields.optional("medium"), "medium", in: 0...100) ?? 0
        mix.weak = integer(fields.optional("weak"), "weak", in: 0...100) ?? 0
        fields.finish()
        return mix
    }

    private func sign(_ entry: Entry, isWeighed: Bool = false) -> (
        indicator: Indicator, adult: Strength?, child: Strength?
    ) {
        var indicator = Indicator()
        indicator.id = entry.key
        guard let fields = Fields(entry.value, "The indicator \(entry.key)", findings) else {
            return (indicator, nil, nil)
        }
        indicator.name = text(fields.required("name"), "indicator.\(entry.key).name")
        indicator.dimension =
            id(fields.required("dimension"), "dimension", in: names.dimensions) ?? DimensionID(0)
        let adult = isWeighed ? word(fields.optional("adult"), "a strength", Words.strengths) : nil
        let child = isWeighed ? word(fields.optional("child"), "a strength", Words.strengths) : nil
        fields.finish()
        return (indicator, adult, child)
    }

    private func indicatorList(_ entry: Entry, _ together: [String]) -> IndicatorList {
        var list = IndicatorList()
        list.id = entry.key
        list.weights = Array(repeating: nil, count: names.indicators.count)
        guard let fields = Fields(entry.value, "The list of indicators \(entry.key)", findings) else {
            return list
        }
        list.name = text(fields.required("name"), "indicator_list.\(entry.key).name")
        list.source = text(fields.required("source"), "indicator_list.\(entry.key).source")
        list.year = integer(fields.required("year"), "year", in: 1900...2100)
        list.version = version(fields.required("version"))
        list.isVerified = truth(fields.required("verified"), "verified") ?? false
        list.isForChildren =
            word(fields.required("for"), "whom a list is for", [("adults", false), ("children", true)])
            ?? false
        for (key, strength) in Words.strengths {
            for node in oneOrMore(fields.optional(key)) { weigh(node, strength, in: &list) }
        }
        if let readings = word(fields.required("together"), "a key of together", together) {
            list.readings = together.firstIndex(of: readings)
        }
        fields.finish()
        return list
    }

    private func version(_ node: Node?) -> String {
        guard let node, let version = string(node, "version") else { return "" }
        if trimmed(version).isEmpty { findings.error(.emptyText, at: node.spot, "The version") }
        return trimmed(version)
    }

    private func weigh(_ node: Node, _ strength: Strength, in list: inout IndicatorList) {
        guard let sign = id(node, "indicator", in: names.indicators) else { return }
        if list.weights[sign.index] != nil {
            findings.error(
                .wrongType, at: node.spot, "A list of indicators", "a list that weighs each sign once",
                "“\(names.indicators.all[sign.index])” again")
        }
        list.weights[sign.index] = strength
    }

    /// `- {dimensions: [[a, b], c], proves: act, makes_case: true, says: …}`, the last one for all that is left.
    private func readings(_ entry: Entry) -> [IndicatorReading] {
        let items = list(entry.value, "What dimensions say together")
        let readings = items.enumerated().map { number, item in
            var reading = IndicatorReading()
            guard let fields = Fields(item, "What dimensions say together", findings) else { return reading }
            reading.dimensions = oneOrMore(fields.optional("dimensions")).map {
                ids(oneOrMore($0), "dimension", in: names.dimensions)
            }
            reading.elements = ids(oneOrMore(fields.optional("proves")), "element", in: names.elements)
            reading.makesCase = truth(fields.optional("makes_case"), "makes_case") ?? false
            reading.says = text(fields.required("says"), "together.\(entry.key).\(number + 1).says")
            fields.finish()
            return reading
        }
        if readings.last.map({ !$0.dimensions.isEmpty || !$0.elements.isEmpty }) ?? true {
            findings.error(
                .wrongType, at: items.last?.spot ?? entry.value.spot,
                "The last reading of together.\(entry.key)",
                "one without dimensions and proves, for all that is left", "another")
        }
        return readings
    }
}
