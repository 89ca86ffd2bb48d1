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
        func words(_ typed: Typed) -> Text? { notice.tellsWords && !typed.isEmpty ? Text(typed) : nil }
        let rows = zip(type.fields, act.fields).filter { !$0.0.isMark && !$0.1.isEmpty }.map {
            FormView.Row(name: Text($0.name), words: Text($1), isYes: false)
        }
        return NoticeView(
            title: Text(notice.title), says: Text(notice.says),
            by: Text(world.agencies[state.seats[booking.seat].agency].name), at: record.sentAt,
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
