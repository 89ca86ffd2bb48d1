import Texts

/// Language and light, chosen with or without script.
package struct Preferences {
    let ctx: PageContext

    package init(_ ctx: PageContext) { self.ctx = ctx }

    package var language: Node {
        form(
            .class("row"), .id("language-form"), .method("post"), .action("/language"),
            .data("send-on-change"),
            hiddenField("back", ctx.path),
            selectField(
                id: "language-choice", name: "language", FieldText(ctx.t(CommonText.language)),
                choices: ctx.languages.map { ($0, Languages.ownName($0)) }, chosen: ctx.language),
            button(ctx.t(CommonText.change)))
    }

    package var theme: Node {
        let t = ctx.t
        return form(
            .class("row"), .id("theme-form"), .method("post"), .action("/theme"), .data("theme-choice"),
            hiddenField("back", ctx.path),
            selectField(
                id: "theme-choice", name: "theme", FieldText(t(CommonText.light)),
                choices: [
                    ("", t(CommonText.lightDevice)), ("light", t(CommonText.lightDay)),
                    ("dark", t(CommonText.lightNight)),
                ], chosen: ctx.theme?.rawValue ?? ""),
            button(t(CommonText.change)))
    }

    /// At the end of a page of the door.
    package var foot: Node {
        footer(
            .class("center stack"), fold(id: "preferences", ctx.t(CommonText.preferences), language, theme))
    }
}
