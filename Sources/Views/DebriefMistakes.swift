import Basics
import Engine
import Model

// Mistakes on the timeline.
extension DebriefBuilder {
    /// What was flagged in a contact stands where the contact was, however late somebody flagged it.
    mutating func erred(_ made: MistakeMade, _ time: ExerciseTime) {
        let world = engine.scenario.world
        let mistake = world.mistakes[made.mistake]
        let moment = engine.moment(of: Dated(time: time, value: made), in: state)
        let recorded = made.contact == nil ? broken(by: made.agency, at: time) : []
        let entry = Debrief.Entry(
            time: moment,
            kind: .mistake(
                id: mistake.id, Text(mistake.name), says: Text(mistake.says),
                law: law.rule(of: made, recorded: recorded),
                thin: engine.thinCharge(behind: made, at: moment, in: state),
                person: made.person.map { Text(engine.scenario.persons[$0].name) }),
            agencyID: Debrief.name(of: made.agency), seat: nil, seenBy: [Debrief.name(of: made.agency)],
            person: made.person?.index, isFlagged: made.byStaff)
        let after = entries.lastIndex { $0.time <= moment }
        entries.insert(entry, at: after.map { $0 + 1 } ?? 0)
    }

    /// The rules that an agency broke at this moment, as they are told.
    private func broken(by agency: AgencyID, at time: ExerciseTime) -> [BrokenRule] {
        var rules: [BrokenRule] = []
        for entry in entries.reversed() {
            guard entry.time == time else { break }
            if case .breach(let rule, _) = entry.kind, entry.agencyID == Debrief.name(of: agency) {
                rules.append(rule)
            }
        }
        return rules
    }
}
