import Model
import Texts
import Views

/// What is done with a person, by what it is for: by the verbs of the engine, whatever acts a world has.
enum PersonActGroup: CaseIterable {
    case care, ask, evidence, papers

    init(_ verb: Verb) {
        switch verb {
        case .help, .protect, .refer, .appoint: self = .care
        case .talk, .consent, .write, .share, .request, .answer, .refuse, .acknowledge, .accept, .revoke:
            self = .ask
        case .query, .visit, .obtain, .link, .askOrder, .giveOrder, .refuseOrder, .charge, .remove,
            .planOperation, .takePart, .declinePart, .beginOperation, .callOff:
            self = .evidence
        case .mark, .decide, .form: self = .papers
        }
    }

    var words: PeopleText {
        switch self {
        case .care: .actsCare
        case .ask: .actsAsk
        case .evidence: .actsEvidence
        case .papers: .actsPapers
        }
    }
}

extension SeatPages {
    /// How many acts stand open on the page of a person; the others are one touch away.
    private static let fewActs = 4

    /// What one can do with this person, ready to be chosen: what fits best, then the rest by what it is for.
    func personActs(_ person: PersonView) -> Node {
        let acts = openActs.filter { act in
            act.verb != .talk && act.persons.contains { $0.handle == person.handle }
        }
        let first = fitting(acts, person)
        let rest = acts.filter { act in !first.contains { $0.act == act.act } }
        return .group([
            div(.class("row"), .each(first) { actLink($0, person) }),
            .each(PersonActGroup.allCases) { group in
                let some = rest.filter { PersonActGroup($0.verb) == group }
                return .when(
                    !some.isEmpty,
                    fold(
                        id: "acts-\(group)", t(PeopleText.actsOf, ["what": t(group.words), "n": some.count]),
                        div(.class("row"), .each(some) { actLink($0, person) })))
            },
        ])
    }

    /// What we owe or have promised this person comes first, then the next step of the procedure for whom we see as a
    /// victim, then one act of each kind, as the world orders them. In test mode nothing of the law shows here, as the view
    /// tells none.
    private func fitting(_ acts: [Prospect], _ person: PersonView) -> [Prospect] {
        let owed = view.duties.filter { $0.person?.handle == person.handle }.flatMap(\.acts)
        let promised = view.promises.filter { $0.person.handle == person.handle }.flatMap(\.acts)
        let isCase = person.ourMark != nil || view.showsLaw && person.grounds
        let steps = isCase ? view.pathways(for: person.handle).flatMap(\.steps) : []
        let next = steps.first { $0.takenAt == nil && !$0.acts.isEmpty }?.acts ?? []
        let each = PersonActGroup.allCases.compactMap { group in
            acts.first { PersonActGroup($0.verb) == group }?.act
        }
        var chosen: [Handle] = []
        for act in (owed + promised + next).map(\.handle) + each + acts.map(\.act)
        where !chosen.contains(act) { chosen.append(act) }
        return Array(
            chosen.compactMap { handle in acts.first { $0.act == handle } }.prefix(SeatPages.fewActs))
    }

    private func actLink(_ act: Prospect, _ person: PersonView) -> Node {
        buttonLink(ctx.say(act.name), to: "/act/\(act.act.text)?person=\(person.handle.text)")
    }
}
