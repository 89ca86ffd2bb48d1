import Model

extension SeatView {
    /// Everything that the seat can read in one section, as text: two texts differ if and only if the section does.
    public func description(of section: Section) -> String {
        switch section {
        case .now: "\(inbox) \(work) \(duties) \(endedDuties) \(returned) \(awaited)"
        case .case_: "\(facts) \(persons) \(places) \(decisions) \(teams) \(procedures)"
        case .act: "\(prospects.map { "\($0.persons) \($0.places) \($0.items) \($0.statuses)" })"
        case .talk:
            "\(sent) \(inbox.map { "\($0.handle) \($0.kind) \($0.isOpen) \($0.waits) \($0.state)" })"
                + "\(prospects.filter { $0.verb == .talk }.map(\.persons))"
                + "\(persons.map(\.handle).filter { waitsForAnswer(of: $0) })"
        case .clock: "\(clock)"
        case .me: ""
        }
    }

    private var procedures: String {
        let known = persons.map(\.handle)
        let ways = known.map { pathways(for: $0) }
        let custody = facts.map { (self.custody(of: $0.handle), tellers(of: $0.handle)) }
        let referred = known.map { referrals(of: $0) }
        let weighed = known.map { (elements(for: $0), indicators(for: $0)) }
        let story = (deeds, awaited, inboxFaces.filter(\.comesFromOutside).map { ($0.handle, $0.subject) })
        return "\(story) \(operations) \(papers) \(ways) \(weighed) \(referred) \(custody)"
    }
}
