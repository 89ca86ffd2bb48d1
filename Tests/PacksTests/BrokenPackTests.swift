import Packs
import Testing

private let scenario = "scenario/scenario.yaml"
private let world = "world/world.yaml"
private let russian = "scenario/text/ru.po"

/// One broken pack: what its author did, how, and what must be said about it.
struct Mishap: Sendable, CustomTestStringConvertible {
    var story: String
    var code: Complaint.Code
    var edits: [(file: String, old: String, new: String)]
    var severity = Complaint.Severity.error
    /// Words that the complaint must have.
    var words: [String] = []

    var testDescription: String { story }

    init(
        _ story: String, _ code: Complaint.Code, in file: String, _ old: String, _ new: String,
        severity: Complaint.Severity = .error, words: [String] = []
    ) {
        (self.story, self.code, self.edits) = (story, code, [(file, old, new)])
        (self.severity, self.words) = (severity, words)
    }

    func and(in file: String, _ old: String, _ new: String) -> Mishap {
        var both = self
        both.edits.append((file, old, new))
        return both
    }
}

private let shape: [Mishap] = [
    Mishap(
        "a bracket is not closed", .yamlSyntax, in: scenario,
        "    tongues: [alvoran_sign]\n    controlled_by", "    tongues: [alvoran_sign\n    controlled_by⟦"),
    Mishap(
        "a line is indented with a tab", .yamlSyntax, in: scenario,
        "    name: Duty judge\n", "⟦\tname: Duty judge\n", words: ["tab"]),
    Mishap(
        "a text holds a colon", .yamlSyntax, in: scenario,
        "title: Twelve facts", "title: Twelve facts⟦: a story", words: ["quotes"]),
    Mishap(
        "a seat stands twice", .duplicateKey, in: scenario, "  court_desk:\n", "  ⟦police_desk:\n",
        words: ["police_desk"]),
    Mishap(
        "an alias is used", .yamlFeature, in: scenario, "at: [20, 9]", "at: ⟦*other", words: ["alias"]),
    Mishap(
        "an anchor is used", .yamlFeature, in: scenario, "at: [20, 9]", "at: ⟦&here [20, 9]",
        words: ["anchor"]),
    Mishap(
        "a condition that begins with ! has no quotes", .yamlFeature, in: scenario,
        "when: \"persons.exists(x, x.safe)\"", "when: ⟦!flag.kiln_warned", words: ["quotes"]),
    Mishap("the format is another", .wrongFormat, in: scenario, "format: 1", "format: ⟦2"),
    Mishap(
        "a key is misspelled", .unknownKey, in: scenario,
        "    brief: You answer the phone", "    ⟦breif: You answer the phone", words: ["brief"]),
    Mishap(
        "a text in braces holds a comma without quotes", .unknownKey, in: scenario,
        "{text: Cooperative teams find most., team", "{text: Cooperative teams find most, ⟦so we hope., team",
        words: ["quotes"]),
    Mishap(
        "a key is missing", .missingKey, in: scenario,
        "    agency: court\n    name: Duty judge", "    ⟦name: Duty judge", words: ["agency"]),
    Mishap(
        "a number is written in words", .wrongType, in: scenario, "    staff: 1\n", "    staff: ⟦one\n",
        words: ["a whole number"]),
    Mishap("an intensity is too high", .outOfRange, in: scenario, "intensity: 1", "intensity: ⟦4"),
    Mishap(
        "a length has an unknown unit", .wrongType, in: scenario, "length: 34 h", "length: ⟦34 hours",
        words: ["20 min"]),
    Mishap(
        "a moment does not exist", .wrongType, in: scenario, "at: day 1 22:00", "at: ⟦day 1 25:00",
        words: ["day 1 10:20"]),
    Mishap(
        "an id has a capital letter", .badID, in: scenario, "  pressure: {start", "  ⟦Pressure: {start"),
    Mishap(
        "a place is in the world already", .duplicateID, in: scenario, "  far_farm:\n", "  ⟦river_house:\n"),
    Mishap(
        "an agency is misspelled", .unknownID, in: scenario,
        "    agency: police\n", "    agency: ⟦polise\n", words: ["Did you mean “police”"]),
    Mishap(
        "a record fills a field that its register does not have", .unknownID, in: scenario,
        "{name: \"DAVID ORENKO\", born:", "{name: \"DAVID ORENKO\", ⟦birth:", words: ["Known: name, born"]),
    Mishap(
        "a word is not among the possible ones", .unknownWord, in: scenario, "as: moved", "as: ⟦gone",
        words: ["disengaged"]),
    Mishap(
        "a visit source names a topic", .misplacedKey, in: scenario,
        "    at: kiln\n    text: Blankets", "    at: kiln\n    ⟦topic: work\n    text: Blankets"),
    Mishap(
        "a key stands further right than the others", .yamlSyntax, in: scenario,
        "    name: Duty judge\n", "     name⟦: Duty judge\n", words: ["count the spaces"]),
    Mishap(
        "a non-breaking space stands before a key", .yamlSyntax, in: scenario,
        "    name: Duty judge\n", "   ⟦\u{A0}name: Duty judge\n", words: ["U+00A0"]),
    Mishap(
        "an id has a letter that only looks Latin", .unknownID, in: scenario,
        "    agency: police\n", "    agency: ⟦p\u{43E}lice\n",
        words: ["letter number 2, “\u{43E}”, is not Latin", "“police”"]),
    Mishap(
        "a day is not in the calendar", .wrongType, in: scenario,
        "start: \"2031-06-10 08:00\"", "start: ⟦\"2031-11-31 08:00\"", words: ["a day that the calendar has"]),
    Mishap(
        "the last ending of an epilogue has a condition", .wrongType, in: scenario,
        "{text: Davit is still at the kiln.", "⟦{when: \"person.safe\", text: Davit is still at the kiln.",
        words: ["one without when"]),
    Mishap("a title is empty", .emptyText, in: scenario, "title: Twelve facts", "title: ⟦\"\""),
]

