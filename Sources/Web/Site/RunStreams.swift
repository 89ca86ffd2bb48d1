import Basics
import HTTPCore
import HTTPServer
import Model
import Runtime
import Views

/// The open streams of one run: a topic for each seat, one for control, one for those who look on, and one for
/// each who plays characters.
package final class RunStreams: Sendable {
    private let seats: [Topic]
    private let control: Topic
    /// Told of what is in the log alone: who asked for a break, or answered control, is none of their business.
    private let observers: Topic
    private let players: Topics
    private let origin: String

    /// - Parameters:
    ///   - origin: another one for each start of the program, so that a page of an earlier one is known.
    ///   - kept: how many frames of each stream are kept for who comes late.
    package init(seats count: Int, origin: String, keeping kept: Int = Topic.kept) {
        seats = (0..<count).map { _ in Topic(keeping: kept) }
        (control, observers) = (Topic(keeping: kept), Topic(keeping: kept))
        players = Topics(keeping: kept)
        self.origin = origin
    }

    /// How far an audience has been told; a page takes it before it reads the run, so that nothing is missed in between.
    func mark(_ listener: Listener) -> StreamMark { mark(topic(of: listener)) }

    func mark(_ topic: Topic) -> StreamMark { StreamMark(origin: origin, count: topic.mark) }

    /// Who has a topic of their own as long as the run is open.
    package enum Listener {
        case seat(SeatID)
        case control
        case observers
    }

    package func topic(of listener: Listener) -> Topic {
        switch listener {
        case .seat(let seat): seats[seat.index]
        case .control: control
        case .observers: observers
        }
    }

    /// The topic of somebody who plays these characters now, and no others.
    func topic(ofPlayer participant: Int32, of persons: [PersonID]) -> Topic {
        players.topic(of: Int(participant), about: persons.map(\.index))
    }

    /// Hands a notice to everybody who looks at these pages; given to the run as its `publish`.
    package func publish(_ notice: Notice) {
        let frame = RunStreams.frame(sections: notice.sections.map(\.rawValue), number: notice.number)
        switch notice.audience {
        case .seat(let seat): topic(of: .seat(seat)).publish(frame)
        case .control: control.publish(frame)
        case .observers: observers.publish(frame)
        case .role(let person): players.publish(frame, about: person.index)
        case .everybody:
            let frame = RunStreams.frame(sections: notice.sections.map(\.rawValue), number: nil)
            for topic in seats + [control, observers] { topic.publish(frame) }
            players.publish(frame)
        }
    }

    /// Ends the streams of these pages: browsers come back, and are asked again who they are.
    func close(_ listener: Listener) { topic(of: listener).close() }

    func close(player participant: Int32) { players.close(Int(participant)) }

    /// Tells somebody who plays that they were asked, relieved, or are no longer asked; that is in no view of the run.
    package func knock(atPlayer participant: Int32) {
        players.publish(
            RunStreams.frame(
                sections: [.now, .case_, .me].map(\Section.rawValue), number: nil), to: Int(participant))
    }

    /// Tells control that something changed which is in no log: somebody needs a break.
    func knockAtControl() {
        control.publish(RunStreams.frame(sections: [Section.now.rawValue], number: nil))
    }

    /// Tells a seat that its people play another one too, or no longer; that is in no view of the run.
    func knock(at seat: SeatID) {
        topic(of: .seat(seat)).publish(RunStreams.frame(sections: [Section.clock.rawValue], number: nil))
    }

    /// The bar with its counts follows whatever may change them.
    static func frame(sections: [String], number: Int?) -> [UInt8] {
        let names = sections + ["places"]
        let list = names.map { "\"\($0)\"" }.joined(separator: ",")
        return EventFrame.event(
            id: number.map(String.init), name: "notice", data: "{\"sections\":[\(list)]}")
    }

    /// What a page is told that may have missed something: look at everything again.
    static let everything = frame(sections: Section.allCases.map(\.rawValue), number: nil)

    /// The stream of a page that was made at this mark.
    ///
    /// - Parameters:
    ///   - participant: whose streams are counted together.
    ///   - endings: of the topic, before it was looked up that they are still signed in.
    func response(
        to topic: Topic, since mark: StreamMark?, isReturn: Bool, of participant: Int32, endings: Int
    ) -> Response {
        let (now, owner) = (self.mark(topic), "\(participant)")
        if !isReturn, let mark, mark.leads(to: now, keeping: Topic.kept) {
            return .events(
                topic, greeting: EventFrame.heartbeat, after: mark.count, of: owner, endings: endings)
        }
        return .events(topic, greeting: RunStreams.everything, after: now.count, of: owner, endings: endings)
    }
}
