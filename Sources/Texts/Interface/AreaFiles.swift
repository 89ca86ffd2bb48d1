/// The PO files of one language of the interface, read and sorted by area.
struct AreaFiles {
    struct Area {
        let name: String
        let ids: [String]
        let messages: [String: POMessage]
        let rule: PluralRule
    }

    let language: String
    let areas: [Area]

    init(folder: String, language: String) throws(InterfaceTextsError) {
        self.language = language
        var areas: [Area] = []
        for texts in InterfaceAreas.all {
            areas.append(try Self.area(texts, path: "\(folder)/\(language)/\(texts.area).po", language))
        }
        self.areas = areas
    }

    private static func area(
        _ texts: any InterfaceText.Type, path: String, _ language: String
    ) throws(InterfaceTextsError) -> Area {
        let file: POFile
        do { file = try POFile.read(path: path) } catch { throw .file(error) }
        let declared: PluralRule?
        do { declared = try file.pluralRule() } catch { throw .plural(path: path, error) }
        var messages: [String: POMessage] = [:]
        for message in file.messages where !message.isObsolete {
            messages["\(texts.area).\(message.context ?? "")"] = message
        }
        return Area(name: texts.area, ids: texts.ids, messages: messages, rule: declared ?? .of(language))
    }

    /// English is its own source: what the entries have as `msgid` is what is said.
    func english(faults: inout [InterfaceFault]) -> InterfaceTexts.Table {
        var table: InterfaceTexts.Table = [:]
        for area in areas {
            var entries: [String: InterfaceTexts.Entry] = [:]
            for id in area.ids {
                guard let message = area.messages[id], !message.source.isEmpty else {
                    faults.append(InterfaceFault(language: language, id: id, kind: .missing))
                    continue
                }
                let forms = [message.source] + (message.sourcePlural.map { [$0] } ?? [])
                entries[area.local(id)] = InterfaceTexts.Entry(
                    forms: forms.map(Template.init), rule: area.rule)
            }
            faults += area.strangers(language)
            table[area.name] = entries
        }
        return table
    }

    /// Entries of this language over those of English, so that what is missing is said in English.
    func translated(
        from source: AreaFiles, _ english: InterfaceTexts.Table, faults: inout [InterfaceFault]
    ) -> InterfaceTexts.Table {
        var table = english
        for (area, original) in zip(areas, source.areas) {
            for id in area.ids {
                guard let english = original.messages[id] else { continue }
                if let kind = area.fault(id, english) {
                    faults.append(InterfaceFault(language: language, id: id, kind: kind))
                    guard kind == .stale else { continue }
                }
                guard let message = area.messages[id] else { continue }
                let entry = InterfaceTexts.Entry(
                    forms: message.translations.map(Template.init), rule: area.rule)
                table[area.name, default: [:]][area.local(id)] = entry
            }
            faults += area.strangers(language)
        }
        return table
    }
}

extension AreaFiles.Area {
    /// The id without its area.
    func local(_ id: String) -> String {
        String(id.dropFirst(name.count + 1))
    }

    func strangers(_ language: String) -> [InterfaceFault] {
        let known = Set(ids)
        return messages.keys.filter { !known.contains($0) }.sorted()
            .map { InterfaceFault(language: language, id: $0, kind: .unknown) }
    }

    func fault(_ id: String, _ english: POMessage) -> InterfaceFault.Kind? {
        let text = SourceText(id: id, text: english.source, plural: english.sourcePlural)
        return switch messages[id]?.state(for: text, rule) ?? .missing {
        case .current: nil
        case .stale: .stale
        case .missing: .missing
        case .misshapen: .shape
        }
    }
}
