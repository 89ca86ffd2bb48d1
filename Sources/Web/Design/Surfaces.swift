/// A sheet of paper on the desk.
package func card(_ parts: Node...) -> Node { article(.class("card"), .group(parts)) }

/// The head of a card: what it is, and on the other side its state.
package func cardHead(_ heading: Node, _ state: Node...) -> Node {
    div(.class("card-head"), heading, .when(!state.isEmpty, div(.class("row"), .group(state))))
}

package func cardFoot(_ parts: Node...) -> Node { div(.class("card-foot"), .group(parts)) }

/// Something the reader should know here and now. `done` after an act, `breach` only when something is alarming.
package func notice(_ kind: Signal, icon: Icon? = nil, _ heading: String, _ parts: Node...) -> Node {
    div(
        .class("notice"), .data("kind", kind.rawValue), (icon ?? kind.icon ?? .information).node,
        div(.when(!heading.isEmpty, strong(.text(heading))), .group(parts)))
}

/// An empty place says what will come here and what one can do now.
package func emptyState(_ icon: Icon, _ heading: String, _ whatComes: String, _ actions: Node...) -> Node {
    div(
        .class("empty"), icon.node, strong(.text(heading)), p(.text(whatComes)),
        .when(!actions.isEmpty, div(.class("row"), .group(actions))))
}

/// Names and values, in the order given.
package func definitionList(_ rows: [(name: String, value: Node)]) -> Node {
    dl(.class("facts"), .each(rows) { .group([dt(.text($0.name)), dd($0.value)]) })
}

/// A part that can be folded away. `id` lets an update leave it as the reader has it.
package func fold(id: String, _ heading: String, open isOpen: Bool = false, _ parts: Node...) -> Node {
    details(
        .class("fold"), .id(id), .open(if: isOpen), summary(.text(heading)),
        div(.class("fold-body"), .group(parts)))
}

/// A part that is folded on a phone, where a long page hides things, and open on a laptop, where there is room.
package func phoneFold(id: String, _ heading: Node, _ parts: Node...) -> Node {
    details(
        .class("fold"), .id(id), .data("open-wide"), summary(heading),
        div(.class("fold-body"), .group(parts)))
}

/// One line of a list that leads to a thing.
package struct Item: Sendable {
    package var id: String
    package var address: String
    package var mark: Node
    package var title: String
    /// "20 min ago"
    package var when: String
    package var line: String
    package var tags: [Node]
    package var signal: Signal
    /// What the signal means in words, for who hears the page: "New".
    package var signalWords: String
    package var isCurrent: Bool

    package init(
        id: String, address: String, title: String, mark: Node = .nothing, when: String = "",
        line: String = "",
        tags: [Node] = [], signal: Signal = .none, signalWords: String = "", isCurrent: Bool = false
    ) {
        self.id = id
        self.address = address
        self.mark = mark
        self.title = title
        self.when = when
        self.line = line
        self.tags = tags
        self.signal = signal
        self.signalWords = signalWords
        self.isCurrent = isCurrent
    }
}

package func itemList(_ items: [Item]) -> Node {
    ul(.class("items"), .each(items, itemEntry))
}

package func itemEntry(_ item: Item) -> Node { li(.id(item.id), itemLine(item)) }

/// Several lines that take the room of one: `head` says what they have in common, and is no link itself.
package func itemFold(_ head: Item, open isOpen: Bool, _ items: [Item]) -> Node {
    details(
        .class("item-fold"), .id(head.id + "-all"), .open(if: isOpen),
        summary(.class("item"), .data("signal", head.signal.rawValue), itemParts(head)), itemList(items))
}

private func itemLine(_ item: Item) -> Node {
    a(
        .class("item"), .href(item.address), .data("signal", item.signal.rawValue),
        .current(if: item.isCurrent, "true"), itemParts(item))
}

private func itemParts(_ item: Item) -> Node {
    .group([
        span(.class("item-mark"), item.mark),
        span(
            .class("item-title"),
            .when(!item.signalWords.isEmpty, span(.class("unseen"), .text(item.signalWords + ": "))),
            .text(item.title)),
        .when(!item.when.isEmpty, span(.class("item-when"), .text(item.when))),
        .when(!item.line.isEmpty, span(.class("item-line"), .text(item.line))),
        .when(!item.tags.isEmpty, span(.class("item-tags"), .group(item.tags))),
    ])
}

