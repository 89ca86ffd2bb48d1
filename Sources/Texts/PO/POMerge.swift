/// What became of a translation when it was brought up to today's source.
public struct POMerge: Sendable, Equatable {
    /// The entries in the order of the source; after them, marked obsolete, those that it no longer has.
    public var file: POFile
    /// Ids that have no translation yet.
    public var untranslated: [String] = []
    /// Ids whose translation belongs to an earlier source, or that somebody marked as fuzzy.
    public var stale: [String] = []
    /// Ids whose translation is kept only as obsolete.
    public var dropped: [String] = []
    /// How many translations are as they should be.
    public var current = 0

    /// Brings a translation up to today's texts, or begins one.
    ///
    /// - Parameters:
    ///   - texts: the texts of the source in the order of the pack.
    ///   - language: the code of the translation's language, for the header of a new file.
    ///   - existing: the translation so far.
    public init(texts: [SourceText], language: String, existing: POFile? = nil) {
        let header = existing?.header ?? []
        file = POFile(header: header.isEmpty ? Self.header(language) : header)
        let rule = (try? file.pluralRule()) ?? .of(language)

        var left = existing?.messages ?? []
        var places: [String: Int] = [:]
        for (index, message) in left.enumerated() {
            // An entry in use wins over an obsolete one of the same id.
            guard let id = message.context, places[id] == nil || left[places[id] ?? 0].isObsolete else {
                continue
            }
            places[id] = index
        }
        var taken: Set<Int> = []
        for text in texts {
            let place = places.removeValue(forKey: text.id)
            if let place { taken.insert(place) }
            add(POMessage(bringing: place.map { left[$0] }, to: text, forms: rule.count), text.id)
        }
        left = left.indices.filter { !taken.contains($0) }.map { left[$0] }
        for message in left where message.translations.contains(where: { !$0.isEmpty }) {
            if !message.isObsolete, let id = message.context { dropped.append(id) }
            var message = message
            message.isObsolete = true
            file.messages.append(message)
        }
    }

    private mutating func add(_ message: POMessage, _ id: String) {
        if !message.isTranslated {
            untranslated.append(id)
        } else if message.isFuzzy {
            stale.append(id)
        } else {
            current += 1
        }
        file.messages.append(message)
    }

    private static func header(_ language: String) -> [POFile.Field] {
        [
            POFile.Field("Language", language),
            POFile.Field("MIME-Version", "1.0"),
            POFile.Field("Content-Type", "text/plain; charset=UTF-8"),
            POFile.Field("Content-Transfer-Encoding", "8bit"),
            POFile.Field("Plural-Forms", PluralRule.header(of: language)),
        ]
    }
}

extension POMessage {
    /// The entry for today's text with what is left of an earlier translation.
    fileprivate init(bringing old: POMessage?, to text: SourceText, forms: Int) {
        let count = text.plural == nil ? 1 : forms
        self.init(
            context: text.id, source: text.text, sourcePlural: text.plural,
            translations: Array(repeating: "", count: count),
            comment: old?.comment ?? "", extractedComment: text.comment ?? "")
        guard let old, old.translations.contains(where: { !$0.isEmpty }) else { return }
        for (index, form) in old.translations.prefix(count).enumerated() { translations[index] = form }

        // The source that the words were written for, which several changes may lie back.
        let origin = old.isFuzzy ? old.previousSource : nil
        if old.source == text.text && old.sourcePlural == text.plural {
            isFuzzy = old.isFuzzy
            previousSource = old.previousSource
            previousSourcePlural = old.previousSourcePlural
        } else if origin == text.text && old.previousSourcePlural == text.plural {
            return
        } else {
            isFuzzy = true
            previousSource = origin ?? old.source
            previousSourcePlural = origin == nil ? old.sourcePlural : old.previousSourcePlural
        }
    }
}
