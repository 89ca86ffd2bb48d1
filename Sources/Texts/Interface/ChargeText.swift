/// What a charge carries: the elements of the offence, person by person.
public enum ChargeText: String, InterfaceText {
    public static let area = "charge"

    case heading, intro, lookAtIt, noFacts, nobody, stands, isThin, notNeeded, missing, oneMore, enough
    case sources, carries, doesNot, noEvidence, idle, thinOf, thinNone, debriefHeading, debriefIntro
}
