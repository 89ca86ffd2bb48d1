import Basics
import HTTPCore
import Model
import Texts
import Views

// The page Act and what follows from it: choose, fill in, see cost and law, do it, see what happened.
extension SeatPages {
    package func acts() -> PageParts {
        page(
            t(ActText.title), .act,
            ctx.still {
                pageHead(
                    t(ActText.title),
                    under: .when(
                        !isOver, p(.class("quiet"), .text(t(view.showsLaw ? ActText.intro : .introTest)))))
            },
            ctx.live("act") {
                if isOver { return overPart }
                let prospects = openActs
                return .group([
                    workLine(view.work),
                    .each(VerbGroup.allCases) { group in
                        let acts = prospects.filter { VerbGroup($0.verb) == group && !isIdle($0) }
                        return .when(
                            !acts.isEmpty,
                            phoneFold(
                                id: "acts-\(group)",
                                .group([
                                    group.icon.node, h2(.text(t(group.words))),
                                    span(
                                        .class("quiet small"), .text(t(ActText.countActs, count: acts.count))),
                                ]), div(.class("acts-group"), itemList(acts.map(actLine)))))
                    },
                ])
            })
    }

    /// Answers to requests stand here only while there is a request.
    private func isIdle(_ act: Prospect) -> Bool { act.verb.answersItem && act.items.isEmpty }

    private func actLine(_ act: Prospect) -> Item {
        Item(
            id: "act-" + act.act.text, address: "/act/" + act.act.text, title: ctx.say(act.name),
            line: ctx.line(act.about),
            tags: [chip(t(act.verb.words))] + priceWords(act).map { chip($0.words.beginning, icon: $0.icon) })
    }

    /// - Parameter request: what has been chosen so far; an interpreter takes time of their own.
    func priceWords(_ act: Prospect, _ request: ActRequest? = nil) -> [(
        icon: Icon, name: String, words: String
    )] {
        let minutes = request.map(act.minutes) ?? act.minutes
        var rows: [(icon: Icon, name: String, words: String)] = [
            (.cost, t(ActText.costTime), t(ActText.takes, ["duration": t.format.duration(minutes: minutes)]))
        ]
        if let there = act.there {
            rows.append((.clock, t(LadderText.costWay), wayWords(there, .there, .thereOffice)))
        }
        if act.answerAfter > 0 {
            let wait = t.format.duration(minutes: act.answerAfter)
            rows.append(
                (
                    .clock, t(ActText.costAnswer),
                    act.officeTime
                        ? t(ActText.answerOffice, ["duration": wait])
                        : t(ActText.answerAfter, ["duration": wait])
                ))
        }
        if act.answerAfter > 0, act.staff > 0 {
            rows.append((.people, t(ActText.costStaff), t(ActText.staffBound, count: act.staff)))
        }
        return rows
    }

    // MARK: Filling in

    package func actForm(_ act: Prospect, _ input: Fields, fault: String? = nil, showsOpen: Bool = false)
        -> PageParts
    {
        if isOver { return over(act) }
        let fields = ActFields(self, act, input, showsOpen: showsOpen)
        return page(
            ctx.say(act.name), .act,
            ctx.still {
                .group([
                    div(
                        .class("center stack"), actHead(act, back: "/act"),
                        ladderPart(act),
                        form(
                            .class("form"), .id("act-form"), .method("post"),
                            .action("/act/\(act.act.text)"),
                            .with(fault) { notice(.due, icon: .breach, $0) },
                            fields.openNotice(fields.openParts),
                            fault == nil ? busyNotice(act) : .nothing,
                            .with(input[RefusedBefore.field]) { hiddenField(RefusedBefore.field, $0) },
                            fields.all, chargePart(act, input),
                            priceBox(priceWords(act)),
                            formFoot(
                                fields.knowsNobody || fields.asksNobody
                                    ? .nothing : button(t(ActText.look), .main),
                                buttonLink(t(CommonText.cancel), to: "/act", .quiet))))
                ])
            })
    }

    /// After ENDEX an act is only a name, and the way on is the debrief.
    func over(_ act: Prospect) -> PageParts {
        page(
            ctx.say(act.name), .act,
            ctx.still { div(.class("center stack"), pageHead(ctx.say(act.name)), overPart) })
    }

    private var overPart: Node {
        emptyState(
            .flag, t(ActText.overTitle), t(ActText.overBody),
            buttonLink(t(NowText.toDebrief), to: "/debrief", .main))
    }

    /// A busy seat may read, write, share and decide; everything else waits.
    func busyNotice(_ act: Prospect) -> Node {
        guard !act.verb.whileBusy, let until = view.work.busyUntil else { return .nothing }
        return notice(
            .waiting, t(ActText.busyNow, ["time": times.exact(until)]), p(.text(t(ActText.busyNowBody))))
    }

