import Basics
import Model
import Texts
import Views

// The run as a score: one line for each agency, from left to right.
extension DebriefReport {
    var scoreSection: Node {
        part(
            "run", t(.score), t(.scoreWhat),
            score(
                Score(
                    name: t(.scoreAlt), lines: debrief.agencies.map { ctx.say($0.name) }, ticks: ticks,
                    notes: notes, waits: waits),
                key: [
                    (.learned, t(.legendLearned)), (.shared, t(.legendShared)), (.missed, t(.legendMissed)),
                    (.due, t(.legendBreach)),
                ],
                waitWords: t(.legendWait)))
    }

    private func line(_ agency: String?) -> Int? { debrief.agencies.firstIndex { $0.id == agency } }

    private func place(_ time: ExerciseTime) -> Int {
        time.minutes * 1000 / max(1, debrief.end.minutes)
    }

    /// Each six hours of the fictional clock; midnight carries the date.
    private var ticks: [(at: Int, words: String)] {
        let first = (360 - whole.clock.startMinutes % 360) % 360
        return stride(from: first, through: debrief.end.minutes, by: 360).map { minutes in
            let time = ExerciseTime.start.after(minutes: minutes)
            let moment = whole.clock.moment(time)
            let date = ctx.t.format.date(
                year: moment.year, month: moment.month, day: moment.day, style: .short)
            return (place(time), moment.hour == 0 ? date : hour(time))
        }
    }

    private var notes: [Score.Note] {
        debrief.entries.compactMap { entry in
            guard let line = line(entry.agencyID) else { return nil }
            switch entry.kind {
            case .learned(let fact, let way, let from, _):
                let words = at(entry.time) + ": " + ctx.say(fact)
                let start = way == .told ? debrief.agencies.firstIndex { $0.name == from } : nil
                return start.map {
                    Score.Note(.shared, line: $0, toLine: line, at: place(entry.time), words: words)
                } ?? Score.Note(.learned, line: line, at: place(entry.time), words: words)
            case .breach(let law, let person):
                let words = [
                    at(entry.time) + ": " + t(law.isDeviation ? .deviation : .breach, ["rule": law.rule]),
                    ctx.say(person),
                ]
                return Score.Note(
                    .due, line: line, at: place(entry.time),
                    words: words.filter { !$0.isEmpty }.joined(separator: " · "))
            default: return nil
            }
        } + neverArrived
    }

    /// On the line of who needed it; through one agency's eyes on that of who held it.
    private func line(of share: Debrief.MissedShare) -> Int? {
        line(share.neededByID) ?? line(share.holderID)
    }

    private var neverArrived: [Score.Note] {
        debrief.missed.filter { $0.arrivedAt == nil }.compactMap { share in
            line(of: share).map {
                Score.Note(.missed, line: $0, at: place(share.lawfulFrom), words: words(share))
            }
        }
    }

    private var waits: [Score.Wait] {
        debrief.missed.compactMap { share in
            line(of: share).map {
                Score.Wait(
                    line: $0, from: place(share.lawfulFrom),
                    to: place(share.lawfulFrom.after(minutes: share.waited)), words: words(share))
            }
        }
    }

    private func words(_ share: Debrief.MissedShare) -> String {
        t(
            .waitTitle,
            ["who": ctx.say(share.neededBy), "fact": ctx.say(share.fact), "long": long(share.waited)])
    }
}
