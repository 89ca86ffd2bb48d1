import Basics
import HTTPCore
import HTTPServer
import Model
import Runtime
import Views

/// The open streams of one run: a topic for each seat and one for control.
package final class RunStreams: Sendable {
    private let seats: [Topic]
    private let control = Topic()
    private let origin: String

    /// - Parameter origin: another one for each start of the program, so that a page of an earlier one is known.
    package init(seats count: Int, origin: String) {
        seats = (0..<count).map { _ in Topic() }
        self.origin = origin
    }

    /// How far an audience has been told; a page takes it before it reads the run, so that nothing is missed in between.
    func mark(_ audience: Audience) -> StreamMark {
        StreamMark(origin: origin, count: topic(of: audience).mark)
    }

    package func topic(of audience: Audience) -> Topic {
        switch audience {
        case .seat(let seat): seats[seat.index]
        case .control: control
        }
    }

    /// Hands a notice to everybody who looks at these pages; given to the run as its `publish`.
    package func publish(_ notice: Notice) {
        topic(of: notice.audience).publish(
            RunStreams.frame(sections: notice.sections.map(\.rawValue), number: notice.number))
    }

    /// Ends the streams of these pages: browsers come back, and are asked again who they are.
    func close(_ audience: Audience) { topic(of: audience).close() }

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
    func response(to audience: Audience, since mark: StreamMark?, isReturn: Bool) -> Response {
        let (topic, now) = (self.topic(of: audience), self.mark(audience))
        if !isReturn, let mark, mark.leads(to: now, keeping: Topic.kept) {
            return .events(topic, greeting: EventFrame.heartbeat, after: mark.count)
        }
        return .events(topic, greeting: RunStreams.everything, after: now.count)
    }
}
