import HTTPCore
import Model
import Texts
import Views

// Messages, requests and orders in both directions, and conversations with people.
extension SeatPages {
    /// - Parameter isWhole: the list of messages goes back to the first.
    package func talk(isWhole: Bool = false) -> PageParts {
        page(
            t(TalkText.title), .talk,
            ctx.still {
                .group([
                    pageHead(
                        t(TalkText.title), actions: openActs.filter { $0.verb == .write }.map(actButton)),
                    requests,
                ])
            },
            ctx.live("talk") { correspondence(isWhole: isWhole) })
    }

    private func actButton(_ act: Prospect) -> Node {
        buttonLink(ctx.say(act.name), to: "/act/" + act.act.text)
    }

    /// The ways to ask another agency are many: they stand behind one line.
    private var requests: Node {
        let asks = openActs.filter { $0.verb == .request }
        return .when(
            !asks.isEmpty,
            fold(id: "talk-requests", t(TalkText.askAgency), itemList(asks.map(requestLine))))
    }

    private func requestLine(_ act: Prospect) -> Item {
        Item(
            id: "request-" + act.act.text, address: "/act/" + act.act.text, title: ctx.say(act.name),
            line: ctx.line(act.about))
    }

    /// How many messages a phone gets at once.
    private static let shortTalk = 60

    private func correspondence(isWhole: Bool) -> Node {
        let inbox = view.inbox
        let sent = view.sent
        let waits = inbox.filter(\.waits)
        let weWait = sent.filter { $0.asks && ($0.state.isWaiting || $0.state == .accepted) }
        let received = inbox.filter {
            [.message, .share, .reply, .referral, .request, .order].contains($0.kind) && !$0.waits
        }
        let all = exchange(received, sent)
        return .group([
            talkGroup(TalkText.waitForUs, waits), talkGroup(TalkText.weWait, weWait),
            .when(!isOver, .group([h2(.text(t(TalkText.people))), peopleToTalk])),
            h2(.text(t(TalkText.messages))),
            all.isEmpty
                ? emptyState(.talk, t(TalkText.empty), t(TalkText.emptyBody))
                : messageList(
                    SameHour.groups(isWhole ? all : Array(all.prefix(SeatPages.shortTalk))).map(messages)),
            .when(
                !isWhole && all.count > SeatPages.shortTalk,
                p(
                    .class("link-line"),
                    a(.href("/talk?all=1"), .text(t(NowText.showAll, count: all.count))))),
        ])
    }

    private func talkGroup(_ heading: TalkText, _ items: [ItemView]) -> Node {
        .when(
            !items.isEmpty, .group([h2(.text(t(heading))), messageList(items.map { message($0, "g-") })]))
    }

    /// Both directions, newest first; what came at one moment stays as it came.
    private func exchange(_ received: [ItemView], _ sent: [ItemView]) -> [ItemView] {
        (received + sent).enumerated()
            .sorted { ($1.element.sentAt, $0.offset) < ($0.element.sentAt, $1.offset) }.map(\.element)
    }

    private func messages(_ group: SameHour) -> Node {
        let newest = group.newest
        guard group.items.count > 1 else { return message(newest, newest.isOwn ? "s-" : "m-") }
        let id = (newest.isOwn ? "s-" : "m-") + group.oldest.handle.text
        return messageItem(
            id: id, from: otherSide(newest), when: spanWords(of: group), isOwn: newest.isOwn,
            div(
                .class("row"), chip(t(newest.kind.words), icon: newest.kind.icon),
                .when(group.unread > 0, chip(t(NowText.newItems, count: group.unread), .new))),
            fold(
                id: id + "-all", t(NowText.times, count: group.items.count),
                .each(group.items) { item in
                    div(
                        .class("stack-tight"), .id(id + "-" + item.handle.text),
                        span(.class("quiet small"), .text(times.exact(item.sentAt))), messageBody(item))
                }))
    }