    func actHead(_ act: Prospect, back: String) -> Node {
        .group([
            wayBack(t(ActText.backToActs), to: back),
            pageHead(ctx.say(act.name), under: .when(!act.about.isEmpty, prose(act.about))),
        ])
    }

    // MARK: Before it is done

    /// What it costs and what the law says; from here it is done, against the law too if somebody means it.
    ///
    /// - Parameters:
    ///   - now: why it could not be done at this moment.
    ///   - fault: why it was not done.
    package func confirm(
        _ act: Prospect, _ request: ActRequest, _ input: Fields, law: LawView, now: String? = nil,
        fault: String? = nil, real: [RealData.Finding] = []
    ) -> PageParts {
        if isOver { return over(act) }
        let shares = sharingLines(act, request)
        let isLawful =
            law.answer.isLawful && shares.allSatisfy { $0.law.answer == .allowed }
            && openGates(act, request).isEmpty
        let isImpossible = law.hard && law.answer != .allowed
        return page(
            ctx.say(act.name), .act,
            ctx.still {
                .group([
                    div(
                        .class("center stack"), actHead(act, back: "/act/" + act.act.text),
                        definitionList(ActFields(self, act, input).summary(request)),
                        act.verb == .charge ? chargeGrid(request) : .nothing,
                        now == nil
                            ? form(
                                .class("form"), .id("act-confirm"), .method("post"),
                                .action("/act/\(act.act.text)/do"),
                                .data("live"), hiddenField("command", ctx.command()),
                                chosen(input, carrying: real.isEmpty),
                                .with(fault) {
                                    notice(.due, icon: .breach, t(ActText.notDone), p(.text($0)))
                                },
                                RealDataQuestion(t, real).node,
                                h2(.text(t(ActText.whatItCosts))), priceBox(priceWords(act, request)),
                                lawPart(law, shares: shares, act: act, request),
                                .when(!isLawful && !isImpossible, p(.text(t(ActText.against)))),
                                .when(isLawful && law.answer == .unusual, p(.text(t(ActText.againstAdvice)))),
                                formFoot(
                                    isImpossible
                                        ? .nothing
                                        : button(
                                            t(doWords(act, isLawful: isLawful)), isLawful ? .main : .grave),
                                    wayOut(act, isKept: real.isEmpty)))
                            : later(act, request, input, law: law, now ?? ""),
                        form(
                            .id("act-change"), .method("post"), .action("/act/\(act.act.text)/change"),
                            chosen(input, carrying: true),
                            .when(
                                isImpossible && fault != nil,
                                hiddenField(RefusedBefore.field, RefusedBefore.mark(input))),
                            button(t(ActText.changeIt), .plain, icon: .edit)))
                ])
            })
    }

    /// What cannot be done at this moment is not offered to be done: one can only look again.
    private func later(
        _ act: Prospect, _ request: ActRequest, _ input: Fields, law: LawView, _ why: String
    ) -> Node {
        form(
            .class("form"), .id("act-later"), .method("post"), .action("/act/\(act.act.text)"),
            chosen(input, carrying: true), notice(.waiting, t(ActText.notNow), p(.text(why))),
            h2(.text(t(ActText.whatItCosts))), priceBox(priceWords(act, request)),
            lawPart(law, shares: sharingLines(act, request), act: act, request),
            formFoot(
                button(t(ActText.lookAgain), .main), wayOut(act, isKept: RealData.findings(in: input).isEmpty)
            ))
    }

    /// A form is signed, against a rule too; everything else is done.
    private func doWords(_ act: Prospect, isLawful: Bool) -> ActText {
        switch (act.isDocument, act.verb == .form) {
        case (false, _): isLawful ? .doIt : .doAnyway
        case (true, true): isLawful ? .sign : .signAnyway
        case (true, false): isLawful ? .signAndSend : .signAndSendAnyway
        }
    }

    /// Away from here. What was begun of a form is kept, and the button says so.
    private func wayOut(_ act: Prospect, isKept: Bool) -> Node {
        act.isDocument && isKept
            ? buttonLink(t(ActText.leaveKept), to: "/case/forms", .quiet)
            : buttonLink(t(CommonText.cancel), to: "/act", .quiet)
    }

    /// What was chosen goes along unseen. Texts carry the name of their draft, which is forgotten once they are sent.
    ///
    /// - Parameter isMeant: what was asked about has been answered, and the answer goes along, too.
    private func chosen(_ input: Fields, carrying isMeant: Bool) -> Node {
        .each(
            input.fields.filter {
                !["command", RefusedBefore.field].contains($0.name) && (isMeant || $0.name != RealData.meant)
            }
        ) { field in
            let isText =
                field.name == "text" || field.name == "more"
                || (field.name.hasPrefix("field") && Int(field.name.dropFirst(5)) != nil)
            return Web.input(
                .type("hidden"), .name(field.name), .value(field.value),
                .when(isText, .data("draft", field.name)))
        }
    }

