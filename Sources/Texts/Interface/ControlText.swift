/// The pages of control.
public enum ControlText: String, InterfaceText {
    public static let area = "control"

    case title, placeDesk, placeFacts, placePeople, placeDoors, placeDebrief, waitingCount
    case stopMeaning, stoppedHeading, stoppedWhat, resumeAfterStop, breakWhat, breakDone
    case somebody, questionHeading, questionWhat, questionUntil, answerQuestion, question
    case questionGone, replyText, replyHelp, replyFacts, replyFactsHelp, replyBeyond, replyOthers
    case replyBeyondHelp, sendReply, clockAndTimetable, start, pause, resume, jump, nextDue, speed
    case speedTimes, setSpeed, end, endHeading, endWhat, endNow, openDebrief, timetable
    case timetableAsTable, columnInject, columnWhen, columnFor, columnDo, injectFired, injectDue
    case injectHeldUntil, injectHeld, injectHeldAndDue, injectWaits, injectByHand, injectCancelled
    case fireNow, hold, release, inject, edited, edit, editHelp, saveText, retarget, saveAudience
    case from, fromHelp, channel, audience, carriesFacts, titleField, text, compose, composeHelp
    case composeNotNow, attachFacts, attachHelp, sendInject, seats, seat, seatEmpty, seatPeople
    case seatBot, botRests, seatControl, seatCovered, busyUntil, lastAct, noActYet, policyCooperative
    case policySiloed, policyRandom, policyCareless, policyNoFinance, stuck, playedBy, people, state, unread,
        unreadCount, actsSoFar
    case seeWhatTheySee, playIt, openSeat, backToPeople, letBotPlay, botHelp, seatBotNow, giveTo
    case giveToHelp, give, wayIn, noWayIn, reissue, reissueHelp, qrOfSeat, nameErased, nobodyYet
    case playedByYou, playItFirst, feed, feedEmpty, feedEmptyWhat, kinds, everything, kindActs
    case kindAlarms, kindInjects, kindMarks, agency, allAgencies, show, alarm, breachOf, deviationFrom,
        injectArrived
    case markedAs, inspector, nothingChosen, nothingChosenWhat, noSuchThing, backToDesk, person, fact
    case statusUnknown, truthVictim, truthSuspect, heldByControl, brief, place, service, needs, talks
    case ledOn, ties, promisedToThem
    case knownTo, noAgency, noneAtAll, character, holdPerson, releasePerson, holdHelp, scriptedHelp
    case heldHelp, setDial, dialValue, dialHelp, set, dialTrust, dialDistress, dialSafety, dialHealth
    case trust1, trust2, trust3, trust4, trust5, distress1, distress2, distress3, distress4, distress5
    case safety1, safety2, safety3, safety4, safety5, health1, health2, health3, health4, health5
    case markLost, markMoved, markRemoved, markDisengaged, markDetained, markSafe, markGuardian
    case markRemovalSuspended, markReached, wayFound, wayTold, wayInject, wayConcluded, wayStaff
    case conclusion, concludedFrom, neededBy, hasIt, doesNotHaveIt, whoHasIt, nobodyHasIt, columnSince
    case columnHow, unreadSince, toldOutside, toldHelp, toldRecord, factsHeading, factsWhat
    case factsWaiting, factsNobody, factsConclusions, noFacts, noFactsWhat, needsIt, forLong
    case elsewhereFor, peopleHeading, peopleWhat, doorsHeading
    case doorsWhat, onlyHere, onlyHereWhat, print, everybody, thenTypeCode, qrOfJoin, seatSeesHeading
    case seatSeesWhat, itsInbox, itsFacts, itsPeople, itsPlaces, inbox, read, nothingYet
    case incomplete, tooBusy, runClosed, refusedNotStarted, refusedPaused, refusedEnded
    case refusedStarted, refusedNotPaused, refusedDone, refusedAnswered, refusedNotHeld
    case refusedNoAudience, refusedNoText, refusedSpeed, sessionsHeading, sessionsWhat, setPassword
    case signedInSince, thisIsYou, endSession, endSessionHeading, endSessionWhat, observer, reissueHeading
    case fingerprintHeading, fingerprintWhat
    case somebodyBreak, whoIsIt, follows, spared, madeUp, sentTo, sentToMore
    case moreFacts, readBy, nobodyRead, historyHeading, historyNone, orderInForce
    case scriptTellsNothing, jumpInject, jumpDifference, jumpTo, jumpTime, jumpTimeHelp
    case jumpPassed, jumpNextDay
    case refusedTime, refusedNothingDue, refusedJumping
    case anotherDevice, anotherDeviceWhat, qrOfControl
    case personOpened, personOpenedWhat, personSessions, sessionEnded, openedWhen, openedNothing, openedItem
    case openedStatement, openedForm, openedArticle, openedChart, openedTalk, openedOperation, openedDecisions
    case openedTalks, openedCharacter
    case retentionHeading, retentionOver, retentionWhat
    case languages, traits, consents
    case stoppedUnwritten, heavySeatHeading, heavySeatWhat, heavySeatSpent, heavySeatLook
    case guessedHeading, guessedCodes, guessedPasswords, guessedClosed
}
