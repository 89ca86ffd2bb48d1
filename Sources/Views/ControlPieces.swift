import Basics
import Model

// The values that control's pages are made from.

public struct NamedOption: Hashable, Sendable {
    public let id: String
    public let name: Text
}

public struct ControlMistake: Sendable {
    /// The field's id, such as `E-04`.
    public let id: String
    public let name: Text
    public let says: Text
    public let article: LawArticle?
    public let agencyID: String
    public let agency: Text
    public let person: Text?
    public let at: ExerciseTime
    public let byStaff: Bool
    /// What a charge did not carry, as it stands now.
    public let thin: ChargeGrid?
}

public struct ControlSeat: Sendable {
    public let id: String
    public let seat: SeatID
    public let name: Text
    public let agencyID: String
    public let agency: Text
    public let letter: String
    public let hue: Int
    public let country: Text
    public let pattern: String
    public let mode: SeatMode
    public let busyUntil: ExerciseTime?
    public let unread: Int
    public let acts: Int
    public let lastAct: ExerciseTime?
    /// A bot plays it and rests until then.
    public let restsUntil: ExerciseTime?
    /// Other seats of the same agency, whose people may play this one too.
    public let siblings: [NamedOption]
}

public struct ControlInject: Sendable {
    public enum Standing: Hashable, Sendable {
        case fired(ExerciseTime)
        case due(ExerciseTime)
        case held(ExerciseTime?)
        /// Held, and its moment has come.
        case heldAndDue
        case waitsOnCondition, byHand, cancelled
        /// Comes after another inject if nothing has been done about it for so many minutes.
        case follows(Text, after: Int)
        /// Would have followed that one, but what it called for has been done.
        case spared(Text)
    }
    public let id: String
    public let from: Text
    public let title: Text
    public let text: Text
    public let channel: Text
    public let seats: [NamedOption]
    public let facts: [Text]
    public let standing: Standing
    public let isEdited: Bool
}

public struct ControlPerson: Sendable {
    public let id: String
    public let name: Text
    public let about: Text
    public let brief: Text
    public let isVictim: Bool
    public let isSuspect: Bool
    public let status: PersonStatus
    /// By `Dial.rawValue`.
    public let dials: [Int]
    public let marks: [PersonMark]
    public let place: Text
    public let service: Text?
    public let needs: [Text]
    public let matters: [ControlMatter]
    public let ties: [Text]
    public let tongues: [Text]
    public let traits: [Text]
    public let consents: [CharacterConsent]
    public let promises: [ControlPromise]
    public let talks: Int
    /// Topics on which answers were put into the person's mouth.
    public let ledOn: [Text]
    public let isHeld: Bool
    /// Nobody can hold the character.
    public let isScripted: Bool
    /// Only somebody who is confirmed to be a trained adult plays the character.
    public let isForTrained: Bool
    public let known: [Text]
    public let markedBy: [ControlMark]
    /// What was done about the person, the oldest first.
    public let history: [ControlDeed]
}

public struct ControlDeed: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case act, breach, mistake, order
        /// Advice was gone against, and no law.
        case deviation
        case mark(PersonStatus)
    }
    public let time: ExerciseTime
    public let kind: Kind
    public let seat: Text?
    public let text: Text
    public let about: Text?
    public let rule: String
    /// What the law said: a sentence for each gate that was passed.
    public var says: [Text] = []
}

/// An inject that control made up.
public struct ControlItem: Hashable, Sendable {
    public let id: String
    public let at: ExerciseTime
    public let from: Text
    public let title: Text
    public let text: Text
    public let channel: Text
    public let seats: [NamedOption]
    public let readBy: [Text]
    public let facts: [Text]
}

public struct ControlMark: Sendable {
    public let agency: Text
    public let status: PersonStatus
    public let at: ExerciseTime
    public let reasons: Text
}

public struct ControlFact: Sendable {
    public let id: String
    public let text: Text
    public let kind: Text
    public let sharing: Text
    public let isConclusion: Bool
    public let parts: [Text]
    public let holdings: [ControlHolding]
    public let neededBy: [NamedOption]
}

public struct ControlHolding: Sendable {
    public let agencyID: String
    public let agency: Text
    public let deliveredAt: ExerciseTime
    /// Nil while it lies unread.
    public let knownAt: ExerciseTime?
    public let way: Learning.Way
}

public struct FeedEntry: Sendable {
    public enum Kind: Hashable, Sendable {
        case act, breach, inject, improvised, mistake, notice
        /// Advice was gone against, and no law.
        case deviation
        case mark(PersonStatus)
        case operation(OperationMoment)
    }
    /// What the plan of a joint operation was waiting for.
    public enum OperationMoment: Hashable, Sendable {
        case word, begun, over, calledOff
        /// The gate that was not met when it began is the subject.
        case missed
    }
    /// What the line leads to.
    public enum Thing: Hashable, Sendable {
        case person(String)
        case seat(String)
        case inject(String)
        case item(String)
    }
    public let time: ExerciseTime
    public let kind: Kind
    public let seat: Text?
    public let agencyID: String
    public let text: Text
    public let subject: Text?
    public let rule: String
    public var thing: Thing?
    public var article: Text?
    /// What the law said: a sentence for each gate that was passed.
    public var says: [Text] = []
    /// What a charge did not carry, as it stands now.
    public var thin: ChargeGrid?
    /// Facts that went along, and to whom.
    public var facts: [Text] = []
    /// Signed forms that went along.
    public var forms: [Text] = []
    public var to: [Text] = []
    /// The number by which somebody may flag what was wrong with this contact.
    public var contact: Int?
    /// When the contact was in which a mistake was seen; the line stands where it was flagged.
    public var of: ExerciseTime?
}

public struct ControlQuestion: Sendable {
    public let id: ItemID
    public let personID: String
    public let person: Text
    public let topic: Text
    public let seat: Text?
    public let until: ExerciseTime
    /// What the script would tell.
    public let scripted: [NamedOption]
}
