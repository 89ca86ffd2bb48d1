import Basics
import Model

/// Writes the fields of events and commands. A field that is nil or an empty list is left out.
struct BodyWriter {
    enum TypedForm { case slots, lengths }

    var json = JSONWriter(capacity: 512)
    /// What people typed, each text once, in the order of its first use.
    private(set) var texts: [String] = []
    private let ids: IDCoder
    private let typedForm: TypedForm

    init(ids: IDCoder, typedAs form: TypedForm) { (self.ids, typedForm) = (ids, form) }

    mutating func write(_ body: LogBody) {
        json.key("command")
        write(body.command)
        json.key("events")
        json.beginArray()
        for event in body.events { write(event) }
        json.endArray()
    }

    mutating func kind(_ kind: String, _ revision: Int) {
        json.key("kind")
        json.value(kind)
        json.member("v", revision)
    }

    mutating func id<K: CodedKind>(_ field: StaticString, _ id: ID<K>?) {
        guard let id else { return }
        json.member(field, K.texts(ids)[id])
    }

    mutating func list<K: CodedKind>(_ field: StaticString, _ list: [ID<K>]) {
        guard !list.isEmpty else { return }
        let texts = K.texts(ids)
        json.array(field, list) { $0.value(texts[$1]) }
    }

    mutating func item(_ field: StaticString, _ item: ItemID?) {
        guard let item else { return }
        json.member(field, item.text)
    }

    mutating func items(_ field: StaticString, _ items: [ItemID]) {
        guard !items.isEmpty else { return }
        json.array(field, items) { $0.value($1.text) }
    }

    /// Ids of the pack that have no table of their own.
    mutating func plainTexts(_ field: StaticString, _ texts: [String]) {
        guard !texts.isEmpty else { return }
        json.array(field, texts) { $0.value($1) }
    }

    mutating func number(_ field: StaticString, _ number: Int?) {
        guard let number else { return }
        json.member(field, number)
    }

    mutating func numbers(_ field: StaticString, _ numbers: [Int]) {
        guard !numbers.isEmpty else { return }
        json.array(field, numbers) { $0.value($1) }
    }

    mutating func time(_ field: StaticString, _ time: ExerciseTime) { json.member(field, time.milliseconds) }

    mutating func flag(_ field: StaticString, _ flag: Bool) { json.member(field, flag) }

    mutating func text(_ field: StaticString, _ text: String) { json.member(field, text) }

    mutating func word(_ field: StaticString, _ choice: (some StoredWord)?) {
        guard let choice else { return }
        json.member(field, choice.word)
    }

    mutating func object(_ field: StaticString, _ fields: (inout BodyWriter) -> Void) {
        json.key(field)
        json.beginObject()
        fields(&self)
        json.endObject()
    }

    /// An empty text is left out, an erased one is `null`, any other stands apart.
    mutating func typed(_ field: StaticString, _ typed: Typed) {
        guard !typed.isEmpty else { return }
        json.key(field)
        apart(typed)
    }

    /// Several typed texts, each in its place; an empty one is an empty string.
    mutating func typedList(_ field: StaticString, _ list: [Typed]) {
        guard !list.isEmpty else { return }
        json.key(field)
        json.beginArray()
        for typed in list { if typed.isEmpty { json.value("") } else { apart(typed) } }
        json.endArray()
    }

    private mutating func apart(_ typed: Typed) {
        switch (typedForm, typed.text) {
        case (.slots, nil): json.null()
        case (.slots, let text?):
            let slot = slot(of: text)
            json.object { $0.member("typed", slot) }
        case (.lengths, let text):
            json.object { json in
                json.key("letters")
                if let text { json.value(text.unicodeScalars.count) } else { json.null() }
            }
        }
    }

    /// A text of the pack is a string; a typed one never is.
    mutating func injectText(_ field: StaticString, _ text: InjectText) {
        switch text {
        case .pack(let id): json.member(field, id.path)
        case .typed(let typed): self.typed(field, typed)
        }
    }

    private mutating func slot(of text: String) -> Int {
        // Compared byte by byte: texts that merely look alike each keep their own bytes.
        if let known = texts.firstIndex(where: { $0.utf8.elementsEqual(text.utf8) }) { return known }
        texts.append(text)
        return texts.count - 1
    }
}
