import Basics
import Model

// What of a world has no part in a story.
extension Decoder {
    /// `leaves_out: {agencies: …, places: …, red_flags: …, indicator_lists: …}`: such agencies are meant to have no seat; such
    /// places are known to nobody until something names them; such groups of red flags and lists of signs are not shown.
    func leavesOut(_ node: Node?, _ scenario: inout Scenario) {
        guard let node, let fields = Fields(node, "leaves_out", findings) else { return }
        scenario.withoutAgencies = oneOrMore(fields.optional("agencies")).compactMap {
            seatless($0, scenario)
        }
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

    private func seatless(_ node: Node, _ scenario: Scenario) -> AgencyID? {
        guard let agency = id(node, "agency", in: names.agencies) else { return nil }
        if scenario.seats.values.contains(where: { $0.agency == agency }) {
            findings.error(
                .misplacedKey, at: node.spot, scenario.world.agencies[agency].id, "this agency has a seat")
        }
        return agency
    }
}
