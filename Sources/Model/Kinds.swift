import Basics

/// What the typed ids name. The cases are never made; they only keep ids apart.
public enum Kind {
    public enum Accommodation {}
    public enum Account {}
    public enum Act {}
    public enum Agency {}
    public enum Agreement {}
    public enum Article {}
    public enum Basis {}
    public enum Channel {}
    public enum Choice {}
    public enum Class {}
    public enum Company {}
    public enum Counter {}
    public enum Country {}
    public enum Dimension {}
    public enum Duty {}
    public enum Element {}
    public enum Evidence {}
    public enum Fact {}
    public enum FactKind {}
    public enum Flag {}
    public enum Flow {}
    public enum Group {}
    public enum Indicator {}
    public enum IndicatorList {}
    public enum Inject {}
    public enum Interpreter {}
    public enum Language {}
    public enum Law {}
    public enum Leak {}
    public enum LinkKind {}
    public enum Matter {}
    public enum Mistake {}
    public enum Move {}
    public enum Need {}
    public enum Network {}
    public enum Operation {}
    public enum Order {}
    public enum Parameter {}
    public enum Pathway {}
    public enum Person {}
    public enum Phase {}
    public enum Place {}
    public enum Power {}
    public enum Promise {}
    public enum Purpose {}
    public enum Record {}
    public enum RedFlag {}
    public enum Register {}
    public enum Rule {}
    public enum Seat {}
    public enum Service {}
    public enum Setting {}
    public enum Source {}
    public enum Step {}
    public enum Topic {}
    public enum Trait {}
}

public typealias AccommodationID = ID<Kind.Accommodation>
public typealias AccountID = ID<Kind.Account>
public typealias ActTypeID = ID<Kind.Act>
public typealias AgencyID = ID<Kind.Agency>
public typealias AgreementID = ID<Kind.Agreement>
public typealias ArticleID = ID<Kind.Article>
public typealias BasisID = ID<Kind.Basis>
public typealias ChannelID = ID<Kind.Channel>
public typealias ClassID = ID<Kind.Class>
public typealias CompanyID = ID<Kind.Company>
public typealias CounterID = ID<Kind.Counter>
public typealias CountryID = ID<Kind.Country>
public typealias DimensionID = ID<Kind.Dimension>
public typealias DutyID = ID<Kind.Duty>
public typealias ElementID = ID<Kind.Element>
public typealias EvidenceID = ID<Kind.Evidence>
public typealias FactID = ID<Kind.Fact>
public typealias FactKindID = ID<Kind.FactKind>
public typealias FlagID = ID<Kind.Flag>
public typealias FlowID = ID<Kind.Flow>
public typealias GroupID = ID<Kind.Group>
public typealias IndicatorID = ID<Kind.Indicator>
public typealias IndicatorListID = ID<Kind.IndicatorList>
public typealias InjectID = ID<Kind.Inject>
public typealias InterpreterID = ID<Kind.Interpreter>
public typealias LanguageID = ID<Kind.Language>
public typealias LawID = ID<Kind.Law>
public typealias LeakID = ID<Kind.Leak>
public typealias LinkKindID = ID<Kind.LinkKind>
public typealias MatterID = ID<Kind.Matter>
public typealias MistakeID = ID<Kind.Mistake>
public typealias MoveID = ID<Kind.Move>
public typealias NeedID = ID<Kind.Need>
public typealias NetworkID = ID<Kind.Network>
public typealias OperationID = ID<Kind.Operation>
public typealias OrderID = ID<Kind.Order>
public typealias PathwayID = ID<Kind.Pathway>
public typealias PersonID = ID<Kind.Person>
public typealias PhaseID = ID<Kind.Phase>
public typealias PlaceID = ID<Kind.Place>
public typealias PowerID = ID<Kind.Power>
public typealias PromiseID = ID<Kind.Promise>
public typealias PurposeID = ID<Kind.Purpose>
public typealias RecordID = ID<Kind.Record>
public typealias RedFlagID = ID<Kind.RedFlag>
public typealias RegisterID = ID<Kind.Register>
public typealias RuleID = ID<Kind.Rule>
public typealias SeatID = ID<Kind.Seat>
public typealias ServiceID = ID<Kind.Service>
public typealias SettingID = ID<Kind.Setting>
public typealias SourceID = ID<Kind.Source>
public typealias StepID = ID<Kind.Step>
public typealias TopicID = ID<Kind.Topic>
public typealias TraitID = ID<Kind.Trait>

/// The stable id of a text of a pack: a path of ids such as `fact.passports_in_safe.text`.
public struct TextID: Hashable, Sendable {
    public let path: String
    public init(_ path: String) { self.path = path }
}

/// Something that came into being in play (a message, a request, a result). Its id comes from the
/// command that made it, so that it stays the same in a fork.
public struct ItemID: Hashable, Sendable {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// What a person typed. It is stored apart from the log's body and can be erased; `nil` is erased.
public struct Typed: Hashable, Sendable {
    public var text: String?
    public init(_ text: String?) { self.text = text }
    public static let empty = Typed("")
    public var isEmpty: Bool { text == "" }
}
