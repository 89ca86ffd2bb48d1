import Model
import Texts
import Views

// A decision as it is written to an agency, or read by whoever plays the person.
extension PageContext {
    /// What was decided, and about whom, as a line of what has happened.
    func noticeLine(_ title: Text, _ person: Text?) -> String {
        t(ProcedureText.noticeLine, ["title": say(title)]) + (person.map { " · " + say($0) } ?? "")
    }

    func sent(to: [Text]) -> String {
        t(ControlText.sentTo, ["who": t.format.list(to.map { say($0) })])
    }

    /// To whom, on a line of a feed: of many the first two, and how many more.
    func sentBriefly(to: [Text]) -> String {
        if to.isEmpty { return "" }
        guard to.count > 3 else { return sent(to: to) }
        let who = to.prefix(2).map { say($0) }.joined(separator: ", ")
        return t(ControlText.sentToMore, count: to.count - 2, ["who": who])
    }

    func noticeParts(_ notice: NoticeView) -> Node { about(actOf: notice.country).parts(of: notice) }

    private func parts(of notice: NoticeView) -> Node {
        var rows: [(name: String, value: Node)] = [(t(NowText.decidedBy), .text(say(notice.by)))]
        if let status = notice.status { rows.append((t(NowText.decided), .text(name(of: status)))) }
        func add(_ name: String, _ text: Text?) {
            if let text, !text.isEmpty { rows.append((name, paragraphs(say(text)))) }
        }
        add(t(NowText.decisionReasons), notice.reasons)
        for row in notice.rows { add(say(row.name), row.words) }
        add(t(NowText.decisionWay), notice.way)
        add(t(NowText.decisionAppeal), notice.appeal)
        return .group([prose(notice.says), definitionList(rows)])
    }
}