    private func otherSide(_ item: ItemView) -> Node {
        guard let from = item.from else {
            return .text(item.isOwn ? t(TalkText.us) : ctx.say(item.fromName))
        }
        return item.isOwn ? .text(t(CommonText.to, ["who": ctx.say(from.name)])) : ctx.agency(from)
    }

    private func message(_ item: ItemView, _ prefix: String) -> Node {
        messageItem(
            id: prefix + item.handle.text, from: otherSide(item), when: times.exact(item.sentAt),
            isOwn: item.isOwn,
            div(
                .class("row"), chip(t(item.kind.words), icon: item.kind.icon),
                .when(
                    item.asks,
                    chip(t(item.state.words), signal(item.state))),
                .with(item.due) { chip(t(NowText.dueAt, ["time": times.exact($0)]), icon: .due) }),
            messageBody(item))
    }

    private func messageBody(_ item: ItemView) -> Node {
        .group([
            .with(item.content?.wanted) { p(.text(t(TalkText.wants, ["what": ctx.say($0)]))) },
            .with(item.content?.order) { p(.text(ctx.say($0))) },
            .with(item.content?.service) { p(.text(ctx.say($0))) },
            words(of: item),
            .with(item.content) { content in
                .group([
                    .each(content.facts) { fact in
                        a(
                            .class("chip"), .href("/fact/" + fact.handle.text), Icon.fact.node,
                            span(.text(ctx.say(fact.text))))
                    }, .each(content.forms) { chip(formTitle($0), icon: .document) },
                    .group(about(content.persons, content.places)),
                ])
            },
            .when(
                !item.isOwn || item.asks,
                p(
                    .class("link-line"),
                    a(
                        .href("/item/" + item.handle.text),
                        .text(t(item.isOpen ? TalkText.read : TalkText.open))))),
        ])
    }

    /// What was written. A bot writes nothing: that stands alone only where nothing else is said.
    private func words(of item: ItemView) -> Node {
        guard let content = item.content, let text = content.text else { return .nothing }
        guard text.isByBot else { return paragraphs(ctx.say(text)) }
        let saysMore =
            item.asks || content.wanted != nil || !content.facts.isEmpty || !content.forms.isEmpty
            || !content.persons.isEmpty || !content.places.isEmpty
        return .when(!saysMore, p(.class("quiet small"), .text(ctx.say(text))))
    }

    func signal(_ state: ItemState) -> Signal {
        switch state {
        case .open, .acknowledged, .accepted, .underWay, .signed: .waiting
        case .answered, .admitted, .inForce: .done
        case .refused, .lapsed, .declined, .full, .notArrived, .revoked, .returned, .ended: .due
        }
    }

    private var peopleToTalk: Node {
        let people = openActs.filter { $0.verb == .talk }.flatMap(\.persons)
        var seen: [Handle] = []
        let once = people.filter { person in
            defer { seen.append(person.handle) }
            return !seen.contains(person.handle)
        }
        return once.isEmpty
            ? p(.class("quiet"), .text(t(TalkText.nobody)))
            : div(
                .class("row"),
                .each(once) { person in
                    a(
                        .class("chip"), .href("/talk/with/" + person.handle.text), Icon.person.node,
                        span(.text(ctx.say(person.name))))
                })
    }

    // MARK: One conversation

    /// - Parameter law: what the law says to the question in `input`, if that is not plainly yes.
    package func conversation(
        _ person: PersonView, _ input: Fields, law: LawView? = nil, fault: String? = nil,
        open: [OpenField] = []
    ) -> PageParts {
        let acts = openActs.filter {
            $0.verb == .talk && $0.persons.contains { $0.handle == person.handle }
        }
        let act = acts.first { $0.act.text == input["act"] } ?? acts.first
        return page(
            ctx.say(person.name), .talk,
            ctx.still {
                .group([
                    wayBack(t(TalkText.title), to: "/talk"),
                    pageHead(
                        t(TalkText.talkWith, ["who": ctx.say(person.name)]),
                        under: prose(person.about),
                        actions: [buttonLink(t(TalkText.aboutPerson), to: "/person/" + person.handle.text)]),
                ])
            },
            // What the law says to the question comes before all that has been said.
            law == nil && fault == nil ? talked(with: person) : .nothing,
            ctx.still {
                act.map { askForm(person, $0, input, law: law, fault: fault, open: open) }
                    ?? p(.class("quiet"), .text(isOver ? t(ActText.overBody) : t(TalkText.notOurs)))
            },
            law == nil && fault == nil ? .nothing : talked(with: person))
    }

