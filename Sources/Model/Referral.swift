import Basics

/// How a service takes people who are referred to it, where somebody has to say yes first.
public struct Intake: Hashable, Sendable {
    /// Within which the referral is acknowledged; `nil` asks for an answer only.
    public var acknowledgeWithin: Duty.Limit?
    public var answersWithin = Duty.Limit.minutes(1440)
    /// Minutes between the yes and the arrival.
    public var journey = 0
    /// What a time limit that passes does, besides sending the referral back; done by the agency that kept silent.
    public var ifLapsed: [Effect] = []
    public init() {}
}

/// A person is referred to a service of another agency and waits for its answer.
public struct Referral: Hashable, Sendable {
    public var person: PersonID
    public var service: ServiceID
    public var from: AgencyID
    /// The act by which it was made.
    public var booking: ItemID
    /// Somebody goes along.
    public var accompanied: Bool
    /// By when it is acknowledged, where the service asks for that; then `due` counts.
    public var acknowledgeBy: ExerciseTime?
    public var due: ExerciseTime
    public var text: Typed

    public init(
        person: PersonID, service: ServiceID, from: AgencyID, booking: ItemID, accompanied: Bool,
        acknowledgeBy: ExerciseTime?, due: ExerciseTime, text: Typed
    ) {
        (self.person, self.service, self.from, self.booking) = (person, service, from, booking)
        (self.accompanied, self.acknowledgeBy, self.due, self.text) = (accompanied, acknowledgeBy, due, text)
    }
}

extension ItemState {
    /// Somebody still has to answer.
    public var isWaiting: Bool { self == .open || self == .acknowledged }
}
