import Texts

/// STOP by its address: a page that asks, for whoever comes by a link. The button of the band asks nothing.
package struct StopPages {
    let ctx: PageContext

    package init(_ ctx: PageContext) { self.ctx = ctx }

    /// After ENDEX there is nothing left to stop; somebody may need a person all the same.
    package func over(back: String) -> PageParts {
        let t = ctx.t
        return PageParts(
            ctx.shell(t(CommonText.stop), .door),
            door(
                brand: t(CommonText.brand),
                pageHead(t(DoorText.stopOver)),
                p(.class("large"), .text(t(DoorText.stopOverWhat))),
                div(.class("row"), buttonLink(t(DoorText.stopOverBack), to: back, .main))))
    }

    package func ask(fault: String? = nil) -> PageParts {
        let t = ctx.t
        return PageParts(
            ctx.shell(t(CommonText.stop), .door),
            door(
                brand: t(CommonText.brand),
                pageHead(t(DoorText.stopQuestion)),
                p(.class("large"), .text(t(DoorText.stopMeaning))),
                .with(fault) { notice(.due, "", p(.text($0))) },
                form(
                    .class("form"), .id("stop"), .method("post"), .action("/stop"),
                    hiddenField("command", ctx.command()),
                    formFoot(
                        button(t(DoorText.stopYes), .grave, icon: .stop),
                        buttonLink(t(DoorText.stopNo), to: "/", .quiet)))))
    }
}
