import HTTPCore
import Model
import Roster
import Runtime
import Texts
import Views

/// What somebody sees who plays characters, beside the characters themselves: what they were asked, and how to rest.
package struct RolePages {
    let ctx: PageContext
    private let parts: [RolePart]
    private let day: RoleDay
    private let door: DoorView
    private let clock: ClockView
    /// Whose clock it is: the hall may look at another.
    private let country: Text?

    init(_ visit: RoleVisit) {
        (ctx, parts, day) = (visit.ctx, visit.parts, visit.day)
        door = visit.hosted.run.door
        // The clock of the hall until a character is taken.
        let part = visit.own ?? visit.accepted.first
        clock = part?.view.clock ?? visit.hosted.run.control().clock
        country = part?.view.country
    }

    private func t(_ text: RoleText, _ arguments: KeyValuePairs<String, any TextArgument> = [:]) -> String {
        ctx.t(text, arguments)
    }

    private var accepted: [RolePart] { parts.filter { $0.casting.answer == .yes } }

    /// The quiet frame of everybody who plays: who one is, and one place for each character.
    func shell(_ title: String, at address: String, stream: String?) -> Shell {
        var shell = ctx.shell(title, .role)
        shell.stream = stream
        var band = ctx.band(who: t(.title))
        // As it is where the character is: what stands on the page is told by the same clock.
        band.clock = Times(ctx.t, clock).band(of: country.map { ctx.say($0) })
        band.connected = stream == nil ? nil : ctx.t(CommonText.connected)
        band.lost = ctx.t(CommonText.disconnected)
        shell.band = band
        shell.places =
            accepted.prefix(4).map { part in
                let waiting = part.view.now?.waiting ?? 0
                return Place(
                    icon: .person, name: ctx.say(part.view.name), address: part.address,
                    isCurrent: part.address == address, count: waiting,
                    countWords: ctx.t(RoleText.waitingCount, count: waiting))
            } + [Place(icon: .me, name: t(.place), address: "/role", isCurrent: address == "/role")]
        return shell
    }

    // MARK: What one was asked

    /// `/role`.
    func home(stream: String?, fault: String? = nil) -> PageParts {
        PageParts(
            shell(t(.title), at: "/role", stream: stream),
            div(
                .class("center stack-wide"),
                ctx.still {
                    .group([pageHead(t(.title), under: p(.class("quiet"), .text(ctx.say(door.title))))])
                },
                .with(fault) { notice(.due, $0) },
                ctx.live("me", id: "role-strip") { strip },
                ctx.live("now", id: "role-parts") { characters },
                ctx.still { .group([rules, own]) }))
    }

    private var characters: Node {
        section(
            .class("stack"), .id("parts"), .aria("labelledby", "parts-name"),
            h2(.id("parts-name"), .text(t(.characters))),
            parts.isEmpty
                ? emptyState(.person, t(.nobodyYet), t(.nobodyYetWhat))
                : lineList(parts.map(line)))
    }

    private func line(_ part: RolePart) -> Line {
        let waiting = part.view.now?.waiting ?? 0
        let isOpen = part.casting.answer == .open
        return Line(
            id: "part-" + part.view.handle.text, address: part.address, mark: Icon.person.node,
            title: .text(ctx.say(part.view.name)),
            under: standing(of: part),
            end: isOpen && !isOver
                ? span(.class("button button-main"), .text(t(.isAsked)))
                : .when(
                    waiting > 0,
                    countPill(waiting, words: ctx.t(RoleText.waitingCount, count: waiting), signal: .due)),
            signal: isOver ? .none : isOpen ? .new : waiting > 0 ? .due : .none)
    }

    /// Who speaks for the character; after ENDEX nobody does.
    private func standing(of part: RolePart) -> String {
        if isOver { return part.casting.answer == .yes ? t(.wasYours) : "" }
        if part.casting.answer == .open { return "" }
        return t(part.view.isHeld ? .speaksForItself : .scriptSpeaks)
    }

    private var isOver: Bool { clock.condition == .ended }

    /// What holds for everybody who plays, said before and while they do (ET-04, ET-05).
    private var rules: Node {
        fold(id: "role-rules", t(.rulesHeading), open: accepted.isEmpty, promiseList)
    }

    private var promiseList: Node {
        promises([
            (.leave, .text(t(.ruleNo))),
            (.clock, .text(t(.ruleTime, ["minutes": day.limits.minutes, "times": day.limits.spells]))),
            (.rest, .text(t(.ruleBreak))),
            (.people, .text(t(.ruleSecond))),
            (.hidden, .text(t(.ruleOwnLife))),
            (.safety, .text(t(.ruleIndirect))),
            (.stop, .text(ctx.t(DoorText.promiseStop))),
        ])
    }

    private var own: Node {
        let choices = Preferences(ctx)
        return fold(
            id: "own", t(.own), choices.language, choices.theme,
            p(.class("link-line"), a(.href("/note"), .text(ctx.t(MeText.noteAgain)))),
            p(.class("link-line"), a(.href("/phone"), .text(ctx.t(ReturnText.anotherPhone)))),
            p(.class("link-line"), a(.href("/glossary"), .text(ctx.t(CommonText.glossary)))),
            form(
                .class("form"), .id("leave-form"), .method("post"), .action("/leave"),
                p(.class("quiet"), .text(t(.leaveWhat))), button(ctx.t(MeText.leave), .quiet, icon: .leave)))
    }

    // MARK: The quiet clock

    /// How long one has been in role, and the two ways out of it; they ask nothing.
    var strip: Node {
        if day.isInRole, clock.condition == .ended {
            return card(
                h2(.class("small"), .text(t(.isEnded))), p(.text(t(.endedInRole))),
                actButton(t(.stepOut), .main, icon: .leave, to: "/role/rest", command: ctx.command()))
        }
        if day.isInRole {
            return card(
                cardHead(
                    h2(.class("small"), .text(t(.inRole))),
                    chip(
                        ctx.t(RoleText.minutesOf, count: day.minutes), day.isOver ? .due : .none, icon: .clock
                    )),
                day.isOver
                    ? notice(.waiting, icon: .rest, t(.overHeading), p(.text(t(.overWhat))))
                    : p(.class("quiet small"), .text(t(.untilMinutes, ["minutes": day.limits.minutes]))),
                div(
                    .class("row"),
                    actButton(t(.needBreak), icon: .rest, to: "/role/break", command: ctx.command()),
                    actButton(t(.restNow), .quiet, to: "/role/rest", command: ctx.command())))
        }
        if accepted.isEmpty { return .nothing }
        return card(
            h2(.class("small"), .text(t(isOver ? .isEnded : .notInRoleHeading))),
            p(
                .text(isOver ? t(.endedWhat) : day.mayBegin ? t(.notInRoleWhat) : t(.enoughToday))),
            .when(day.hasJustEnded, p(.class("link-line"), a(.href("/role/after"), .text(t(.afterHeading))))),
            .when(
                day.mayBegin && clock.condition != .ended,
                actButton(t(.begin), .main, icon: .running, to: "/role/begin", command: ctx.command())))
    }

    // MARK: Before one says yes

    /// `/role/HANDLE` of a character that one was asked to play: what it speaks of, and the right to say no.
    func offer(_ part: RolePart, stream: String?) -> PageParts {
        let offer = RoleOffer(part.view)
        return PageParts(
            shell(ctx.say(offer.name), at: part.address, stream: stream),
            div(
                .class("center stack"),
                pageHead(t(.offerHeading, ["who": ctx.say(offer.name)]), under: ctx.prose(offer.about)),
                card(
                    cardHead(
                        h2(.text(ctx.t(DoorText.aboutWhat))),
                        chip(NotePage.intensity(door, ctx.t), .due, icon: .information)),
                    ul(.each(door.themes) { li(.text(ctx.say($0))) }), ctx.prose(door.note)),
                promiseList,
                isOver
                    ? p(.text(t(.isEnded)))
                    : .group([
                        p(.text(t(.offerChoice))),
                        div(
                            .class("row"),
                            actButton(t(.offerYes), .main, to: part.address + "/yes", command: ctx.command()),
                            actButton(t(.offerNo), to: part.address + "/no", command: ctx.command())),
                    ])))
    }

    // MARK: Out of the role

    /// `/role/after`: leaving the role is a step of its own.
    func after(isBreak: Bool) -> PageParts {
        PageParts(
            shell(t(.afterHeading), at: "/role/after", stream: nil),
            div(
                .class("center stack"),
                pageHead(
                    t(.afterHeading), under: p(.class("large"), .text(t(isBreak ? .afterBreak : .afterWhat)))),
                promises([
                    (.person, .text(t(.afterName))), (.leave, .text(t(.afterMove))),
                    (.talk, .text(t(.afterTalk))), (.undo, .text(t(.afterAgain))),
                ]),
                div(.class("row"), buttonLink(t(.place), to: "/role", .main))))
    }
}
