import Basics
import Engine
import Model

// The values that pages, streams and bots are made from. Their initialisers stay inside this target.

public struct Option: Hashable, Sendable {
    public let handle: Handle
    public let name: Text
}

/// The run's clock as a viewer sees it.
public struct ClockView: Hashable, Sendable {
    public let phase: State.Phase
    public let stopped: Bool
    public let speed: Int
    public let now: ExerciseTime
    public let end: ExerciseTime
    /// Date and time on the viewer's clock.
    public let local: Moment
    /// Minutes since the epoch, viewer's clock, at STARTEX: to show other moments.
    public let startMinutes: Int

    init(_ engine: Engine, _ state: State, now: ExerciseTime, zone: Int) {
        (phase, stopped, speed, self.now) = (state.phase, state.stopped, state.speed, now)
        end = ExerciseTime.start.after(minutes: engine.scenario.length)
        local = Moment(minutesSinceEpoch: engine.localMinutes(now, zone: zone))
        startMinutes = engine.localMinutes(.start, zone: zone)
    }

    /// Date and time of another moment on the viewer's clock.
    public func moment(_ time: ExerciseTime) -> Moment {
        Moment(minutesSinceEpoch: startMinutes + time.minutes)
    }
}

public struct SelfView: Sendable {
    public let seat: Text
    public let brief: Text
    public let agency: AgencyView
    public let agencyAbout: Text
    public let country: Text
    public let scenario: Text
    public let scenarioAbout: Text
    public let world: Text
    public let worldAbout: Text
    public let objectives: [Text]
    public let articles: [ArticleView]
}

public struct ArticleView: Hashable, Sendable {
    public let handle: Handle
    public let country: Text?
    public let title: Text
    /// Markdown.
    public let text: Text
}

public struct AgencyView: Hashable, Sendable {
    public let handle: Handle
    public let name: Text
    public let about: Text
    public let letter: String
    public let hue: Int
    public let country: Text
    public let pattern: String
    public let isOurs: Bool
    public let isAbroad: Bool
    public let seats: [Option]
}

public struct WorkView: Hashable, Sendable {
    public let busyUntil: ExerciseTime?
    public let inConversationWith: Option?
    public let freeStaff: Int
    public let staff: Int
    public let pending: [PendingView]
}

public struct PendingView: Hashable, Sendable {
    public let act: Text
    public let subject: Text?
    public let startedAt: ExerciseTime
    public let due: ExerciseTime
    /// It is sent off, and lies before the other side then.
    public let isUnderWay: Bool
    public let brings: Brings

    /// What there is when its time is over.
    public enum Brings: Hashable, Sendable {
        /// A result of our own, in the inbox.
        case result
        /// Only then does it go to the other side, whose answer comes when it comes, or never.
        case answer
        /// It is done, and nothing comes.
        case nothing
    }
}

public struct FactView: Hashable, Sendable {
    public let handle: Handle
    public let text: Text
    public let kind: Text
    public let sharing: Text
    public let isConclusion: Bool
    public let persons: [Option]
    public let places: [Option]
    public let links: [LinkView]
    public let learnedAt: ExerciseTime
    /// When `from` told it; it may have been read later.
    public let toldAt: ExerciseTime?
    public let way: Learning.Way
    /// The agency that told it first.
    public let from: Text?
    public let basis: Text?
    /// All that we know of it was told to leading questions.
    public let isContaminated: Bool
    /// To whom we passed it.
    public let sharedWith: [Text]
}

/// Of two it is known how they are joined.
public struct LinkView: Hashable, Sendable {
    public let handle: Handle
    public let kind: Text
    /// A link of FollowTheMoney.
    public let schema: LinkSchema
    public let from: Handle
    public let to: Handle
    /// The second end, where it is a company.
    public let company: Option?
}

public struct ShareOption: Sendable {
    public let agency: AgencyView
    public let law: LawView
    /// The world lists the agency as needing this kind of fact.
    public let needsIt: Bool
    /// It was this agency that told us.
    public let toldUs: Bool
    public let done: Bool
    public let consentOf: [Option]
}

public struct LawView: Hashable, Sendable {
    public let answer: Answer
    /// The field's id, such as `R-CON-01`.
    public let rule: String
    public let says: Text?
    public let article: ArticleView?
    public let order: Text?
    /// Going on is impossible.
    public let hard: Bool
    /// Acts of ours that open the way.
    public let ways: [Option]
    /// Something can stand against it that our agency cannot know: that nothing is said does not mean that it is allowed.
    public var isOnlyAsKnown = false
}

public struct PersonView: Hashable, Sendable {
    public let handle: Handle
    public let name: Text
    public let about: Text
    public let facts: [Handle]
    /// Circumstances that the agency has reason to believe in.
    public let traits: [Text]
    /// The status that our own agency marked last.
    public let ourMark: PersonStatus?
    public let markedAt: ExerciseTime?
    /// How the person stands in the register, for an agency that keeps it; nil if nobody marked them.
    public let register: PersonStatus?
    /// What the agency knows counts as reasonable grounds (R-ID-02).
    public let grounds: Bool
    /// Somebody speaks for the person, as our agency knows.
    public let hasGuardian: Bool
    /// Our conversations with the person.
    public let talks: [TalkView]
}

public struct TalkView: Hashable, Sendable {
    public let topic: Text
    public let topicHandle: Handle?
    public let at: ExerciseTime
}

public struct PlaceView: Hashable, Sendable {
    public let handle: Handle
    public let name: Text
    public let about: Text
    public let country: Text?
    public let x: Int
    public let y: Int
    public let facts: [Handle]
}

public struct DecisionView: Hashable, Sendable {
    public let seat: Text
    /// What a charge is called, and who is charged; empty for other decisions.
    public let charge: Text?
    public let person: Text?
    public let at: ExerciseTime
    public let text: Text
    public let alternatives: Text
    public let facts: [Handle]
}
