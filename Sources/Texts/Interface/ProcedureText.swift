/// What the law asks for a person, step by step; mistakes; what a case rests on; what became of people.
public enum ProcedureText: String, InterfaceText {
    public static let area = "procedure"

    // Duties
    case dutiesHeading, dutiesIntro, dutyDue, dutyStillPossible, dutyNoLimit, dutiesEnded, dutyDone, dutyOver
    case dutyWasMissed, promiseMissed
    // Promises
    case promisesHeading, promisesIntro, promiseLine, promiseOpen, promiseKept, promiseBroken, promiseVoid,
        promiseLate
    // Pathway
    case pathwayHeading, stepTaken, stepOpen, pathwayNote
    // Elements of the offence
    case elementsHeading, elementsIntro, noProof, sourcesCount, testimonyAlone, notNeeded, leadOnly, element
    case contaminated, knownOnly
    case whatWeHold
    // Indicators
    case indicatorsHeading, indicatorsIntro, positive, notPositive, strong, medium, weak, nothingSeen
    case chooseList, otherAge, takenForChild, takenForAdult, togetherHeading, makesCase, edition, verified,
        unverified, pictureLabel, countStrong, countMedium, countWeak
    // Mistakes
    case rulesBroken, rulesBrokenFeed
    case placeMistakes, mistakesHeading, mistakesIntro, noMistakes, noMistakesBody, mistakeOf, byStaff,
        flaggedHere
    case flagHeading, flagMistake, flagAgency, flagPerson, flagNobody, flag, mode, modeTraining, modeTest
    case noticeLine, noticeRead
    case consents, consentsKnown, consentsNone, consentsSince, consentsSinceKnown, consentTo, consentPurpose,
        consentAnswer, consentBack,
        consentAnything
    case inTalk, talkHeading, whichTalk, whichTalkHelp
    case modeTrainingWhat, modeTestWhat, toTest, toTraining, better
    // Debrief
    case mistakesDebrief, mistakesDebriefWhat, epilogueHeading, epilogueWhat, monthsLater
    case mistakeLine, figureMistakes, figureMistakesWhat, lawSays, adviceSays
    // Forms
    case forms, noForms, noFormsBody, formVersion, formSignedBy, printForm, formSigned, lawHidden
    case formNumber, formMetAt, formCopy, newVersion, beginsFrom, marks
    case shareForm, formRestsOn, formSharedWith, formPassedOn
    case pathwayTaken
}
