/// That somebody was asked to play a character, and what they said. It is in no log.
public struct Casting: Sendable, Equatable {
    public enum Answer: String, Sendable {
        /// Nothing yet.
        case open
        case yes
        /// Without a reason, which nobody asks for.
        case no
    }

    public var participant: Int32
    /// The character's text id.
    public var person: String
    /// Milliseconds since 1970, UTC.
    public var askedMs: Int64
    public var answer: Answer
    /// Who of control confirmed that the participant is an adult trained to voice a child; nil if nobody did.
    public var confirmedBy: Int32?

    public init(
        participant: Int32, person: String, askedMs: Int64, answer: Answer = .open, confirmedBy: Int32? = nil
    ) {
        (self.participant, self.person) = (participant, person)
        (self.askedMs, self.answer, self.confirmedBy) = (askedMs, answer, confirmedBy)
    }
}

/// A time in role, on the wall clock: it is people who tire, not the story.
public struct Spell: Sendable, Equatable {
    public var participant: Int32
    public var beganMs: Int64
    /// Nil while it goes on.
    public var endedMs: Int64?

    public init(participant: Int32, beganMs: Int64, endedMs: Int64? = nil) {
        (self.participant, self.beganMs, self.endedMs) = (participant, beganMs, endedMs)
    }
}

/// How long somebody may be in role, as control has set it for the run (ET-04).
public struct RoleLimits: Sendable, Equatable {
    /// Minutes at a time.
    public var minutes: Int
    /// How often within one day.
    public var spells: Int

    public init(minutes: Int = 40, spells: Int = 2) { (self.minutes, self.spells) = (minutes, spells) }
}