    private func talked(with person: PersonView) -> Node { ctx.live("talk") { answers(of: person) } }

    /// Stands for a warning that was shown, and for the question to which it was shown.
    static func warning(_ law: LawView, _ request: ActRequest) -> String {
        let parts = [request.act, request.topic, request.setting, request.interpreter].compactMap { $0?.text }
        return ([law.rule, "\(law.answer)"] + parts + request.choices.map(String.init)).joined(separator: " ")
    }

    /// What was asked and answered, oldest first; it stays here.
    private func answers(of person: PersonView) -> Node {
        let results = view.inbox.reversed().filter { item in
            item.content?.persons.contains { $0.handle == person.handle } ?? false
                && item.content?.topic != nil
        }
        let isUnderWay = view.waitsForAnswer(of: person.handle)
        return .group([
            results.isEmpty && !isUnderWay ? p(.class("quiet"), .text(t(TalkText.nothingAsked))) : .nothing,
            messageList(
                results.flatMap { item in
                    [
                        messageItem(
                            id: "q-" + item.handle.text, from: .text(t(TalkText.us)),
                            when: times.exact(item.sentAt), isOwn: true,
                            p(.text(t(TalkText.askedAbout, ["topic": ctx.say(item.content?.topic)])))),
                        messageItem(
                            id: "a-" + item.handle.text, from: .text(ctx.say(person.name)),
                            when: times.exact(item.sentAt), answerBody(item)),
                    ]
                }),
            .when(isUnderWay, p(.class("quiet"), Icon.waiting.node, " ", .text(t(TalkText.answerComes)))),
        ])
    }

    private func answerBody(_ item: ItemView) -> Node {
        guard let content = item.content else { return .nothing }
        let words: Node =
            switch content.outcome {
            case .found(let texts) where !texts.isEmpty: .each(texts) { p(.text(ctx.say($0))) }
            case .silent: p(.text(t(ActText.outcomeSilent)))
            default: .with(content.text) { paragraphs(ctx.say($0)) }
            }
        return .group([
            words,
            .each(content.facts) { fact in
                a(
                    .class("chip"), .href("/fact/" + fact.handle.text), Icon.fact.node,
                    span(.text(t(TalkText.learned, ["fact": ctx.say(fact.text)]))))
            },
        ])
    }

    private func askForm(
        _ person: PersonView, _ act: Prospect, _ input: Fields, law: LawView?, fault: String?,
        open: [OpenField]
    ) -> Node {
        let asked = person.talks.compactMap(\.topicHandle).filter { !view.isAtAnyTime($0, in: act) }
        let fields = ActFields(self, act, input, showsOpen: !open.isEmpty, with: person.handle)
        let lawful = view.showsLaw ? fields.lawfulQuestion(to: person.handle) : nil
        return Web.actForm(
            id: "ask", to: "/talk/with/" + person.handle.text, command: ctx.command(),
            hiddenField("act", act.act.text),
            .with(fault) {
                notice(
                    .due, icon: .breach, t(ActText.notDone), p(.text($0)),
                    .when(!open.isEmpty, fieldLinks(open)))
            },
            busyWords(person), warning(law, act, person, input),
            radioField(
                id: "ask-topic", name: "topic", FieldText(t(ActText.fieldTopic)),
                act.topics.map { topic in
                    Choice(
                        topic.handle.text, .text(ctx.say(topic.name)),
                        help: asked.contains(topic.handle) ? t(TalkText.askedBefore) : nil,
                        isChosen: input["topic"].map { $0 == topic.handle.text } ?? (act.topics.count == 1))
                }, isRequired: true),
            select("setting", ActText.fieldSetting, act.settings, input),
            interpreterField(person, fields),
            ways(act, fields, lawful, isRefused: fault != nil || law != nil),
            priceBox(priceWords(act, fields.request)),
            formFoot(button(t(TalkText.ask), law == nil ? .main : .plain, icon: .talk)))
    }

