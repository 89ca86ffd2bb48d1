/// How evidence came, hand by hand, and whether it may be used in court.
public enum CustodyText: String, InterfaceText {
    public static let area = "custody"

    case heading, intro, linkFound, linkTold, linkNews, linkConcluded, linkStaff, byMessage, byShare
    case byRequest, byAnswer, byOrder, onBasis, onOrder, useUsable, useConditional, useUnusable, restsOnWeak
    case evidence, evidenceWhat, way, charged, byChannel, linkFoundKind
}
