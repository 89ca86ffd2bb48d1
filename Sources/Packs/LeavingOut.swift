import Basics
import Model

// What of a world has no part in a story.
extension Decoder {
    /// `leaves_out: {places: …, red_flags: …, indicator_lists: …}`: such places are known to nobody until something names
    /// them; such groups of red flags and lists of signs are not shown.
    func leavesOut(_ node: Node?, _ scenario: inout Scenario) {
        guard let node, let fields = Fields(node, "leaves_out", findings) else { return }
        for place in ids(oneOrMore(fields.optional("places")), "place", in: names.places) {
            scenario.world.places[place].open = false
        }
        scenario.withoutLists = ids(
            oneOrMore(fields.optional("indicator_lists")), "list of indicators", in: names.indicatorLists)
        let groups = scenario.world.redFlagGroups.map(\.id)
        scenario.withoutFlags = oneOrMore(fields.optional("red_flags")).compactMap { group in
            word(group, "a group of red flags", groups).flatMap { groups.firstIndex(of: $0) }
        }
        fields.finish()
    }
}
