import HTTPCore
import Model
import Texts
import Views

// A fact, and the way to share it: what its class says to each agency before anything is sent.
extension SeatPages {
    package func fact(_ fact: FactView) -> PageParts {
        page(
            t(CaseText.fact), .caseFolder,
            ctx.still { .group([wayBack(t(CaseText.tabFacts), to: "/case"), pageHead(t(CaseText.fact))]) },
            ctx.live("case") { .group([factCard(fact, share: false), custodyPart(fact)]) },
            ctx.still { shareForm(fact) })
    }

    private func shareForm(_ fact: FactView) -> Node {
        guard let act = openActs.first(where: { $0.verb == .share }) else { return .nothing }
        let fields = ActFields(self, act, Fields())
        // Who needs it and has it not stands first.
        let lines = shareLines(fact, act)
        let first = lines.filter { $0.option.needsIt && !$0.option.done && !$0.option.toldUs }
        let others = lines.filter { !($0.option.needsIt && !$0.option.done && !$0.option.toldUs) }
        return form(
            .class("form"), .id("share-form"), .method("post"), .action("/act/\(act.act.text)"),
            h2(.text(t(CaseText.shareHeading))),
            p(.class("quiet"), .text(t(view.showsLaw ? CaseText.shareIntro : .shareIntroTest))),
            hiddenField("facts", fact.handle.text),
            fieldset(
                .class("field"), .id("share-with"), legend(.text(t(ActText.fieldRecipients))),
                .when(!first.isEmpty, h3(.text(t(CaseText.needFirst)))), recipients(first),
                .when(!first.isEmpty && !others.isEmpty, h3(.text(t(CaseText.othersToo)))),
                recipients(others)),
            .when(
                !act.bases.isEmpty,
                selectField(
                    id: "share-basis", name: "basis", FieldText(t(ActText.fieldBasis)),
                    choices: fields.unlessOnly(
                        act.bases.map { (value: $0.handle.text, words: ctx.say($0.name)) }),
                    isRequired: true)),
            fields.purposes(id: "share-purpose"),
            .each(act.choices.enumerated()) { fields.choice($0, $1) },
            textArea(
                id: "share-text", name: "text", FieldText(t(ActText.textNote), help: t(ActText.noRealData)),
                rows: 3),
            formFoot(button(t(ActText.look), .main, icon: .share)))
    }

    // MARK: What the law says to each

    private struct ShareLine {
        var option: ShareOption
        /// On what else than an unnamed basis the law lets it go there, and what it says to that.
        var opens: [Opening]
    }

    private struct Opening: Hashable {
        var basis: Option
        var says: Text?
    }

    /// The basis is chosen below; what the law says without one is not all that it says.
    private func shareLines(_ fact: FactView, _ act: Prospect) -> [ShareLine] {
        let options = view.shareOptions(fact.handle)
        let isOpen = !view.showsLaw || options.allSatisfy { $0.law.answer == .allowed }
        let others = isOpen ? [] : act.bases.map { ($0, view.shareOptions(fact.handle, on: $0.handle)) }
        return options.enumerated().map { place, option in
            let opens =
                option.law.answer == .allowed
                ? []
                : others.compactMap { basis, options -> Opening? in
                    let law = options[place].law
                    return law.answer == .allowed ? Opening(basis: basis, says: law.says) : nil
                }
            return ShareLine(option: option, opens: opens)
        }
    }

    /// What the law says against several of them is said once, above them.
    private func recipients(_ lines: [ShareLine]) -> Node {
        guard view.showsLaw else { return .each(lines) { recipient($0.option) } }
        var groups: [[ShareLine]] = []
        for line in lines {
            let place = groups.firstIndex { $0[0].opens == line.opens && $0[0].option.law == line.option.law }
            if let place { groups[place].append(line) } else { groups.append([line]) }
        }
        return .each(groups) { group in
            group.count > 1 && group[0].option.law.answer != .allowed
                ? div(
                    .class("card"), law(on: group[0]), .each(group) { recipient($0.option, isCard: false) })
                : .each(group) { recipient($0.option, law: law(on: $0)) }
        }
    }

    private func law(on line: ShareLine) -> Node {
        let option = line.option
        return .group([
            lawBox(option.law),
            .when(
                !line.opens.isEmpty,
                .group([
                    p(
                        .text(
                            t(
                                CaseText.orOnBasis,
                                ["list": t.format.list(line.opens.map { ctx.say($0.basis.name) })]))),
                    .each(once(line.opens.map { ctx.say($0.says) })) { p(.class("quiet"), .text($0)) },
                ])),
            .when(
                option.law.answer == .needsConsent && !option.consentOf.isEmpty,
                div(.class("row"), span(.text(t(CaseText.askFirst))), .each(option.consentOf, personLink))),
        ])
    }

    private func once(_ words: [String]) -> [String] {
        words.enumerated().filter { place, said in !said.isEmpty && words.firstIndex(of: said) == place }
            .map(\.element)
    }

    private func recipient(_ option: ShareOption, isCard: Bool = true, law: Node = .nothing) -> Node {
        div(
            .class(isCard ? "card" : "stack-tight"),
            checkBox(
                id: "share-" + option.agency.handle.text, name: "agencies", value: option.agency.handle.text,
                ctx.agency(option.agency), help: option.needsIt ? t(CaseText.needsThisKind) : nil),
            .when(option.toldUs, chip(t(CaseText.toldUs), icon: .source)),
            .when(option.done, chip(t(CaseText.alreadyShared), .done)), law)
    }
}
