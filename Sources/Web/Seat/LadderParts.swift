import Model
import Texts
import Views

// The ladder of international channels: each rung with its speed, form and use in court, and the agreements in force.
extension SeatPages {
    /// Above the form of a rung: what this one takes and brings, and how the others compare.
    func ladderPart(_ act: Prospect) -> Node {
        guard act.isRung else { return .nothing }
        let rungs = view.ladder
        return .group([
            .with(rungs.first { $0.act == act.act }) { definitionList(rungRows($0)) },
            .when(
                rungs.count > 1,
                phoneFold(
                    id: "ladder", .group([Icon.share.node, h2(.text(t(LadderText.compare)))]),
                    p(.class("quiet"), .text(t(LadderText.compareHelp))),
                    itemList(rungs.map { rungLine($0, isCurrent: $0.act == act.act) }))),
        ])
    }

    private func rungRows(_ rung: RungView) -> [(name: String, value: Node)] {
        var rows: [(name: String, value: Node)] = [
            (t(LadderText.speed), .text(t.format.list(speedWords(rung))))
        ]
        // What the law asks of it is not told in test mode.
        if view.showsLaw { rows.append((t(LadderText.form), .text(formWords(rung)))) }
        if let back = backWords(rung) { rows.insert((t(LadderText.answer), .text(back)), at: 1) }
        let court: Node =
            if rung.preserves {
                .text(t(LadderText.keeps))
            } else if let use = rung.use {
                .group([
                    chip(t(use.ofChannel), use.signal),
                    .each(rung.why) { p(.text(ctx.say($0))) },
                ])
            } else {
                .text(t(LadderText.courtHidden))
            }
        rows.append((t(LadderText.court), court))
        return rows
    }

    private func rungLine(_ rung: RungView, isCurrent: Bool) -> Item {
        let court: [Node] =
            if rung.preserves {
                [chip(t(LadderText.keeps))]
            } else {
                rung.use.map { [chip(t($0.ofChannel), $0.signal)] } ?? []
            }
        let speed = (speedWords(rung) + (backWords(rung).map { [$0] } ?? [])).map {
            chip($0.beginning, icon: .clock)
        }
        return Item(
            id: "rung-" + rung.act.text, address: "/act/" + rung.act.text, title: ctx.say(rung.name),
            line: view.showsLaw ? formWords(rung) : "", tags: speed + court, isCurrent: isCurrent)
    }

    private func speedWords(_ rung: RungView) -> [String] {
        var words = [rung.there.map { wayWords($0, .there, .thereOffice) } ?? t(LadderText.atOnce)]
        if let setUp = rung.setUp { words.append(wayWords(setUp, .setUp, .setUpOffice)) }
        if let lasts = rung.lasts {
            words.append(t(LadderText.lasts, ["duration": t.format.duration(minutes: lasts)]))
        }
        return words
    }

    private func backWords(_ rung: RungView) -> String? { rung.back.map { wayWords($0, .back, .backOffice) } }

    func wayWords(_ way: RungView.Way, _ clock: LadderText, _ office: LadderText) -> String {
        t(way.inOffice ? office : clock, ["duration": t.format.duration(minutes: way.minutes)])
    }

    private func formWords(_ rung: RungView) -> String {
        guard !rung.needs.isEmpty else { return t(LadderText.noForm) }
        let list = t.format.list(rung.needs.map { ctx.say($0) })
        let back =
            rung.comesBackAfter > 0
            ? t(
                LadderText.comesBack, ["duration": t.format.duration(minutes: rung.comesBackAfter)])
            : t(LadderText.comesBackAtOnce)
        return t(LadderText.needs, ["list": list]) + ". " + back
    }

    // MARK: What came by it

    /// How a request was sent and filled in, for both sides.
    func channelRows(_ content: ItemContent) -> [(name: String, value: Node)] {
        var rows: [(name: String, value: Node)] = []
        if let channel = content.channel { rows.append((t(LadderText.channel), .text(ctx.say(channel)))) }
        if let agreement = content.agreement {
            rows.append((t(LadderText.proposes), .text(ctx.say(agreement))))
        }
        for part in content.particulars {
            let value = part.value.map { paragraphs(ctx.say($0)) }
            let flag = part.flag.map { Node.text(t($0 ? CommonText.yes : CommonText.no)) }
            rows.append((ctx.say(part.name), value ?? flag ?? .nothing))
        }
        return rows
    }

    /// What the moment is that an item waits for.
    func dueName(_ state: ItemState) -> String {
        switch state {
        case .underWay: t(LadderText.thereAt)
        case .signed: t(LadderText.inForceFrom)
        case .inForce, .ended: t(NowText.inForceUntil)
        default: t(NowText.due)
        }
    }

    /// Above the case: the agreements of which we are a member.
    func teamList() -> Node {
        let teams = view.teams
        return .when(
            !teams.isEmpty,
            fold(
                id: "teams", t(LadderText.teams), open: true,
                .each(teams) { team in
                    .group([
                        h3(.text(ctx.say(team.name))),
                        p(
                            .text(t.format.list(team.members.map { ctx.say($0) })), " · ",
                            .text(t(LadderText.teamUntil, ["time": times.exact(team.until)]))),
                        .when(
                            !team.persons.isEmpty || !team.places.isEmpty,
                            p(
                                .class("quiet"), .text(t(LadderText.teamAbout)), ": ",
                                .text(t.format.list((team.persons + team.places).map { ctx.say($0.name) })))),
                    ])
                }))
    }
}

extension CourtUse {
    /// What a court can do with what comes by a channel.
    fileprivate var ofChannel: LadderText {
        switch self {
        case .usable: .courtUsable
        case .conditional: .courtAfterwards
        case .unusable: .courtLead
        }
    }

    var signal: Signal {
        switch self {
        case .usable: .done
        case .conditional: .waiting
        case .unusable: .due
        }
    }
}
