import Basics
import HTTPServer
import Host
import Model
import Runtime
import Web

/// Mistakes in streams that a test makes, each beside notices that are right.
public enum PlantedFrame: String, Sendable, CaseIterable {
    /// A seat's notice has a word of its case in it.
    case word
    /// A notice says how much there is.
    case count
    /// Notices of all seats are counted together.
    case number
    /// A seat is told when another one's page has changed.
    case ofAnother
    /// Observers are told of what is in no log.
    case observers
    /// Whoever came to play is told that something happens.
    case players
    /// A seat is told of what is in no log.
    case seat

    func publish(beside notice: Notice, _ pack: MarkedPack, _ streams: RunStreams) {
        guard case .seat(let seat) = notice.audience, notice.number % 3 == 0 else { return }
        func send(_ sections: String, id: Int? = nil, to listener: RunStreams.Listener) {
            let number = id.map { "id: \($0)\n" } ?? ""
            let frame = "\(number)event: notice\ndata: {\"sections\":[\(sections)}\n\n"
            streams.topic(of: listener).publish(Array(frame.utf8))
        }
        let plain = #""now","places"]"#
        let next = SeatID((seat.index + 1) % pack.scenario.seats.count)
        switch self {
        case .word:
            let word = pack.book.word(.text(pack.scenario.persons[PersonID(0)].name.path))
            send("\"\(word)\"]", to: .seat(next))
        case .count: send(plain + ",\"count\":4", to: .seat(seat))
        case .number: send(plain, id: notice.number + 7, to: .seat(seat))
        case .ofAnother: send(plain, id: notice.number, to: .seat(next))
        case .observers: send(plain, to: .observers)
        case .players: for number in 1...100 { streams.knock(atPlayer: Int32(number)) }
        case .seat: send(plain, to: .seat(seat))
        }
    }
}
