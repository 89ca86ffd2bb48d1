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