private let conditions: [Mishap] = [
    Mishap(
        "a condition compares with =", .badCondition, in: scenario,
        "when: \"flag.kiln_warned && !person.sela.safe\"",
        "when: \"flag.kiln_warned ⟦= true\"", words: ["=="]),
    Mishap(
        "a condition says and in letters", .badCondition, in: scenario,
        "when: \"flag.kiln_warned && !person.sela.safe\"",
        "when: \"flag.kiln_warned ⟦and !person.sela.safe\"", words: ["Write &&"]),
    Mishap(
        "a condition says or in letters", .badCondition, in: scenario,
        "when: \"flag.kiln_warned && !person.sela.safe\"",
        "when: \"flag.kiln_warned ⟦or !person.sela.safe\"", words: ["Write ||"]),
    Mishap(
        "a condition stands in quotes of print", .badCondition, in: scenario,
        "when: \"flag.kiln_warned && !person.sela.safe\"",
        "when: ⟦“flag.kiln_warned && !person.sela.safe”", words: ["straight quotes"]),
    Mishap(
        "a condition ends too early", .badCondition, in: scenario,
        "when: \"network.kiln.alert >= 50\"", "when: \"network.kiln.alert >=⟦\"", words: ["ends"]),
    Mishap(
        "a condition says not", .badCondition, in: scenario,
        "flag.kiln_warned && !person.sela.safe", "flag.kiln_warned && not ⟦person.sela.safe",
        words: ["Write !"]),
    Mishap(
        "a condition says and in Russian", .badCondition, in: scenario,
        "flag.kiln_warned && !person.sela.safe", "flag.kiln_warned ⟦и !person.sela.safe",
        words: ["is not Latin", "&&"]),
    Mishap(
        "a number stands where a truth is needed", .conditionType, in: scenario,
        "flag.kiln_warned && !person.sela.safe", "flag.kiln_warned && person.sela.⟦trust"),
    Mishap(
        "a person has no such property", .unknownName, in: scenario,
        "when: \"flag.kiln_warned && !person.sela.safe\"",
        "when: \"flag.kiln_warned && person.sela.⟦trus > 3\"", words: ["trust"]),
    Mishap(
        "letters outside ASCII count as one column each", .unknownID, in: scenario,
        "\"persons.exists(x, x.safe)\"", "\"person.sela.need('щщщ') || fact.⟦nothing.known\""
    )
    .and(in: world, "  food: Food\n", "  food: Food\n  щщщ: Food\n"),
    Mishap(
        "a condition names an unknown fact", .unknownID, in: scenario,
        "\"fact.papers_locked.known ||", "\"fact.⟦paper_locked.known ||", words: ["papers_locked"]),
    Mishap(
        "an inject speaks of a person whom nobody bound", .unboundName, in: scenario,
        "when: \"fact.papers_locked.known || agency.police.knows(fact.sleeping_shed)\"",
        "when: \"⟦person.trust > 3\""),
    Mishap(
        "a rule reads the act", .unboundName, in: scenario,
        "when: \"network.kiln.alert >= 50\"", "when: \"act.⟦announced\""),
    Mishap(
        "a comparison can never hold", .impossibleComparison, in: scenario,
        "lasts_until: \"network.kiln.alert >= 60\"", "lasts_until: \"network.kiln.alert ⟦> 100\"",
        words: ["from 0 to 100"]),
    Mishap(
        "a counter is compared beyond its range", .impossibleComparison, in: scenario,
        "when: \"network.kiln.alert >= 50\"", "when: \"counter.pressure + 1 ⟦> 6\""),
    Mishap(
        "a comparison always holds", .needlessComparison, in: scenario,
        "when: \"network.kiln.alert < 80\"", "when: \"network.kiln.alert ⟦<= 100\"", severity: .warning),
    Mishap(
        "a choice has no such option", .unknownWord, in: world,
        "when: \"act.manner == 'pressing'\"", "when: \"act.manner == ⟦'presing'\"",
        words: ["Did you mean “pressing”"]),
    Mishap(
        "a choice offers nothing", .wrongType, in: world,
        "        options: {open: Open questions, pressing: Pressing}", "        ⟦options: {}",
        words: ["at least one option"]),
    Mishap(
        "an act has no such choice", .unknownName, in: world,
        "when: \"act.manner == 'pressing'\"", "when: \"act.⟦maner == 'pressing'\"", words: ["manner"]),
    Mishap(
        "a place is compared with a person", .conditionType, in: scenario,
        "\"persons.exists(x, x.safe)\"", "\"person.sela.place ⟦== person.ivo\""),
    Mishap(
        "an effect changes what is no target", .conditionType, in: scenario,
        "{change: network.kiln.alert, by: 5}", "{change: ⟦person.sela.talks, by: 5}"),
    Mishap(
        "a truth is changed by a number", .wrongType, in: scenario,
        "{set: flag.kiln_warned, to: true}", "{set: flag.kiln_warned, to: ⟦1}"),
]

