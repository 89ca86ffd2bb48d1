/// What the words of the field and of the exercise mean. Each term has a text of the same name that ends in `Means`.
public enum GlossaryText: String, InterfaceText {
    public static let area = "glossary"

    case title, intro, ofField, ofExercise, potential, potentialMeans, presumed, presumedMeans, identified
    case identifiedMeans, grounds, groundsMeans, reflection, reflectionMeans, punishment, punishmentMeans
    case control, controlMeans, apart, apartMeans, consent, consentMeans, guardian, guardianMeans, referral
    case referralMeans, safePlace, safePlaceMeans, basis, basisMeans, order, orderMeans, removal
    case removalMeans, sharing, sharingMeans, indicator, indicatorMeans, firstHand, firstHandMeans, seat
    case seatMeans, staff, staffMeans, inject, injectMeans, endex, endexMeans, breach, breachMeans, silence
    case silenceMeans, debrief, debriefMeans
}

extension GlossaryText {
    /// A word that everybody can look up, and what it means.
    public struct Term: Sendable {
        public let word: GlossaryText, meaning: GlossaryText

        init(_ word: GlossaryText, _ meaning: GlossaryText) { (self.word, self.meaning) = (word, meaning) }

        /// As packs write it: `safe_place`.
        public var id: String {
            word.rawValue.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
        }
    }

    public static let field: [Term] = [
        Term(.potential, .potentialMeans), Term(.presumed, .presumedMeans),
        Term(.identified, .identifiedMeans), Term(.grounds, .groundsMeans),
        Term(.indicator, .indicatorMeans), Term(.reflection, .reflectionMeans),
        Term(.punishment, .punishmentMeans), Term(.control, .controlMeans), Term(.apart, .apartMeans),
        Term(.safePlace, .safePlaceMeans), Term(.consent, .consentMeans), Term(.guardian, .guardianMeans),
        Term(.referral, .referralMeans), Term(.basis, .basisMeans), Term(.order, .orderMeans),
        Term(.removal, .removalMeans), Term(.sharing, .sharingMeans), Term(.firstHand, .firstHandMeans),
    ]

    public static let exercise: [Term] = [
        Term(.seat, .seatMeans), Term(.staff, .staffMeans), Term(.inject, .injectMeans),
        Term(.endex, .endexMeans), Term(.breach, .breachMeans), Term(.silence, .silenceMeans),
        Term(.debrief, .debriefMeans),
    ]
}
