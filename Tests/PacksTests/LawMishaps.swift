import Packs

/// What the checker says about law and care in the twelve-fact pack.
private let (scenario, world) = ("scenario/scenario.yaml", "world/world.yaml")

let lawMishaps: [Mishap] = [
    Mishap(
        "a link leads to somebody of whom the fact does not speak", .misplacedKey, in: scenario,
        "    about: [person.davit, place.kiln]\n    kind: identity\n",
        "    about: [person.davit, place.kiln]\n    links: {kin: [person.davit, ⟦person.sela]}\n    kind: identity\n",
        words: ["person.sela", "about"]
    ).and(in: world, "\nacts:\n", "\nlinks: {kin: {name: Kin, schema: Family}}\nacts:\n"),
    Mishap(
        "a relative is a place", .misplacedKey, in: scenario,
        "    about: [person.davit, place.kiln]\n    kind: identity\n",
        "    about: [person.davit, place.kiln]\n    links: {kin: ⟦[person.davit, place.kiln]}\n    kind: identity\n",
        words: ["kin", "Family"]
    ).and(in: world, "\nacts:\n", "\nlinks: {kin: {name: Kin, schema: Family}}\nacts:\n"),
    Mishap(
        "a fact names a kind of link that there is not", .unknownID, in: scenario,
        "    about: [person.davit, place.kiln]\n    kind: identity\n",
        "    about: [person.davit, place.kiln]\n    links: {⟦kim: [person.davit, place.kiln]}\n    kind: identity\n",
        words: ["kim", "kin"]
    ).and(in: world, "\nacts:\n", "\nlinks: {kin: {name: Kin, schema: Family}}\nacts:\n"),
    Mishap(
        "a content note is asked for by what there is not", .unknownWord, in: world,
        "content_notes:\n  labour: {least: 1, strands: adults}\n",
        "content_notes:\n  labour: {least: 1, strands: ⟦adult}\n", words: ["adult"]),
    Mishap(
        "the world does not say what asks for which content note", .noContentNotes, in: world,
        "content_notes:\n  labour: {least: 1, strands: adults}\n", "", severity: .warning
    ).and(in: world, "format: 1\n", "⟦format: 1\n"),
    Mishap(
        "somebody needs what the world does not list", .unknownID, in: scenario,
        "    voice: script\n", "    voice: script\n    accommodations: {⟦no_steps: seen}\n",
        words: ["accommodation", "no_steps"]),
    Mishap(
        "an agency is there for a purpose that is not listed", .unknownID, in: world,
        "    needs: [money, movement]\n", "    needs: [money, movement]\n    purpose: ⟦nosuch\n",
        words: ["purpose", "nosuch"]),
    Mishap(
        "consent is read for a purpose that is not listed", .unknownID, in: world,
        "act.language_shared && !act.controller_present\"\n  bring_food",
        "act.language_shared && !act.consented_to(⟦'nosuch')\"\n  bring_food", words: ["purpose", "nosuch"]),
    Mishap(
        "no example shows a rule of acts", .noExample, in: world,
        "      - {breach: R-REM-01, by: migration}\n",
        "", severity: .warning, words: ["rule of acts", "R-REM-01"]
    ).and(in: world, "        rule: R-REM-01\n", "        rule: ⟦R-REM-01\n"),
    Mishap(
        "a gate is turned so that it speaks in no example", .neverPlayed, in: world, "\nacts:\n",
        "\n⟦acts:\n",
        severity: .warning, words: ["gates", "act.remove_person.gate.R-REM-01"]
    ).and(in: world, "      - {breach: R-REM-01, by: migration}\n", "")
        .and(
            in: world,
            "\"person.status == 'potential' || person.status == 'presumed'\"\n        answer: forbidden\n        rule: R-REM-01",
            "\"person.status == 'identified'\"\n        answer: forbidden\n        rule: R-REM-01"),
    Mishap(
        "no example shows that something is impossible", .noExample, in: world,
        "      - {refused: R-ORD-01}\n", "      - {no_breach: R-ORD-01}\n", severity: .warning,
        words: ["R-ORD-01"]
    ).and(in: world, "        rule: R-ORD-01\n", "        rule: ⟦R-ORD-01\n"),
    Mishap(
        "no example shows a rule of sharing", .noExample, in: world,
        "      - {breach: R-SHA-01, by: shelter}\n", "", severity: .warning,
        words: ["rule of sharing", "R-SHA-01"]
    ).and(in: world, "forbidden, rule: R-SHA-01,", "forbidden, rule: ⟦R-SHA-01,"),
    Mishap(
        "whether a choice is asked tells what nobody at a desk knows", .hiddenFromSeat, in: world,
        "        options: {open: Open questions, pressing: Pressing}\n",
        "        options: {open: Open questions, pressing: Pressing}\n        when: ⟦\"person.trust >= 40\"\n",
        words: ["manner"]),
    Mishap(
        "a gate that is only unusual makes something impossible", .misplacedKey, in: world,
        "        answer: needs_guardian\n        rule: R-CH-03\n        article: guardian_first\n",
        "        answer: unusual\n        ⟦hard: true\n        rule: R-CH-03\n        article: guardian_first\n",
        words: ["unusual"]),
    Mishap(
        "a fact tells of a need of nobody in the cast", .unknownID, in: scenario,
        "    gives: [davit_missing]\n", "    gives: [davit_missing]\n    needs: {⟦davitt: medical}\n",
        words: ["davit"]),
    Mishap(
        "a duty is owed anew by a step that there is not", .unknownID, in: world,
        "    done: \"our.step('risk_assessed')\"\n",
        "    done: \"our.step('risk_assessed')\"\n    anew: ⟦risk_asessed\n", words: ["risk_assessed"]),
    Mishap(
        "nothing says who may voice a child", .childWithoutVoice, in: scenario, "    voice: script\n", "",
        severity: .warning, words: ["sela", "voice: trained"]
    ).and(in: scenario, "  sela:\n    name", "  ⟦sela:\n    name"),
    Mishap(
        "a case sets a limit that the law does not have", .unknownID, in: scenario, "length: 34 h\n",
        "length: 34 h\nlaw: {alvora: {⟦referal_answer: 2 h}}\n", words: ["law", "referral_answer"]),
    Mishap(
        "a case sets the law of a country that there is not", .unknownID, in: scenario, "length: 34 h\n",
        "length: 34 h\nlaw: {⟦alvor: {referral_answer: 2 h}}\n", words: ["country", "alvora"]),
    Mishap(
        "a case makes a power of a limit", .unequalLaw, in: scenario, "length: 34 h\n",
        "length: 34 h\nlaw: {alvora: {referral_answer: ⟦true}}\n", words: ["referral_answer"]),
    Mishap(
        "a rule about nobody waits for a limit of the law", .unboundName, in: scenario,
        "    when: \"network.kiln.alert >= 50\"\n",
        "    when: \"network.kiln.alert >= 50\"\n    ⟦after: law.referral_answer\n",
        words: ["for: persons"]),
    Mishap(
        "an order lasts as long as a power", .wrongType, in: world, "    minutes: 20\n    lasts: 2 d\n",
        "    minutes: 20\n    lasts: ⟦law.unannounced_visits\n", words: ["length"]),
]

