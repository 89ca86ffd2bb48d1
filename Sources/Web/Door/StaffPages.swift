import Texts
import Views

/// Where staff sign in with a password, and where they set it.
package struct StaffPages {
    let ctx: PageContext

    package init(_ ctx: PageContext) { self.ctx = ctx }

    private var t: Tongue { ctx.t }

    private func page(_ heading: String, _ parts: Node...) -> PageParts {
        PageParts(
            ctx.shell(heading, .door),
            .group([
                door(brand: t(CommonText.brand), pageHead(heading), .group(parts)), Preferences(ctx).foot,
            ]))
    }

    package func signIn(name: String = "", isWrong: Bool = false) -> PageParts {
        page(
            t(DoorText.staffTitle), p(.text(t(DoorText.staffIntro))),
            form(
                .class("form"), .id("staff"), .method("post"), .action("/staff"),
                textField(
                    id: "staff-name", name: "name", FieldText(t(DoorText.staffName)), value: name,
                    more: .required,
                    .maxlength(TextLimits.name), .autocomplete("username")),
                passwordField(
                    id: "staff-password", name: "password",
                    FieldText(t(DoorText.password), fault: isWrong ? t(DoorText.passwordWrong) : nil)),
                formFoot(button(t(DoorText.staffSignIn), .main))))
    }

    /// - Parameter tooLong: what is said of a name that is too long.
    /// - Parameter real: what is asked about before the name is kept.
    package func password(
        name: String, fault: DoorText? = nil, tooLong: String? = nil, real: [RealData.Finding] = []
    ) -> PageParts {
        let isOfName = fault == .nameMissing || fault == .nameTaken
        let question = real.isEmpty ? nil : RealDataQuestion(t, real)
        return page(
            t(DoorText.setPasswordTitle), p(.text(t(DoorText.setPasswordIntro))),
            form(
                .class("form"), .id("set-password"), .method("post"), .action("/control/password"),
                textField(
                    id: "staff-name", name: "name",
                    FieldText(
                        t(DoorText.staffName), help: t(DoorText.staffNameHelp),
                        fault: question?.words ?? tooLong ?? (isOfName ? fault.map { t($0) } : nil)),
                    value: name,
                    more: .required,
                    .maxlength(TextLimits.name),
                    .autocomplete("username")),
                passwordField(
                    id: "staff-password", name: "password",
                    FieldText(
                        t(DoorText.newPassword), help: t(DoorText.passwordHelp),
                        fault: isOfName ? nil : fault.map { t($0) }), isNew: true),
                .with(question) { $0.sign },
                formFoot(
                    button(t(DoorText.savePassword), .main),
                    buttonLink(t(CommonText.cancel), to: "/control", .quiet))))
    }
}
