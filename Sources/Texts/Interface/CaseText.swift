/// The page Case: facts, people, places, links.
public enum CaseText: String, InterfaceText {
    public static let area = "case"

    case title, facts, tabFacts, tabPeople, tabPlaces, tabDecisions, fact, place, country
    case whatIsThere, wayFound, wayTold, wayInject, wayConcluded, wayStaff, sharedWith, share
    case alreadyShared, needsThisKind, askFirst, askThem, shareHeading, shareIntro, noFacts
    case noFactsBody, noPeople, noPeopleBody, noPlaces, noPlacesBody, noDecisions, noDecisionsBody
    case decisionOf, whatWeKnow, nothingYet, map, mapCaption, mapLarger, mapSmaller, mapWhole, sureFirstHand
    case sureTold, sureReported, sureConcluded, sureStaff, howSure, toldUs, needFirst, othersToo, tabChart
    case tabTimeline, chartAlt, chartCaption, chartEmpty, chartEmptyBody, chartLink, chartFacts
    case timelineEmpty, timelineEmptyBody, timelineLearned, timelineCame, timelineMarked, timelineDecided
    case timelineSigned, timelineStory, timelineDid, timelineStill, timelineBrought
    case shareIntroTest, tabMore, orOnBasis
}
