import Basics
import Engine
import Model

/// A decision as it was written to those whom the pack names.
public struct NoticeView: Hashable, Sendable {
    public let title: Text
    /// Markdown.
    public let says: Text
    /// The agency that decided.
    public let by: Text
    /// Its country, whose limits the notice may name.
    public let country: CountryID
    public let at: ExerciseTime
    /// What was decided, where it is a mark.
    public let status: PersonStatus?
    /// The reasons that were typed, and the way of appeal that was; nil where the notice does not tell them.
    public let reasons: Text?
    public let way: Text?
    /// The lines of the form, where it is one.
    public let rows: [FormView.Row]
    /// How to go against it, in the pack's words.
    public let appeal: Text
}

extension Engine {
    func noticeView(_ record: ItemRecord, in state: State) -> NoticeView? {
        guard let (notice, booking) = notice(record.item, in: state) else { return nil }
        let (world, act) = (scenario.world, booking.act)
        let type = world.acts[act.type]
        let agency = world.agencies[state.seats[booking.seat].agency]
        func words(_ typed: Typed) -> Text? { notice.tellsWords && !typed.isEmpty ? Text(typed) : nil }
        let rows = zip(type.fields, act.fields).filter { !$0.0.isMark && !$0.1.isEmpty }.map {
            FormView.Row(name: Text($0.name), words: Text($1), isYes: false)
        }
        return NoticeView(
            title: Text(notice.title), says: Text(notice.says),
            by: Text(agency.name), country: agency.country, at: record.sentAt,
            status: act.status, reasons: words(act.text), way: words(act.more),
            rows: notice.tellsWords ? rows : [], appeal: Text(notice.appeal))
    }

    /// The decisions that were written to the person, the newest first.
    func notices(to person: PersonID, in state: State) -> [NoticeView] {
        state.items.reversed().filter { record in
            guard let found = notice(record.item, in: state) else { return false }
            return found.notice.toPerson && record.item.persons.contains(person)
        }.compactMap { noticeView($0, in: state) }
    }
}

// MARK: - Who was told what, and when

/// A notice as it was written: whose decision, about whom, to whom.
struct WrittenNotice {
    let item: Item
    let at: ExerciseTime
    let title: Text
    let by: SeatID
    let person: PersonID?
    /// The agencies to which it went.
    let agencies: [AgencyID]
    /// Whom it was told, where it went to the person, too.
    let toPerson: PersonID?
}

extension Engine {
    func written(_ item: Item, at time: ExerciseTime, in state: State) -> WrittenNotice? {
        guard let (notice, booking) = notice(item, in: state) else { return nil }
        var agencies: [AgencyID] = []
        for seat in item.seats where !agencies.contains(state.seats[seat].agency) {
            agencies.append(state.seats[seat].agency)
        }
        return WrittenNotice(
            item: item, at: time, title: Text(notice.title), by: booking.seat, person: item.persons.first,
            agencies: agencies, toPerson: notice.toPerson ? item.persons.first : nil)
    }

    func noticesWritten(in state: State) -> [WrittenNotice] {
        guard scenario.world.acts.values.contains(where: { !$0.notices.isEmpty }) else { return [] }
        return state.items.compactMap { written($0.item, at: $0.sentAt, in: state) }
    }

    /// The agencies, and the person where it went to the person.
    func recipients(of notice: WrittenNotice) -> [Text] {
        notice.agencies.map { Text(scenario.world.agencies[$0].name) }
            + [notice.toPerson].compactMap { $0 }.map { Text(scenario.persons[$0].name) }
    }
}

extension ControlView {
    func noticeLine(_ notice: WrittenNotice) -> FeedEntry {
        FeedEntry(
            time: notice.at, kind: .notice, seat: Text(scenario.seats[notice.by].name),
            agencyID: world.agencies[state.seats[notice.by].agency].id, text: notice.title,
            subject: notice.person.map { Text(scenario.persons[$0].name) }, rule: "",
            thing: notice.person.map { .person(scenario.persons[$0].id) }
                ?? .seat(scenario.seats[notice.by].id),
            to: engine.recipients(of: notice))
    }
}

extension DebriefBuilder {
    /// Written to whom, and read by whom; what was read before it was needed shows in the order of lines.
    mutating func noted(_ item: Item, readBy reader: SeatID? = nil, _ time: ExerciseTime) {
        guard let notice = engine.written(item, at: time, in: state) else { return }
        let scenario = engine.scenario
        let own = reader ?? notice.by
        let agency = state.seats[own].agency
        let person = notice.person.map { Text(scenario.persons[$0].name) }
        entries.append(
            Debrief.Entry(
                time: time,
                kind: reader == nil
                    ? .notice(notice.title, person: person, to: engine.recipients(of: notice))
                    : .noticeRead(notice.title, person: person),
                agencyID: Debrief.name(of: agency), seat: Text(scenario.seats[own].name),
                seenBy: ([agency] + (reader == nil ? notice.agencies : [])).map { Debrief.name(of: $0) },
                person: notice.person?.index))
    }
}
