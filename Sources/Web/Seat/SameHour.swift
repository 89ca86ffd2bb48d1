import Basics
import Model
import Texts
import Views

/// What one agency shared with us, or we with it, within one hour of the exercise: on a page it takes the room of one.
///
/// The hour is that of the clock, so that what came stays where it is when more comes.
struct SameHour {
    /// The newest first; never empty.
    private(set) var items: [ItemView]

    var newest: ItemView { items[0] }
    var oldest: ItemView { items[items.count - 1] }
    var unread: Int { items.count { !$0.isOpen } }

    private func takes(_ item: ItemView) -> Bool {
        item.kind == .share && newest.kind == .share && item.isOwn == newest.isOwn
            && item.from?.handle == newest.from?.handle && item.from != nil
            && item.sentAt.minutes / 60 == newest.sentAt.minutes / 60
    }

    /// - Parameter items: newest first; so are the groups, each by its newest. Nothing is left out.
    static func groups(_ items: [ItemView]) -> [SameHour] {
        var groups: [SameHour] = []
        for item in items {
            if let place = groups.lastIndex(where: { $0.takes(item) }) {
                groups[place].items.append(item)
            } else {
                groups.append(SameHour(items: [item]))
            }
        }
        return groups
    }
}

extension SeatPages {
    /// What came, newest first, with what was shared in the same hour in one place.
    func inboxList(_ items: [ItemView], _ chosen: Handle?) -> Node {
        ul(
            .class("items"),
            .each(SameHour.groups(items)) { group in
                group.items.count == 1
                    ? itemEntry(line(group.newest, chosen, "i-"))
                    : li(.id(headID(group)), groupEntry(group, chosen))
            })
    }

    private func headID(_ group: SameHour) -> String { "h-" + group.oldest.handle.text }

    private func groupEntry(_ group: SameHour, _ chosen: Handle?) -> Node {
        let newest = group.newest
        var tags = [chip(t(NowText.times, count: group.items.count), icon: newest.kind.icon)]
        if group.unread > 0 { tags.insert(chip(t(NowText.newItems, count: group.unread), .new), at: 0) }
        let head = Item(
            id: headID(group), address: "", title: itemTitle(newest),
            mark: newest.from.map { agencyMark(Looks.mark($0.letter, hue: $0.hue)) } ?? newest.kind.icon.node,
            when: spanWords(of: group), tags: tags, signal: group.unread > 0 ? .new : .none,
            signalWords: group.unread > 0 ? t(NowText.new) : "")
        return itemFold(
            head, open: group.items.contains { $0.handle == chosen },
            group.items.map { item in
                var entry = line(item, chosen, "i-")
                // The agency stands above; here it is said what each is.
                entry.mark = .nothing
                if let gist = item.gist { (entry.title, entry.line) = (ctx.line(gist), "") }
                entry.tags = item.isOpen ? [] : [chip(t(NowText.new), .new)]
                return entry
            })
    }

    /// "10:47 – 11:00"; one moment alone is said as for one thing.
    func spanWords(of group: SameHour) -> String {
        let (first, last) = (times.exact(group.oldest.sentAt), times.exact(group.newest.sentAt))
        guard first != last else { return times.both(group.newest.sentAt) }
        let isOneDay = times.sameDay(group.oldest.sentAt, group.newest.sentAt)
        return first + " – " + (isOneDay ? times.hours(group.newest.sentAt) : last)
    }
}