    /// How to ask stands open, with what is said before it. Who is there and how it is prepared is folded on a phone: the page
    /// would be too long for one question. Its summary says what is in it and how much is still to be answered; after a question
    /// that was not taken it stands open, so that nobody looks for what is missing.
    private func ways(_ act: Prospect, _ fields: ActFields, _ lawful: ActRequest?, isRefused: Bool) -> Node {
        let all = fields.askedChoices
        let first = all.first { !$0.element.isFlag }?.offset
        let rest = all.filter { place, _ in first.map { place > $0 } ?? false }
        let chosen = fields.request.choices
        func field(_ place: Int, _ choice: ChoiceView) -> Node {
            fields.choice(place, choice, asking: lawful)
        }
        let open = all.filter { place, _ in first.map { place <= $0 } ?? true }.map {
            field($0.offset, $0.element)
        }
        guard !rest.isEmpty else { return .group(open) }
        let named = rest.contains { !$0.element.isFlag } ? rest.filter { !$0.element.isFlag } : rest
        let heading = named.map { ctx.say($0.element.name) }.joined(separator: " · ")
        let unanswered = rest.count { fields.isOpen($0.offset) }
        let summary = span(
            .text(heading),
            .when(
                unanswered > 0,
                .group([" ", chip(t(TalkText.unanswered, count: unanswered), .due)])))
        let isOther = rest.contains { !fields.isOpen($0.offset) && chosen[$0.offset] != $0.element.start }
        let folded = Node.group(rest.map { field($0.offset, $0.element) })
        return .group(
            open + [
                isRefused && (unanswered > 0 || isOther)
                    ? details(
                        .class("fold"), .id("ask-ways"), .open(if: true), Web.summary(summary),
                        div(.class("fold-body"), folded))
                    : phoneFold(id: "ask-ways", summary, folded)
            ])
    }

    /// What the law says to the question that was sent, and the way on for who means it. It goes for this question
    /// alone: another one is looked at anew.
    private func warning(_ law: LawView?, _ act: Prospect, _ person: PersonView, _ input: Fields) -> Node {
        guard let law else { return .nothing }
        let request = ActFields(self, act, input, with: person.handle).request
        let isImpossible = law.hard && law.answer != .allowed
        let topic = act.topics.first { $0.handle == request.topic }
        return .group([
            notice(
                .due, icon: .law, t(TalkText.lawFirst),
                .with(topic) { p(.text(t(TalkText.askedAbout, ["topic": ctx.say($0.name)]))) }),
            lawBox(law), furtherLaw(request),
            .when(
                !isImpossible,
                .group([
                    p(.text(t(law.answer == .unusual ? ActText.againstAdvice : .against))),
                    div(
                        .class("row"),
                        button(
                            t(TalkText.askAnyway), law.answer == .unusual ? .plain : .grave, icon: .talk,
                            name: "meant",
                            value: SeatPages.warning(law, request))),
                ])),
        ])
    }

    /// Somebody who is in the middle of something else cannot ask; in the middle of this talk they can.
    private func busyWords(_ person: PersonView) -> Node {
        let work = view.work
        guard let until = work.busyUntil, work.inConversationWith?.handle != person.handle else {
            return .nothing
        }
        return notice(
            .waiting, t(ActText.busyNow, ["time": times.exact(until)]), p(.text(t(ActText.busyNowBody))))
    }

    private func select(_ name: String, _ label: ActText, _ options: [Option], _ input: Fields) -> Node {
        .when(
            !options.isEmpty,
            selectField(
                id: "ask-" + name, name: name, FieldText(t(label)),
                choices: options.map { (value: $0.handle.text, words: ctx.say($0.name)) }, chosen: input[name]
            ))
    }
}
