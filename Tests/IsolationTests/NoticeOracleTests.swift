import Basics
import Fixtures
import Isolation
import Model
import Testing

/// The crawler's judge on decisions that are written to somebody: it can fail, whoever the log says they were sent to.
@Suite struct `The judge of notices` {
    private let pack = MarkedPack(Fixtures.twelve(), salt: 12)
    private var world: World { pack.scenario.world }
    private let decider = SeatID(0)
    private let other = SeatID(2)

    private func agency(_ seat: SeatID) -> AgencyID { pack.scenario.seats[seat].agency }

    /// The decider marks somebody; whoever has to do with them is written to, and so, by mistake, is another seat.
    private func decided() throws -> (oracle: Oracle, notice: DecisionNotice, events: [Event]) {
        let type = try #require(world.acts.ids.first { world.acts[$0].verb == .mark })
        let notice = try #require(world.acts[type].notices.first { $0.toInvolved })
        var act = Act(type: type)
        act.person = PersonID(0)
        let booking = Booking(
            id: ItemID("c1"), seat: decider, act: act, minutes: 10, staff: 1,
            due: ExerciseTime.start.after(minutes: 10))
        let item = Item(
            id: ItemID("c1.1"), body: .notice(of: booking.id, notice: notice.id), seats: [other],
            sender: decider, persons: [PersonID(0)])
        return (Oracle(pack), notice, [.booked(booking), .itemSent(item), .itemOpened(item.id, other)])
    }

    @Test func `finds one that was sent to a seat that it is not for`() throws {
        var (oracle, notice, events) = try decided()
        #expect(agency(decider) != agency(other) && !notice.agencies.contains(agency(other)))
        oracle.learn(.time, events)
        for text in [notice.title, notice.says, notice.appeal] {
            #expect(oracle.secret([.text(text.path)], from: other) == [.text(text.path)])
        }
    }

    @Test func `lets whoever has to do with the person read it, once it was opened`() throws {
        var (oracle, notice, events) = try decided()
        let mark = StatusMark(
            person: PersonID(0), status: .potential, seat: other, agency: agency(other), reasons: .empty,
            appeal: .empty, facts: [])
        let opened = events.removeLast()
        oracle.learn(.time, [.statusSet(mark)] + events)
        #expect(oracle.secret([.text(notice.title.path)], from: other).isEmpty)
        #expect(!oracle.secret([.text(notice.says.path)], from: other).isEmpty, "it was not opened yet")
        oracle.learn(.time, [opened])
        #expect(oracle.secret([.text(notice.says.path), .text(notice.appeal.path)], from: other).isEmpty)
    }
}
