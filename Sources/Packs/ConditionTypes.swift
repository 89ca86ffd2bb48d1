import Basics
import Model

/// What a condition may speak of at the place where it stands.
struct Scope {
    /// `person` is bound.
    var person = false
    /// `place` and `network` are bound.
    var place = false
    /// `network` alone is bound.
    var network = false
    /// `act.…` and `law.…` can be read.
    var act: ActScope?
    /// `our.…` and `law.…` can be read: an agency acts, owes or shares.
    var agency = false
    /// `plan.…`, `sites` and, once it has begun, `gate('…')` can be read.
    var plan: PlanScope?

    struct ActScope {
        /// `nil`: any act type, so that no choices can be read.
        var type: ActTypeID?
    }

    static let nothing = Scope()
    static let aPerson = Scope(person: true)
    /// The person whom a fact is about, the legal basis, and the agency that shares.
    static let aShare = Scope(person: true, act: ActScope(type: nil), agency: true)
}

/// What a part of a condition turned out to be.
enum Sense {
    case truth
    case number(ClosedRange<Int>)
    /// One of a few words; its number is `from` plus the word's position.
    case option([String], from: Int, of: String)
    case quoted(String)
    /// `act.topic`, which can only be compared with a quoted id.
    case topic
    /// A name that is read and yields an agency, a country, a service or a place.
    case reference(Referred)
    case thing(Thing)
    /// The complaint is written already.
    case broken

    enum Referred: String { case agency, country, service, place }

    /// Something that is named but is no value by itself.
    enum Thing {
        case person(Subject<Kind.Person>)
        case network(Subject<Kind.Network>)
        case place(Subject<Kind.Place>)
        case agency(Subject<Kind.Agency>)
        case country(CountryID)
        case service(ServiceID)
        case fact(FactID)
        case inject(InjectID)
        case order(OrderID)
        case flow(FlowID)
        case account(AccountID)
        case power(PowerID)
        case collection(Expression.Collection)
        case needOf(Subject<Kind.Person>)
        /// A name that takes an argument: `person.x.is`, `act.believes`.
        case function(String, Subject<Kind.Person>?)
        case knowsOf(Subject<Kind.Agency>)
        case contaminatedOf(Subject<Kind.Agency>)
        case metOf(Subject<Kind.Agency>)
        case didOf(Subject<Kind.Agency>)
        case joinedOf(Subject<Kind.Agency>)
        case powerOf(Subject<Kind.Agency>)
        /// `place.law`: what takes the name of a law.
        case lawOf(Subject<Kind.Place>)
        /// What takes an argument of a network: `network.x.moved`.
        case ofNetwork(String, NetworkID)
        /// An order for a place: `s.order`.
        case orderOf(Subject<Kind.Place>)
        /// A name of a plan that takes an argument.
        case planned(String)
        /// `person.x.matter('papers')`
        case matterOf(Subject<Kind.Person>)
        case tiedTo(Subject<Kind.Person>)
        case gathering(Expression.Gathering, over: Expression.Collection)
        case root(String)
    }

    /// For a sentence.
    var said: String {
        switch self {
        case .truth: "true or false"
        case .number: "a number"
        case .option(_, _, let of): "the word of \(of)"
        case .quoted(let word): "the word '\(word)'"
        case .topic: "a topic"
        case .reference(let referred): referred == .agency ? "an agency" : "a \(referred.rawValue)"
        case .thing(let thing): thing.said
        case .broken: "something"
        }
    }
}

extension Sense.Thing {
    var said: String {
        switch self {
        case .person: "a person"
        case .network: "a network"
        case .place: "a place"
        case .agency: "an agency"
        case .country: "a country"
        case .service: "a service"
        case .fact: "a fact"
        case .inject: "an inject"
        case .order: "an order"
        case .power: "a power"
        case .flow: "a flow"
        case .account: "an account"
        case .collection: "a collection"
        case .needOf, .function, .knowsOf, .contaminatedOf, .metOf, .didOf, .joinedOf, .powerOf, .lawOf,
            .ofNetwork, .orderOf, .planned, .matterOf, .tiedTo, .gathering:
            "a name that needs brackets"
        case .root(let word): "“\(word)” alone"
        }
    }
}

struct Meaning {
    var expression: Expression
    var sense: Sense

    init(_ expression: Expression, _ sense: Sense) { (self.expression, self.sense) = (expression, sense) }
    init(_ thing: Sense.Thing) { self.init(.never, .thing(thing)) }
    static func truth(_ name: Name) -> Meaning { Meaning(.read(name), .truth) }
    static let broken = Meaning(.never, .broken)
}

/// Ranges of whole numbers, wide enough for every condition and far from overflow.
enum Reach {
    static let widest = 1_000_000_000_000
    static func sum(_ a: ClosedRange<Int>, _ b: ClosedRange<Int>) -> ClosedRange<Int> {
        clamp(a.lowerBound + b.lowerBound)...clamp(a.upperBound + b.upperBound)
    }
    static func negated(_ a: ClosedRange<Int>) -> ClosedRange<Int> { -a.upperBound...(-a.lowerBound) }
    static func product(_ a: ClosedRange<Int>, _ b: ClosedRange<Int>) -> ClosedRange<Int> {
        let corners = [
            multiplied(a.lowerBound, b.lowerBound), multiplied(a.lowerBound, b.upperBound),
            multiplied(a.upperBound, b.lowerBound), multiplied(a.upperBound, b.upperBound),
        ].sorted()
        return corners[0]...corners[3]
    }
    /// Which truths a comparison can have: `false...` and `...true` as 0 and 1.
    static func compare(_ sign: Expression.Comparison, _ a: ClosedRange<Int>, _ b: ClosedRange<Int>)
        -> ClosedRange<Int>
    {
        let (always, never) =
            switch sign {
            case .less: (a.upperBound < b.lowerBound, a.lowerBound >= b.upperBound)
            case .lessOrEqual: (a.upperBound <= b.lowerBound, a.lowerBound > b.upperBound)
            case .greater: (a.lowerBound > b.upperBound, a.upperBound <= b.lowerBound)
            case .greaterOrEqual: (a.lowerBound >= b.upperBound, a.upperBound < b.lowerBound)
            case .equal: (a.count == 1 && a == b, !a.overlaps(b))
            case .unequal: (!a.overlaps(b), a.count == 1 && a == b)
            }
        return (always ? 1 : 0)...(never ? 0 : 1)
    }
    private static func clamp(_ value: Int) -> Int { min(max(value, -widest), widest) }
    private static func multiplied(_ a: Int, _ b: Int) -> Int {
        let (value, overflow) = a.multipliedReportingOverflow(by: b)
        return overflow ? ((a < 0) == (b < 0) ? widest : -widest) : clamp(value)
    }
}

extension Expression.Comparison {
    init?(sign: String) {
        switch sign {
        case "==": self = .equal
        case "!=": self = .unequal
        case "<": self = .less
        case "<=": self = .lessOrEqual
        case ">": self = .greater
        case ">=": self = .greaterOrEqual
        default: return nil
        }
    }
}
