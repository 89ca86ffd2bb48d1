/// Coming back as somebody who was here before: the return code, and what control gives to who has lost it.
public enum ReturnText: String, InterfaceText {
    public static let area = "return"

    case wasHere, title, intro, lost, code, codeHelp, unknown, anotherPhone, how, keep, yours, unknownHere
    case renew, isBack, isBackNext, noteWhat, leftWhat, taken, thatIsMe, otherName
    case give, giveHeading, giveWhat, givenHeading, givenWhat, awayHeading
}
