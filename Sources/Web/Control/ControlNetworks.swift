import Basics
import Model
import Texts
import Views

// The boards of the networks: what they have, notice, plan and do, and control's hand in it.
extension ControlDesk {
    /// `/control/networks`.
    package func networksPage(stream: String?) -> PageParts {
        PageParts(
            shell(n(.place), at: "/control/networks", stream: stream),
            div(
                .class("stack"),
                ctx.still { pageHead(n(.heading), under: p(.text(n(.intro))), actions: [composeLink]) },
                ctx.live("now", id: "networks-board") {
                    view.networks.isEmpty
                        ? emptyState(.chart, n(.none), n(.noneBody))
                        : div(.class("stack"), .each(view.networks, networkBoard))
                }))
    }

    private func n(_ text: NetworkText, _ arguments: KeyValuePairs<String, any TextArgument> = [:]) -> String
    {
        ctx.t(text, arguments)
    }

    private static let back = "/control/networks"

    private func press(
        _ words: String, icon: Icon, on address: String, _ fields: [(name: String, value: String)] = []
    ) -> Node {
        actButton(
            words, icon: icon, to: address, command: ctx.command(), hidden: [("back", Self.back)] + fields)
    }

    private func networkBoard(_ network: ControlNetwork) -> Node {
        card(
            cardHead(
                h2(.text(ctx.say(network.name))),
                .with(network.phase) { chip(ctx.say($0), .none, icon: .calendar) },
                .when(network.isHeld, chip(n(.held), .waiting, icon: .held))),
            div(
                .class("stack-tight"),
                dial(
                    n(.alert), level: (network.alert + 19) / 20, of: 5,
                    words: ctx.t.format.number(network.alert)),
                .when(
                    network.isMinded,
                    dial(
                        n(.resources), level: (network.resources + 19) / 20, of: 5,
                        words: ctx.t.format.number(network.resources)))),
            p(
                .text(
                    n(
                        .membersAtLarge,
                        [
                            "some": network.atLarge.count, "all": network.members,
                            "names": network.atLarge.map { ctx.say($0) }.joined(separator: ", "),
                        ]))),
            .when(network.isMinded, .group([intention(network), hands(network), options(network)])),
            .when(network.isMinded, .group([deeds(network), notices(network)])))
    }

    /// What is going on, and what comes next.
    private func intention(_ network: ControlNetwork) -> Node {
        .group([
            .with(network.goingOn) { move in
                notice(
                    .due, n(.goingOn, ["move": ctx.say(move.name)]),
                    p(.text(n(.goingOnUntil, ["since": at(move.since), "until": at(move.until)]))))
            },
            p(
                .text(
                    network.next.map { n(.next, ["move": ctx.say($0)]) } ?? n(.nextNothing))),
        ])
    }

    private func hands(_ network: ControlNetwork) -> Node {
        guard view.clock.condition != .ready, view.clock.condition != .ended else { return .nothing }
        let address = "/control/network/" + network.id
        let id = "network-alert-" + network.id
        return div(
            .class("row"),
            network.isHeld
                ? press(n(.release), icon: .running, on: address + "/release")
                : press(n(.hold), icon: .held, on: address + "/hold"),
            actForm(
                id: id + "-form", to: address + "/alert", command: ctx.command(),
                hiddenField("back", Self.back),
                numberField(
                    id: id, name: "value", FieldText(n(.alertValue)), value: network.alert, least: 0,
                    most: 100),
                formFoot(button(n(.setAlert), icon: .bell))))
    }

