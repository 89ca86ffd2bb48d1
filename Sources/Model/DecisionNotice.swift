import Basics

/// To whom a decision is written when an act about a person is carried out. Nobody else learns of it by the act.
public struct DecisionNotice: Sendable {
    public var id = ""
    public var title = TextID("")
    public var says = TextID("")
    /// How to go against it.
    public var appeal = TextID("")
    public var when = Expression.always
    public var agencies: [AgencyID] = []
    /// Agencies of the deciding agency's country that have one of these powers.
    public var powers: [PowerID] = []
    /// Agencies that have marked the person, have referred them to who decides, or have them in a service of theirs.
    public var toInvolved = false
    /// Whoever plays the person reads it.
    public var toPerson = false
    /// What was typed in the act goes along: the reasons, the lines of a form.
    public var tellsWords = false
    public init() {}

    /// The pack has it written to the agency, by its name or by a power that it has in the country of whoever decides.
    public func names(_ agency: AgencyID, for decider: AgencyID, in world: World) -> Bool {
        let (other, own) = (world.agencies[agency], world.agencies[decider])
        return agencies.contains(agency)
            || other.country == own.country && powers.contains(where: other.powers.contains)
    }
}