private let whole: [Mishap] = [
    Mishap(
        "nothing tells a fact", .unreachableFact, in: scenario,
        "  - of: van_paid\n    act: get_bank_records\n    with: marga\n    text: A rental firm was paid each month.\n",
        ""
    ).and(in: scenario, "  van_paid:\n", "  ⟦van_paid:\n"),
    Mishap(
        "a fact can be had only by an agency without a seat", .unreachableFact, in: scenario,
        "    agency: migration\n", "    agency: shelter\n", words: ["nobody who has a seat"]
    ).and(in: scenario, "  davit_crossed:\n", "  ⟦davit_crossed:\n"),
    Mishap(
        "nobody ever comes to know of a place", .unreachableFact, in: scenario,
        "    place: kiln\n    tongues: [alvoran]\n", "    place: far_farm\n    tongues: [alvoran]\n",
        words: ["far_farm"]
    ).and(in: scenario, "  sleeping_shed:\n", "  ⟦sleeping_shed:\n")
        .and(in: scenario, "of: [sleeping_shed, sela_looks_young]", "of: [sela_looks_young]"),
    Mishap(
        "a part of a conclusion cannot be learned", .unreachableConclusion, in: scenario,
        "      gives: [davit_crossed]\n", "", words: ["davit_crossed"]
    ).and(in: scenario, "  marga_transports:\n", "  ⟦marga_transports:\n"),
    Mishap(
        "two conclusions follow from each other", .circularConclusion, in: scenario,
        "from: [papers_locked, wages_withheld, debt_claimed]",
        "from: [papers_locked, marga_transports]"
    ).and(in: scenario, "from: [davit_crossed, van_paid]", "from: [davit_crossed, forced_labour]")
        .and(in: scenario, "  forced_labour:\n", "  ⟦forced_labour:\n"),
    Mishap("nothing fires an inject", .unfiredInject, in: scenario, "    by_hand: true\n", "")
        .and(in: scenario, "  reporter:\n", "  ⟦reporter:\n"),
    Mishap(
        "an inject waits for a flag that nothing sets", .unfiredInject, in: scenario,
        "    by_hand: true\n", "    when: \"flag.newspaper\"\n", words: ["condition"]
    ).and(in: scenario, "flags: [kiln_warned]", "flags: [kiln_warned, newspaper]")
        .and(in: scenario, "  reporter:\n", "  ⟦reporter:\n"),
    Mishap(
        "a class asks for consent, a fact does not say whose", .missingConsent, in: scenario,
        "    consent_of: davit\n", ""
    ).and(in: scenario, "  family_threatened:\n", "  ⟦family_threatened:\n"),
    Mishap("there is no content note", .missingContentNote, in: scenario, "content_note:\n", "")
        .and(in: scenario, "  intensity: 1\n", "")
        .and(
            in: scenario,
            "  themes:\n    labour: Labour exploitation\n    threats: Threats against families\n", ""
        )
        .and(in: scenario, "  text: People talk about withheld wages and threats. Nothing is shown.\n", "")
        .and(in: scenario, "format: 1", "⟦format: 1"),
    Mishap(
        "a content note names no theme", .wrongType, in: scenario,
        "  themes:\n    labour: Labour exploitation\n    threats: Threats against families\n",
        "  ⟦themes: {}\n", words: ["at least one theme"]),
    Mishap(
        "a content note says nothing in words", .missingKey, in: scenario,
        "content_note:\n  intensity: 1\n", "content_note:\n  ⟦intensity: 1\n", words: ["text"]
    ).and(in: scenario, "  text: People talk about withheld wages and threats. Nothing is shown.\n", ""),
    Mishap(
        "an inject comes after ENDEX", .afterEnd, in: scenario,
        "at: day 1 10:20 in country.brenholt", "at: ⟦day 4 10:20", severity: .warning),
    Mishap(
        "nobody gives orders", .actWithoutSeat, in: scenario, "    agency: court\n", "    agency: police\n",
        severity: .warning, words: ["give_search", "court"]
    ).and(in: scenario, "    to: agency.court\n", "    to: agency.police\n")
        .and(in: world, "  give_search:\n", "  ⟦give_search:\n"),
    Mishap(
        "an agency with a seat is left out", .misplacedKey, in: scenario,
        "\ncast:\n", "\nleaves_out: {agencies: [⟦court]}\n\ncast:\n", words: ["court"]),
    Mishap(
        "two countries have one code", .sameCode, in: world, "    code: XB\n", "    code: ⟦XA\n",
        severity: .warning, words: ["XA", "alvora"]),
    // Hue 355 and hue 8 are neighbours on the circle of colours.
    Mishap(
        "two agencies look like one", .sameMark, in: world, "    letter: C\n    hue: 40\n",
        "    letter: P\n    hue: ⟦8\n", severity: .warning, words: ["police"]
    ).and(in: world, "    letter: P\n    hue: 220\n", "    letter: P\n    hue: 355\n"),
    Mishap(
        "somebody owes what they cannot do", .dutyWithoutAct, in: world,
        "    within: 24 h\n    acts: risk_plan\n", "    within: 24 h\n    acts: give_search\n",
        severity: .warning, words: ["police", "shelter", "migration", "give_search"]
    ).and(in: world, "\nduties:\n  R-RSK-01:\n", "\nduties:\n  ⟦R-RSK-01:\n"),
    Mishap(
        "nobody in a country can take a step of its pathway", .stepWithoutAct, in: world,
        "      risk_assessed: {says: The house asks about fears on the first evening., acts: risk_plan}\n",
        "      ⟦risk_assessed: {says: The house asks about fears on the first evening., acts: give_search}\n",
        severity: .warning, words: ["right_bank", "brenholt", "give_search"]),
    Mishap(
        "a text that is no notice names the law of whoever acts", .unknownID, in: world,
        "    says: A presumed person stays.\n",
        "    says: ⟦A presumed person stays {law.reflection_period.act}.\n",
        words: ["country", "act"]),
    Mishap(
        "nobody needs the other country", .fewBorderConclusions, in: scenario,
        "    gives: [davit_missing]\n", "    gives: [davit_missing, davit_crossed]\n", severity: .warning
    ).and(
        in: scenario,
        "    to: seat.house_desk\n    channel: phone\n    from: Davit's sister\n    title: A call",
        "    to: seat.police_desk\n    channel: phone\n    from: Davit's sister\n    title: A call"
    )
    .and(in: scenario, "\nfacts:\n", "\n⟦facts:\n"),
    Mishap(
        "the world cannot link facts", .missingVerb, in: world, "    verb: link\n", "    verb: decide\n",
        words: ["link"]
    ).and(in: world, "\nacts:\n", "\n⟦acts:\n"),
    Mishap(
        "a country lacks a parameter of the law", .unequalLaw, in: world,
        "      reflection_period: 45 d\n      unannounced_visits: false\n      child_until: 18\n",
        "      ⟦reflection_period: 45 d\n      unannounced_visits: false\n"),
    Mishap(
        "a gate asks for an order and names none", .gateWithoutOrder, in: world,
        "        answer: needs_order\n        order: search\n", "        answer: needs_order\n"
    ).and(
        in: world, "      - when: \"!act.order(order.search)\"", "      - ⟦when: \"!act.order(order.search)\""
    ),
    Mishap(
        "a talk names a register", .misplacedKey, in: world,
        "    name: Talk with a person\n", "    name: Talk with a person\n    ⟦register: civil\n"),
    Mishap(
        "a register cannot be searched", .unusedRegister, in: world,
        "    register: civil\n", "    register: crossings\n", severity: .warning
    ).and(in: world, "  civil:\n    name", "  ⟦civil:\n    name")
        .and(in: scenario, "    gives: [davit_missing]\n", "    gives: [davit_missing, sela_is_child]\n"),
    Mishap(
        "a house that is asked cannot say yes", .referralUnanswered, in: world,
        "    name: Accept a referral\n    powers: [support]\n",
        "    name: Accept a referral\n    powers: [border]\n",
        words: ["clinic", "shelter"]
    ).and(in: world, "  clinic:\n    name", "  ⟦clinic:\n    name"),
    Mishap(
        "a channel leads to nobody", .channelToNobody, in: world, "  ask:\n    verb: request\n",
        "  ⟦ask:\n    verb: request\n    powers: [investigate]\n    rung: {to_power: authorise}\n",
        words: ["ask"]),
    Mishap(
        "a rule of evidence asks for a channel that is none", .noRung, in: world,
        "    carried_by: [message, share]\n", "    ⟦not_by: ask\n", words: ["ask"]),
    Mishap(
        "an agreement can be signed by nobody", .agreementUnsigned, in: world, "\nplaces:\n",
        "\nagreements:\n  ⟦team: {name: A team, members: [investigate], lasts: 7 d}\n\nplaces:\n",
        words: ["team", "accept"]
    ).and(in: world, "  ask:\n    verb: request\n", "  ask:\n    verb: request\n    agreement: team\n"),
    Mishap(
        "a channel is hung on a visit", .misplacedKey, in: world, "    name: Write a message\n",
        "    name: Write a message\n    ⟦rung: {travels: 1 h}\n"),
]

