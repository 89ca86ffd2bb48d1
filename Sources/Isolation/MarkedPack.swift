import Basics
import Model
import Packs

/// A pack in which every text, name, id and register value is a marker of its own.
///
/// What the story does is untouched: conditions speak of numbers, not of names.
public struct MarkedPack: Sendable {
    public let scenario: Scenario
    public let book: MarkerBook
    private let texts: PackTexts
    private static let extraTexts = ["seat.second_desk.name", "seat.second_desk.brief"]

    private static let planted = "planted."

    public init(_ pack: LoadedPack, salt: UInt64) {
        book = MarkerBook(salt: salt)
        texts = pack.texts
        scenario = MarkedPack.marked(pack.scenario, book)
    }

    /// A changed scenario with the same markers.
    init(scenario: Scenario, like other: MarkedPack) {
        (self.scenario, book, texts) = (scenario, other.book, other.texts)
    }

    /// The marker of a text, if the pack has such a text.
    public func word(_ text: TextID) -> String? {
        let isKnown =
            MarkedPack.extraTexts.contains(text.path) || text.path.hasPrefix(MarkedPack.planted)
            || texts.text(text, in: texts.languages.first ?? "en") != nil
        return isKnown ? book.word(.text(text.path)) : nil
    }

    private static func marked(_ original: Scenario, _ book: MarkerBook) -> Scenario {
        var scenario = original
        func id(_ kind: String, _ id: String) -> String { book.word(.id("\(kind) \(id)")) }
        for place in scenario.facts.ids { scenario.facts[place].id = id("fact", scenario.facts[place].id) }
        for place in scenario.persons.ids {
            scenario.persons[place].id = id("person", scenario.persons[place].id)
        }
        for place in scenario.groups.ids {
            scenario.groups[place].id = id("group", scenario.groups[place].id)
        }
        for place in scenario.networks.ids {
            scenario.networks[place].id = id("network", scenario.networks[place].id)
        }
        for place in scenario.phases.ids {
            scenario.phases[place].id = id("phase", scenario.phases[place].id)
        }
        for place in scenario.leaks.ids { scenario.leaks[place].id = id("leak", scenario.leaks[place].id) }
        for place in scenario.moves.ids { scenario.moves[place].id = id("move", scenario.moves[place].id) }
        for place in scenario.injects.ids {
            scenario.injects[place].id = id("inject", scenario.injects[place].id)
        }
        for place in scenario.seats.ids { scenario.seats[place].id = id("seat", scenario.seats[place].id) }
        plantNotices(&scenario.world)
        for place in scenario.world.acts.ids where scenario.world.acts[place].verb == .form {
            scenario.world.acts[place].showsConsents = true
        }
        markWorld(&scenario.world, id)
        markRecords(&scenario, book)
        markMoney(&scenario.money, book)
        // A second desk of the first agency, so that one seat can be covered by another.
        var second = scenario.seats[SeatID(0)]
        second.id = id("seat", "second_desk")
        second.name = TextID(extraTexts[0])
        second.brief = TextID(extraTexts[1])
        scenario.seats.append(second)
        return scenario
    }

    /// Every decision about somebody is written to the person, to one office and to whoever has to do with them, so that there is
    /// something that most seats must not read.
    private static func plantNotices(_ world: inout World) {
        for place in world.acts.ids where world.acts[place].verb.isDecision {
            for kind in 0..<3 {
                var notice = DecisionNotice()
                notice.id = "planted_\(kind)"
                let path = planted + world.acts[place].id + ".\(kind)"
                (notice.title, notice.says) = (TextID(path + ".title"), TextID(path + ".says"))
                notice.appeal = TextID(path + ".appeal")
                (notice.toPerson, notice.toInvolved, notice.tellsWords) = (kind == 0, kind == 1, kind != 2)
                if kind == 2 { notice.agencies = Array(world.agencies.ids.suffix(1)) }
                world.acts[place].notices.append(notice)
            }
        }
    }

    private static func markWorld(_ world: inout World, _ id: (String, String) -> String) {
        for place in world.agencies.ids { world.agencies[place].id = id("agency", world.agencies[place].id) }
        for place in world.countries.ids {
            world.countries[place].id = id("country", world.countries[place].id)
        }
        for place in world.articles.ids { world.articles[place].id = id("article", world.articles[place].id) }
        for place in world.places.ids { world.places[place].id = id("place", world.places[place].id) }
        for place in world.acts.ids { world.acts[place].id = id("act", world.acts[place].id) }
        for place in world.services.ids { world.services[place].id = id("service", world.services[place].id) }
        for place in world.operations.ids {
            world.operations[place].id = id("operation", world.operations[place].id)
        }
        for place in world.orders.ids { world.orders[place].id = id("order", world.orders[place].id) }
        for place in world.registers.ids {
            world.registers[place].id = id("register", world.registers[place].id)
        }
        for place in world.channels.ids { world.channels[place].id = id("channel", world.channels[place].id) }
    }

    /// What is written on statements is no text of the pack, and a marker all the same.
    private static func markMoney(_ money: inout Money, _ book: MarkerBook) {
        for place in money.accounts.ids {
            let id = money.accounts[place].id
            money.accounts[place].name = book.word(.text("account.\(id).name"))
            money.accounts[place].number = book.word(.text("account.\(id).number"))
            money.accounts[place].id = book.word(.id("account \(id)"))
        }
        for place in money.flows.ids {
            let id = money.flows[place].id
            if !money.flows[place].text.isEmpty {
                money.flows[place].text = book.word(.text("flow.\(id).text"))
            }
            money.flows[place].id = book.word(.id("flow \(id)"))
        }
        for place in money.companies.ids {
            money.companies[place].id = book.word(.id("company \(money.companies[place].id)"))
        }
    }

    /// The first value holds the names of its people too, so that a search by name finds the record.
    private static func markRecords(_ scenario: inout Scenario, _ book: MarkerBook) {
        for place in scenario.records.ids {
            let record = scenario.records[place]
            scenario.records[place].id = book.word(.id("record \(record.id)"))
            scenario.records[place].words = record.texts.compactMap { $0 }.map {
                book.word(.text($0.path))
            }
            scenario.records[place].values = record.values.indices.map { field in
                let own = book.word(.value(record: place.index, field: field))
                guard field == 0 else { return own }
                let names = record.persons.map { book.word(.text(scenario.persons[$0].name.path)) }
                return (names + [own]).joined(separator: " ")
            }
        }
    }
}

extension Verb {
    /// Something is decided about somebody, so that a pack may have it written to others.
    fileprivate var isDecision: Bool {
        switch self {
        case .mark, .form, .giveOrder, .refuseOrder, .remove: true
        default: false
        }
    }
}
