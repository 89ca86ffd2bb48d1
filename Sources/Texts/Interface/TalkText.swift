/// The page Talk: messages, requests, interviews.
public enum TalkText: String, InterfaceText {
    public static let area = "talk"

    case title, us, waitForUs, weWait, people, messages, empty, emptyBody, nobody, talkWith
    case aboutPerson, questionsSoFar, nothingAsked, askedAbout, askedBefore, answerComes, learned
    case notOurs, lawFirst, ask, askAnyway, open, read, wants, stateOpen, stateAnswered
    case stateRefused, stateLapsed, stateAdmitted, stateDeclined, stateFull, stateAcknowledged
    case stateAccepted, stateNotArrived, stateRevoked, stateReturned
    case languageUnknown, languageHeard, unanswered
    case askAgency
    case stateUnderWay, stateSigned, stateInForce, stateEnded
}