private let texts: [Mishap] = [
    Mishap(
        "a text is not translated", .missingText, in: russian,
        "msgctxt \"scenario.title\"", "msgctxt \"scenario.titel\"", words: ["scenario.title", "ru"]
    ).and(in: scenario, "title: Twelve facts", "title: ⟦Twelve facts"),
    Mishap(
        "a translation belongs to no text", .unknownText, in: russian,
        "msgctxt \"scenario.title\"", "⟦msgctxt \"scenario.titel\"", severity: .warning),
    Mishap(
        "a text was changed after it was translated", .staleText, in: scenario,
        "title: Twelve facts", "title: Thirteen facts", words: ["scenario.title"]
    ).and(in: russian, "msgctxt \"scenario.title\"", "⟦msgctxt \"scenario.title\""),
    Mishap(
        "a text names a limit that the law does not have", .unknownID, in: world,
        "    text: Case information stays with those who work on the case.",
        "    text: ⟦Case information stays {law.referal_answer} with those who work on the case.",
        words: ["referral_answer"]),
    Mishap(
        "a text names a country that there is not", .unknownID, in: world,
        "    text: Case information stays with those who work on the case.",
        "    text: ⟦Case information stays {law.referral_answer.alvara} with those who work on the case.",
        words: ["alvora"]),
    Mishap(
        "a translation loses a limit of the law", .lawInTranslation, in: world,
        "    text: Case information stays with those who work on the case.",
        "    text: Case information stays {law.referral_answer} with those who work on the case.",
        words: ["law.referral_answer"]
    ).and(
        in: "world/text/ru.po", "msgctxt \"article.case_secrecy.text\"",
        "⟦msgctxt \"article.case_secrecy.text\""),
    Mishap(
        "a language has no file", .missingLanguage, in: scenario,
        "languages: [en, ru]", "languages: ⟦[en, ru, kk]", words: ["kk"]),
]

