import HTTPCore
import Texts

// A form that could not be written down comes back with everything that was in it.
extension Site {
    /// What no page repeats.
    private static let secrets = ["password", "code"]
    /// What is chosen is short; what is longer and not typed has no field of ours.
    private static let longestChoice = 1024

    /// The answer to a request whose act, or whose text, the store did not take. A form is there to be sent again, under
    /// the same mark: if it was recorded in spite of all, it still counts once.
    func unwritten(_ text: ProblemText, _ request: Request, _ ctx: PageContext) -> Response {
        guard request.method == .post else { return problem(.serviceUnavailable, text, ctx) }
        return givenBack(
            text == .unsure ? .unsureKept : .notRecordedKept, nil, .serviceUnavailable, request, ctx)
    }

    /// A form with all that was sent in it, to be sent again.
    ///
    /// - Parameter comeBack: the words of the way to sign in again, which opens beside this page; nil without one.
    func givenBack(
        _ words: ProblemText, _ comeBack: ProblemText?, _ status: Status, _ request: Request,
        _ ctx: PageContext
    ) -> Response {
        let fields = request.form.fields.prefix(Site.mostFields).filter(Site.comesBack)
        let isSeen = { (field: Fields.Field) in
            RealData.isTyped(field.name) && !field.value.allSatisfy(\.isWhitespace)
        }
        let t = ctx.t
        let page = PageParts(
            ctx.shell(t(ProblemText.title), .door),
            door(
                brand: t(CommonText.brand), pageHead(t(ProblemText.title)),
                p(.class("large"), .text(t(words))),
                comeBack.map { comeBack in
                    p(
                        a(
                            .href(wayBack(request)), .attr("target", "_blank"), .attr("rel", "noopener"),
                            .text(t(comeBack))))
                } ?? .nothing,
                form(
                    .class("form"), .id("again"), .method("post"), .action(ownAddress(request.path)),
                    .each(fields.filter { !isSeen($0) }) { hiddenField($0.name, $0.value) },
                    .each(fields.filter(isSeen).enumerated()) { place, field in
                        textArea(
                            id: "again-\(place)", name: field.name, FieldText(label(place, t)),
                            value: field.value)
                    },
                    .each(secrets(of: request)) { name in
                        passwordField(
                            id: "again-" + name, name: name,
                            FieldText(t(ProblemText.secretAgain), help: t(ProblemText.secretAgainHelp)))
                    },
                    formFoot(
                        button(t(ProblemText.sendAgain), .main),
                        buttonLink(t(ProblemText.goOn), to: "/", .quiet)))))
        return .bytes(page.bytes(asked: nil), type: "text/html; charset=utf-8", status: status)
    }

    /// Where somebody signs in again who was here before.
    private func wayBack(_ request: Request) -> String {
        request.cookies[CookieName.returning]?.isEmpty == false ? "/back" : "/"
    }

    private func secrets(of request: Request) -> [String] {
        Site.secrets.filter { request.form[$0]?.isEmpty == false }
    }

    private func label(_ place: Int, _ t: Tongue) -> String {
        let words = t(ProblemText.whatYouWrote)
        return place == 0 ? words : "\(words) (\(place + 1))"
    }

    private static func comesBack(_ field: Fields.Field) -> Bool {
        !secrets.contains(field.name)
            && (RealData.isTyped(field.name)
                || field.name.utf8.count <= 32 && field.value.utf8.count <= longestChoice)
    }
}
