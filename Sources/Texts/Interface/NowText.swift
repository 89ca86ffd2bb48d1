/// The page Now: what is new and what is due.
public enum NowText: String, InterfaceText {
    public static let area = "now"

    case title, empty, newItems, emptyTitle, listName, thingName, backToList, nothingChosen
    case nothingChosenBody, waitsForUs, waitsForAnswer, underWay, inbox, new, dueAt, wasDue, due
    case answerAt, inConversation, busyUntil, free, staffFree, titleFrom, kindNews, kindMessage
    case kindShare, kindRequest, kindOrder, kindResult, kindReply, kindReferral, notOpenYet
    case notOpenYetBody, factsWithIt, aboutAct, aboutTopic, wanted, order, service, basis, state
    case readyTitle, readyBody, pausedTitle, pausedBody, stoppedTitle, stoppedBody, endedTitle
    case endedBody, showAll, clockStands, clockNotStarted, clockEnded, nextNew, replyTo, granted
    case refusedOrder, answerState, inForceUntil, whereFor, titleWith, youSitAs, switchTo, cameBack
    case cameBackBody, metThere, kindOperation, toDebrief
    case waitedForUs, wasUnderWay, answerWasDue, times, emptyOver, emptyOverWhat
    case goesOutAt, doneAt, neverOpened, neverOpenedBody
    case kindNotice, decidedBy, decided, decisionReasons, decisionWay, decisionAppeal
}
