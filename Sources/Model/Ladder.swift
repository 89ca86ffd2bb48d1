import Basics

/// A rung of the ladder of international channels: whom an act type reaches, and how long what it sends is on its way.
public struct Rung: Hashable, Sendable {
    /// Until it lies before the other side, in that side's office hours or law; `nil`: at once.
    public var travels: Duty.Limit?
    /// Until an answer lies before whoever asked, in the asking side's office hours or law; `nil`: at once.
    public var answerTravels: Duty.Limit?
    public var reach = Reach.abroad
    /// Only agencies with one of these powers are reached; empty reaches all.
    public var toPowers: [PowerID] = []
    /// It keeps data that would vanish, and brings nothing by itself.
    public var preserves = false
    public init() {}

    /// Agencies of another country, of one's own, or of any.
    public enum Reach: Hashable, Sendable { case abroad, home, anywhere }
}

/// A kind of agreement between agencies, such as a joint investigation team: while one is in force, its members may share
/// with each other what it is about.
public struct Agreement: Sendable {
    public var id = ""
    public var name = TextID("")
    public var about = TextID("")
    /// An agency with any of these powers can be a member.
    public var members: [PowerID] = []
    /// From the signature of the other side until it is in force, in that side's office hours or law.
    public var setUp = Duty.Limit.minutes(0)
    /// How long it is in force, by the law of the side that signs.
    public var lasts = Duty.Limit.minutes(7 * 1440)
    public init() {}
}
