/// Networks: what they have, notice, plan and do. Control and the debrief alone speak of it.
public enum NetworkText: String, InterfaceText {
    public static let area = "network"

    case place, heading, intro, none, noneBody, alert, resources, membersAtLarge, held
    case goingOn, goesOn, goingOnUntil, next, nextNothing, options, optionsWhat, deeds, noDeeds, notices,
        noNotices
    case saw, sawMinute, heard, hold, release, moveNow, setAlert, alertValue, cost, takes, priority
    case obstacleHeld, obstacleNotYet, obstacleOtherPhase, obstacleSpent, obstacleNoReason, obstacleNoMembers
    case obstacleNoMeans, obstacleNoSense, possible
    case endMade, endStopped, endNoReason, endNoMembers, endNoMeans, endNoSense, endMorePressing, endHeld
    case debriefHeading, debriefWhat, moveLine, begunAt, whatTheyNoticed, noticedNothing, wouldHave, concerned
    case refusedPointless, markAbsent
}
