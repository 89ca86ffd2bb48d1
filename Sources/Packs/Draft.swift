import Basics
import Model

/// A pack that has been decoded, with its faults, before it is known to be whole.
struct Draft {
    private let folders: PackFolders
    private let findings = Findings()
    private let worldRoot: Node
    private let world: World
    private let worldPart: TextPart
    private var story: Story?
    private let worldExamples: [StagedExamples]
    private var storyExamples: [StagedExamples] = []

    private struct Story {
        var root: Node
        var scenario: Scenario
        var part: TextPart
    }

    init(_ folders: PackFolders) throws(PackFaults) {
        self.folders = folders
        let hasScenario = !folders.scenario.isEmpty
        let scenarioRoot =
            hasScenario
            ? Self.root("scenario.yaml", folders.scenario, folders.scenarioName, findings) : nil
        // Without a scenario that can be read nobody knows where its world is.
        if hasScenario {
            guard let scenarioRoot, Self.isMapping(scenarioRoot, "The scenario", findings) else {
                throw PackFaults(complaints: findings.sorted)
            }
        }
        guard
            let worldRoot = Self.root(
                "world.yaml", folders.world, folders.worldName, findings, of: scenarioRoot)
        else { throw PackFaults(complaints: findings.sorted) }
        guard Self.isMapping(worldRoot, "The world", findings) else {
            throw PackFaults(complaints: findings.sorted)
        }
        let decoder = Decoder(findings: findings)
        self.worldRoot = worldRoot
        world = decoder.world(worldRoot)
        worldPart = TextPart(
            name: "world", languages: world.languages, texts: decoder.texts, files: folders.world,
            folder: folders.worldName, spot: worldRoot["languages"]?.spot ?? worldRoot.spot)
        LawTexts.check(worldPart.texts, in: world, findings)
        worldExamples = Self.examples(worldRoot, in: world, decoder)
        guard hasScenario else { return }
        guard let scenarioRoot else { throw PackFaults(complaints: findings.sorted) }
        decoder.texts = []
        let scenario = decoder.scenario(scenarioRoot, in: world)
        storyExamples = decoder.examples(scenarioRoot["examples"], in: scenario) { _ in scenario }
        let part = TextPart(
            name: "scenario", languages: scenario.languages, texts: decoder.texts, files: folders.scenario,
            folder: folders.scenarioName, spot: scenarioRoot["languages"]?.spot ?? scenarioRoot.spot)
        LawTexts.check(part.texts, in: world, findings)
        story = Story(root: scenarioRoot, scenario: scenario, part: part)
    }

    /// Those of the world are played in an empty story of their own (`Stub`).
    private static func examples(_ root: Node, in world: World, _ reader: Decoder) -> [StagedExamples] {
        let decoder = Decoder(findings: reader.findings)
        decoder.names = reader.names
        let stub = Stub.names(world)
        decoder.names.seats = Names(stub.seats)
        decoder.names.persons = Names(stub.persons)
        decoder.names.facts = Names(stub.facts)
        decoder.names.isScenario = true
        let empty = Stub.scenario(in: world, person: Person(), isControlled: false)
        return decoder.examples(root["examples"], in: empty) { decoder.stub($0, in: world) }
    }

    /// Rules and mistakes of the world that no example shows are named; the others must come out as they claim.
    private func playExamples() {
        var play = ExamplePlay(findings: findings)
        for staged in worldExamples + storyExamples { play.play(staged) }
        func ask(_ section: String, _ kind: String, _ ids: [String]) {
            for id in ids where !play.shown.contains(id) {
                let entry = worldRoot[section]?.entries?.first { $0.key == id }
                findings.warn(.noExample, at: entry?.keySpot ?? worldRoot.spot, kind, id)
            }
        }
        ask("duties", "duty", world.duties.values.map(\.id))
        ask("promises", "promise", world.promises.values.map(\.id))
        ask("mistakes", "mistake", world.mistakes.values.map(\.id))
        ask("admissibility", "rule of evidence", world.useRules.map(\.id))
        let places = LawPlaces.all(in: worldRoot)
        func askLaw(_ section: String, _ kind: String, _ rules: [String], shown: [String]) {
            for rule in rules where !shown.contains(rule) {
                let spot = places.first { $0.section == section && $0.id == rule }?.spot
                findings.warn(.noExample, at: spot ?? worldRoot.spot, kind, rule)
            }
        }
        askLaw("gates", "rule of acts", world.gateRules(), shown: play.shownByGates)
        askLaw("sharing", "rule of sharing", world.sharingRules, shown: play.shownBySharing)
        for act in world.acts.values {
            for notice in act.notices where !play.shown.contains(act.id + "." + notice.id) {
                let entries = worldRoot["acts"]?[act.id]?["notify"]?.entries
                let spot = entries?.first { $0.key == notice.id }?.keySpot ?? worldRoot.spot
                findings.warn(.noExample, at: spot, "notice", act.id + "." + notice.id)
            }
        }
        for kind in world.operations.values {
            let entries = worldRoot["operations"]?[kind.id]?["gates"]?.entries ?? []
            for gate in kind.gates {
                let spot = entries.first { $0.key == gate.id }?.keySpot ?? worldRoot.spot
                for shown in [gate.id + " met", gate.id + " not met"] where !play.shown.contains(shown) {
                    findings.warn(.noExample, at: spot, "gate", shown)
                }
            }
        }
        askUnclaimed(play)
    }

