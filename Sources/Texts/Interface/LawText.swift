/// What the law says to an act.
public enum LawText: String, InterfaceText {
    public static let area = "law"

    case allowed, needsConsent, needsGuardian, needsOrder, needsThisOrder, forbidden, impossible,
        nothingKnown,
        unusual
    case toWhom, further
}
