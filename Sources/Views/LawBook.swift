import Basics
import Engine
import Model

/// An article of the law for readers without a seat: control, observers, and everybody in the debrief. It is named by
/// its place in the book, which is no id of the pack.
public struct LawArticle: Hashable, Sendable {
    public let number: Int
    public let country: Text?
    public let title: Text
    /// Markdown.
    public let text: Text
}

/// A rule that was gone against: its id in the field, what it says, and the article to read.
public struct BrokenRule: Hashable, Sendable {
    /// Empty where the pack names none.
    public let rule: String
    /// A sentence for each gate of the rule that was passed.
    public let says: [Text]
    public let article: LawArticle?
    /// Advice or the division of work, and no law.
    public var isDeviation = false
}

extension ControlView {
    /// Every article of the world, in the pack's order.
    public var lawBook: [LawArticle] { world.articles.ids.map(world.lawArticle) }
}

extension World {
    func lawArticle(_ id: ArticleID) -> LawArticle {
        let article = articles[id]
        return LawArticle(
            number: id.index + 1, country: article.country.map { Text(countries[$0].name) },
            title: Text(article.title), text: Text(article.text))
    }
}

/// Where the world's law says something that can be gone against.
struct Clause {
    let rule: String
    let says: TextID
    let article: ArticleID?
    /// The mistake of the world that going on is.
    let mistake: MistakeID?
    /// The act type at whose gate it stands.
    var act: ActTypeID?
    /// The sharing class whose rule it is.
    var sharing: ClassID?

    func isMeant(by breach: Breach) -> Bool { rule == breach.rule && article == breach.article }
}

extension World {
    /// What the law said to what was gone against: the sentences of the gates that were passed, or that of the duty. None in
    /// logs that have none of a gate.
    func says(_ breach: Breach) -> [Text] {
        if breach.seat != nil || !breach.says.isEmpty { return breach.says.map { Text($0) } }
        return duties.values.first { $0.id == breach.rule }.map { [Text($0.says)] } ?? []
    }

    /// Everything that can be gone against, in the pack's order: gates, duties, sharing, operations, use in court.
    var clauses: [Clause] {
        var all: [Clause] = []
        for act in acts.ids {
            for gate in acts[act].gates {
                all.append(
                    Clause(
                        rule: gate.rule, says: gate.says, article: gate.article, mistake: gate.mistake,
                        act: act))
            }
        }
        for duty in duties.values {
            all.append(
                Clause(rule: duty.id, says: duty.says, article: duty.article, mistake: duty.mistake))
        }
        for sharing in classes.ids {
            for rule in classes[sharing].rules {
                all.append(
                    Clause(
                        rule: rule.rule, says: rule.says, article: rule.article, mistake: rule.mistake,
                        sharing: sharing))
            }
        }
        for gate in operations.values.flatMap(\.gates) {
            all.append(
                Clause(rule: gate.rule, says: gate.says, article: gate.article, mistake: gate.mistake))
        }
        for rule in useRules {
            all.append(Clause(rule: rule.rule, says: rule.says, article: rule.article, mistake: nil))
        }
        return all.filter { !$0.rule.isEmpty }
    }
}

/// Finds the sentence of the law behind what was recorded as broken.
struct LawFinder {
    let scenario: Scenario
    let clauses: [Clause]

    init(_ scenario: Scenario) {
        self.scenario = scenario
        clauses = scenario.world.clauses
    }

    /// The clauses whose sentences were recorded. In logs that have none: the clause that stands nearest to what was done: of
    /// the class of what was told, of the gate of the act, of a duty, and only then one of the same id elsewhere.
    func rule(of breach: Breach, in state: State) -> BrokenRule {
        let recorded = breach.says.compactMap { says in
            clauses.first { $0.rule == breach.rule && $0.says == says }
        }
        if !recorded.isEmpty {
            var law = broken(breach.rule, recorded, or: breach.article)
            law.isDeviation = breach.isDeviation
            return law
        }
        let meant = clauses.filter { $0.isMeant(by: breach) }
        let act = breach.seat.flatMap { seat in
            state.bookings.last { $0.booking.seat == seat && $0.booking.act.person == breach.person }
        }?.booking.act.type
        let sharing = breach.fact.map { scenario.facts[$0].sharing }
        let clause =
            meant.first { $0.sharing != nil && $0.sharing == sharing }
            ?? meant.first { $0.act != nil && $0.act == act }
            ?? meant.first { $0.act == nil && $0.sharing == nil } ?? meant.first
            ?? clauses.first { $0.rule == breach.rule }
        return broken(breach.rule, clause.map { [$0] } ?? [], or: breach.article)
    }

    /// The rule against which a mistake was made: the one just recorded with it, or the only one of the world.
    ///
    /// - Parameter recorded: rules that the agency broke at the same moment.
    func rule(of made: MistakeMade, recorded: [BrokenRule]) -> BrokenRule {
        let making = clauses.filter { $0.mistake == made.mistake }
        if let told = recorded.last(where: { told in making.contains { $0.rule == told.rule } }) {
            // Of several gates of the rule, those that are this mistake.
            let says = told.says.filter { said in making.contains { Text($0.says) == said } }
            return says.isEmpty ? told : BrokenRule(rule: told.rule, says: says, article: told.article)
        }
        let isOnly = !making.isEmpty && making.allSatisfy { $0.rule == making[0].rule }
        return broken(
            isOnly ? making[0].rule : "", isOnly ? [making[0]] : [],
            or: scenario.world.mistakes[made.mistake].article)
    }

    private func broken(_ rule: String, _ clauses: [Clause], or article: ArticleID?) -> BrokenRule {
        BrokenRule(
            rule: rule, says: clauses.filter { !$0.says.path.isEmpty }.map { Text($0.says) },
            article: (clauses.lazy.compactMap(\.article).first ?? article).map(scenario.world.lawArticle))
    }
}