/// What an agency knows: the words, about whom, from where, since when, how sure, who else has it from us.
package struct FactCard: Sendable {
    package enum Certainty: String, Sendable { case sure, likely, unsure }

    package var id: String
    package var text: String
    /// Language of the text when it is not the page's.
    package var language: String?
    /// People and places it is about, as links.
    package var about: [Node]
    /// Lines with a drawing each: source, when learned, how sure.
    package var lines: [(icon: Icon, words: Node)]
    package var certainty: Certainty
    /// "We have shared this with", and whom.
    package var holdersHeading: String
    package var holders: [Node]
    /// Content note, shown before the text: "This text speaks of violence."
    package var note: String?
    /// The one button: share.
    package var action: Node

    package init(
        id: String, text: String, language: String? = nil, about: [Node] = [],
        lines: [(icon: Icon, words: Node)],
        certainty: Certainty, holdersHeading: String = "", holders: [Node] = [], note: String? = nil,
        action: Node = .nothing
    ) {
        self.id = id
        self.text = text
        self.language = language
        self.about = about
        self.lines = lines
        self.certainty = certainty
        self.holdersHeading = holdersHeading
        self.holders = holders
        self.note = note
        self.action = action
    }
}

package func factCard(_ fact: FactCard) -> Node {
    article(
        .class("card fact"), .id(fact.id), .data("certainty", fact.certainty.rawValue),
        .with(fact.note) { p(.class("quiet small"), Icon.information.node, " ", .text($0)) },
        p(.class("fact-text"), .attr("lang", fact.language), .text(fact.text)),
        .when(!fact.about.isEmpty, div(.class("row"), .group(fact.about))),
        ul(.class("fact-meta"), .each(fact.lines) { li($0.icon.node, span($0.words)) }),
        div(
            .class("card-foot"),
            .when(
                !fact.holders.isEmpty,
                div(
                    .class("holders"), span(.class("quiet"), .text(fact.holdersHeading)), .group(fact.holders)
                )),
            fact.action))
}

/// A paper of the case: who wrote it, when, then its text.
package func documentCard(_ heading: String, under lines: Node, _ parts: Node...) -> Node {
    article(
        .class("document"),
        div(.class("document-head"), h2(.text(heading)), p(.class("quiet small"), lines)),
        div(.class("prose"), .group(parts)))
}

package typealias TabItem = (name: String, address: String, isCurrent: Bool)

/// Sibling views of one thing, as links.
/// - Parameter further: those that are opened less stand behind the word `more`, which says which of them is open; on a
///   laptop they stand beside the others.
package func tabs(_ name: String, _ items: [TabItem], more: String = "", _ further: [TabItem] = []) -> Node {
    func tab(_ item: TabItem) -> Node {
        li(a(.href(item.address), .current(if: item.isCurrent), .text(item.name)))
    }
    let open = further.first(where: \.isCurrent)
    return nav(
        .class("tab-bar"), .aria("label", name), ul(.class("tabs"), .each(items, tab)),
        .when(
            !further.isEmpty,
            details(
                .class("tabs-more"), .id("tabs-more"), .data("open-wide"),
                summary(
                    .when(open != nil, .data("current")),
                    .text([more, open?.name].compactMap { $0 }.joined(separator: ": "))),
                ul(.class("tabs"), .each(further, tab)))))
}

/// Links that narrow a list.
package func filterLinks(_ name: String, _ items: [(name: String, address: String, isCurrent: Bool)]) -> Node
{
    nav(
        .aria("label", name),
        ul(
            .class("filter"),
            .each(items) {
                li(a(.class("chip"), .href($0.address), .current(if: $0.isCurrent, "true"), .text($0.name)))
            }))
}

/// One message of a talk. `isOwn` puts it on the reader's side.
package func messageItem(
    id: String, from sender: Node, when: String, isOwn: Bool = false, language: String? = nil,
    _ parts: Node...
) -> Node {
    li(
        .id(id), .when(isOwn, .data("own")),
        div(.class("talk-head"), sender, span(.text(when))),
        div(.class("stack-tight"), .attr("lang", language), .group(parts)))
}

package func messageList(_ messages: [Node]) -> Node { ol(.class("talk"), .group(messages)) }

/// A dial in words: trust, distress, safety. `level` steps of `of` are filled.
package func dial(_ name: String, level: Int, of steps: Int, words: String) -> Node {
    div(
        .class("dial"),
        div(.class("dial-head"), span(.text(name)), strong(.text(words))),
        ul(.class("dial-steps"), .decorative, .each(0..<steps) { $0 < level ? li(.data("on")) : li() }))
}
