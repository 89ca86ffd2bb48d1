/// Why an act was not taken, with the way on.
public enum RefusalText: String, InterfaceText {
    public static let area = "refusal"

    case notStarted, paused, ended, alreadyStarted, notPaused, busy, noStaff, personBusy, notYours
    case unknownThing, lostContact, notHere, impossible, alreadyDone, alreadyAnswered, notHeld
    case sameAgency, missingPerson, missingPlace, missingAgency, missingRecipients, missingFacts
    case missingTopic, missingSetting, missingService, missingBasis, missingStatus, missingItem
    case missingText, missingReasons, missingAlternatives, missingAppeal, missingChoice
    case missingDeadline, missingKind, missingField, houseFull, wentBack, scripted
    case underWay, missingSites
    case impossibleNow
    case missingBasisFacts
}
