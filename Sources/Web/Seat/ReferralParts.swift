import Model
import Texts
import Views

// Referrals on both sides: how they stand, who goes along, when the person comes, and the way on.
extension SeatPages {
    /// What an opened referral says, for the list of its particulars.
    func referralRows(_ referral: ReferralView, _ item: ItemView) -> [(name: String, value: Node)] {
        var rows: [(name: String, value: Node)] = [
            (t(NowText.state), chip(t(item.state.words), signal(item.state))),
            (
                t(ReferralText.goesAlong),
                .text(t(referral.accompanied ? ReferralText.somebodyGoes : .nobodyGoes))
            ),
        ]
        if item.state.isWaiting, let due = item.due {
            let name = referral.answerBy == nil ? ReferralText.answerBy : .acknowledgeBy
            rows.append((t(name), times.moment(due)))
        }
        if let by = referral.answerBy { rows.append((t(ReferralText.answerBy), times.moment(by))) }
        if let at = referral.arrivesAt { rows.append((t(ReferralText.arrivesAt), times.moment(at))) }
        if !item.isOwn, let room = view.room(for: item.handle) {
            rows.append(
                (
                    t(ReferralText.room),
                    .text(t(ReferralText.roomOf, ["taken": room.taken, "all": room.capacity]))
                ))
        }
        return rows
    }

    /// In plain words how it stands, and what one can do about it.
    func referralWords(_ item: ItemView, _ content: ItemContent) -> Node {
        if let note = content.takenBack { return p(.text(t(words(note)))) }
        guard content.service != nil else { return .nothing }
        let result = content.answer ?? item.state
        let words: ReferralText? =
            switch result {
            case .lapsed: .lapsedBody
            case .notArrived: .notArrivedBody
            case .admitted: .arrivedBody
            case .revoked: .revokedBody
            default: nil
            }
        if item.kind == .referral, content.referral == nil { return broughtIn(content) }
        let isAbout = content.referral != nil || content.answer != nil
        return .when(
            isAbout,
            .group([
                .with(content.answer == nil ? nil : words) { p(.text(t($0))) },
                .with(content.says ?? content.referral?.says) { p(.text(ctx.say($0))) },
                .when(comesBack(result, item), wayOn(content)),
            ]))
    }

    /// Somebody was brought to our house without asking: what that means, and the way on where it is not the right one.
    private func broughtIn(_ content: ItemContent) -> Node {
        .group([
            p(
                .text(
                    t(
                        ReferralText.broughtIn,
                        [
                            "who": t.format.list(content.persons.map { ctx.say($0.name) }),
                            "service": ctx.say(content.service),
                        ]))), wayOn(content),
        ])
    }

    /// What happened, and what to do now.
    private func words(_ note: TakenBackNote) -> ReferralText {
        switch note {
        case .sentReferral: .stoppedForSender
        case .receivedReferral: .stoppedForService
        case .answer: .yesTakenBack
        }
    }

    /// The person is still without the service, and it is with us again.
    private func comesBack(_ result: ItemState, _ item: ItemView) -> Bool {
        switch result {
        case .refused, .lapsed, .full, .declined, .notArrived: item.isOwn || item.kind == .reply
        default: false
        }
    }

    private func wayOn(_ content: ItemContent) -> Node {
        guard let person = content.persons.first,
            let act = openActs.first(where: { $0.verb == .refer })
        else { return .nothing }
        return div(
            .class("row"),
            buttonLink(
                t(ReferralText.elsewhere, ["act": ctx.say(act.name)]),
                to: "/act/\(act.act.text)?person=\(person.handle.text)", icon: .forward))
    }

    /// The referrals of a person, on the person's page.
    func referralList(_ person: PersonView) -> Node {
        let referrals = view.referrals(of: person.handle)
        return .when(
            !referrals.isEmpty,
            .group([
                h2(.text(t(ReferralText.heading))),
                itemList(referrals.map(referralLine)),
            ]))
    }

    private func referralLine(_ item: ItemView) -> Item {
        let who = item.from.map { ctx.say($0.name) } ?? ""
        let due = item.state.isWaiting ? item.due : nil
        return Item(
            id: "referral-" + item.handle.text, address: "/item/" + item.handle.text,
            title: ctx.say(item.title), mark: item.kind.icon.node, when: times.relative(item.sentAt),
            line: item.isOwn ? t(CommonText.to, ["who": who]) : who,
            tags: [chip(t(item.state.words), signal(item.state))]
                + (due.map { [chip(t(NowText.dueAt, ["time": times.exact($0)]), icon: .due)] } ?? []),
            signal: signal(item.state), signalWords: t(item.state.words))
    }

    /// Requests that nobody answered in time, on the page Now.
    func returnedList(_ items: [ItemView]) -> Node {
        .when(
            !items.isEmpty,
            .group([
                h2(.text(t(NowText.cameBack))),
                .when(!isOver, p(.class("quiet small"), .text(t(NowText.cameBackBody)))),
                itemList(
                    items.map { item in
                        Item(
                            id: "b-" + item.handle.text, address: "/item/" + item.handle.text,
                            title: itemTitle(item), mark: item.kind.icon.node,
                            when: times.both(item.sentAt), line: "",
                            tags: [chip(t(item.state.words), .due)], signal: .due,
                            signalWords: t(item.state.words))
                    }),
            ]))
    }

    /// What a request lacked that came back, and the way to ask again.
    func missingList(_ content: ItemContent) -> Node {
        .when(
            !content.missing.isEmpty,
            notice(
                .due, t(ReferralText.missingHeading),
                ul(.each(content.missing) { li(.text(ctx.say($0))) }),
                div(
                    .class("row"),
                    .with(isOver ? nil : content.askAgain.flatMap { view.prospect($0) }) { act in
                        buttonLink(
                            t(ReferralText.askAgain, ["act": ctx.say(act.name)]),
                            to: "/act/\(act.act.text)"
                                + (content.persons.first.map { "?person=" + $0.handle.text } ?? ""))
                    })))
    }
}
