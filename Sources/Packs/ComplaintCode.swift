extension Complaint {
    /// What sort of fault it is. The raw values are stable: tools may rely on them (`Documentation/checker.md`).
    public enum Code: String, CaseIterable, Hashable, Sendable {
        // Reading
        case missingFile = "missing-file"
        case yamlSyntax = "yaml-syntax"
        case yamlFeature = "yaml-feature"
        case duplicateKey = "duplicate-key"
        case wrongFormat = "wrong-format"
        // Shape
        case unknownKey = "unknown-key"
        case missingKey = "missing-key"
        case misplacedKey = "misplaced-key"
        case wrongType = "wrong-type"
        case unknownWord = "unknown-word"
        case outOfRange = "out-of-range"
        case badID = "bad-id"
        case duplicateID = "duplicate-id"
        case unknownID = "unknown-id"
        case emptyText = "empty-text"
        // Conditions
        case badCondition = "bad-condition"
        case conditionType = "condition-type"
        case unknownName = "unknown-name"
        case unboundName = "unbound-name"
        case impossibleComparison = "impossible-comparison"
        case needlessComparison = "needless-comparison"
        // World
        case missingVerb = "missing-verb"
        case unequalLaw = "unequal-law"
        case gateWithoutOrder = "gate-without-order"
        case hiddenFromSeat = "hidden-from-seat"
        case countryForgotten = "country-forgotten"
        case sameCode = "same-code"
        case sameMark = "same-mark"
        case dutyWithoutAct = "duty-without-act"
        case stepWithoutAct = "step-without-act"
        case unusedRegister = "unused-register"
        case referralUnanswered = "referral-unanswered"
        case channelToNobody = "channel-to-nobody"
        case agreementUnsigned = "agreement-unsigned"
        case noRung = "no-rung"
        case operationWithoutAct = "operation-without-act"
        case partWithoutAgency = "part-without-agency"
        case gateWithoutConsequence = "gate-without-consequence"
        // Scenario
        case missingContentNote = "missing-content-note"
        case missingConsent = "missing-consent-of"
        case unreachableFact = "unreachable-fact"
        case unreachableConclusion = "unreachable-conclusion"
        case circularConclusion = "circular-conclusion"
        case unfiredInject = "unfired-inject"
        case afterEnd = "after-endex"
        case actWithoutSeat = "act-without-seat"
        case botsAsleep = "bots-asleep"
        case agencyWithoutSeat = "agency-without-seat"
        case victimWithoutGrounds = "victim-without-grounds"
        case unfoldedLetters = "unfolded-letters"
        case hiddenFromNetwork = "hidden-from-network"
        case moveTooDear = "move-too-dear"
        case moveImpossible = "move-impossible"
        case leakWithoutCause = "leak-without-cause"
        case absentForEver = "absent-for-ever"
        case overdrawn = "overdrawn"
        case moneyOutOfTime = "money-out-of-time"
        case neverPaid = "never-paid"
        case wrongEvidence = "wrong-evidence"
        case unseenRedFlag = "unseen-red-flag"
        case fewSharedConclusions = "few-shared-conclusions"
        case fewBorderConclusions = "few-border-conclusions"
        // Examples
        case exampleRefused = "example-refused"
        case exampleFails = "example-fails"
        case noExample = "no-example"
        case neverPlayed = "never-played"
        case mildContentNote = "mild-content-note"
        case noContentNotes = "no-content-notes"
        case childWithoutVoice = "child-without-voice"
        case noChildTrait = "no-child-trait"
        case neverFired = "never-fired"
        // Texts
        case missingLanguage = "missing-language"
        case poSyntax = "po-syntax"
        case missingText = "missing-text"
        case staleText = "stale-text"
        case lawInTranslation = "law-in-translation"
        case unknownText = "unknown-text"
        // Care
        case forbiddenTerm = "forbidden-term"
        case realPlace = "real-place"
        case noCareList = "no-care-list"
    }
}

