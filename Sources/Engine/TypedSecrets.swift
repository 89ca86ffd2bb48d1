import Basics
import Model

/// Facts that words give away: a pack says by which.
///
/// Words are folded and compared as in a register search (`RegisterSearch`), one after the other as the pack has them, so that
/// another script or a slip of the finger is met too.
struct TypedSecrets: Sendable {
    private let foldings: Foldings
    private let phrases: [(fact: FactID, words: [[UInt8]])]

    init(_ scenario: Scenario) {
        let foldings = Foldings(scenario.world.folding)
        self.foldings = foldings
        phrases = scenario.facts.ids.flatMap { fact in
            scenario.facts[fact].words.map { (fact, foldings.words(of: $0)) }.filter { !$0.1.isEmpty }
        }
    }

    /// Each once, in the order of the pack.
    func given(away texts: [String]) -> [FactID] {
        if phrases.isEmpty { return [] }
        let typed = texts.map { foldings.words(of: $0) }
        var found: [FactID] = []
        for (fact, words) in phrases where !found.contains(fact) {
            if typed.contains(where: { says($0, words) }) { found.append(fact) }
        }
        return found
    }

    private func says(_ typed: [[UInt8]], _ words: [[UInt8]]) -> Bool {
        guard typed.count >= words.count else { return false }
        return (0...typed.count - words.count).contains { start in
            words.indices.allSatisfy { place in
                editDistance(words[place], typed[start + place], atMost: words[place].allowedEdits) != nil
            }
        }
    }
}

extension Engine {
    /// What a class forbids towards everybody holds for what is typed, too, by an agency that knows the fact: the address of a
    /// shelter is no less told by words than by a fact that is attached (E-14).
    ///
    /// Who does not know it hears nothing, or the answer would tell that the words are right.
    func gatesOfWords(_ act: Act, by agency: AgencyID, in state: State) -> [Gate] {
        let texts = ([act.text, act.more] + act.fields).compactMap(\.text).filter { !$0.isEmpty }
        if texts.isEmpty { return [] }
        let told = index.typedSecrets.given(away: texts).filter {
            state.agencies[agency].facts[$0].knownAt != nil && !act.facts.contains($0)
        }
        return told.flatMap { fact in
            scenario.world.classes[scenario.facts[fact].sharing].rules
                .filter { $0.answer == .forbidden && $0.to == .anybody && $0.when == .always }
                .map(Gate.init)
        }
    }
}

extension Gate {
    fileprivate init(_ rule: SharingRule) {
        self.init()
        (self.rule, article, says, mistake) = (rule.rule, rule.article, rule.says, rule.mistake)
    }
}
