import Model
import Texts
import Views

// The talks that are over, for whoever saw one and wants to flag what was wrong with it; and what has been flagged.
extension ObserverPage {
    private func t(_ text: ObserverText) -> String { ctx.t(text) }

    /// `/observe/talks`.
    package func talks(stream: String) -> PageParts {
        PageParts(
            shell(stream: stream, isTalks: true),
            div(
                .class("center stack"),
                ctx.still { pageHead(t(.talks), under: p(.class("quiet"), .text(t(.talksWhat)))) },
                ctx.live("now", id: "talks") {
                    let contacts = view.contacts
                    return contacts.isEmpty
                        ? emptyState(.talk, t(.talksNone), t(.talksNoneWhat))
                        : itemList(contacts.map(line))
                }))
    }

    private func line(_ contact: ContactLine) -> Item {
        let what = [contact.person, contact.about].compactMap { $0 }.map { ctx.say($0) }
        return Item(
            id: "talk-\(contact.number)", address: "/observe/flag/\(contact.number)",
            title: ctx.say(contact.act), mark: Icon.talk.node, when: times.exact(contact.at),
            line: (what + [ctx.say(contact.seat)]).joined(separator: " · "),
            tags: contact.flagged.map { chip($0.id + " " + ctx.say($0.name), .breach) })
    }
}