    // MARK: After it is done

    /// What happened, what it cost, what comes later and when.
    package func done(_ act: Prospect, brought items: [ItemView]) -> PageParts {
        let name = ctx.say(act.name)
        let later = view.work.pending.filter { ctx.say($0.act) == name }
        let deed = view.lastDeed(act.act)
        return page(
            name, .act,
            ctx.still {
                div(
                    .class("center stack"),
                    pageHead(name),
                    notice(
                        .done, t(ActText.recorded),
                        p(
                            .text(
                                later.isEmpty ? doneWords(deed, brought: items) : laterWords(act, later)))),
                    .each(later) { pending in
                        p(Icon.waiting.node, " ", .text(comesAt(pending)), " ", times.moment(pending.due))
                    },
                    h2(.text(t(ActText.whatItCost))), priceBox(paid(act, deed)),
                    .each(items, itemDocument),
                    div(
                        .class("row"), buttonLink(t(ActText.toNow), to: "/now", .main),
                        .when(
                            deed?.answerDue != nil || later.contains { $0.brings == .answer },
                            buttonLink(t(ActText.toTalk), to: "/talk", icon: .talk)),
                        .when(!isOver, buttonLink(t(ActText.doMore), to: "/act"))))
            })
    }

    /// Where what is under way shows, and whether it does at all.
    private func laterWords(_ act: Prospect, _ later: [PendingView]) -> String {
        if act.there != nil { return t(LadderText.sentOff) }
        return switch later.last?.brings ?? .result {
        case .result: t(ActText.recordedLater)
        case .answer: t(ActText.goesOutLater)
        case .nothing: t(ActText.doneLater)
        }
    }

    /// What was taken of the seat's time, as it was recorded.
    private func paid(_ act: Prospect, _ deed: DeedView?) -> [(icon: Icon, name: String, words: String)] {
        guard let deed else { return priceWords(act) }
        return [
            (
                .cost, t(ActText.costTime),
                t(
                    deed.isDone ? ActText.took : .takes,
                    ["duration": t.format.duration(minutes: deed.minutes)])
            )
        ] + (deed.isDone ? [] : priceWords(act).dropFirst())
    }

    /// What has happened by the act, in a sentence. What it brought stands below in its own words.
    private func doneWords(_ deed: DeedView?, brought items: [ItemView]) -> String {
        guard let deed, items.isEmpty || deed.verb == .askOrder else { return t(ActText.recordedNow) }
        let to = t.format.list(deed.to.map { ctx.say($0) })
        let person = deed.person.map { ctx.say($0.name) } ?? ""
        switch deed.verb {
        case .write: return t(ActText.doneSent, ["who": to])
        case .share: return t(ActText.doneShared, ["who": to])
        case .request:
            return t(
                ActText.doneAsked, ["who": to, "time": deed.answerDue.map { times.exact($0) } ?? ""])
        case .answer: return t(ActText.doneAnswered, ["who": to])
        case .refuse, .refuseOrder: return t(ActText.doneRefused, ["who": to])
        case .askOrder: return t(ActText.doneOrderAsked, ["who": to])
        case .giveOrder:
            return deed.takesEffect.map {
                t(ActText.doneOrderLater, ["time": times.exact($0), "who": to])
            } ?? t(ActText.doneOrderGiven, ["who": to])
        case .mark:
            return t(
                ActText.doneMarked, ["who": person, "status": deed.status.map { ctx.name(of: $0) } ?? ""])
        case .decide, .charge: return t(ActText.doneDecided)
        case .form: return t(ActText.doneSigned)
        case .help: return t(ActText.doneHelped, ["who": person])
        case .appoint: return t(ActText.doneGuardian, ["who": person])
        case .remove: return t(ActText.doneRemoved, ["who": person])
        case .acknowledge: return t(ActText.doneAcknowledged, ["who": to])
        case .accept: return t(ActText.doneAccepted, ["who": to])
        case .revoke: return t(ActText.doneRevoked)
        case .planOperation: return t(ActText.donePlanned)
        case .takePart: return t(ActText.doneTakesPart)
        case .declinePart: return t(ActText.doneTakesNone)
        case .beginOperation: return t(ActText.doneWord)
        case .callOff: return t(ActText.doneCalledOff)
        case .refer: return doneReferring(deed)
        case .consent where deed.isAwaited: return t(ActText.doneConsentAsked, ["who": person])
        case .query, .visit, .talk, .consent, .protect, .obtain, .link: return t(ActText.recordedNow)
        }
    }
    private func doneReferring(_ deed: DeedView) -> String {
        guard let due = deed.answerDue else { return t(ActText.recordedNow) }
        return t(
            ActText.doneReferred,
            [
                "who": deed.person.map { ctx.say($0.name) } ?? "",
                "service": deed.service.map { ctx.say($0) } ?? "", "time": times.exact(due),
            ])
    }
}
