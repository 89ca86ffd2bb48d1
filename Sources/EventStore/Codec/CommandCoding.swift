import Basics
import Model

/// The names of commands in the log. Cases may be renamed; what stands in quotes may not.
package enum CommandKind: String, CaseIterable, Sendable, StoredKind {
    case act = "seat.act"
    case open = "item.open"
    case time = "time"
    case start = "control.start"
    case pause = "control.pause"
    case stop = "control.stop"
    case resume = "control.resume"
    case speed = "control.speed"
    case end = "control.end"
    case seat = "control.seat"
    case fire = "control.fire"
    case hold = "control.hold"
    case release = "control.release"
    case edit = "control.edit"
    case retarget = "control.retarget"
    case improvise = "control.improvise"
    case holdPerson = "control.hold_person"
    case releasePerson = "control.release_person"
    case reply = "control.reply"
    case dial = "control.dial"
    case holdNetwork = "control.hold_network"
    case makeMove = "control.move"
    case alert = "control.alert"
    case told = "control.told"
    case mistake = "control.mistake"
    case flag = "control.flag"
    case showLaw = "control.show_law"
    case takeRole = "role.take"
    case handOverRole = "role.hand_over"
    case answerInRole = "role.answer"
    case leaveToScript = "role.leave"
    case agreeInRole = "role.agree"
    case takeBackInRole = "role.take_back"
    case agree = "control.agree"
    case treatedInRole = "role.treated"
    case flagInRole = "role.flag"

    package var revision: Int { 1 }

    static let names = NameTable(allCases.map(\.rawValue))
    static let all = allCases
}

extension BodyWriter {
    mutating func write(_ command: Command) {
        json.beginObject()
        switch command {
        case .seat(let seat, let act):
            kind(.act)
            id("seat", seat)
            object("act") { $0.fields(of: act) }
        case .open(let seat, let opened):
            kind(.open)
            id("seat", seat)
            item("item", opened)
        case .control(let act): write(act)
        case .role(let person, let act): write(act, of: person)
        case .time: kind(.time)
        }
        json.endObject()
    }

    private mutating func write(_ act: ControlAct) {
        switch act {
        case .start: kind(.start)
        case .pause: kind(.pause)
        case .stop: kind(.stop)
        case .resume: kind(.resume)
        case .speed(let speed):
            kind(.speed)
            number("speed", speed)
        case .end: kind(.end)
        case .seat(let seat, let mode):
            kind(.seat)
            id("seat", seat)
            seatMode(mode)
        case .fire(let inject):
            kind(.fire)
            id("inject", inject)
        case .hold(let inject):
            kind(.hold)
            id("inject", inject)
        case .release(let inject):
            kind(.release)
            id("inject", inject)
        case .edit(let inject, let title, let text):
            kind(.edit)
            id("inject", inject)
            typed("title", title)
            typed("text", text)
        case .retarget(let inject, let seats):
            kind(.retarget)
            id("inject", inject)
            list("seats", seats)
        case .improvise(let improvised):
            kind(.improvise)
            list("seats", improvised.seats)
            id("channel", improvised.channel)
            typed("from", improvised.from)
            typed("title", improvised.title)
            typed("text", improvised.text)
            list("facts", improvised.facts)
        case .holdPerson(let person):
            kind(.holdPerson)
            id("person", person)
        case .releasePerson(let person):
            kind(.releasePerson)
            id("person", person)
        case .reply(let question, let facts, let text):
            kind(.reply)
            item("item", question)
            list("facts", facts)
            typed("text", text)
        case .dial(let person, let dial, let value):
            kind(.dial)
            id("person", person)
            word("dial", dial)
            number("value", value)
        case .holdNetwork(let network, let held):
            kind(.holdNetwork)
            id("network", network)
            flag("held", held)
        case .makeMove(let move):
            kind(.makeMove)
            id("move", move)
        case .alert(let network, let value):
            kind(.alert)
            id("network", network)
            number("value", value)
        case .told(let fact, let agency):
            kind(.told)
            id("fact", fact)
            id("agency", agency)
        case .mistake(let mistake, let agency, let person):
            kind(.mistake)
            id("mistake", mistake)
            id("agency", agency)
            id("person", person)
        case .flag(let mistake, let contact):
            kind(.flag)
            id("mistake", mistake)
            item("contact", contact)
        case .agree(let asked, let yes):
            kind(.agree)
            item("item", asked)
            flag("yes", yes)
        case .showLaw(let on):
            kind(.showLaw)
            flag("on", on)
        }
    }

