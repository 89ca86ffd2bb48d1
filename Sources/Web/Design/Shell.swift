/// What surrounds every page: title, band, the places to go, the region where news is announced.
package struct Shell: Sendable {
    /// Whose page this is. Each kind of staff has a quiet frame of its own.
    package enum Frame: String, Sendable {
        case participant, control, role, observer, debrief, door
    }

    /// The few words every page needs, in the reader's language.
    package struct Words: Sendable {
        /// "Skip to the content"
        package var skip: String
        /// Said when a form could not be sent: "Not sent. What you wrote is still here."
        package var unsent: String
        /// Said while a form is on its way: "Sending…"
        package var sending: String
        /// Said by the announcer when something on the page has changed: "This page has news."
        package var changed: String

        package init(skip: String, unsent: String, sending: String, changed: String) {
            self.skip = skip
            self.unsent = unsent
            self.sending = sending
            self.changed = changed
        }
    }

    package enum Theme: String, Sendable, CaseIterable { case light, dark }

    package var title: String
    /// As in `lang`: `en`, `ru`, `kk`.
    package var language: String
    package var frame: Frame
    package var words: Words
    package var band: Band?
    /// The places to go, at most five; none on the door.
    package var places: [Place]
    /// "Places", the name of the navigation for screen readers.
    package var placesName: String
    /// The light the reader has chosen; nil follows the device.
    package var theme: Theme?
    /// Where the style sheet and the scripts are, from `Assets`.
    package var styles: [String]
    package var scripts: [String]
    /// The stream of notices that makes this page live; nil for a page that stands still.
    package var stream: String?
    /// Whose drafts this browser may show here; those of others are thrown away.
    package var draftsOf: String?
    /// Nobody's drafts stay in this browser.
    package var forgetsDrafts = false

    package init(
        title: String, language: String, frame: Frame, words: Words, band: Band? = nil, places: [Place] = [],
        placesName: String = "", theme: Theme? = nil, styles: [String] = [], scripts: [String] = [],
        stream: String? = nil
    ) {
        precondition(places.count <= 5, "a thumb reaches five places")
        self.title = title
        self.language = language
        self.frame = frame
        self.words = words
        self.band = band
        self.places = places
        self.placesName = placesName
        self.theme = theme
        self.styles = styles
        self.scripts = scripts
        self.stream = stream
    }
}

/// One of the five places of the bottom bar or rail.
package struct Place: Sendable {
    package var icon: Icon
    package var name: String
    package var address: String
    package var isCurrent: Bool
    /// How many things wait there; 0 shows nothing. `countWords` says it: "3 new".
    package var count: Int
    package var countWords: String

    package init(
        icon: Icon, name: String, address: String, isCurrent: Bool = false, count: Int = 0,
        countWords: String = ""
    ) {
        self.icon = icon
        self.name = name
        self.address = address
        self.isCurrent = isCurrent
        self.count = count
        self.countWords = countWords
    }
}

/// A whole page. Send it with `document()`.
package func page(_ shell: Shell, _ content: Node...) -> Node {
    html(
        .lang(shell.language), .with(shell.theme) { .data("theme", $0.rawValue) },
        head(
            meta(.attr("charset", "utf-8")),
            meta(
                .name("viewport"), .attr("content", "width=device-width, initial-scale=1, viewport-fit=cover")
            ),
            title(.text(shell.title)),
            .each(shell.styles) { link(.rel("stylesheet"), .href($0)) },
            link(.rel("icon"), .href("/assets/mark.svg"), .type("image/svg+xml")),
            .each(shell.scripts) { script(.type("module"), .src($0)) }
        ),
        body(
            .data("frame", shell.frame.rawValue), .with(shell.stream) { .data("stream", $0) },
            .with(shell.draftsOf) { .data("drafts-of", $0) },
            .when(shell.forgetsDrafts, .data("forgets-drafts")),
            .data("unsent", shell.words.unsent), .data("sending", shell.words.sending),
            .data("changed", shell.words.changed),
            a(.class("skip"), .href("#main"), .text(shell.words.skip)),
            div(
                .class(shell.places.isEmpty ? "shell" : "shell has-bar"),
                .with(shell.band, band),
                .when(!shell.places.isEmpty, places(shell.places, name: shell.placesName)),
                main(.class("shell-main"), .id("main"), .tabindex(-1), .group(content))
            ),
            div(.class("unseen"), .id("announcer"), .role("status"), .aria("live", "polite"))
        )
    )
}

/// The bar under the thumb or the rail beside the desk; the style sheet decides which.
package func places(_ places: [Place], name: String) -> Node {
    nav(
        .class("places"), .aria("label", name), .id("places"), .data("section", "places"),
        ul(
            .each(places) { place in
                li(
                    a(
                        .href(place.address), .current(if: place.isCurrent), place.icon.node,
                        span(.text(place.name)),
                        .when(place.count > 0, countPill(place.count, words: place.countWords, signal: .new)))
                )
            }))
}

/// A part of a page that notices refresh by its name. Its id is `section-NAME`.
package func live(_ name: String, _ parts: Node...) -> Node {
    div(.class("stack"), .id("section-" + name), .data("section", name), .group(parts))
}

/// The head of a page: its one `h1`, a line under it, and what can be done with the whole page.
package func pageHead(_ heading: String, under line: Node = .nothing, actions: [Node] = []) -> Node {
    div(
        .class("page-head"),
        div(
            .class("row-apart"), h1(.text(heading)),
            .when(!actions.isEmpty, div(.class("row no-print"), .group(actions)))),
        line)
}

/// A list and the thing chosen from it: side by side on a laptop, one at a time on a phone.
/// `back` leads from the thing to the list on a phone.
package func desk(list: Node, listName: String, thing: Node?, thingName: String, back: Node, empty: Node)
    -> Node
{
    div(
        .class(thing == nil ? "desk" : "desk desk-chosen"),
        section(.class("desk-list"), .id("desk-list"), .aria("label", listName), .tabindex(-1), list),
        section(
            .class("desk-thing"), .id("desk-thing"), .aria("label", thingName), .tabindex(-1),
            thing.map { .group([back, $0]) } ?? empty))
}

/// "Back to the list".
package func backLink(_ words: String, to address: String) -> Node {
    a(.class("desk-back"), .href(address), Icon.back.node, .text(words))
}