/// What the checker says about the lists of signs.
let signMishaps: [Mishap] = [
    Mishap(
        "a sign belongs to a dimension that is not there", .unknownID, in: world,
        "i5_01: {name: Papers taken, dimension: control}", "i5_01: {name: Papers taken, dimension: ⟦force}",
        words: ["dimension", "force"]),
    Mishap(
        "a reading asks for a dimension that is not there", .unknownID, in: world,
        "{dimensions: work, proves", "{dimensions: ⟦worl, proves", words: ["work"]),
    Mishap(
        "a list of signs has no version", .missingKey, in: world,
        "year: 2030, version: \"1\", verified: true", "year: 2030, verified: true", words: ["version"]
    ).and(in: world, "    adults: {name: Work of adults", "    adults: ⟦{name: Work of adults"),
    Mishap(
        "a version is empty", .emptyText, in: world, "year: 2030, version: \"1\", verified: true",
        "year: 2030, version: ⟦\"\", verified: true"),
    Mishap(
        "a list weighs a sign twice", .wrongType, in: world, "medium: [i4_02, i4_04]",
        "medium: [i4_02, ⟦i5_01]", words: ["once", "i5_01"]),
    Mishap(
        "a list has readings that are not there", .unknownWord, in: world, "i4_04], together: adults",
        "i4_04], together: ⟦adult", words: ["adults"]),
    Mishap(
        "nothing is said when no dimension holds", .wrongType, in: world,
        "      - {says: Little is known yet.}\n", "", words: ["together.adults"]
    ).and(in: world, "      - {dimensions: [[work, control]]", "      - ⟦{dimensions: [[work, control]]"),
    Mishap(
        "signs have weights instead of lists", .missingKey, in: world,
        "  signs:\n    i4_02: {name: Low pay or none, dimension: work}",
        "  source: A list.\n  ⟦list:\n    i4_02: {name: Low pay or none, dimension: work}",
        severity: .warning,
        words: ["lists"]),
    Mishap(
        "a case begins with a list that is not there", .unknownID, in: scenario, "length: 34 h",
        "length: 34 h\nindicator_lists: ⟦grownups", words: ["adults"]),
]
