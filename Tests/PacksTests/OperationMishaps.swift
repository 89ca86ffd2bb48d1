import Packs

private let world = "world/world.yaml"

/// Joint operations as their authors should not have written them.
let operationMishaps: [Mishap] = [
    Mishap(
        "nobody can begin an operation", .operationWithoutAct, in: world,
        "  give_word:\n    verb: begin_operation\n", "  give_word:\n    verb: decide\n",
        words: ["begin_operation"]
    ).and(in: world, "\n  raid:\n    name: Raid", "\n  ⟦raid:\n    name: Raid"),
    Mishap(
        "nobody can take a part", .partWithoutAgency, in: world,
        "beds: {name: Has beds and soup ready, agencies: [shelter], staff: 1}",
        "⟦beds: {name: Has beds and soup ready, staff: 1}", words: ["beds"]),
    Mishap(
        "a gate makes no difference", .gateWithoutConsequence, in: world,
        "        when: \"gate('G7')\"\n", "        when: \"gate('G4')\"\n", severity: .warning, words: ["G7"]
    ).and(in: world, "\n      G7:\n", "\n      ⟦G7:\n"),
    Mishap(
        "a gate reads a gate", .unboundName, in: world,
        "holds: \"agency.shelter.did('note_decision')\"", "holds: \"⟦gate('G4')\"", words: ["minutes"]),
    Mishap(
        "a gate names a part that there is not", .unknownID, in: world,
        "plan.part('beds') && !act.loud", "plan.part(⟦'beads') && !act.loud", words: ["Did you mean “beds”"]),
    Mishap(
        "a minute names a gate that there is not", .unknownID, in: world,
        "        when: \"!gate('G4')\"", "        when: \"!gate(⟦'G9')\"", words: ["G4"]),
    Mishap(
        "a plan has no such property", .unknownName, in: world,
        "plan.receives && plan.part('beds')", "plan.⟦recieves && plan.part('beds')", words: ["receives"]),
    Mishap(
        "a plan is read where there is none", .unboundName, in: world,
        "when: \"person.trust <= 5 && person.talks >= 2\"", "when: \"plan.⟦sites >= 2\""),
    Mishap(
        "people are received outside of an operation", .misplacedKey, in: world,
        "      - {lose: person, as: disengaged}\n  hunger:", "      - {receive: ⟦person}\n  hunger:"),
    Mishap(
        "a talk is no way to search", .wrongType, in: world, "- {search: inspect}", "- {search: ⟦interview}",
        words: ["verb visit"]),
    Mishap(
        "a danger is somebody's fault", .misplacedKey, in: world, "        overrides: true\n",
        "        overrides: true\n        ⟦rule: R-OPS-01\n"),
    Mishap(
        "no example shows a gate that is not met", .noExample, in: world,
        "      - {gate: G7, is: unmet}\n", "", severity: .warning, words: ["G7 not met"]
    ).and(in: world, "\n      G7:\n", "\n      ⟦G7:\n"),
]
