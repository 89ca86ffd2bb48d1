import Web

/// Pages that hold every piece of the design system, like the real ones, for tests and for looking at.
package enum StyleGuide {
    package struct Sample: Sendable, CustomStringConvertible {
        package let name: String
        package let page: Node
        package var description: String { name }
    }

    package static let pages: [Sample] = [
        Sample(name: "now", page: now(chosen: true)), Sample(name: "now-list", page: now(chosen: false)),
        Sample(name: "case", page: caseFolder), Sample(name: "act", page: act),
        Sample(name: "talk", page: talk),
        Sample(name: "control", page: control), Sample(name: "debrief", page: debrief),
        Sample(name: "door", page: doorPage), Sample(name: "tickets", page: tickets),
        Sample(name: "role", page: rolePage),
        Sample(name: "pieces", page: pieces),
    ]

    package static func placesOfParticipant(current: Int) -> [Place] {
        let all: [(Icon, String, Int)] = [
            (.now, "Now", 3), (.caseFolder, "Case", 0), (.act, "Act", 0), (.talk, "Talk", 1), (.me, "Me", 0),
        ]
        return all.enumerated().map { place, item in
            Place(
                icon: item.0, name: item.1, address: "/" + item.1.lowercased(), isCurrent: place == current,
                count: item.2, countWords: "new")
        }
    }

    package static func shell(
        _ title: String, _ frame: Shell.Frame, place: Int? = nil, state: Band.Clock.State = .running
    ) -> Shell {
        let clock = Band.Clock(
            day: "Tue 9 March", nextDay: "Wed 10 March", millisecondsOfDay: 51_720_000, speed: 4,
            state: state,
            stateWords: state == .running ? "4 times as fast" : "Paused", exerciseMilliseconds: 22_920_000)
        return Shell(
            title: title + " · Kerege", language: "en", frame: frame,
            words: Shell.Words(
                skip: "Skip to the content", unsent: "Not sent. What you wrote is still here.",
                sending: "Sending…",
                changed: "This page has news."),
            band: frame == .door
                ? Band(exercise: "Exercise", who: "")
                : Band(
                    exercise: frame == .control ? "Control" : "Exercise",
                    who: frame == .participant ? "Labour Inspectorate, Osmira" : "", clock: clock,
                    connected: "Connected",
                    lost: "Connection lost, trying again",
                    stop: Band.Stop(
                        address: "/stop", words: "STOP",
                        meaning: "Stops the exercise for everybody at once. No reason is asked.",
                        command: "c-0")),
            places: place.map(placesOfParticipant) ?? [], placesName: "Places",
            styles: ["/assets/styles/kerege.css"], scripts: ["/assets/scripts/kerege.js"])
    }

    static let marks: [(mark: AgencyMark, name: String)] = [
        "Police", "Labour Inspectorate", "Prosecutor", "Social Services", "Shelter House",
        "Migration Authority",
        "Border Guard", "Financial Intelligence",
    ].enumerated().map {
        (AgencyMark(letters: $1.split(separator: " ").map { String($0.prefix(1)) }.joined(), index: $0), $1)
    }

    // MARK: Participant

    static func now(chosen: Bool) -> Node {
        let items = [
            Item(
                id: "i1", address: "?item=1", title: "Hotline: a caller worries about men at the brick kiln",
                mark: agencyMark(marks[4].mark), when: "4 min ago",
                line:
                    "A woman who sells bread near the kiln says that the men have not been paid since autumn and that one of them cannot hear.",
                tags: [chip("New", .new)], signal: .new, signalWords: "New", isCurrent: chosen),
            Item(
                id: "i2", address: "?item=2",
                title: "The migration authority asks for the register of employers",
                mark: agencyMark(marks[5].mark), when: "1 h ago",
                tags: [chip("Answer within 40 minutes", .due)],
                signal: .due, signalWords: "Due soon"),
            Item(
                id: "i3", address: "?item=3", title: "Your visit to the kiln is being prepared",
                mark: agencyMark(marks[1].mark),
                when: "14:02", tags: [chip("Result at about 16:30", .waiting)], signal: .waiting,
                signalWords: "Waiting"),
            Item(
                id: "i4", address: "?item=4", title: "The time limit for the safety check has passed",
                mark: agencyMark(marks[0].mark), when: "13:10", tags: [chip("Late by 1 h", .breach)],
                signal: .breach,
                signalWords: "Time limit passed"),
            Item(
                id: "i5", address: "?item=5", title: "Briefing: the construction season",
                mark: agencyMark(marks[2].mark), when: "Mon"),
        ]
        let list: Node = .group([
            filterLinks("Show", [("All", "?", true), ("New", "?new", false), ("Due", "?due", false)]),
            live("now", itemList(items)),
        ])
        let thing = documentCard(
            "A caller worries about men at the brick kiln",
            under: "Hotline of Shelter House · Tue 9 March, 14:18 (4 minutes ago)",
            p(
                "A woman who sells bread near the kiln rings at noon. She has counted nine men. They work until dark and sleep in the drying shed."
            ),
            p(
                "She says that the men have not been paid since autumn. One of them does not hear, and the foreman answers for him."
            ),
            h3("What we know from this"),
            factCard(
                FactCard(
                    id: "f1", text: "The foreman keeps the deaf worker's benefit card.",
                    lines: [
                        (.source, "Hotline of Shelter House"), (.clock, "Learned today, 14:18"),
                        (.safety, "Told by one person, not checked"),
                    ],
                    certainty: .likely, holdersHeading: "Shared with",
                    holders: [agencyLine(marks[4].mark, "Shelter House")],
                    action: buttonLink("Share", to: "/share", .main, icon: .share))),
            div(
                .class("row"), buttonLink("Ask the police", to: "/x"),
                buttonLink("Make a note", to: "/y", .quiet, icon: .note)))
        return page(
            shell("Now", .participant, place: 0),
            pageHead("Now", under: p(.class("quiet"), "Three things are new, one is due within the hour.")),
            desk(
                list: list, listName: "What is new and due", thing: chosen ? thing : nil,
                thingName: "The chosen item",
                back: backLink("Back to the list", to: "/now"),
                empty: emptyState(.now, "Nothing chosen yet", "Choose something on the left to read it here.")
            ))
    }

    static let caseFolder: Node = page(
        shell("Case", .participant, place: 1, state: .paused),
        pageHead(
            "What we know",
            actions: [
                buttonLink("Link facts", to: "/l", icon: .link),
                buttonLink("Print", to: "/p", .quiet, icon: .print),
            ]),
        div(
            .class("stack"),
            tabs(
                "Case",
                [
                    ("Facts", "/f", true), ("People", "/p", false), ("Places", "/pl", false),
                    ("Chart", "/c", false), ("Timeline", "/t", false),
                ]),
            notice(
                .due, "The exercise is paused", p("You can read and write. Acts begin when control goes on.")),
            div(
                .class("tiles"),
                factCard(
                    FactCard(
                        id: "f2", text: "Nine men live in the drying shed of the kiln at Sorrel Bend.",
                        about: [chip("Sorrel Bend", icon: .place), chip("Person 4", icon: .person)],
                        lines: [
                            (.source, "Own visit"), (.clock, "Learned on Mon, 16:40"),
                            (.safety, "Seen by us"),
                        ], certainty: .sure,
                        holdersHeading: "Nobody else has this from us", holders: ["nobody yet"],
                        action: buttonLink("Share", to: "/s", .main, icon: .share))),
                factCard(
                    FactCard(
                        id: "f3", text: "The passport of the youngest worker belongs to somebody else.",
                        lines: [
                            (.source, "Register of entries"), (.clock, "Learned 20 minutes ago (14:02)"),
                            (.help, "Two spellings of one name"),
                        ],
                        certainty: .unsure, note: "This concerns a child.",
                        action: buttonLink("Share", to: "/s", .main, icon: .share))),
                card(
                    cardHead(
                        h2("Person 4"), chip("Presumed victim", .done), chip("No interpreter yet", .due)),
                    definitionList([
                        ("Age", "about 30"), ("Language", "sign language"),
                        ("Where", countryLine(pattern: 1, "Osmira")),
                        ("Consent", "to shelter, not to the police"),
                    ]),
                    dial("Trust", level: 2, of: 5, words: "wary"),
                    dial("Safety", level: 4, of: 5, words: "apart from the foreman")),
                emptyState(
                    .place, "No further places", "Places that you learn of come here.",
                    buttonLink("Look at the map", to: "/m")))))

    static let act: Node = page(
        shell("Act", .participant, place: 2),
        pageHead("Visit the kiln at Sorrel Bend", under: p(.class("quiet"), "An inspection without notice")),
        div(
            .class("center stack"),
            actForm(
                id: "visit", to: "/act", command: "c-17",
                radioField(
                    id: "basis", name: "basis",
                    FieldText("On what basis?", help: "The law that lets you enter."),
                    [
                        Choice(
                            "a", "Labour inspection, article 12",
                            help: "Entry in working hours; no search of people.", isChosen: true),
                        Choice("b", "With the police, article 31", help: "Needs an order of the prosecutor."),
                        Choice("c", "Emergency help", isDisabled: true),
                    ]),
                checkField(
                    id: "with", name: "with", FieldText("Who comes along?"),
                    [
                        Choice("i", "An interpreter for sign language"),
                        Choice("s", "Somebody of Social Services"),
                    ]),
                selectField(
                    id: "when", name: "when", FieldText("When?"),
                    choices: [("now", "As soon as the team is ready"), ("t", "Tomorrow at first light")]),
                textArea(
                    id: "why", name: "why",
                    FieldText(
                        "Reasons and alternatives", help: "Locked once saved.",
                        fault: "Write at least one sentence."), rows: 4, draft: "why"),
                textField(
                    id: "note", name: "note", FieldText("A short name for it"), value: "Kiln, first visit"),
                priceBox([
                    (.cost, "Takes your team", "2 h 30 min"), (.clock, "Result", "at about 17:00"),
                    (.people, "For the workers", "20 min each"),
                ]),
                lawBox(
                    .allowed, "Allowed",
                    why: "Article 12 lets the inspectorate enter a workplace without notice.",
                    rule: a(.href("/law"), "Read article 12")),
                lawBox(
                    .order, "Needs an order",
                    why: "A search of the living quarters needs an order of the prosecutor.",
                    rule: a(.href("/law"), "Read article 31")),
                lawBox(
                    .forbidden, "Against the law", why: "You may go on; what follows is yours to answer for.",
                    rule: a(.href("/law"), "Read article 40")),
                formFoot(
                    button("Begin the visit", .main), buttonLink("Back", to: "/", .quiet),
                    button("Not now", isDisabled: true)))))

    static let talk: Node = page(
        shell("Talk", .participant, place: 3),
        pageHead("With Shelter House"),
        div(
            .class("center stack"),
            messageList([
                messageItem(
                    id: "m1", from: agencyLine(marks[4].mark, "Shelter House"), when: "14:18",
                    p("We have a caller who worries about the men at the kiln. May we tell you more?")),
                messageItem(
                    id: "m2", from: "You", when: "14:20", isOwn: true,
                    p("Yes. We can be there before dark. Is anybody hurt?"),
                    chip("Fact attached: nine men in the shed", icon: .fact)),
                messageItem(
                    id: "m3", from: agencyLine(marks[4].mark, "Shelter House"), when: "14:22",
                    p("Nobody that she saw. Please bring an interpreter for sign language.")),
            ]),
            actForm(
                id: "write", to: "/talk", command: "c-18",
                textArea(id: "body", name: "body", FieldText("Your message"), rows: 3, draft: "body"),
                formFoot(button("Send", .main, icon: .send)))))

    static let rolePage: Node = page(
        shell("Person 4", .role),
        div(
            .class("center stack"),
            pageHead("You play Person 4"),
            card(
                p(
                    .class("large"),
                    "You are in a small room at the shelter. Nobody has hurt you here. A woman has asked your name twice."
                ), dial("Trust", level: 2, of: 5, words: "wary"),
                dial("Distress", level: 3, of: 5, words: "tense"),
                dial("Safety", level: 4, of: 5, words: "safe for now")),
            fold(
                id: "say", "What you say if asked", open: true,
                checkBox(id: "t1", name: "told", "I came in spring with my cousin."),
                checkBox(
                    id: "t2", name: "told", "The foreman has my card.",
                    help: "Only if trust is at least 3 and an interpreter is there.")),
            actButton("I step out of the scene", .grave, icon: .stop, to: "/out", command: "c-3")))

    // MARK: Staff

    static let control: Node = page(
        shell("Control", .control),
        h1(.class("unseen"), "Control"),
        controlDesk(
            top: section(
                .class("pane"), .id("section-timetable"), .data("section", "timetable"),
                clockPanel(
                    Band.Clock(
                        day: "Tue 9 March", nextDay: "Wed 10 March", millisecondsOfDay: 51_720_000, speed: 4,
                        state: .running, stateWords: "4 times as fast", exerciseMilliseconds: 22_920_000),
                    actButton("Pause", .main, icon: .held, to: "/pause", command: "c-1"),
                    actButton("To the next due moment", icon: .jump, to: "/jump", command: "c-2"),
                    searchForm(
                        id: "speed", to: "/speed", label(.for("speed-f"), "Speed"),
                        select(
                            .class("input input-short"), .id("speed-f"), .name("speed"), option("1"),
                            option(.selected(if: true), "4"), option("60"))),
                    buttonLink("Compose", to: "/compose", icon: .edit)),
                timetable(
                    "Timetable",
                    [
                        Slot(
                            id: "s1", address: "?inject=1", title: "Hotline call about the kiln",
                            when: "14:18", state: .fired, stateWords: "Fired"),
                        Slot(
                            id: "s2", address: "?inject=2", title: "The foreman rings the owner",
                            when: "14:25", state: .due, stateWords: "Due", isCurrent: true),
                        Slot(
                            id: "s3", address: "?inject=3", title: "Two men are moved across the river",
                            when: "if the visit is announced", state: .waits,
                            stateWords: "Waits on a condition"),
                        Slot(
                            id: "s4", address: "?inject=4", title: "A journalist asks the spokesperson",
                            when: "15:10", state: .held, stateWords: "Held"),
                        Slot(
                            id: "s5", address: "?inject=5", title: "Evening briefing", when: "18:00",
                            state: .planned, stateWords: "Planned"),
                        Slot(
                            id: "s6", address: "?inject=6",
                            title: "Bank answers the request for account data", when: "Wed 09:30",
                            state: .planned, stateWords: "Planned"),
                    ])),
            seats: pane(
                "seats", "Seats",
                lineList(
                    marks.enumerated().map { place, agency in
                        let state: Presence = [.busy, .idle, .stuck, .empty][place % 4]
                        let words = [
                            "busy until 15:10", "idle for 4 min", "no act for 40 min", "bot: cooperative",
                        ][place % 4]
                        return Line(
                            id: "seat-\(place)", address: "?seat=\(place)", mark: agencyMark(agency.mark),
                            title: .text(agency.name),
                            under: words,
                            end: .group([
                                .when(place == 1, countPill(3, words: "unread", signal: .new)),
                                presence(state),
                            ]),
                            isCurrent: place == 2)
                    })),
            feed: pane(
                "feed", "What happens", actions: [buttonLink("Filter", to: "?f", .quiet, icon: .filter)],
                lineList([
                    Line(
                        id: "e1", address: "?e=1", mark: feedTime("14:21"),
                        title: "Labour Inspectorate begins a visit to Sorrel Bend",
                        under: "allowed, article 12", end: agencyMark(marks[1].mark), signal: .none),
                    Line(
                        id: "e2", address: "?e=2", mark: feedTime("14:20"),
                        title: "Police told the employer's lawyer a protected fact",
                        under: "Breach of sharing class: protected", end: agencyMark(marks[0].mark),
                        signal: .breach),
                    Line(
                        id: "e3", address: "?e=3", mark: feedTime("14:18"), title: "Inject: hotline call",
                        under: "To Shelter House", end: chip("Inject"), signal: .new, isCurrent: true),
                    Line(
                        id: "e4", address: "?e=4", mark: feedTime("14:10"),
                        title: "Request to the bank is due in 20 minutes", end: agencyMark(marks[7].mark),
                        signal: .due),
                ])),
            inspector: pane(
                "inspector", "The foreman rings the owner",
                chip("Due at 14:25, in 2 minutes", .due),
                p("The foreman asks what to do with the men if anybody comes."),
                definitionList([
                    ("To", "nobody directly"), ("Effect", "The network moves two men at night"),
                    ("Condition", "none"),
                ]),
                div(
                    .class("row"), actButton("Fire now", .main, to: "/fire", command: "c-5"),
                    actButton("Hold", to: "/hold", command: "c-6"),
                    dialogLink("End the run", opens: "end", otherwise: "/end", .grave)),
                confirmDialog(
                    id: "end", "End the run?", p("Everybody goes to the debrief. This cannot be undone."),
                    form: actButton("End the run", .grave, to: "/end", command: "c-7"), cancel: "Go on"))))

    static let debrief: Node = page(
        shell("Debrief", .debrief, state: .ended),
        pageHead("Who knew what, and when", under: p("The figures name seats, never people.")),
        div(
            .class("stack-wide"),
            filterLinks(
                "Through whose eyes", [("All", "?", true)] + marks.prefix(4).map { ($0.name, "?a", false) }),
            div(
                .class("tiles"),
                figureCard(
                    "7 of 9", "Found",
                    definition:
                        "People whom an agency with that power marked presumed or identified before the end.",
                    caveat: "Two left before anybody came.", events: a(.href("/e"), "See the events")),
                figureCard(
                    "6 h 20 min", "Longest wait",
                    definition: "Time in which a needed fact could lawfully have been shared and was not.",
                    caveat: "", events: a(.href("/e"), "See the events"))),
            score(
                Score(
                    name: "Who learned what, and when", lines: marks.prefix(6).map(\.name),
                    ticks: [
                        (0, "Mon 08:00"), (250, "14:00"), (500, "20:00"), (750, "Tue 08:00"), (1000, "14:00"),
                    ],
                    notes: [
                        .init(.learned, line: 1, at: 260, words: "Nine men live in the drying shed"),
                        .init(.shared, line: 1, toLine: 0, at: 300, words: "Told the police"),
                        .init(
                            .shared, line: 4, toLine: 1, at: 900, words: "The shelter tells the inspectorate"),
                        .init(.learned, line: 4, at: 880, words: "The foreman keeps the benefit card"),
                        .init(.missed, line: 3, at: 760, words: "Could have been told for six hours"),
                        .init(.due, line: 2, at: 640, words: "Time limit of the safety check"),
                    ],
                    waits: [.init(line: 3, from: 340, to: 760, words: "Waits for a fact of the inspectorate")]
                ),
                key: [
                    (.learned, "Found or read"), (.shared, "Told"),
                    (.missed, "Not told, and could have been"),
                    (.due, "Time limit"),
                ],
                waitWords: "Waits for a fact that another has"),
            ledgerGrid(
                "Facts by agencies", corner: "Fact",
                agencies: marks.prefix(6).map { agencyLine($0.mark, $0.name) },
                facts: [
                    (
                        "Nine men live in the drying shed",
                        [
                            LedgerCell(.found, "Found", detail: "Mon 16:40", address: "/e1"),
                            LedgerCell(.opened, "Told, read", detail: "Mon 17:05 by the inspectorate"),
                            LedgerCell(.told, "Told, not read", detail: "Tue 09:10"),
                            LedgerCell(.missed, "Not told for 6 h 20 min", detail: "since Mon 16:40"),
                            LedgerCell(.lawful, "Rightly not told", detail: "no consent"),
                            LedgerCell(.never, "—"),
                        ]
                    ),
                    (
                        "The foreman keeps the benefit card",
                        [
                            LedgerCell(.never, "—"),
                            LedgerCell(.acted, "Told and acted", detail: "Tue 14:18"),
                            LedgerCell(.never, "—"), LedgerCell(.opened, "Told, read"),
                            LedgerCell(.found, "Found"), LedgerCell(.never, "—"),
                        ]
                    ),
                ]),
            h2("Person 4, in words"),
            timeline([
                TimelineEntry(
                    id: "t1", when: "Mon 08:00", day: "Monday", p("Works at the kiln. Nobody has asked.")),
                TimelineEntry(
                    id: "t2", when: "16:40", signal: .new, p("The inspectorate sees the shed."),
                    chip("Found", .done)),
                TimelineEntry(id: "t3", when: "18:00", signal: .waiting, p("Waits for an interpreter.")),
                TimelineEntry(
                    id: "t4", when: "09:10", signal: .breach, day: "Tuesday",
                    p("Is asked for the third time by a third person.")),
                TimelineEntry(id: "t5", when: "17:00", signal: .done, p("Is safe at the shelter.")),
            ]),
            pathway([
                (.done, "Found"), (.late, "Presumed: 2 h late"), (.now, "Safe place"),
                (.ahead, "Formal decision"),
            ]),
            dataTable(
                "Acts by agency", columns: ["Agency", "Acts", "Breaches"],
                rows: marks.prefix(3).map { [.text($0.name), "41", "0"] }, numbers: [1, 2])))

    static let doorPage: Node = page(
        shell("Join", .door),
        door(
            brand: "Kerege", steps: [("Code", false), ("Before you sit down", true), ("Your seat", false)],
            stepsName: "Steps",
            h1("Before you sit down"),
            p(.class("large"), "This is an exercise. Every person, place and agency in it is invented."),
            promises([
                (
                    .information,
                    p("It speaks of exploitation, threats and a child at risk. Nothing is shown in detail.")
                ),
                (
                    .note,
                    p(
                        "What you do in your seat is recorded until the debrief is over. Your name is kept apart from it."
                    )
                ),
                (
                    .stop,
                    p(strong("STOP"), " is on every page. It pauses everything at once; nobody asks why.")
                ),
                (.rest, p("You can take a break at any time. Only control learns of it.")),
            ]),
            actForm(
                id: "join", to: "/join", command: "c-9",
                textField(
                    id: "name", name: "name", FieldText("Your name", help: "As the others should call you."),
                    more: .required, .autocomplete("name")),
                codeField(
                    id: "code", name: "code", FieldText("Code", fault: "There is no seat with this code.")),
                checkBox(id: "agree", name: "agree", "I have read this and want to take part."),
                formFoot(button("Take my seat", .main), buttonLink("I would rather not", to: "/no", .quiet))))
    )

    static let tickets: Node = page(
        shell("Tickets", .control),
        pageHead(
            "One ticket for each seat",
            actions: [
                el("button", .type("button"), .class("button"), .data("print"), Icon.print.node, "Print")
            ]),
        ticketSheet(
            marks.prefix(4).enumerated().map { place, agency in
                seatTicket(
                    seat: .text(agency.name),
                    qr: qrCode(
                        .trusted(
                            "<svg viewBox=\"0 0 3 3\"><path d=\"M0 0h1v1H0zM2 0h1v1H2zM1 1h1v1H1zM0 2h1v1H0zM2 2h1v1H2z\"/></svg>"
                        ), name: "Code to join"), code: "KB7 4X\(place)",
                    address: "http://192.0.2.10:8080/join/kb74x\(place)")
            }))

    static let pieces: Node = page(
        shell("Pieces", .observer),
        pageHead("Pieces"),
        div(
            .class("stack"),
            div(.class("row"), .each(marks) { agencyLine($0.mark, $0.name) }),
            div(.class("row"), .each(1...6) { countryLine(pattern: $0, "Country \($0)") }),
            div(
                .class("row"),
                .each([Signal.new, .waiting, .due, .breach, .done, .none]) { chip($0.rawValue, $0) }),
            div(
                .class("row"), button("Main", .main), button("Plain"), button("Quiet", .quiet),
                button("Grave", .grave), button("Off", isDisabled: true)),
            .each([Signal.new, .waiting, .due, .breach, .done, .none]) {
                notice(
                    $0, "A notice of the kind " + $0.rawValue,
                    p("With a sentence and ", a(.href("/"), "a link"), "."))
            },
            div(.class("row"), .each(Icon.allCases) { $0.node })))
}
