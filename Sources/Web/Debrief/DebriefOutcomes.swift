import Model
import Texts
import Views

// The mistakes with what would have been better, and what became of people.
extension DebriefReport {
    /// An entry of the timeline that tells of a mistake.
    struct TellsMistake {
        let entry: Debrief.Entry
        let id: String
        let name: Text
        let says: Text
        let law: BrokenRule
        let thin: ChargeGrid?
        let person: Text?
    }

    var mistakes: [TellsMistake] {
        debrief.entries.compactMap { entry in
            guard case .mistake(let id, let name, let says, let law, let thin, let person) = entry.kind else {
                return nil
            }
            return TellsMistake(
                entry: entry, id: id, name: name, says: says, law: law, thin: thin, person: person)
        }
    }

    var mistakesSection: Node {
        let mistakes = mistakes
        guard !mistakes.isEmpty else { return .nothing }
        return part(
            "mistakes", ctx.t(ProcedureText.mistakesDebrief), ctx.t(ProcedureText.mistakesDebriefWhat),
            div(
                .class("tiles"),
                .each(mistakes) { made in
                    card(
                        cardHead(h3(.text(ctx.say(made.name))), chip(made.id, .breach)),
                        p(
                            .class("quiet small"),
                            .text(
                                ctx.t(
                                    ProcedureText.mistakeOf,
                                    ["agency": agencyName(made.entry.agencyID), "time": at(made.entry.time)]))
                        ),
                        .with(made.person) { p(.text(ctx.say($0))) },
                        .when(made.entry.isFlagged, chip(ctx.t(ProcedureText.flaggedHere), icon: .flag)),
                        p(.text(ctx.t(ProcedureText.better, ["what": ctx.say(made.says)]))),
                        .with(made.thin) { ChargeWords(ctx).thinList($0) },
                        law(made.law, isNamed: true))
                }))
    }

    var epilogueSection: Node {
        guard !debrief.epilogues.isEmpty else { return .nothing }
        return part(
            "epilogue", ctx.t(ProcedureText.epilogueHeading), ctx.t(ProcedureText.epilogueWhat),
            div(
                .class("tiles"),
                .each(debrief.epilogues) { epilogue in
                    card(
                        h3(.text(ctx.say(epilogue.person))),
                        .each(epilogue.chapters) { chapter in
                            .group([
                                h4(.text(ctx.t(ProcedureText.monthsLater, count: chapter.months))),
                                ctx.prose(chapter.text),
                            ])
                        })
                }))
    }
}