extension Complaint.Code {
    /// The English sentences; `{0}`, `{1}`, … are the complaint's arguments.
    public var wording: (message: String, remedy: String) {
        switch self {
        case .missingFile:
            ("The file {0} is not there.", "{1}")
        case .yamlSyntax:
            ("This is not YAML that can be read: {0}.", "{1}")
        case .yamlFeature:
            ("{0} has no meaning in packs.", "{1}")
        case .duplicateKey:
            ("The key “{0}” stands twice in this mapping.", "Keep one of the two; the first is in line {1}.")
        case .wrongFormat:
            ("The format is “{0}”, but this program reads format 1.", "Write format: 1.")

        case .unknownKey:
            ("{1} has no key “{0}”.", "{2} Possible keys: {3}.")
        case .missingKey:
            ("{1} lacks the key “{0}”.", "Add “{0}: …”.")
        case .misplacedKey:
            ("The key “{0}” has no meaning here: {1}.", "Remove it, or change what it belongs to.")
        case .wrongType:
            ("{0} must be {1}, but here stands {2}.", "Write {1}.")
        case .unknownWord:
            ("“{0}” is not possible as {1}.", "{2} Possible: {3}.")
        case .outOfRange:
            ("{0} must lie between {1} and {2}, but is {3}.", "Choose a number from {1} to {2}.")
        case .badID:
            ("“{0}” cannot be an id: {1}.", "{2}")
        case .duplicateID:
            ("There is already a {0} “{1}” in the world.", "Choose another id.")
        case .unknownID:
            ("There is no {0} “{1}”.", "{2} Known: {3}.")
        case .emptyText:
            ("{0} is empty.", "Write the text.")

        case .badCondition:
            ("This condition cannot be read: {0}.", "{1}")
        case .conditionType:
            ("{0}.", "{1}")
        case .unknownName:
            ("{1} has no “{0}”.", "{2} Possible: {3}.")
        case .unboundName:
            ("“{0}” stands for nobody here: {1}.", "{2}")
        case .impossibleComparison:
            ("This can never hold: {0}.", "Compare with a value that can occur.")
        case .needlessComparison:
            ("This always holds: {0}.", "Leave it out, or compare with another value.")

        case .missingVerb:
            ("The world has no act type of the verb “{0}”.", "Add one under acts, with verb: {0}.")
        case .unequalLaw:
            ("{0}", "Give every country the same parameters, each of one sort.")
        case .hiddenFromSeat:
            (
                "Whether the choice “{0}” is asked hangs on something that the acting agency may not know.",
                "Read what it knows, has done or has chosen: act.believes('…'), our.…, act.topic, law.…."
            )
        case .gateWithoutOrder:
            ("The answer needs_order names no order.", "Add “order: …” with one of: {0}.")
        case .countryForgotten:
            (
                "Two countries or more are named here, but not {0}.",
                "Say what is meant there, too, or say it without names: person.abroad, place.abroad, place.law.x, agencies.exists(a, a.country == our.country && …); power instead of agencies under who, powers under an act type, to_power in a notice."
            )
        case .sameCode:
            ("The country “{1}” has the code “{0}”, too.", "Choose another code, from XA to XZ.")
        case .sameMark:
            (
                "The agency “{1}” has the letter “{0}” in nearly the same colour, too.",
                "Choose another letter, or a hue at least 15 degrees away."
            )
        case .dutyWithoutAct:
            (
                "The duty “{0}” is owed by {1}, but none of its acts is open there: {2}.",
                "Let that agency use one of these act types (powers, agencies), name under acts what it can do, or say under who that others owe the duty."
            )
        case .stepWithoutAct:
            (
                "No agency of “{2}” can do what the step “{0}” of the pathway “{1}” lists: {3}.",
                "Give an agency of that country the power for it, or name under acts what is done there."
            )
        case .unusedRegister:
            (
                "No act type searches the register “{0}”.",
                "Add an act type with verb: query and register: {0}."
            )

        case .referralUnanswered:
            (
                "The service “{0}” waits for an answer to referrals, but “{1}” has no act type to accept one.",
                "Add an act type with verb: accept that {1} may use."
            )

        case .channelToNobody:
            (
                "By “{0}” nobody can be reached: no agency that it leads to has what its rung asks for.",
                "Correct to or to_power under rung, or who may use the act type."
            )
        case .agreementUnsigned:
            (
                "The agreement “{0}” has no act type of the verb “{1}” that one of its members may use.",
                "Add one with agreement: {0}."
            )
        case .noRung:
            (
                "“{0}” is no rung of the ladder of channels, so nothing is known to have come by it.",
                "Give the act type a rung, or name another one."
            )
        case .operationWithoutAct:
            (
                "The operation “{0}” cannot be played: no act type of the verb “{1}” speaks of it.",
                "Add one under acts, with verb: {1}."
            )
        case .partWithoutAgency:
            (
                "No agency can take the part “{0}”.",
                "Give it powers or agencies that some agency has."
            )
        case .gateWithoutConsequence:
            (
                "It makes no difference whether the gate “{0}” is met.",
                "Give it a rule or a mistake, or let a minute read gate('{0}')."
            )

        case .missingContentNote:
            (
                "The scenario has no content note.",
                "Add content_note with intensity (1 to 3), themes and a text that says what people will meet."
            )
        case .missingConsent:
            (
                "The fact “{0}” is of class “{1}”, which asks for consent, but it does not say whose.",
                "Add consent_of with the persons who decide."
            )
        case .unreachableFact:
            (
                "Nobody can ever learn the fact “{0}”: {1}.",
                "Add a source, a record or an inject that an agency with a seat can have."
            )
        case .unreachableConclusion:
            (
                "Nobody can ever conclude “{0}”: {1} cannot be learned.",
                "Make every part of the conclusion learnable."
            )
        case .circularConclusion:
            (
                "The conclusion “{0}” follows from itself by way of {1}.",
                "Let conclusions follow from plain facts."
            )
        case .unfiredInject:
            (
                "Nothing ever fires the inject “{0}”: {1}.",
                "Give it at, when or by_hand: true, or fire it from a rule, an act or if_nothing."
            )
        case .hiddenFromNetwork:
            (
                "A network cannot notice {0}.",
                "Read alert, resources, members, leaks and moves of the network, where people are and whether they are safe; what stops a move belongs into fails_if."
            )
        case .moveTooDear:
            (
                "The move “{0}” can never be afforded: it costs {1}, and the network never has more than {2}.",
                "Make it cheaper, give the network more resources, or let something add to them."
            )
        case .moveImpossible:
            (
                "The move “{0}” can never be made: its condition can never hold.",
                "Change its when or who, or leave it out."
            )
        case .leakWithoutCause:
            (
                "Nobody can cause the leak “{0}”: no agency that has a seat does such an act.",
                "Name acts and agencies that fit together, or leave it out."
            )
        case .absentForEver:
            (
                "Nothing ever brings “{0}” into the story.",
                "Let a move recruit them, set their absent to false in an effect, or leave absent out."
            )
        case .afterEnd:
            ("{0} lies outside the exercise: {1}.", "Choose a moment between STARTEX and ENDEX.")
        case .actWithoutSeat:
            ("{0} can be used by nobody who has a seat.", "Give a seat to {1}, or let others use it.")
        case .agencyWithoutSeat:
            (
                "The agency “{0}” has no seat, so that it can be told nothing and do nothing.",
                "Give it a seat, or name it in the scenario under leaves_out: agencies."
            )
        case .victimWithoutGrounds:
            (
                "The person “{0}” is a victim, but {1}.",
                "List under grounds the facts that together are reasonable grounds, so that an agency that may presume can hold them."
            )
        case .unfoldedLetters:
            (
                "Registers hold letters that no search finds: {0}.",
                "Add each of them to the world's folding, for example [\"ж\", \"zh\"]; what is left outside a to z separates words."
            )
        case .overdrawn:
            (
                "The account “{0}” has {1} on {2}: less than nothing.",
                "Give it more at the opening, pay less out of it, or say overdraft: true."
            )
        case .moneyOutOfTime:
            (
                "The flow “{0}” is paid on {1}, which lies outside the time from {2} to STARTEX.",
                "Choose other days. What is paid in the exercise has no days: a rule pays it with pay: {0}."
            )
        case .neverPaid:
            (
                "The flow “{0}” is never paid.",
                "Give it days (on, every or follows), or let a rule pay it with pay: {0}."
            )
        case .wrongEvidence:
            (
                "The flow “{0}” names the fact “{1}” under {2}, but its evidence is {3}.",
                "A lead is of a kind of evidence with admissible: false, and what statements prove is not."
            )
        case .unseenRedFlag:
            (
                "Nobody can ever find the red flag of the flow “{0}”.",
                "Let it be reported, or let an agency with a seat know who stands behind its accounts and ask for their records."
            )
        case .fewSharedConclusions:
            (
                "Only {0} of {1} conclusions need two agencies; at least 30 % should.",
                "Divide the parts of a conclusion between agencies."
            )
        case .fewBorderConclusions:
            (
                "Only {0} of {1} conclusions need two countries; at least 15 % should.",
                "Divide the parts of a conclusion between countries."
            )

        case .exampleRefused:
            ("The example “{0}” stops here: {1}.", "Give what the act needs, or change the act.")
        case .exampleFails:
            (
                "The example “{0}” does not come out as it claims. What happened: {1}.",
                "Change the rule or the claim."
            )
        case .noExample:
            (
                "No example shows the {0} “{1}” at work.",
                "Add one under examples: what is given, what is done, and what must come of it."
            )

        case .neverPlayed:
            (
                "In no example {0}: {1}.",
                "Add examples in which they do; nobody has seen otherwise that their conditions say what is meant."
            )

        case .noContentNotes:
            (
                "The world does not say which content note its strands ask for.",
                "Write `content_notes`: what a case may be made of, and the intensity that its note has at least."
            )
        case .mildContentNote:
            (
                "The content note says intensity {0}, but {1}.",
                "Let the intensity be {2} at least, and the text say what people will meet."
            )

        case .childWithoutVoice:
            (
                "“{0}” is a child, and nothing says who may give the voice. Without it the script alone speaks.",
                "Write voice: script, or voice: trained if trained adult staff may voice the child."
            )

        case .botsAsleep:
            (
                "Bots do nothing from 22:00 to 07:00, and the case {0}.",
                "Write bots_rest: none, or hours such as bots_rest: \"08:00-16:00\", of the case or of a seat."
            )

        case .noChildTrait:
            (
                "No trait means a child, but {0}. Until one does, the program protects nobody as a child.",
                "Mark it: minor: {name: Under age, child: true}; or one with child: false, if there are no children."
            )

        case .neverFired:
            (
                "In none of {2} rehearsed runs did the {0} “{1}” come to work.",
                "Look whether the case can come to it at all, or rehearse more runs."
            )

        case .missingLanguage:
            ("The language “{0}” is listed, but {1}.", "{2}")
        case .poSyntax:
            (
                "This file of translations cannot be read: {0}.",
                "Mend it with a PO editor, or write it anew with kerege texts."
            )
        case .missingText:
            ("The text {0} is missing in {1}.", "Run kerege texts and translate it.")
        case .lawInTranslation:
            (
                "The translation of {0} into {1} and the text do not name the same limits of the law: {2}.",
                "Write each of them in both, as it stands there, braces included."
            )
        case .staleText:
            (
                "The translation of {0} into {1} was made from another source text.",
                "Run kerege texts, compare, and translate it again."
            )
        case .unknownText:
            (
                "There is a translation of {0}, but no such text.",
                "Run kerege texts; it drops what is no longer used."
            )

        case .forbiddenTerm:
            ("“{0}” should not be said of people: {1} ({2}).", "Write instead: {3}.")
        case .realPlace:
            (
                "“{0}” is the name of a real place: {1}. {2}",
                "Invent another name, in every language of the pack."
            )
        case .noCareList:
            (
                "There is no list of terms for the language “{0}”: its texts were not held against words that should not be said of people, and names of real places are found only as Care/places.txt spells them.",
                "Have somebody who knows the language and the field read the texts, or add Care/terms.{0}.yaml."
            )
        }
    }
}

extension Complaint.Code {
    /// Whether `{0}` is the sort of thing that `{1}` is the name of.
    public var isAboutKind: Bool {
        [.unknownID, .duplicateID, .noExample, .neverFired].contains(self)
    }
}
