import Packs

/// What the checker says about law and care in the twelve-fact pack.
private let (scenario, world) = ("scenario/scenario.yaml", "world/world.yaml")

let lawMishaps: [Mishap] = [
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
        "nothing says who may voice a child", .childWithoutVoice, in: scenario, "    voice: script\n", "",
        severity: .warning, words: ["sela", "voice: trained"]
    ).and(in: scenario, "  sela:\n    name", "  ⟦sela:\n    name"),
]
