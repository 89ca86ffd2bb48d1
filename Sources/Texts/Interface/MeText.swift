/// The page Me: role, law book, notes, break, language.
public enum MeText: String, InterfaceText {
    public static let area = "me"

    case title, breakNeeded, youAre, alsoHere, role, agency, lawBook, bothCountries, allCountries, story,
        objectives
    case seats, seatsHelp, care, careBody, breakAsked, breakAskedBody, noteAgain, leave, leaveBody
    case notesBody, notesLabel, notesSave, notesErase, notes
    case lawBookClosed
}
