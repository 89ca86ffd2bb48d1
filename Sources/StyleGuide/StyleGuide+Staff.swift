import Web

// The pages of staff, of the debrief and of the door.
extension StyleGuide {
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
