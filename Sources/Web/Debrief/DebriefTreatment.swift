import Model
import Texts
import Views

// How people felt treated, as whoever played them said (V-10).
extension DebriefReport {
    var treatmentSection: Node {
        let treatments = debrief.treatments
        guard !treatments.isEmpty else { return .nothing }
        var people: [Text] = []
        for treated in treatments where !people.contains(treated.person) { people.append(treated.person) }
        let statements = Treatment.Statement.allCases
        return part(
            "treatment", ctx.t(RoleText.debriefHeading), ctx.t(RoleText.debriefWhat),
            .group([
                dataTable(
                    ctx.t(RoleText.debriefHeading),
                    columns: [ctx.t(RoleText.debriefPerson), ctx.t(RoleText.debriefContacts)]
                        + statements.map { ctx.t($0.words) },
                    rows: people.map { person in
                        let own = treatments.filter { $0.person == person }
                        return [.text(ctx.say(person)), .text(ctx.t.format.number(own.count))]
                            + statements.map { .text(middle(of: $0, own)) }
                    }, numbers: Array(1...statements.count + 1)),
                fold(
                    id: "treatment-each", ctx.t(RoleText.debriefEach),
                    dataTable(
                        ctx.t(RoleText.debriefEach),
                        columns: [
                            ctx.t(RoleText.debriefPerson), ctx.t(ControlText.agency),
                            ctx.t(ControlText.columnSince),
                        ]
                            + statements.map { ctx.t($0.words) },
                        rows: treatments.map { treated in
                            [
                                .text(ctx.say(treated.person)), .text(ctx.say(treated.agency)),
                                .text(at(treated.at)),
                            ] + statements.map { .text(words(treated.ratings[$0.rawValue])) }
                        }, numbers: Array(3...statements.count + 2))),
            ]))
    }

    private func words(_ rating: Int) -> String { rating == 0 ? "–" : ctx.t.format.number(rating) }

    /// The rating in the middle: one bad talk is not averaged away by kind ones, nor the other way round.
    private func middle(of statement: Treatment.Statement, _ own: [Debrief.Treated]) -> String {
        let said = own.map { $0.ratings[statement.rawValue] }.filter { $0 > 0 }.sorted()
        return said.isEmpty ? "–" : ctx.t.format.number(said[(said.count - 1) / 2])
    }
}
