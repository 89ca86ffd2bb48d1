/// Where rules of gates and of sharing first stand in a world.
enum LawPlaces {
    /// In the sections `gates` and `sharing`, each rule once.
    static func all(in root: Node) -> [RulePlace] {
        let common = (root["gates"]?.entries ?? []).flatMap { $0.value.items ?? [] }
        let own = (root["acts"]?.entries ?? []).flatMap { $0.value["gates"]?.items ?? [] }
        let classes = (root["classes"]?.entries ?? []).flatMap { $0.value["sharing"]?.items ?? [] }
        return places(common + own, "gates") + places(classes, "sharing")
    }

    private static func places(_ rules: [Node], _ section: String) -> [RulePlace] {
        var all: [RulePlace] = []
        for node in rules.compactMap({ $0["rule"] }) {
            guard let id = node.text, !all.contains(where: { $0.id == id }) else { continue }
            all.append(RulePlace(section: section, id: id, spot: node.spot))
        }
        return all
    }
}
