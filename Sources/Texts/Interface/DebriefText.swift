/// The debrief.
public enum DebriefText: String, InterfaceText {
    public static let area = "debrief"

    case unreadBefore
    case title, promise, throughWhose, throughLabel, throughAll, show, back, print, contents, notOver
    case notOverWhat, tooEarly, tooEarlyWhat, unreadable, unreadableWhat, figures, countOf
    case figureKnown, figureKnownWhat, figurePassed, figurePassedWhat, figureUnread, figureMissed
    case figureMissedWhat, figureMissedCaveat, figureWait, figureWaitWhat, figureSilent
    case figureSilentWhat, figureBreaches, figureBreachesWhat, figureBreachesCaveat, figurePeople
    case figurePeopleWhat, figureWrong, figureLost, figureLostWhat, score, scoreWhat, scoreAlt
    case legendLearned, legendShared, legendMissed, legendBreach, legendWait, waitTitle, ledger
    case ledgerNone, ledgerNoneWhat
    case ledgerWhat, fact, conclusion, toldAt, basis, neverRead, notShared, waitedFor, rightlySilent
    case neededNobody, wayFound, wayTold, wayToldBy, wayInject, wayConcluded, wayStaff, missed
    case missedWhat, missedNone, missedNoneWhat, missedMore, heldBy, neededBy, lawfulFrom, arrived
    case silencesMore
    case never, waited, silences, silencesWhat, silencesNone, silencesNoneWhat, why, rule, people
    case peopleWhat, person, truth, wasExploited, wasNotExploited, atTheEnd, firstMark, statusNone
    case lostContact, decisions, decisionsWhat, decisionsNone, decisionsNoneWhat, decision, when, seat
    case timeline, timelineWhat, timelineNone, timelineNoneWhat, lines, linesTurns, linesEverything
    case linesKnowledge, linesRules, agency, everyAgency, startex, endex, paused, stopped, resumed
    case learned, injectArrived, breach, deviation, marked, personLost, consentGiven, consentRefused, admitted
    case decided, improvisedArrived, personTimelines, personTimelinesWhat, personNothing
    case missedNoneHere, silencesNoneHere, figureKnownHere, figureKnownHereWhat
}
