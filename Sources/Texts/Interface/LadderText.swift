/// The ladder of international channels: how fast, in what form, and whether a court can use what comes.
public enum LadderText: String, InterfaceText {
    public static let area = "ladder"

    case compare, compareHelp, there, thereOffice, back, backOffice, atOnce, setUp, setUpOffice, lasts
    case needs, noForm, comesBack, comesBackAtOnce, keeps, courtHidden, costWay, thereAt, sentOff
    case fieldComesBack, channel, proposes, teams, teamUntil, teamAbout, speed, answer, form, court
    case courtUsable, courtAfterwards, courtLead, inForceFrom
}