    private func options(_ network: ControlNetwork) -> Node {
        let plays = view.clock.condition != .ready && view.clock.condition != .ended
        return .group([
            h3(.text(n(.options))), p(.class("quiet small"), .text(n(.optionsWhat))),
            div(
                .class("stack-tight"),
                .each(network.options) { move in
                    details(
                        .class("fold"), .id("move-" + move.id.replacing("/", with: "-")),
                        summary(.text(ctx.say(move.name)), state(of: move)),
                        div(
                            .class("fold-body"),
                            p(
                                .class("small"),
                                .text(
                                    [
                                        n(.cost, ["cost": move.cost]),
                                        n(.takes, ["long": ctx.t.format.duration(minutes: move.minutes)]),
                                        n(.priority, ["number": move.priority]),
                                    ].joined(separator: " · "))),
                            p(.class("small quiet"), .text(n(.wouldHave, ["what": ctx.say(move.says)]))),
                            .when(
                                plays,
                                press(n(.moveNow), icon: .jump, on: "/control/move", [("move", move.id)]))))
                }),
        ])
    }

    private func state(of move: ControlMove) -> Node {
        if move.isGoingOn { return chip(n(.goesOn), .due) }
        return chip(words(move.obstacle), move.obstacle == nil ? .new : .none)
    }

    private func deeds(_ network: ControlNetwork) -> Node {
        .group([
            h3(.text(n(.deeds))),
            network.deeds.isEmpty
                ? p(.class("quiet"), .text(n(.noDeeds)))
                : ul(
                    .each(network.deeds) { deed in
                        li(
                            .text(at(deed.ended) + " · " + ctx.say(deed.name)), " ",
                            chip(NetworkWords(ctx).words(deed.end), NetworkWords.signal(deed.end)),
                            .when(
                                !deed.persons.isEmpty,
                                small(.text(" " + deed.persons.map { ctx.say($0) }.joined(separator: ", ")))))
                    }),
        ])
    }

    private func notices(_ network: ControlNetwork) -> Node {
        .group([
            h3(.text(n(.notices))),
            network.notices.isEmpty
                ? p(.class("quiet"), .text(n(.noNotices)))
                : ul(
                    .each(network.notices) { notice in
                        li(.text(at(notice.time) + " · " + NetworkWords(ctx).words(notice)))
                    }),
        ])
    }

    private func words(_ obstacle: MoveObstacle?) -> String {
        guard let obstacle else { return n(.possible) }
        let text: NetworkText =
            switch obstacle {
            case .held: .obstacleHeld
            case .notYet: .obstacleNotYet
            case .otherPhase: .obstacleOtherPhase
            case .spent: .obstacleSpent
            case .noReason: .obstacleNoReason
            case .noMembers: .obstacleNoMembers
            case .noMeans: .obstacleNoMeans
            case .noSense: .obstacleNoSense
            }
        return n(text)
    }
}

/// The words for what networks notice, and how their moves end.
struct NetworkWords {
    private let ctx: PageContext

    init(_ ctx: PageContext) { self.ctx = ctx }

    func words(_ end: MoveEnd) -> String {
        let text: NetworkText =
            switch end {
            case .made: .endMade
            case .stopped: .endStopped
            case .noReason: .endNoReason
            case .noMembers: .endNoMembers
            case .noMeans: .endNoMeans
            case .noSense: .endNoSense
            case .morePressing: .endMorePressing
            case .held: .endHeld
            }
        return ctx.t(text)
    }

    static func signal(_ end: MoveEnd) -> Signal {
        switch end {
        case .made: .breach
        case .stopped, .noMembers, .noMeans, .noSense: .done
        case .noReason, .morePressing, .held: .none
        }
    }

    func words(_ notice: NetworkNoticeLine) -> String {
        let act = ctx.say(notice.act)
        let agency = ctx.say(notice.agency)
        if let leak = notice.leak {
            return ctx.t(NetworkText.heard, ["what": ctx.say(leak), "act": act, "agency": agency])
        }
        if let minute = notice.minute {
            return ctx.t(
                NetworkText.sawMinute,
                ["what": ctx.line(minute), "agency": agency, "rise": notice.rise])
        }
        return ctx.t(NetworkText.saw, ["act": act, "agency": agency, "rise": notice.rise])
    }
}
