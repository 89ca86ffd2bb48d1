import Texts

/// The pages of the code by which somebody goes on on another phone.
struct ReturnPages {
    let ctx: PageContext

    init(_ ctx: PageContext) { self.ctx = ctx }

    private var t: Tongue { ctx.t }

    private func page(_ heading: String, _ parts: Node...) -> PageParts {
        PageParts(
            ctx.shell(heading, .door),
            .group([
                door(brand: t(CommonText.brand), pageHead(heading), .group(parts)), Preferences(ctx).foot,
            ]))
    }

    /// `/back`: the code is typed.
    func comeBack(typed: String = "", fault: String? = nil) -> PageParts {
        page(
            t(ReturnText.title), p(.text(t(ReturnText.intro))),
            form(
                .class("form"), .id("come-back"), .method("post"), .action("/back"),
                codeField(
                    id: "return-code", name: "code",
                    FieldText(t(ReturnText.code), help: t(ReturnText.codeHelp), fault: fault), value: typed,
                    isNumber: false),
                formFoot(button(t(ReturnText.title), .main))),
            p(.class("quiet"), .text(t(ReturnText.lost))))
    }

    /// `/phone`: the own code, as far as this browser knows it.
    ///
    /// - Parameter isBack: the name of who has just come back, and has the next code now.
    func phone(code: String?, isBack: String?) -> PageParts {
        page(
            isBack.map { t(ReturnText.isBack, ["name": $0]) } ?? t(ReturnText.anotherPhone),
            isBack == nil ? .nothing : p(.class("large"), .text(t(ReturnText.isBackNext))),
            code.map { ReturnPages.ticket($0, t) } ?? p(.text(t(ReturnText.unknownHere))),
            .when(code != nil, .group([p(.text(t(ReturnText.how))), p(.text(t(ReturnText.keep)))])),
            form(
                .class("form"), .id("renew"), .method("post"), .action("/phone"),
                formFoot(
                    buttonLink(t(DoorText.next), to: "/", .main), button(t(ReturnText.renew), .quiet))))
    }

    /// A code as it is shown to the person whose it is.
    static func ticket(_ code: String, _ t: Tongue) -> Node {
        card(
            h2(.class("small"), .text(t(ReturnText.yours))),
            p(.class("ticket-code"), .text(ReturnCode.spaced(code))))
    }
}
