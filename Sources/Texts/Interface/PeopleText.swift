/// States of persons and other words of the case that views name.
public enum PeopleText: String, InterfaceText {
    public static let area = "people"

    case hasGuardian
    case potential, presumed, identified, notIdentified, unknownStatus, grounds, groundsTitle
    case groundsBody, weMarked, whatWeCanDo, inRegister
    case actsCare, actsAsk, actsEvidence, actsPapers, actsOf
    case awaitedHeading, awaitedIntro, awaitedConsent, awaitedTalk, awaitedUntil
}
