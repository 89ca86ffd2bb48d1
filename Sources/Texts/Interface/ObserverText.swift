/// The pages of who looks on, and control's way to let them in.
public enum ObserverText: String, InterfaceText {
    public static let area = "observer"

    case title, what, place, joinTitle, joinWhat, objectives, objectivesNone, seats, happened, nothingYet
    case nothingYetWhat, actsSoFar, openDebrief, own
    case flagHeading, flagWhat, flagHelp, flagged, flagNone, flagNoneWhat, flagOnly, flagElse
    case talks, talksWhat, talksNone, talksNoneWhat, flagSomething, flag
    case doorHeading, doorWhat, doorNone, doorOpen, doorAnew, doorClose, doorQR, anewHeading, doorHours
}