@Suite struct `A broken pack` {
    @Test(arguments: shape) func `is told where its shape is wrong`(_ mishap: Mishap) throws {
        try check(mishap)
    }

    @Test(arguments: conditions) func `is told which part of a condition is wrong`(_ mishap: Mishap) throws {
        try check(mishap)
    }

    @Test(arguments: whole) func `is told what does not fit together`(_ mishap: Mishap) throws {
        try check(mishap)
    }

    @Test(arguments: operationMishaps) func `is told what an operation lacks`(_ mishap: Mishap) throws {
        try check(mishap)
    }

    @Test(arguments: lawMishaps) func `is told what no example shows, and who may not be voiced`(
        _ mishap: Mishap
    ) throws {
        try check(mishap)
    }

    @Test(arguments: signMishaps) func `is told what its lists of signs lack`(_ mishap: Mishap) throws {
        try check(mishap)
    }

    @Test(arguments: texts) func `is told which words are missing`(_ mishap: Mishap) throws {
        try check(mishap)
    }

    @Test func `may leave out agencies, and is not told of what only they could do`() throws {
        var pack = EditedPack()
        try pack.replace("    agency: court\n", by: "    agency: police\n", in: scenario)
        try pack.replace("    to: agency.court\n", by: "    to: agency.police\n", in: scenario)
        func seatless(_ pack: EditedPack) -> [Complaint.Code] {
            pack.complaints().map(\.code).filter { $0 == .agencyWithoutSeat || $0 == .actWithoutSeat }
        }
        #expect(seatless(pack).contains(.agencyWithoutSeat) && seatless(pack).contains(.actWithoutSeat))
        try pack.replace("\ncast:\n", by: "\nleaves_out: {agencies: court}\n\ncast:\n", in: scenario)
        #expect(seatless(pack) == [])
    }

