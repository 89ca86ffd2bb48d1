import Texts
import Views

/// What is read before a seat opens: what it is about, what is fiction, what is recorded, how to stop
/// (ET-02, ET-03).
package struct NotePage {
    let ctx: PageContext
    let door: DoorView
    let retentionDays: Int

    package init(_ ctx: PageContext, _ door: DoorView, retentionDays: Int) {
        (self.ctx, self.door, self.retentionDays) = (ctx, door, retentionDays)
    }

    private var t: Tongue { ctx.t }

    /// - Parameter own: the reader's return code, shown to who comes for the first time.
    package func page(isAccepted: Bool, for role: SessionRole? = nil, own: String? = nil) -> PageParts {
        let steps = [t(DoorText.stepSeat), t(DoorText.stepNote), t(DoorText.stepStart)]
        return PageParts(
            ctx.shell(t(DoorText.noteTitle), .door),
            .group([
                Web.door(
                    brand: t(CommonText.brand),
                    steps: isAccepted
                        ? [] : steps.enumerated().map { (words: $0.element, isCurrent: $0.offset == 1) },
                    stepsName: t(DoorText.steps),
                    pageHead(t(DoorText.noteTitle), under: p(.class("large"), .text(ctx.say(door.title)))),
                    ctx.prose(door.about), themes, promiseList,
                    .with(isAccepted ? nil : own) { code in
                        .group([
                            ReturnPages.ticket(code, t),
                            p(.class("quiet"), .text(t(ReturnText.noteWhat))),
                        ])
                    },
                    isAccepted
                        ? div(
                            .class("row"),
                            buttonLink(back(role), to: "/", .main))
                        : .nothing,
                    answers(isAccepted: isAccepted, role)),
                Preferences(ctx).foot,
            ]))
    }

    private var themes: Node {
        card(
            cardHead(h2(.text(t(DoorText.aboutWhat))), chip(intensity, .due, icon: .information)),
            ul(.each(door.themes) { li(.text(ctx.say($0))) }),
            ctx.prose(door.note))
    }

    private var intensity: String { NotePage.intensity(door, t) }

    static func intensity(_ door: DoorView, _ t: Tongue) -> String {
        switch door.intensity {
        case ...1: t(DoorText.intensity1)
        case 2: t(DoorText.intensity2)
        default: t(DoorText.intensity3)
        }
    }

    private var promiseList: Node {
        promises([
            (.safety, .text(t(DoorText.promiseFiction))),
            (.hidden, .text(t(DoorText.promiseNoRealData))),
            (.note, .text(t(DoorText.promiseRecorded))),
            (.calendar, .text(t(DoorText.promiseKept, count: retentionDays))),
            (.people, .text(t(DoorText.promiseRespect))),
            (.stop, .text(t(DoorText.promiseStop))),
            (.rest, .text(t(DoorText.promiseBreak))),
        ])
    }

    /// Who has said yes can still say no later.
    private func answers(isAccepted: Bool, _ role: SessionRole?) -> Node {
        form(
            .class("form"), .id("note"), .method("post"), .action("/note"),
            .when(!isAccepted, p(.text(t(DoorText.noteChoice)))),
            formFoot(
                .when(
                    !isAccepted,
                    button(yes(role), .main, name: "answer", value: "yes")),
                button(t(DoorText.noteNo), .quiet, name: "answer", value: "no")))
    }

    private func back(_ role: SessionRole?) -> String {
        switch role {
        case .observer: t(DoorText.backToLooking)
        case .rolePlayer: t(RoleText.back)
        default: t(DoorText.backToSeat)
        }
    }

    private func yes(_ role: SessionRole?) -> String {
        switch role {
        case .observer: t(DoorText.noteYesLooking)
        case .rolePlayer: t(RoleText.noteYes)
        default: t(DoorText.noteYes)
        }
    }
}
