import Model
import Texts
import Views

// Who I am here, my law and procedure, and what is mine alone.
extension SeatPages {
    package struct Myself: Sendable {
        /// The name that the person gave.
        package var name: String
        /// Who else sits in this seat.
        package var others: [String]
        package var asksForBreak: Bool
        /// What the person has written down for themselves alone.
        package var notes: String
        /// What in these looks like real data, if they are not kept yet.
        package var real: [RealData.Finding]
        /// Why they are not kept, if they cannot be.
        package var fault: String?
        /// The seats that the person holds, the own first.
        package var seats: [(name: Text, isCurrent: Bool)]

        package init(
            name: String, others: [String] = [], asksForBreak: Bool = false, notes: String = "",
            real: [RealData.Finding] = [], fault: String? = nil, seats: [(name: Text, isCurrent: Bool)] = []
        ) {
            (self.name, self.others, self.asksForBreak) = (name, others, asksForBreak)
            (self.notes, self.real, self.fault, self.seats) = (notes, real, fault, seats)
        }
    }

    /// Under what the roster keeps own notes.
    static let notesKey = "notes"

    package func me(_ myself: Myself) -> PageParts {
        let me = view.me
        return page(
            t(MeText.title), .me,
            ctx.live("me") {
                .group([
                    pageHead(
                        ctx.say(me.seat),
                        under: div(
                            .class("row"), ctx.agency(me.agency),
                            countryLine(pattern: Looks.pattern(me.agency.pattern), ctx.say(me.country)))),
                    .when(!myself.name.isEmpty, p(.text(t(MeText.youAre, ["name": myself.name])))),
                    .when(
                        !myself.others.isEmpty,
                        p(
                            Icon.people.node, " ",
                            .text(t(MeText.alsoHere, ["names": t.format.list(myself.others)])))),
                    seatChoice(myself.seats), role(me),
                ])
            },
            // What is typed here stays as it is, whatever happens meanwhile.
            ctx.still { notes(myself) },
            ctx.live("me", id: "section-care") { .group([care(myself), preferences, leave]) })
    }

    private func notes(_ myself: Myself) -> Node {
        let text = myself.notes
        return card(
            h2(.id("notes"), .text(t(MeText.notes))), p(.class("quiet small"), .text(t(MeText.notesBody))),
            Web.actForm(
                id: "notes-form", to: "/me/notes", command: ctx.command(),
                .with(myself.fault) { notice(.due, icon: .breach, $0) },
                textArea(
                    id: "notes-text", name: "notes", FieldText(t(MeText.notesLabel)), value: text, rows: 6,
                    draft: "notes", more: .maxlength(TextLimits.notes)),
                RealDataQuestion(t, myself.real).node,
                formFoot(
                    button(t(MeText.notesSave)),
                    .when(!text.isEmpty, button(t(MeText.notesErase), .quiet, name: "erase", value: "yes")))))
    }

    private func role(_ me: SelfView) -> Node {
        .group([
            card(h2(.text(t(MeText.role))), prose(me.brief)),
            card(h2(.text(t(MeText.agency))), prose(me.agencyAbout)),
            div(
                .class("row"), buttonLink(t(MeText.lawBook), to: "/me/law", icon: .book),
                buttonLink(t(CommonText.glossary), to: "/glossary", icon: .help)),
            fold(
                id: "story", t(MeText.story), h3(.text(ctx.say(me.scenario))),
                prose(me.scenarioAbout),
                h3(.text(ctx.say(me.world))), prose(me.worldAbout),
                .when(
                    !me.objectives.isEmpty,
                    .group([
                        h3(.text(t(MeText.objectives))), ul(.each(me.objectives) { li(.text(ctx.say($0))) }),
                    ]))),
        ])
    }

    private func seatChoice(_ seats: [(name: Text, isCurrent: Bool)]) -> Node {
        .when(
            seats.count > 1,
            form(
                .class("form"), .id("seat-form"), .method("post"), .action("/seat"),
                selectField(
                    id: "seat-choice", name: "seat", FieldText(t(MeText.seats), help: t(MeText.seatsHelp)),
                    choices: seats.enumerated().map {
                        (value: String($0.offset), words: ctx.say($0.element.name))
                    },
                    chosen: seats.firstIndex { $0.isCurrent }.map(String.init)),
                button(t(CommonText.change))))
    }

    /// A break is between this person and control; it is nowhere in the record of the exercise.
    private func care(_ myself: Myself) -> Node {
        card(
            h2(.text(t(MeText.care))), p(.text(t(MeText.careBody))),
            myself.asksForBreak
                ? notice(.done, t(MeText.breakAsked), p(.text(t(MeText.breakAskedBody))))
                : actButton(t(MeText.breakNeeded), icon: .rest, to: "/break", command: ctx.command()),
            p(.class("quiet"), .text(t(DoorText.stopMeaning))),
            p(.class("link-line"), a(.href("/note"), .text(t(MeText.noteAgain)))),
            p(.class("link-line"), a(.href("/phone"), .text(t(ReturnText.anotherPhone)))))
    }

    private var preferences: Node {
        let choices = Preferences(ctx)
        return card(h2(.text(t(CommonText.preferences))), choices.language, choices.theme)
    }

    private var leave: Node {
        form(
            .class("form"), .id("leave-form"), .method("post"), .action("/leave"),
            p(.class("quiet"), .text(t(MeText.leaveBody))), button(t(MeText.leave), .quiet, icon: .leave))
    }

    // MARK: The law and procedure book

    package func lawBook() -> PageParts {
        let articles = view.opensLawBook ? view.me.articles : []
        return page(
            t(MeText.lawBook), .me,
            ctx.still {
                .group([
                    wayBack(t(MeText.title), to: "/me"), pageHead(t(MeText.lawBook)),
                    .when(!view.opensLawBook, notice(.none, icon: .book, t(MeText.lawBookClosed))),
                    itemList(
                        articles.map { article in
                            Item(
                                id: "article-" + article.handle.text, address: "/law/" + article.handle.text,
                                title: ctx.say(article.title), mark: Icon.book.node,
                                line: article.country.map { ctx.say($0) } ?? ctx.everywhere)
                        }),
                ])
            })
    }

    package func article(_ handle: Handle) -> PageParts? {
        guard let article = view.me.articles.first(where: { $0.handle == handle }) else { return nil }
        guard view.opensLawBook else { return lawBook() }
        return page(
            ctx.say(article.title), .me,
            ctx.still {
                .group([
                    wayBack(t(MeText.lawBook), to: "/me/law"),
                    ctx.articleDocument(
                        ctx.say(article.title),
                        under: article.country.map { ctx.say($0) } ?? ctx.everywhere,
                        ctx.say(article.text)),
                ])
            })
    }
}
