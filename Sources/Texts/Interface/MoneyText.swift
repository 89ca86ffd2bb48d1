/// Money: the trail, statements, red flags, the hour of a freeze.
public enum MoneyText: String, InterfaceText {
    public static let area = "money"

    case tab, trailAlt, trailCaption, trailEmpty, trailEmptyBody, from, to, sum, payments, when
    case bySource, byLead, cash, cashIn, cashOut, accounts, account, holder, noHolder
    case kind, bank, wallet, remittance, courier, statement, statementOf, drawnUp, period, opening
    case closing, line, amountBalance, statementEmpty, slipNote, whatItShows, linkThem
    case redFlags, redFlagsWhat, chartSave, chartSaveWhat, fieldHour, fieldHourHelp, atOnce
    case takesEffect, owner, director, wentOut, heldBack, orderTakesEffect, orderRunsOut
    case timesPaid
}
