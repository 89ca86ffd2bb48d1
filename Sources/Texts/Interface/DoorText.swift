/// Joining a seat, signing in, the content note, what is recorded.
public enum DoorText: String, InterfaceText {
    public static let area = "door"

    case title, code, name, join, next, steps, stepSeat, stepNote, stepStart, codeIntro, codeHelp
    case codeUnknown, nameHelp, nameMissing, nameIsTitle, alreadySeated, backToSeat, linkGone
    case linkGoneWhy, typeCode, declinedTitle, declinedBody, declinedNext, leftTitle, leftBody
    case noteTitle, aboutWhat, intensity1, intensity2, intensity3, promiseFiction
    case promiseNoRealData, promiseRecorded, promiseKept, promiseRespect, promiseStop, promiseBreak
    case noteChoice, noteYes, noteNo, stopQuestion, stopMeaning, stopYes, stopNo, stopFailed
    case stopOver, stopOverWhat, stopOverBack
    case staffTitle, staffIntro, staffName, staffNameHelp, password, passwordWrong, staffSignIn
    case setPasswordTitle, setPasswordIntro, newPassword, passwordHelp, passwordShort, savePassword, nameTaken
    case isThatYou, somebodyElse, backAfterAll, controlTitle, controlBody
    case seatFull, joinLater
    case backToLooking, noteYesLooking, enterTitle, enterWhat, enterYes
}
