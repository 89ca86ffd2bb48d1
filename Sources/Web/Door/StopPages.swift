import Texts

/// STOP by its address: a page that asks, for whoever comes by a link. The button of the band asks nothing.
package struct StopPages {
    let ctx: PageContext

    package init(_ ctx: PageContext) { self.ctx = ctx }

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
