/// Referrals: how they stand, who goes along, what comes next.
public enum ReferralText: String, InterfaceText {
    public static let area = "referral"

    case broughtIn
    case heading, goesAlong, somebodyGoes, nobodyGoes, acknowledgeBy, answerBy, arrivesAt, room, roomOf
    case elsewhere, lapsedBody, notArrivedBody, arrivedBody, revokedBody, lineState, missingHeading, askAgain
    case stoppedForSender, stoppedForService, yesTakenBack
}