    @Test func `gets all its faults told at once`() throws {
        var pack = EditedPack()
        try pack.replace("intensity: 1", by: "intensity: 9", in: scenario)
        try pack.replace("length: 34 h", by: "length: 34", in: scenario)
        try pack.replace("    alert: 10\n", by: "    alert: high\n", in: scenario)
        let codes = pack.complaints().map(\.code)
        #expect(codes == [.outOfRange, .wrongType, .wrongType])
    }

    @Test func `that is not there is told by its path`() {
        #expect {
            try PackReader.read(folder: "/nowhere/at/all")
        } throws: { error in
            let complaint = (error as? PackFaults)?.complaints.first
            return complaint?.code == .missingFile && complaint?.file == "/nowhere/at/all/world.yaml"
        }
    }

    private func check(_ mishap: Mishap) throws {
        var pack = EditedPack()
        for edit in mishap.edits { try pack.replace(edit.old, by: edit.new, in: edit.file) }
        let complaints = pack.complaints()
        let mark = try #require(pack.marked)
        let found = complaints.first { $0.code == mishap.code && $0.spot == mark }
        let complaint = try #require(found, "expected \(mishap.code.rawValue) at \(mark), got \(complaints)")
        #expect(complaint.severity == mishap.severity)
        for word in mishap.words { #expect(complaint.description.contains(word)) }
        #expect(!complaint.message.contains("{") && !complaint.remedy.contains("{"))
        try Russian.expect(complaint)
    }
}
