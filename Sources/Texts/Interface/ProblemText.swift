/// What the platform says when something cannot be done.
public enum ProblemText: String, InterfaceText {
    public static let area = "problem"

    case notRecorded, unsure, notFound, title, otherSite, tooMany, goOn, strangeCommand, taken, textTooLong,
        draftTooLong, draftsTooMany, tooSoon, seatSpent, sendAgain, tooManyFields, noForm
    case notRecordedKept, unsureKept, ranOutKept, ranOut, whatYouWrote, secretAgain, secretAgainHelp
}