    /// Reactions and gates that no example makes work: a condition that was turned round would not be noticed.
    private func askUnclaimed(_ play: ExamplePlay) {
        for (root, whose) in [(worldRoot, "world"), (story?.root, "case")] {
            let silent = (root?["rules"]?.entries ?? []).filter { !play.firedAtAll.contains($0.key) }
            guard let first = silent.first else { continue }
            findings.warn(
                .neverPlayed, at: first.keySpot, "do these rules of the \(whose) fire",
                Self.firstTen(silent.map(\.key)))
        }
        var silent: [String] = []
        for gate in world.acts.values.flatMap(\.gates) where gate.answer != .allowed {
            let name = gate.says.path.hasSuffix(".says") ? String(gate.says.path.dropLast(5)) : gate.says.path
            if !play.spokeAtAll.contains(gate.says.path), !silent.contains(name) { silent.append(name) }
        }
        guard !silent.isEmpty else { return }
        let spot = worldRoot.entries?.first { $0.key == "acts" }?.keySpot ?? worldRoot.spot
        findings.warn(.neverPlayed, at: spot, "do these gates speak", Self.firstTen(silent))
    }

    private static func firstTen(_ names: [String]) -> String {
        let shown = names.prefix(10).joined(separator: ", ")
        return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
    }

    private static func isMapping(_ root: Node, _ what: String, _ findings: Findings) -> Bool {
        if root.entries != nil { return true }
        findings.error(.wrongType, at: root.spot, what, "a mapping of keys", root.said)
        return false
    }

    private static func root(
        _ name: String, _ files: [PackFile], _ folder: String, _ findings: Findings, of scenario: Node? = nil
    ) -> Node? {
        guard let file = files.first(where: { $0.path == name }) else {
            let spot = scenario?["world"]?.spot ?? Spot(file: folder + "/" + name, line: 1, column: 1)
            let remedy =
                scenario == nil
                ? "A pack is a folder with scenario.yaml or world.yaml."
                : "Let “world” be the path of the world's folder, seen from the scenario's folder."
            findings.error(.missingFile, at: spot, folder + "/" + name, remedy)
            return nil
        }
        return YAMLReader.read(file.bytes, file: folder + "/" + name, findings: findings)
    }

    /// The pack, if it is whole.
    /// - Parameters:
    ///   - lists: what its texts are held against besides.
    ///   - isNew: whether its examples are played and its story is gone through.
    mutating func pack(_ lists: CareLists? = nil, isNew: Bool = true) throws(PackFaults) -> PackReader.Pack {
        let languages = story?.scenario.languages ?? world.languages
        var translations = Translations(findings: findings)
        translations.check(worldPart, languages, listedAt: story?.part.spot ?? worldPart.spot)
        if let story { translations.check(story.part, languages, listedAt: story.part.spot) }
        tellWords(translations.found)
        if isNew { checkStory() }
        if let lists { review(translations.found, lists, languages) }
        let complaints = findings.sorted
        guard !findings.hasErrors else { throw PackFaults(complaints: complaints) }
        let texts = PackTexts(
            languages: languages, sources: worldPart.texts + (story?.part.texts ?? []),
            translations: translations.found)
        guard let story else {
            return .world(
                LoadedWorld(world: world, texts: texts, files: folders.archive, warnings: complaints))
        }
        return .scenario(
            LoadedPack(
                scenario: story.scenario, texts: texts, files: folders.archive, warnings: complaints,
                rulePlaces: [worldRoot, story.root].flatMap(Self.rulePlaces)))
    }