    private mutating func write(_ act: RolePlayAct, of person: PersonID) {
        switch act {
        case .take:
            kind(.takeRole)
            id("person", person)
        case .handOver:
            kind(.handOverRole)
            id("person", person)
        case .answer(let question, let facts, let text, let moves):
            kind(.answerInRole)
            id("person", person)
            item("item", question)
            list("facts", facts)
            typed("text", text)
            numbers("moves", moves)
        case .agree(let asked, let yes):
            kind(.agreeInRole)
            id("person", person)
            item("item", asked)
            flag("yes", yes)
        case .takeBack(let given):
            kind(.takeBackInRole)
            id("person", person)
            fields(of: given)
        case .leave(let question):
            kind(.leaveToScript)
            id("person", person)
            item("item", question)
        case .treated(let contact, let ratings):
            kind(.treatedInRole)
            id("person", person)
            item("contact", contact)
            numbers("ratings", ratings)
        case .flag(let mistake, let contact):
            kind(.flagInRole)
            id("person", person)
            id("mistake", mistake)
            item("contact", contact)
        }
    }

    private mutating func kind(_ stored: CommandKind) { kind(stored.rawValue, stored.revision) }
}

extension BodyReader {
    mutating func command() throws(DecodeError) -> Command {
        let kind = try kindOf(CommandKind.self)
        let command = try command(of: kind)
        try end("")
        leaveKind()
        return command
    }

    private mutating func command(of kind: CommandKind) throws(DecodeError) -> Command {
        switch kind {
        case .act: .seat(try id("seat"), try act())
        case .open: .open(try id("seat"), try item("item"))
        case .time: .time
        case .start: .control(.start)
        case .pause: .control(.pause)
        case .stop: .control(.stop)
        case .resume: .control(.resume)
        case .speed: .control(.speed(try number("speed")))
        case .end: .control(.end)
        case .seat: .control(.seat(try id("seat"), try seatMode()))
        case .fire: .control(.fire(try id("inject")))
        case .hold: .control(.hold(try id("inject")))
        case .release: .control(.release(try id("inject")))
        case .edit: .control(.edit(try id("inject"), title: try typed("title"), text: try typed("text")))
        case .retarget: .control(.retarget(try id("inject"), try list("seats")))
        case .improvise: .control(.improvise(try improvised()))
        case .holdPerson: .control(.holdPerson(try id("person")))
        case .releasePerson: .control(.releasePerson(try id("person")))
        case .reply: .control(.reply(try item("item"), facts: try list("facts"), text: try typed("text")))
        case .dial: .control(.dial(try id("person"), try word("dial"), try number("value")))
        case .holdNetwork: .control(.holdNetwork(try id("network"), try flag("held")))
        case .makeMove: .control(.makeMove(try id("move")))
        case .alert: .control(.alert(try id("network"), try number("value")))
        case .told: .control(.told(try id("fact"), try id("agency")))
        case .mistake:
            .control(.mistake(try id("mistake"), try id("agency"), try maybeID("person")))
        case .flag: .control(.flag(try id("mistake"), try item("contact")))
        case .showLaw: .control(.showLaw(try flag("on")))
        case .takeRole: .role(try id("person"), .take)
        case .handOverRole: .role(try id("person"), .handOver)
        case .answerInRole:
            .role(
                try id("person"),
                .answer(
                    try item("item"), facts: try list("facts"), text: try typed("text"),
                    moves: try numbers("moves")))
        case .leaveToScript: .role(try id("person"), .leave(try item("item")))
        case .agreeInRole: .role(try id("person"), .agree(try item("item"), try flag("yes")))
        case .takeBackInRole: .role(try id("person"), .takeBack(try consent()))
        case .agree: .control(.agree(try item("item"), try flag("yes")))
        case .treatedInRole: .role(try id("person"), .treated(try item("contact"), try numbers("ratings")))
        case .flagInRole: .role(try id("person"), .flag(try id("mistake"), try item("contact")))
        }
    }

    private mutating func improvised() throws(DecodeError) -> Improvised {
        Improvised(
            seats: try list("seats"), channel: try id("channel"), from: try typed("from"),
            title: try typed("title"), text: try typed("text"), facts: try list("facts"))
    }
}
