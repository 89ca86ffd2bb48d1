import Basics
import Model

/// What concerns people beside their dials: matters, promises made to them, and whose lot moves whom.
extension Decoder {
    /// `papers: {name: …, options: {own: …, withheld: …}, start: own}`, or `debt: {name: …, from: 0, to: 100}`.
    func matters(_ node: Node?) -> Table<Kind.Matter, Matter> {
        let all = mapping(node, "matters").map { entry -> Matter in
            var matter = Matter()
            matter.id = entry.key
            guard let fields = Fields(entry.value, "The matter \(entry.key)", findings) else { return matter }
            matter.name = text(fields.required("name"), "matter.\(entry.key).name")
            if fields.has("options") {
                matter.options = labels(fields.optional("options"), "matter.\(entry.key).option")
                matter.range = 0...max(0, matter.options.count - 1)
                let words = matter.options.enumerated().map { ($1.id, $0) }
                matter.start = fields.optional("start").flatMap { word($0, "an option", words) } ?? 0
            } else {
                let from = integer(fields.optional("from"), "from", in: 0...1000) ?? 0
                let to = integer(fields.required("to"), "to", in: from...1000) ?? 1000
                matter.range = from...max(from, to)
                matter.start = integer(fields.optional("start"), "start", in: matter.range) ?? from
            }
            fields.finish()
            return matter
        }
        names.knownMatters = all
        return Table(all)
    }

    /// `matters: {papers: withheld, debt: 60}` of somebody in the cast or in an example.
    func matterValues(_ node: Node?) -> [MatterValue] {
        mapping(node, "matters").compactMap { entry in
            guard let id = names.matters[entry.key] else {
                findings.error(
                    .unknownID, at: entry.keySpot, "matter", entry.key,
                    hint(entry.key, among: names.matters.all), enumerated(names.matters.all))
                return nil
            }
            return matterValue(entry.value, of: id).map { MatterValue(matter: id, value: $0) }
        }
    }

    private func matterValue(_ node: Node, of id: MatterID) -> Int? {
        let matter = names.knownMatters[id.index]
        if matter.options.isEmpty { return integer(node, "The matter \(matter.id)", in: matter.range) }
        return word(node, "an option", matter.options.enumerated().map { ($1.id, $0) })
    }

    /// Setting a matter with options takes one of its words.
    func settingMatter(_ target: Target, _ fields: Fields) -> Effect.Verb? {
        guard case .matter(_, let id) = target, let node = fields.required("to") else { return nil }
        return matterValue(node, of: id).map { .set(target, to: .constant($0)) }
    }

    func promises(_ node: Node?) -> Table<Kind.Promise, PromiseKind> {
        Table(
            mapping(node, "promises").map { entry in
                var promise = PromiseKind()
                promise.id = entry.key
                guard let fields = Fields(entry.value, "The promise \(entry.key)", findings) else {
                    return promise
                }
                promise.name = text(fields.required("name"), "promise.\(entry.key).name")
                if let within = limit(fields.required("within")) { promise.within = within }
                promise.keptBy = ids(oneOrMore(fields.required("kept_by")), "act type", in: names.acts)
                let scope = Scope(person: true, agency: true)
                promise.kept = effects(fields.optional("kept"), scope)
                promise.broken = effects(fields.optional("broken"), scope)
                fields.finish()
                return promise
            })
    }

    /// `promise: come_back`: where an agency acts and a person is bound.
    func promising(_ node: Node?, _ scope: Scope) -> Effect.Verb? {
        guard let node else { return nil }
        guard scope.person, scope.act != nil || scope.agency else {
            findings.error(
                .unboundName, at: node.spot, "promise", "nobody promises anything to anybody here",
                "Write it among the effects of an act or a gate that concerns a person, or of a duty.")
            return nil
        }
        return id(node, "promise", in: names.promises).map { .promise($0) }
    }
}
