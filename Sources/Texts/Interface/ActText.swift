/// The page Act: what a seat can do, its cost, what the law says.
public enum ActText: String, InterfaceText {
    public static let area = "act"

    case nobodyKnownUnread, outcomeMet, askedBy, askedBecause
    case title, takes, intro, groupFind, groupPeople, groupTell, groupLaw, verbQuery, verbVisit
    case verbTalk, verbConsent, verbHelp, verbProtect, verbObtain, verbWrite, verbShare
    case verbRequest, verbAnswer, verbRefuse, verbAskOrder, verbGiveOrder, verbRefuseOrder
    case verbLink, verbRefer, verbMark, verbDecide, verbForm, fieldNeeded, verbAppoint, verbRemove, costTime,
        costAnswer
    case costStaff, answerAfter, answerOffice, staffBound, backToActs, look, whatItCosts
    case whatItCost, whatLawSays, against, doIt, doAnyway, changeIt, notDone, recorded, recordedNow
    case recordedLater, toNow, doMore, none, fieldPerson, fieldPlace, fieldAgency, fieldRecipients
    case fieldService, fieldTopic, fieldSetting, fieldInterpreter, fieldKind, fieldBasis
    case fieldStatus, fieldItem, fieldDeadline, fieldFacts, fieldFactsLink, noFactsYet, noRealData
    case textQuery, textQueryHelp, textMessage, textRequest, textAnswer, textReasons, textDecision
    case textNote, textAppeal, textAlternatives, noRecords, outcomeSilent, outcomeNobody
    case outcomeConsent, outcomeNoConsent, outcomeNotSupported, outcomeConcluded, outcomeHelped
    case outcomeDone, outcomeAdmitted, outcomeDeclined, outcomeFull, interpreterAdds, busyNow
    case busyNowBody, notNow, fieldSeats, doneSent, doneShared, doneAsked, doneAnswered, doneRefused
    case doneOrderAsked, doneOrderGiven, doneOrderLater, doneMarked, doneDecided, doneSigned, doneGuardian,
        doneConsentAsked,
        doneRemoved, changeFirst
    case doneHelped, outcomeNothingFound, consentShare, consentAsked, countActs
    case verbAcknowledge, verbAccept, verbRevoke, textReferral, textArrival, doneAcknowledged, doneAccepted
    case doneRevoked, doneReferred
    case fieldForms, fieldFormsHelp
    case groupTogether, verbPlan, verbTakePart, verbDeclinePart, verbBegin, verbCallOff, textPlan
    case donePlanned, doneTakesPart, doneTakesNone, doneWord, doneCalledOff
    case stepAddress, stepMarks, marksHelp
    case stepWhom, stepChoices, stepWords, stepFacts, stepOf, nextStep, stepBack, keepDraft, draftIsBack,
        draftForget
    case draftChip, draftsHeading, notFilledIn
    case introTest, unchosen, choose
    case stillOpen, fieldOpen, notAtAll, sign, signAnyway, signAndSend, signAndSendAnyway, leaveKept
    case lookAgain
    case fieldPurpose, offers, took
    case overTitle, overBody, goesOutLater, doneLater, toTalk
    case againstAdvice, nobodyKnown, nobodyKnownBody, purposeOwn, nobodyGives, nobodyGivesBody
}
