import Basics
import Model

// MARK: - What the debrief says of acts

extension Oracle {
    /// The debrief says what a charge carried, for whom.
    mutating func charged(on facts: [FactID]) {
        for fact in facts.map({ scenario.facts[$0] }) {
            told.insert(text(fact.text))
            if let evidence = fact.evidence { told.insert(text(world.evidence[evidence].name)) }
            for proof in fact.proves {
                told.insert(text(world.elements[proof.element].values[proof.value].name))
                told.formUnion(
                    [proof.person].flatMap { person in
                        [scenario.persons[person].name, scenario.persons[person].knownAs].map(text)
                    })
            }
        }
    }

    mutating func broken(_ breach: Breach) {
        if let person = breach.person { told.insert(text(scenario.persons[person].name)) }
        tellLaw { $0.rule == breach.rule }
    }

    /// What may be flagged by who looks on.
    var flaggable: Set<Meaning> { Set(world.mistakes.values.filter(\.isFelt).map { text($0.name) }) }

    mutating func erred(_ made: MistakeMade) {
        let mistake = world.mistakes[made.mistake]
        told.formUnion([text(mistake.name), text(mistake.says)])
        tellLaw { $0.mistake == made.mistake }
        if let person = made.person { told.insert(text(scenario.persons[person].name)) }
    }

    /// It says of what was broken what the rule says.
    mutating func tellLaw(_ isMeant: (Gate) -> Bool) {
        for gate in world.acts.values.flatMap(\.gates) where isMeant(gate) {
            told.insert(text(gate.says))
        }
    }
}
