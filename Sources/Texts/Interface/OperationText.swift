/// Joint operations: the plan, its gates, its minutes.
public enum OperationText: String, InterfaceText {
    public static let area = "operation"

    case came, wereBrought, wereMet
    case title, none, noneBody, titleWith, ledBy, open, plan, version
    case standingPlanned, standingOrdered, standingUnderWay, standingOver, standingCalledOff
    // The plan in steps
    case stepWhere, stepWhen, stepWho, stepReception, stepRest, changes
    case fieldSites, fieldSitesHelp, fieldHour, fieldHourHelp, hourMissing, hourPassed, fieldPartners,
        fieldPartnersHelp,
        noPart
    case fieldReception, fieldReceptionHelp, noReception, fieldOperation, fieldWhen, now, atHour
    case sites, hour, reception
    // Who takes part
    case partsHeading, partAgency, partDoes, partStanding, leads, asked, confirmed, refused, staff
    // What must be ready
    case gatesHeading, gatesIntro, gateMet, gateUnmet, gateUnknown, gateDanger, gateNoDanger, gateOwner,
        oursHeading
    // Minute by minute
    case minutesHeading, minutesNone
    // Letters
    case newsAsked, newsChanged, newsConfirmed, newsRefused, newsOrdered, newsCalledOff, newsOver
    // Control and debrief
    case controlIntro, debriefIntro, gatesTruth, gatesAtStart, wasMet, wasNotMet, wasDanger, notBegun
    case linePlanned, lineTakesPart, lineTakesNone, lineOrdered, lineBegun, lineMinute, lineOver,
        lineCalledOff, lineMissed
    case notAllReady
    case standingAtEnd
}