    /// What stands in registers as a text is found in every language in which the pack says it, and so are words that give a
    /// fact away.
    private mutating func tellWords(_ texts: [Translated]) {
        guard let records = story?.scenario.records, let facts = story?.scenario.facts else { return }
        var said: [String: [String]] = [:]
        for text in texts { said[text.path, default: []].append(text.text) }
        for fact in facts.ids {
            story?.scenario.facts[fact].words = facts[fact].phrases.flatMap { said[$0.path] ?? [] }
        }
        for record in records.ids {
            story?.scenario.records[record].words = records[record].texts.flatMap { text in
                text.flatMap { said[$0.path] } ?? []
            }
        }
    }

    private static func rulePlaces(_ root: Node) -> [RulePlace] {
        ["rules", "duties", "mistakes"].flatMap { section in
            (root[section]?.entries ?? []).map {
                RulePlace(section: section, id: $0.key, spot: $0.keySpot)
            }
        }
            + (root["networks"]?.entries ?? []).flatMap { network in
                (network.value["moves"]?.entries ?? []).map {
                    RulePlace(section: "moves", id: network.key + "/" + $0.key, spot: $0.keySpot)
                }
            } + LawPlaces.all(in: root)
    }

    /// Texts in every language, and what stands in records and on statements, which are written in any.
    private func review(_ texts: [Translated], _ lists: CareLists, _ languages: [String]) {
        let records = (story?.root["records"]?.entries ?? []).flatMap { $0.value.entries ?? [] }
            .flatMap { $0.value["fields"]?.entries ?? [] }.map(\.value)
        let told = texts.map(\.spot)
        var written: [Node] = []
        for account in story?.root["money"]?["accounts"]?.entries ?? [] {
            if let name = account.value["name"] { written.append(name) }
        }
        for flow in story?.root["money"]?["flows"]?.entries ?? [] {
            let report = flow.value["report"]
            for node in [flow.value["text"], report?["as"], report?["note"]] {
                if let node { written.append(node) }
            }
        }
        let pieces =
            texts.map {
                CareReview.Piece(
                    text: $0.text, languages: [$0.language], spot: $0.spot, isTranslation: $0.isTranslation)
            }
            + (records + written).filter { !told.contains($0.spot) }.map {
                CareReview.Piece(
                    text: $0.text ?? "", languages: languages, spot: $0.spot, isTranslation: false)
            }
        let files = [(folders.worldName, folders.world), (folders.scenarioName, folders.scenario)]
            .flatMap { folder, files in files.map { (name: folder + "/" + $0.path, bytes: $0.bytes) } }
        let listed = (story?.root ?? worldRoot)["languages"]?.spot ?? worldRoot.spot
        for language in languages where !lists.languages.contains(language) {
            findings.warn(.noCareList, at: listed, language)
        }
        var review = CareReview(lists: lists, findings: findings)
        review.review(pieces, in: files)
    }

    /// What was read with faults would only lead to faults that are none; missing words do no harm.
    private func checkStory() {
        let isSound = findings.all.allSatisfy { $0.severity == .warning || $0.code.isAboutTranslations }
        if isSound {
            CountryChecks(world: world, root: worldRoot, findings: findings).run()
            DeedChecks(world: world, root: worldRoot, findings: findings).run()
            playExamples()
        }
        if let story, isSound {
            ScenarioChecks(
                scenario: story.scenario, root: story.root, worldRoot: worldRoot, findings: findings
            ).run()
        }
    }

    /// The texts of the folder itself: those of the scenario if it holds one, else those of the world.
    func sheet() throws(PackFaults) -> TextSheet {
        guard !findings.hasErrors else { throw PackFaults(complaints: findings.sorted) }
        let part = story?.part ?? worldPart
        return TextSheet(folder: part.folder, languages: part.languages, texts: part.texts)
    }
}

extension Complaint.Code {
    fileprivate var isAboutTranslations: Bool {
        switch self {
        case .missingLanguage, .poSyntax, .missingText, .staleText, .unknownText, .lawInTranslation: true
        default: false
        }
    }
}
