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
                formFoot(button(t(DoorText.next), .main))),
            wasHere)
    }

    private var wasHere: Node { p(.class("link-line"), a(.href("/back"), .text(t(ReturnText.wasHere)))) }

    /// A seat, and the name of who takes it.
    package func seat(
        _ seat: DoorSeat, of run: DoorView, key: String, current: String?, fault: NameFault? = nil
    ) -> PageParts {
        page(
            t(DoorText.title), steps: 0,
            card(
                cardHead(
                    h2(.text(ctx.say(seat.name))),
                    countryLine(pattern: Looks.pattern(seat.pattern), ctx.say(seat.country))),
                agencyLine(Looks.mark(seat.letter, hue: seat.hue), ctx.say(seat.agency)),
                p(.class("quiet"), .text(ctx.say(run.title)), " · ", .text(ctx.say(run.world)))),
            seatedAlready(current), nameForm(key, fault), wasHere)
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
            seatedAlready(current), nameForm(key, fault), wasHere)
    }

    private func seatedAlready(_ current: String?) -> Node {
        .with(current) { name in
            notice(
                .waiting, t(DoorText.alreadySeated, ["name": name]),
                p(.class("link-line"), a(.href("/"), .text(t(DoorText.backToSeat)))))
        }
    }

    private func nameForm(_ key: String, _ fault: NameFault?) -> Node {
        form(
            .class("form"), .id("join"), .method("post"), .action("/join/" + key),
            textField(
                id: "name", name: "name",
                FieldText(t(DoorText.name), help: t(DoorText.nameHelp), fault: fault?.words),
                value: fault?.name ?? "", more: .required,
                .maxlength(TextLimits.name), .autocomplete("name")),
            selectField(
                id: "language", name: "language", FieldText(t(CommonText.language)),
                choices: ctx.languages.map { ($0, Languages.ownName($0)) }, chosen: ctx.language),
            .when(fault?.real.isEmpty == false, RealDataQuestion(t, fault?.real ?? []).sign),
            formFoot(button(t(DoorText.next), .main)))
    }

    /// Control's link, which works once: it is used by the button, not by being looked at.
    package func enter(key: String) -> PageParts {
        page(
            t(DoorText.enterTitle), p(.class("large"), .text(t(DoorText.enterWhat))),
            form(
                .class("form"), .id("enter"), .method("post"), .action("/enter/" + key),
                formFoot(button(t(DoorText.enterYes), .main))))
    }

    package func linkGone() -> PageParts {
        page(
            t(DoorText.linkGone), p(.text(t(DoorText.linkGoneWhy))),
            div(.class("row"), buttonLink(t(DoorText.typeCode), to: "/join", .main)))
    }

    /// Somebody of this name has been here: whoever it is comes back by a code, anybody else gets a name of their own.
    package func isThatYou(_ name: String, marked: String, language: String, key: String) -> PageParts {
        page(
            t(DoorText.isThatYou), steps: 0,
            p(.class("large"), .text(t(ReturnText.taken, ["name": name]))),
            div(.class("row"), buttonLink(t(ReturnText.thatIsMe), to: "/back", .main)),
            p(.class("quiet"), .text(t(ReturnText.otherName, ["name": marked]))),
            form(
                .class("form"), .id("join"), .method("post"), .action("/join/" + key),
                hiddenField("name", name), hiddenField("language", language),
                // Whoever comes here has been asked about the name.
                hiddenField(RealData.meant, RealData.sign(for: RealData.findings(in: name))),
                formFoot(button(t(DoorText.somebodyElse), name: "who", value: "other"))))
    }

    /// After the content note was declined: no reason is asked, nothing is kept against anybody.
    ///
    /// - Parameters:
    ///   - code: leads back to the seat, for who thinks of it anew.
    ///   - own: by which somebody comes back as who they were.
    package func declined(code: String = "", own: String? = nil) -> PageParts {
        let code = String(code.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(40))
        return page(
            t(DoorText.declinedTitle), p(.class("large"), .text(t(DoorText.declinedBody))),
            p(.text(t(DoorText.declinedNext))), keepsake(own),
            div(
                .class("row"),
                code.isEmpty
                    ? buttonLink(t(DoorText.typeCode), to: "/join", .quiet)
                    : buttonLink(t(DoorText.backAfterAll), to: "/join/" + code, .quiet)))
    }

    /// - Parameter own: the code by which whoever has left comes back.
    package func left(own: String? = nil) -> PageParts {
        page(
            t(DoorText.leftTitle), p(.text(t(DoorText.leftBody))), keepsake(own),
            div(.class("row"), buttonLink(t(DoorText.typeCode), to: "/join", .quiet)))
    }

    private func keepsake(_ own: String?) -> Node {
        .with(own) { .group([ReturnPages.ticket($0, t), p(.text(t(ReturnText.leftWhat)))]) }
    }

    /// A name as people write it: one line, and nothing that cannot be seen; empty if nothing else is left.
    static func cleanName(_ name: String) -> String {
        var seen = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            switch scalar.properties.generalCategory {
            // A line end or a tab parts words.
            case .control: if scalar.properties.isWhitespace { seen.append(" ") }
            case .format, .surrogate, .privateUse, .unassigned: continue
            // A cell of Braille without a dot looks like a blank; the fillers of Hangul look like nothing.
            case _ where scalar.value == 0x2800: seen.append(" ")
            case _ where scalar.properties.isDefaultIgnorableCodePoint: continue
            default: seen.append(scalar)
            }
        }
        return String(seen).split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    }

    /// The name with a number behind it where somebody has it already: nobody is taken for somebody else.
    static func marked(_ name: String, among others: [String]) -> String {
        let taken = Set(others.flatMap(NameLooks.looks))
        func isFree(_ name: String) -> Bool { taken.isDisjoint(with: NameLooks.looks(name)) }
        guard !isFree(name) else { return name }
        var number = 2
        while !isFree("\(name) \(number)") { number += 1 }
        return "\(name) \(number)"
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
