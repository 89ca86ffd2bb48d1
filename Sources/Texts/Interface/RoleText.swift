/// The console of who plays characters, control's page of casting, and what the debrief says of it.
public enum RoleText: String, InterfaceText {
    public static let area = "role"

    case decidedAboutMe
    case title, place, back, joinTitle, joinWhat, noteYes, characters, nobodyYet, nobodyYetWhat
    case isAsked, speaksForItself, scriptSpeaks, waitingCount, rulesHeading, ruleNo, ruleTime
    case ruleBreak, ruleSecond, ruleOwnLife, ruleIndirect, own, leaveWhat, inRole, minutesOf
    case untilMinutes, overHeading, overWhat, needBreak, restNow, notInRoleHeading, notInRoleWhat
    case enoughToday, isEnded, begin, offerHeading, offerChoice, offerYes, offerNo, afterHeading
    case afterWhat, afterBreak, afterName, afterMove, afterTalk, afterAgain, nothingWaits
    case nothingWaitsWhat, howIAm, restsNow, whoIAm, whatITell, tellsNothing, withoutTopic, toldAlways
    case toldWhen, hintAtLeast, hintAtMost, hintApart, hintNotWatched, hintUnderstood, hintInterpreter
    case hintSetting, hintCountry, hintOther, whereIAm, needs, consents, consentService, consentShare
    case isSafe, isHeldByState, hasGuardian, isOutOfReach, asksAbout, scriptAt, timesAsked, askedAgain
    case setting, interpreter, answer, answerHelp, scriptSilent, told, toldHelp, tellMore, beyond
    case beyondHelp, anotherTopic, moveDials, moveDialsHelp, muchLess, less, asItIs, more, muchMore
    case send, letScript, doneToMe, nobodyCame, nobodyCameWhat, visits, cameTo, talks, askedTimes
    case ledOn, agreed, disagreed, cameAbout, didNotCome, promisedToMe, toldThen, didTalk, didAskConsent,
        didHelp
    case didRefer, didAppoint, didRemove, howTreated, howTreatedSaid, howTreatedHelp, keepRating
    case feltListened, feltInformed, feltChoice, feltSafe, flagHeading, flagWhat, flagHelp, flagNow
    case notInRole, alreadyAnswered, alreadyFlagged, nothingChosen, castingHeading, castingWhat
    case noPlayers, noPlayersWhat, timesToday, askedNothing, relieve, takeBack, saidYes, saidNo
    case castHeading, castWhat, allCast, player, character, ask, isCast, limitsHeading, limitsWhat
    case limitMinutes, limitTimes, limitsFault, scriptedHeading, scriptedWhat, timeOverHeading
    case timeOverWhat, playerAnswers, playedBy, doorHeading, doorWhat, doorNone, doorOpen, doorAnew
    case doorClose, doorQR, anewHeading, debriefHeading, debriefWhat, debriefPerson, debriefContacts
    case debriefEach, endedInRole, stepOut, languages, circumstances
    case forTrained, trainedConfirm, confirmedBy, consentFor
    case asksToAgree, askedToAgree, scriptAgrees, scriptRefuses, sayYes, sayNo, mustAgree
    case wasYours, endedWhat
    case takeYesBack, takenBackHeading, takenBackBy, takenBackMyself, takenBackAll, takenBackHelp
    case howTheySpoke
}
