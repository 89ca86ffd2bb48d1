import Basics
import Model
import Roster
import Runtime
import Texts
import Views

// The seats on the left, and one of them in the inspector.
extension ControlDesk {
    var seatsPane: Node {
        pane("seats", t(.seats)) { lineList(view.seats.map(line)) }
    }

    private func line(_ seat: ControlSeat) -> Line {
        Line(
            id: "seat-" + seat.id, address: ask.choosing(.seat(seat.id)).address,
            mark: span(
                .class("row nowrap"), presence(standing(of: seat)),
                agencyMark(Looks.mark(seat.letter, hue: seat.hue))),
            title: .text(ctx.say(seat.name)),
            under: [modeWords(seat), doing(seat)].filter { !$0.isEmpty }.joined(separator: " · "),
            end: .when(
                seat.unread > 0,
                countPill(seat.unread, words: t(.unreadCount, count: seat.unread), signal: .new)),
            signal: standing(of: seat) == .stuck ? .due : .none, isCurrent: ask.chosen == .seat(seat.id))
    }

    /// A seat that has had something unread and done nothing for an hour is stuck.
    private func standing(of seat: ControlSeat) -> Presence {
        if seat.mode == .people && office.people(in: seat.id).isEmpty { return .empty }
        if seat.busyUntil != nil, view.clock.condition != .ended { return .busy }
        let quiet = (view.clock.now - (seat.lastAct ?? .start)).minutes
        return view.clock.condition == .running && seat.unread > 0 && quiet >= 60 ? .stuck : .idle
    }

    private func modeWords(_ seat: ControlSeat) -> String {
        switch seat.mode {
        case .people:
            let people = office.people(in: seat.id).count
            return people == 0 ? t(.seatEmpty) : t(.seatPeople, count: people)
        case .bot(let policy): return t(.seatBot, ["policy": policyName(policy)])
        case .control: return t(.seatControl)
        case .coveredBy(let other):
            return t(.seatCovered, ["seat": ctx.say(view.seats.first { $0.seat == other }?.name)])
        }
    }

    private func doing(_ seat: ControlSeat) -> String {
        if let until = seat.busyUntil, view.clock.condition != .ended {
            return t(.busyUntil, ["at": at(until)])
        }
        if let until = seat.restsUntil, view.clock.condition != .ended {
            return t(.botRests, ["at": at(until)])
        }
        if let last = seat.lastAct { return t(.lastAct, ["when": away(last)]) }
        return seat.acts == 0 ? t(.noActYet) : ""
    }

    private func policyName(_ policy: String) -> String {
        switch policy {
        case "cooperative": t(.policyCooperative)
        case "siloed": t(.policySiloed)
        case "careless": t(.policyCareless)
        case "no_finance": t(.policyNoFinance)
        default: t(.policyRandom)
        }
    }

    // MARK: - One seat

    func inspect(_ seat: ControlSeat) -> Node {
        .group([
            card(
                cardHead(
                    h3(.text(ctx.say(seat.name))),
                    standing(of: seat) == .stuck ? chip(t(.stuck), .due) : .nothing),
                p(
                    .class("row"), agencyMark(Looks.mark(seat.letter, hue: seat.hue)),
                    span(.text(ctx.say(seat.agency))),
                    countryLine(pattern: Looks.pattern(seat.pattern), ctx.say(seat.country))),
                definitionList([
                    (t(.playedBy), .text(modeWords(seat))),
                    (t(.people), peopleNames(seat)),
                    (t(.state), .text(doing(seat))),
                    (t(.unread), .text(ctx.t.format.number(seat.unread))),
                    (t(.actsSoFar), .text(ctx.t.format.number(seat.acts))),
                ]),
                cardFoot(
                    buttonLink(t(.seeWhatTheySee), to: "/control/seat/\(seat.id)", icon: .seen),
                    .when(
                        seat.mode != .control,
                        press(t(.playIt), icon: .act, to: "/control/seat/\(seat.id)/play")),
                    .when(
                        seat.mode == .control,
                        press(t(.openSeat), .main, icon: .act, to: "/control/seat/\(seat.id)/enter")),
                    .when(
                        seat.mode != .people,
                        press(t(.backToPeople), icon: .people, to: "/control/seat/\(seat.id)/people")))),
            .when(view.clock.condition != .ended, botForm(seat)),
            .when(!seat.siblings.isEmpty && view.clock.condition != .ended, coverForm(seat)),
            joinCard(seat),
        ])
    }

    private func peopleNames(_ seat: ControlSeat) -> Node {
        let names = office.people(in: seat.id).map { $0.name.isEmpty ? t(.nameErased) : $0.name }
        return .text(names.isEmpty ? t(.nobodyYet) : ctx.t.format.list(names))
    }

    private func botForm(_ seat: ControlSeat) -> Node {
        let chosen: String? = if case .bot(let policy) = seat.mode { policy } else { "cooperative" }
        return act(
            "form-bot", to: "/control/seat/\(seat.id)/bot",
            selectField(
                id: "bot-policy", name: "policy", FieldText(t(.letBotPlay), help: t(.botHelp)),
                choices: LiveRun.botTeams.map { ($0, policyName($0)) }, chosen: chosen),
            formFoot(button(t(.seatBotNow), icon: .bot)))
    }

    private func coverForm(_ seat: ControlSeat) -> Node {
        act(
            "form-cover", to: "/control/seat/\(seat.id)/cover",
            openSelect(
                id: "cover-by", name: "by", FieldText(t(.giveTo), help: t(.giveToHelp)),
                unchosen: ctx.t(ActText.choose),
                choices: seat.siblings.map { ($0.id, ctx.say($0.name)) }),
            formFoot(button(t(.give), icon: .people)))
    }

    private func joinCard(_ seat: ControlSeat) -> Node {
        card(
            h3(.text(t(.wayIn))),
            .with(office.link(to: seat.id)) { link in
                div(
                    .class("stack-tight"),
                    qr(office.address(of: link), name: t(.qrOfSeat, ["seat": ctx.say(seat.name)])),
                    p(.class("ticket-code"), .text(link.code)),
                    p(.class("small"), .text(office.address(of: link))))
            },
            .when(office.link(to: seat.id) == nil, p(.text(t(.noWayIn)))),
            p(.class("quiet small"), .text(t(.reissueHelp))),
            buttonLink(t(.reissue), to: "/control/seat/\(seat.id)/link", icon: .link))
    }
}
