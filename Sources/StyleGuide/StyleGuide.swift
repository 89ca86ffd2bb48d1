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
                ],
                more: "More", [("Chart", "/c", false), ("Timeline", "/t", false)]),
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
}
