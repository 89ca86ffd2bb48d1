import Basics
import Engine
import Model

/// What somebody sees who looks on: who sits where, and what has happened so far, as the debrief will tell it.
///
/// Nothing of what is still to come, no script, no letter, no word that was typed to somebody, nobody's name; and
/// nothing by which anything could be done but flagging a mistake in a contact.
public struct ObserverView: Sendable {
    private let control: ControlView

    public init(_ control: ControlView) { self.control = control }

    private var scenario: Scenario { control.engine.scenario }
    private var world: World { scenario.world }

    public var title: Text { control.title }
    public var about: Text { Text(scenario.about) }
    public var objectives: [Text] { scenario.objectives.map { Text($0.name) } }
    public var clock: ClockView { control.clock }

    public var agencies: [ObservedAgency] {
        world.agencies.ids.map {
            ObservedAgency(id: Debrief.name(of: $0), name: Text(world.agencies[$0].name))
        }
    }

    public var seats: [ObservedSeat] {
        scenario.seats.ids.map { id in
            let here = control.state.seats[id]
            let agency = world.agencies[here.agency]
            return ObservedSeat(
                place: id.index, agencyID: Debrief.name(of: here.agency), name: Text(scenario.seats[id].name),
                agency: Text(agency.name), letter: agency.letter, hue: agency.hue,
                country: Text(world.countries[agency.country].name),
                busyUntil: here.busyUntil > control.now ? here.busyUntil : nil, acts: here.acts,
                lastAct: here.lastAct)
        }
    }

    /// The contacts that are over, the newest first.
    public var contacts: [ContactLine] { control.contacts() }
    /// A contact that is over, by its number.
    public func contact(numbered number: Int) -> ContactLine? { control.contact(numbered: number) }
    /// What may be flagged of it, by the pack.
    public var flaggable: [NamedOption] { control.flaggable }
    public func mistakeID(_ name: String) -> MistakeID? { control.mistakeID(name) }

    /// What has happened, newest first; of one agency if it is named as in `agencies`.
    public func happenings(of agency: String? = nil, limit: Int = 60) -> [Happening] {
        let own = agency.flatMap { wanted in world.agencies.ids.first { Debrief.name(of: $0) == wanted } }
        let name = own.map { world.agencies[$0].id }
        guard agency == nil || name != nil else { return [] }
        return control.feed(limit: name == nil ? limit : 10 * limit)
            .filter { name == nil || $0.agencyID == name }.prefix(limit).map { entry in
                Happening(
                    time: entry.time, kind: entry.kind, seat: entry.seat, text: entry.text,
                    subject: entry.subject, rule: entry.rule, article: entry.article, says: entry.says,
                    facts: entry.facts, to: entry.to, contact: entry.contact, of: entry.of,
                    agency: world.agencies.values.first { $0.id == entry.agencyID }.map { Text($0.name) })
            }
    }
}

public struct ObservedAgency: Hashable, Sendable {
    /// As in addresses of the debrief; no id of the pack.
    public let id: String
    public let name: Text
}

public struct ObservedSeat: Hashable, Sendable {
    /// Where it stands in the list of seats.
    public let place: Int
    public let agencyID: String
    public let name: Text
    public let agency: Text
    public let letter: String
    public let hue: Int
    public let country: Text
    public let busyUntil: ExerciseTime?
    public let acts: Int
    public let lastAct: ExerciseTime?
}

/// One line of what has happened.
public struct Happening: Sendable {
    public let time: ExerciseTime
    public let kind: FeedEntry.Kind
    public let seat: Text?
    public let text: Text
    public let subject: Text?
    public let rule: String
    public let article: Text?
    /// What the law said: a sentence for each gate that was passed.
    public let says: [Text]
    public let facts: [Text]
    public let to: [Text]
    /// As in `contact(numbered:)`, where it can be flagged.
    public let contact: Int?
    /// When the contact was in which a mistake was seen.
    public let of: ExerciseTime?
    public let agency: Text?
}

extension Event {
    /// Whether it can change anything in an observer's view. What control prepares, what the world reckons and what somebody
    /// reads or learns is not among it: a notice of that would tell that something goes on behind the scenes.
    public var isSeenByObservers: Bool {
        switch self {
        case .injectHeld, .injectEdited, .injectRetargeted, .injectScheduled, .followupSet, .followupDropped,
            .personHeld, .networkHeld, .dialChanged, .alertChanged, .resourcesChanged, .noticed, .leaked,
            .heard,
            .moveOpened, .flagSet, .counterSet, .ruleWaiting, .ruleIdle, .ruleFired, .dutyOwed, .dutyKept,
            .dutyLapsed, .factLearned, .met, .seen, .placeFound, .itemOpened:
            false
        default: true
        }
    }
}
