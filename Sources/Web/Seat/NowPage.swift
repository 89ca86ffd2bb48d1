import Basics
import Model
import Texts
import Views

// The page Now: what is due, what is new, what we wait for; and one thing of it, opened.
extension SeatPages {
    /// - Parameters:
    ///   - chosen: the item that is read beside the list.
    ///   - isWhole: the list goes back to the first day.
    package func now(chosen: ItemView? = nil, isWhole: Bool = false) -> PageParts {
        page(
            chosen.map { itemTitle($0) } ?? t(NowText.title), .now,
            ctx.still {
                let agency = view.ownAgency
                return pageHead(
                    t(NowText.title),
                    under: p(
                        .class("narrow-only"),
                        agencyLine(
                            Looks.mark(agency.letter, hue: agency.hue), ctx.say(view.seatName))))
            },
            desk(
                list: ctx.live("now") { nowList(chosen?.handle, isWhole: isWhole) },
                listName: t(NowText.listName),
                thing: chosen.map { item in ctx.still { .group([itemDocument(item), goOn(from: item)]) } },
                thingName: t(NowText.thingName), back: backLink(t(NowText.backToList), to: "/now"),
                empty: emptyState(.now, t(NowText.nothingChosen), t(NowText.nothingChosenBody))))
    }

    /// After reading: the next thing that is new.
    private func goOn(from item: ItemView) -> Node {
        let next = isOver ? nil : view.unopened.first { $0 != item.handle }
        return .with(next.flatMap { handle in view.face(handle) }) { next in
            p(
                buttonLink(
                    t(NowText.nextNew, ["title": itemTitle(next)]), to: "/item/" + next.handle.text,
                    icon: .forward))
        }
    }

    /// How much of the inbox a phone gets at once.
    private static let shortList = 40

    private func nowList(_ chosen: Handle?, isWhole: Bool) -> Node {
        let inbox = view.faces(newest: isWhole ? nil : SeatPages.shortList)
        let waiting = inbox.waiting.sorted { ($0.due ?? .end) < ($1.due ?? .end) }
        let work = view.work
        return .group([
            workLine(work),
            dutyList(view.duties, ended: view.endedDuties),
            awaitedList(view.awaited),
            promiseList(view.promises),
            returnedList(view.returned),
            .when(
                !waiting.isEmpty,
                .group([
                    h2(.text(t(isOver ? NowText.waitedForUs : .waitsForUs))),
                    itemList(waiting.map { line($0, chosen, "w-") }),
                ])),
            .when(
                !work.pending.isEmpty,
                .group([
                    h2(.text(t(isOver ? NowText.wasUnderWay : .underWay))),
                    ul(.class("rows"), .each(work.pending, pendingLine)),
                ])),
            h2(.text(t(NowText.inbox))),
            inbox.waiting.isEmpty && inbox.others.isEmpty
                ? emptyState(
                    .now, t(isOver ? NowText.emptyOver : .emptyTitle),
                    t(isOver ? NowText.emptyOverWhat : .empty))
                : inboxList(inbox.others, chosen),
            .when(
                inbox.others.count < inbox.othersCount,
                p(
                    .class("link-line"),
                    a(.href("/now?all=1"), .text(t(NowText.showAll, count: inbox.othersCount))))),
        ])
    }

    func workLine(_ work: WorkView) -> Node {
        let busy: Node
        if clock.condition != .running {
            let words: NowText =
                switch clock.condition {
                case .ready: .clockNotStarted
                case .ended: .clockEnded
                case .running, .paused, .stopped: .clockStands
                }
            busy = .text(t(words))
        } else if let person = work.inConversationWith, let until = work.busyUntil {
            busy = .text(
                t(NowText.inConversation, ["who": ctx.say(person.name), "time": times.exact(until)]))
        } else if let until = work.busyUntil {
            busy = .text(t(NowText.busyUntil, ["time": times.exact(until)]))
        } else {
            busy = .text(t(NowText.free))
        }
        return p(
            .class("quiet"), Icon.cost.node, " ", busy,
            .when(
                !isOver,
                .group([" · ", .text(t(NowText.staffFree, count: work.freeStaff, ["all": work.staff]))])))
    }

    private func pendingLine(_ pending: PendingView) -> Node {
        li(
            div(
                .class("line"), .data("signal", "waiting"), span(Icon.waiting.node),
                span(
                    .class("line-main"),
                    span(
                        .text(ctx.say(pending.act)),
                        .with(pending.subject) { .group([": ", .text(ctx.say($0))]) }),
                    small(
                        .text(comesAt(pending)), " ",
                        isOver ? .text(times.exact(pending.due)) : times.moment(pending.due)))))
    }

    /// What is sent off lies before the other side then; what is asked goes out; everything else has its result or is done.
    func comesAt(_ pending: PendingView) -> String {
        if isOver { return t(NowText.answerWasDue) }
        if pending.isUnderWay { return t(LadderText.thereAt) }
        return switch pending.brings {
        case .result: t(NowText.answerAt)
        case .answer: t(NowText.goesOutAt)
        case .nothing: t(NowText.doneAt)
        }
    }

    func line(_ item: ItemView, _ chosen: Handle?, _ prefix: String) -> Item {
        var tags: [Node] = []
        var signal = Signal.none
        var words = ""
        if item.waits {
            let isLate = isOver || item.due.map { $0 < clock.now } ?? false
            (signal, words) = (isLate ? .breach : .due, t(NowText.waitsForAnswer))
            let due = item.due.map { t(isLate ? NowText.wasDue : NowText.dueAt, ["time": times.exact($0)]) }
            tags.append(chip(due ?? words, signal))
        } else if !item.isOpen {
            (signal, words) = (.new, t(NowText.new))
            tags.append(chip(words, .new))
        } else if item.asks {
            tags.append(chip(t(item.state.words), self.signal(item.state)))
        }
        tags.append(chip(t(item.kind.words), icon: item.kind.icon))
        return Item(
            id: prefix + item.handle.text, address: "/item/" + item.handle.text, title: itemTitle(item),
            mark: item.from.map { agencyMark(Looks.mark($0.letter, hue: $0.hue)) } ?? item.kind.icon.node,
            when: times.both(item.sentAt), line: senderLine(item), tags: tags, signal: signal,
            signalWords: words, isCurrent: item.handle == chosen)
    }

    func itemTitle(_ item: ItemView) -> String {
        let title = ctx.say(item.title)
        if let subject = item.subject, !title.isEmpty {
            return t(NowText.titleWith, ["title": title, "who": ctx.say(subject)])
        }
        if !title.isEmpty { return title }
        guard let from = item.from else { return t(item.kind.words) }
        return t(NowText.titleFrom, ["what": t(item.kind.words), "who": ctx.say(from.name)])
    }

    /// Who sent it, where the title does not say so already; else how it begins, so that two from one sender differ.
    private func senderLine(_ item: ItemView) -> String {
        guard ctx.say(item.title).isEmpty else { return senderWords(item) }
        return [ctx.say(item.channel), item.gist.map { $0.isByBot ? "" : ctx.line($0) } ?? ""]
            .filter { !$0.isEmpty }.joined(separator: " · ")
    }

    func senderWords(_ item: ItemView) -> String {
        let who = item.from.map { ctx.say($0.name) } ?? ctx.say(item.fromName)
        let channel = ctx.say(item.channel)
        return [channel, who].filter { !$0.isEmpty }.joined(separator: " · ")
    }
}

extension ExerciseTime {
    /// Later than anything that is due.
    fileprivate static let end = ExerciseTime(milliseconds: .max)
}
