import Basics
import Engine
import Model

// The values that the pages of a role-player are made from. Their initialisers stay inside this target.

/// What somebody may read before they say whether they will play a character (ET-04).
public struct RoleOffer: Sendable {
    public let handle: Handle
    public let name: Text
    public let about: Text

    public init(_ view: RolePlayerView) {
        (handle, name, about) = (view.handle, view.name, view.character.about)
    }
}

public struct CharacterView: Hashable, Sendable {
    public let name: Text
    public let about: Text
    public let brief: Text
    /// The languages that the character understands, and what it lives with: a disability, an age.
    public let tongues: [Text]
    public let traits: [Text]
    public let tellings: [Telling]
}

/// A fact that the character can tell.
public struct Telling: Hashable, Sendable {
    public let topic: Text?
    public let fact: Option
    public let words: Text
    /// Under what the script tells it; empty: whenever it is asked.
    public let hints: [TellingHint]
}

public enum TellingHint: Hashable, Sendable {
    case atLeast(Dial, Int)
    case atMost(Dial, Int)
    /// Away from those in control.
    case apart
    /// Without the one whom the character fears in the room.
    case notWatched
    case understood, independentInterpreter
    case setting(Text)
    /// By people of this country's agencies.
    case country(Text)
    /// Something that the pack says in its own way.
    case other
}

public struct CharacterNow: Hashable, Sendable {
    /// By `Dial.rawValue`.
    public let dials: [Int]
    public let needs: [Text]
    public let marks: [PersonMark]
    public let place: Text
    public let service: Text?
    public let consents: [CharacterAgreed]
    /// Papers, a debt, what the character was told.
    public let matters: [ControlMatter]
    /// The oldest first.
    public let questions: [CharacterQuestion]
    /// What the character is asked to agree to; the oldest first.
    public let asked: [CharacterConsentQuestion]
    /// How much waits for an answer.
    public var waiting: Int { questions.count + asked.count }
}

public struct CharacterConsent: Hashable, Sendable {
    public let isForService: Bool
    public let to: Text
    /// What for; nil is for everything.
    public let purpose: Text?
}

/// Somebody before the character, as the character would know them.
public struct CharacterVisitor: Hashable, Sendable {
    public let seat: Text
    public let agency: Text
    public let letter: String
    public let hue: Int
}

public struct CharacterManner: Hashable, Sendable {
    public struct Choice: Hashable, Sendable {
        public let name: Text
        /// Nil for a yes or no.
        public let option: Text?
        public let isYes: Bool
    }
    public let setting: Text?
    public let interpreter: Text?
    public let choices: [Choice]
}

/// A question that waits for whoever plays the character.
public struct CharacterQuestion: Hashable, Sendable {
    public let handle: Handle
    public let topic: Text
    public let by: CharacterVisitor
    public let askedAt: ExerciseTime
    /// Then the script answers.
    public let until: ExerciseTime
    public let how: CharacterManner
    /// How often anybody has asked about it, this time included.
    public let timesAsked: Int
    /// What the script would tell now.
    public let script: [ProposedFact]
    /// What the script would not tell yet, or not to this question.
    public let beyond: [ProposedFact]
}

public struct ProposedFact: Hashable, Sendable {
    public let fact: Option
    public let words: Text?
    /// It belongs to what was asked about.
    public let isOfTopic: Bool
    public let hints: [TellingHint]
}

public struct CharacterPast: Hashable, Sendable {
    public struct Asked: Hashable, Sendable {
        public let topic: Text
        public let times: Int
        /// Answers were put into the character's mouth.
        public let isLed: Bool
    }
    public struct Visit: Hashable, Sendable {
        public let at: ExerciseTime
        public let by: CharacterVisitor
        public let place: Text
    }
    /// What somebody said that they would do, and whether it was done.
    public struct Promised: Hashable, Sendable {
        public let promise: Text
        public let by: Text
        public let at: ExerciseTime
        public let due: ExerciseTime
        /// Nil while it is open.
        public let end: PromiseEnd?
    }
    /// A yes of the character's that was taken back.
    public struct TakenBack: Hashable, Sendable {
        public let at: ExerciseTime
        /// Who wrote it down as the character's words; nil where whoever plays it did so.
        public let by: CharacterVisitor?
        /// To whom; nil is everybody.
        public let consent: CharacterConsent?
        /// For what, where it is to everybody; nil is everything.
        public let purpose: Text?
    }
    public let contacts: [CharacterContact]
    /// The newest first.
    public let takenBack: [TakenBack]
    /// Decisions that were written to the character, the newest first.
    public let notices: [NoticeView]
    /// The newest first.
    public let promised: [Promised]
    public let visits: [Visit]
    public let asked: [Asked]
    public let talks: Int
}

/// Somebody has come to the character and done something.
public struct CharacterContact: Hashable, Sendable {
    public let handle: Handle
    public let verb: Verb
    public let at: ExerciseTime
    public let by: CharacterVisitor
    /// What it was about: a topic, a service, a need, an agency.
    public let what: Text?
    public let how: CharacterManner
    public let said: [Text]
    /// What was answered where consent was asked for.
    public let agreed: Bool?
    /// Whether the character came to where somebody wanted to bring it; nil while that is open.
    public let came: Bool?
    public let told: [Text]
    /// By `Treatment.Statement.rawValue`; nil while nobody has said.
    public let ratings: [Int]?
}
