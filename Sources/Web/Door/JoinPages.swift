import Roster
import Texts
import Views

/// Why a name was not taken.
package struct NameFault: Sendable {
    let words: String
    var name = ""
    /// What is asked about; sent once more, the name is taken.
    var real: [RealData.Finding] = []
}

/// The pages between a link and a seat: code, name, and the kind ends.
package struct JoinPages {
    let ctx: PageContext

    package init(_ ctx: PageContext) { self.ctx = ctx }

    private var t: Tongue { ctx.t }

    private func page(_ heading: String, steps current: Int? = nil, _ parts: Node...) -> PageParts {
        let names = [t(DoorText.stepSeat), t(DoorText.stepNote), t(DoorText.stepStart)]
        return PageParts(
            ctx.shell(heading, .door),
            .group([
                door(
                    brand: t(CommonText.brand),
                    steps: current.map { now in
                        names.enumerated().map { (words: $0.element, isCurrent: $0.offset == now) }
                    } ?? [],
                    stepsName: t(DoorText.steps),
                    pageHead(heading), .group(parts)),
                Preferences(ctx).foot,
            ]))
    }

    /// Where a code is typed.
    package func code(typed: String = "", fault: String? = nil) -> PageParts {
        page(
            t(DoorText.title), steps: 0,
            p(.text(t(DoorText.codeIntro))),
            form(
                .class("form"), .id("join"), .method("post"), .action("/join"),
                codeField(
                    id: "code", name: "code",
                    FieldText(t(DoorText.code), help: t(DoorText.codeHelp), fault: fault), value: typed),
                formFoot(button(t(DoorText.next), .main))))
    }

    /// A seat, and the name of who takes it.
    package func seat(
        _ seat: DoorSeat, of run: DoorView, key: String, others: [String], current: String?,
        fault: NameFault? = nil
    ) -> PageParts {
        page(
            t(DoorText.title), steps: 0,
            card(
                cardHead(
                    h2(.text(ctx.say(seat.name))),
                    countryLine(pattern: Looks.pattern(seat.pattern), ctx.say(seat.country))),
                agencyLine(Looks.mark(seat.letter, hue: seat.hue), ctx.say(seat.agency)),
                p(.class("quiet"), .text(ctx.say(run.title)), " · ", .text(ctx.say(run.world))),
                .when(
                    !others.isEmpty,
                    p(
                        Icon.people.node, " ",
                        .text(t(DoorText.alreadyHere, ["names": t.format.list(others)]))))),
            seatedAlready(current), nameForm(key, fault))
    }

    /// The place of those who look on or play characters, and the name of who takes it.
    package func staff(
        _ role: Role, of run: DoorView, key: String, current: String?, fault: NameFault? = nil
    ) -> PageParts {
        let plays = role == .rolePlayer
        return page(
            plays ? t(RoleText.joinTitle) : t(ObserverText.joinTitle), steps: 0,
            card(
                cardHead(h2(.text(ctx.say(run.title)))),
                p(.class("quiet"), .text(ctx.say(run.world))),
                p(.text(plays ? t(RoleText.joinWhat) : t(ObserverText.joinWhat)))),
            seatedAlready(current), nameForm(key, fault))
    }

    private func seatedAlready(_ current: String?) -> Node {
        .with(current) { name in
            notice(
                .waiting, t(DoorText.alreadySeated, ["name": name]),
                p(a(.href("/"), .text(t(DoorText.backToSeat)))))
        }
    }

    private func nameForm(_ key: String, _ fault: NameFault?) -> Node {
        form(
            .class("form"), .id("join"), .method("post"), .action("/join/" + key),
            textField(
                id: "name", name: "name",
                FieldText(t(DoorText.name), help: t(DoorText.nameHelp), fault: fault?.words),
                value: fault?.name ?? "", more: .required,
                .maxlength(60), .autocomplete("name")),
            selectField(
                id: "language", name: "language", FieldText(t(CommonText.language)),
                choices: ctx.languages.map { ($0, Languages.ownName($0)) }, chosen: ctx.language),
            .when(fault?.real.isEmpty == false, RealDataQuestion(t, fault?.real ?? []).sign),
            formFoot(button(t(DoorText.next), .main)))
    }

    package func linkGone() -> PageParts {
        page(
            t(DoorText.linkGone), p(.text(t(DoorText.linkGoneWhy))),
            div(.class("row"), buttonLink(t(DoorText.typeCode), to: "/join", .main)))
    }

    /// Somebody of this name has sat in the seat: asked, so that nobody is counted twice.
    package func isThatYou(_ name: String, language: String, key: String) -> PageParts {
        page(
            t(DoorText.isThatYou), steps: 0,
            p(.class("large"), .text(t(DoorText.isThatYouBody, ["name": name]))),
            p(.class("quiet"), .text(t(DoorText.thatIsMeHelp, ["name": name]))),
            form(
                .class("form"), .id("join"), .method("post"), .action("/join/" + key),
                hiddenField("name", name), hiddenField("language", language),
                // Whoever comes here has been asked about the name.
                hiddenField(RealData.meant, RealData.sign(for: RealData.findings(in: name))),
                formFoot(
                    button(t(DoorText.thatIsMe), .main, name: "who", value: "me"),
                    button(t(DoorText.somebodyElse), name: "who", value: "other"))))
    }

    /// After the content note was declined: no reason is asked, nothing is kept against anybody.
    ///
    /// - Parameter code: leads back to the seat, for who thinks of it anew.
    package func declined(code: String = "") -> PageParts {
        let code = String(code.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(40))
        return page(
            t(DoorText.declinedTitle), p(.class("large"), .text(t(DoorText.declinedBody))),
            p(.text(t(DoorText.declinedNext))),
            div(
                .class("row"),
                code.isEmpty
                    ? buttonLink(t(DoorText.typeCode), to: "/join", .quiet)
                    : buttonLink(t(DoorText.backAfterAll), to: "/join/" + code, .quiet)))
    }

    package func left() -> PageParts {
        page(
            t(DoorText.leftTitle), p(.text(t(DoorText.leftBody))),
            div(.class("row"), buttonLink(t(DoorText.typeCode), to: "/join", .quiet)))
    }

    /// A name as people write it: one line, no more than sixty characters.
    static func cleanName(_ name: String) -> String {
        let words = name.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
        return String(words.prefix(60))
    }
}

extension PageContext {
    /// The same page with the texts of a run that the reader has not joined yet.
    func speaking(for hosted: HostedRun) -> PageContext {
        var copy = self
        copy.words = hosted.words
        return copy
    }
}
