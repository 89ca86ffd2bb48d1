import Basics
import Model

/// Reads what `BodyWriter` wrote. Every error names the kind, the revision and the field.
struct BodyReader {
    /// How many typed texts the fields read so far speak of.
    private(set) var slots = 0
    private var json: JSONReader
    private let ids: IDCoder
    /// nil when they are erased or there were none.
    private let texts: [String]?
    private var kind = ""
    private var revision = 0

    init(_ bytes: [UInt8], ids: IDCoder, texts: [String]?) {
        json = JSONReader(bytes)
        (self.ids, self.texts) = (ids, texts)
    }

    /// The body, and the digests of its typed texts.
    mutating func body() throws(DecodeError) -> (LogBody, marks: [String]) {
        try begin("")
        try require("command")
        let command = try command()
        try require("events")
        var events: [Event] = []
        try beginList("events")
        while try more("events") {
            events.append(try event())
            leaveKind()
        }
        var marks: [String] = []
        if try has("typed") {
            try beginList("typed")
            while try more("typed") {
                marks.append(try plain("typed") { json throws(JSONError) in try json.string() })
            }
        }
        try end("")
        try plain("") { json throws(JSONError) in try json.end() }
        return (LogBody(command: command, events: events), marks)
    }

    // MARK: Kinds

    /// Enters an event or command and reads its kind and revision.
    mutating func kindOf<Stored: StoredKind>(_: Stored.Type) throws(DecodeError) -> Stored {
        leaveKind()
        try begin("")
        try require("kind")
        let place = json.take(oneOf: Stored.names)
        kind = if let place { Stored.all[place].rawValue } else { try textHere("kind") }
        let number = try number("v")
        revision = number
        guard let stored = place.map({ Stored.all[$0] }) ?? Stored.all.first(where: { $0.rawValue == kind })
        else { throw fault("", .unknownKind) }
        guard number == stored.revision else { throw fault("", .unknownRevision) }
        return stored
    }

    mutating func leaveKind() { (kind, revision) = ("", 0) }

    func fault(_ field: StaticString, _ problem: DecodeError.Problem) -> DecodeError {
        DecodeError(kind: kind, revision: revision, field: field.description, problem)
    }

    // MARK: Shape

    mutating func begin(_ field: StaticString) throws(DecodeError) {
        try plain(field) { json throws(JSONError) in try json.beginObject() }
    }
    mutating func end(_ field: StaticString) throws(DecodeError) {
        try plain(field) { json throws(JSONError) in try json.endObject() }
    }
    mutating func beginList(_ field: StaticString) throws(DecodeError) {
        try plain(field) { json throws(JSONError) in try json.beginArray() }
    }
    mutating func more(_ field: StaticString) throws(DecodeError) -> Bool {
        try plain(field) { json throws(JSONError) in try json.nextElement() }
    }
    mutating func has(_ field: StaticString) throws(DecodeError) -> Bool {
        try plain(field) { json throws(JSONError) in try json.take(field) }
    }
    mutating func require(_ field: StaticString) throws(DecodeError) {
        if try !has(field) { throw fault(field, .missing) }
    }

    // MARK: Fields

    mutating func id<K: CodedKind>(_ field: StaticString) throws(DecodeError) -> ID<K> {
        try require(field)
        return try idHere(field)
    }

    mutating func maybeID<K: CodedKind>(_ field: StaticString) throws(DecodeError) -> ID<K>? {
        guard try has(field) else { return nil }
        return try idHere(field)
    }

    mutating func list<K: CodedKind>(_ field: StaticString) throws(DecodeError) -> [ID<K>] {
        guard try has(field) else { return [] }
        var list: [ID<K>] = []
        try beginList(field)
        while try more(field) { list.append(try idHere(field)) }
        return list
    }

    mutating func item(_ field: StaticString) throws(DecodeError) -> ItemID { ItemID(try text(field)) }

    mutating func maybeItem(_ field: StaticString) throws(DecodeError) -> ItemID? {
        guard try has(field) else { return nil }
        return ItemID(try textHere(field))
    }

    mutating func items(_ field: StaticString) throws(DecodeError) -> [ItemID] {
        guard try has(field) else { return [] }
        var items: [ItemID] = []
        try beginList(field)
        while try more(field) { items.append(ItemID(try textHere(field))) }
        return items
    }

    mutating func plainTexts(_ field: StaticString) throws(DecodeError) -> [String] {
        guard try has(field) else { return [] }
        var texts: [String] = []
        try beginList(field)
        while try more(field) { texts.append(try textHere(field)) }
        return texts
    }

    mutating func number(_ field: StaticString) throws(DecodeError) -> Int {
        try require(field)
        return try numberHere(field)
    }

    mutating func maybeNumber(_ field: StaticString) throws(DecodeError) -> Int? {
        guard try has(field) else { return nil }
        return try numberHere(field)
    }

    mutating func numbers(_ field: StaticString) throws(DecodeError) -> [Int] {
        guard try has(field) else { return [] }
        var numbers: [Int] = []
        try beginList(field)
        while try more(field) { numbers.append(try numberHere(field)) }
        return numbers
    }

    mutating func time(_ field: StaticString) throws(DecodeError) -> ExerciseTime {
        ExerciseTime(milliseconds: Int64(try number(field)))
    }

    mutating func maybeTime(_ field: StaticString) throws(DecodeError) -> ExerciseTime? {
        try maybeNumber(field).map { ExerciseTime(milliseconds: Int64($0)) }
    }

    mutating func flag(_ field: StaticString) throws(DecodeError) -> Bool {
        try require(field)
        return try plain(field) { json throws(JSONError) in try json.bool() }
    }

    /// A flag that is written only when it is set.
    mutating func maybeFlag(_ field: StaticString) throws(DecodeError) -> Bool {
        guard try has(field) else { return false }
        return try plain(field) { json throws(JSONError) in try json.bool() }
    }

    mutating func text(_ field: StaticString) throws(DecodeError) -> String {
        try require(field)
        return try textHere(field)
    }

    mutating func word<Word: StoredWord>(_ field: StaticString) throws(DecodeError) -> Word {
        guard let word: Word = try maybeWord(field) else { throw fault(field, .missing) }
        return word
    }

    mutating func maybeWord<Word: StoredWord>(_ field: StaticString) throws(DecodeError) -> Word? {
        guard try has(field) else { return nil }
        let text = try textHere(field)
        guard let word = Word(word: text) else { throw fault(field, .unknownWord(text)) }
        return word
    }

    mutating func typed(_ field: StaticString) throws(DecodeError) -> Typed {
        guard try has(field) else { return .empty }
        return try typedHere(field)
    }

    mutating func typedList(_ field: StaticString) throws(DecodeError) -> [Typed] {
        guard try has(field) else { return [] }
        var list: [Typed] = []
        try beginList(field)
        while try more(field) {
            if json.peek() == UInt8(ascii: "\"") {
                _ = try textHere(field)
                list.append(.empty)
            } else {
                list.append(try typedHere(field))
            }
        }
        return list
    }

    mutating func injectText(_ field: StaticString) throws(DecodeError) -> InjectText {
        guard try has(field) else { return .typed(.empty) }
        if json.peek() == UInt8(ascii: "\"") { return .pack(TextID(try textHere(field))) }
        return .typed(try typedHere(field))
    }

    // MARK: Values

    private mutating func idHere<K: CodedKind>(_ field: StaticString) throws(DecodeError) -> ID<K> {
        if let id = K.texts(ids).take(from: &json) { return id }
        let text = try textHere(field)
        guard let id = K.texts(ids)[text] else { throw fault(field, .unknownID(text)) }
        return id
    }

    private mutating func textHere(_ field: StaticString) throws(DecodeError) -> String {
        try plain(field) { json throws(JSONError) in try json.string() }
    }

    private mutating func numberHere(_ field: StaticString) throws(DecodeError) -> Int {
        Int(try plain(field) { json throws(JSONError) in try json.int() })
    }

    private mutating func typedHere(_ field: StaticString) throws(DecodeError) -> Typed {
        if try plain(field, { json throws(JSONError) in try json.takeNull() }) { return Typed(nil) }
        try begin(field)
        try require("typed")
        let slot = try numberHere(field)
        try end(field)
        // No row has that many texts; so the sum below cannot overflow.
        guard (0..<1_000_000).contains(slot) else { throw fault(field, .outOfRange(Int64(slot))) }
        slots = max(slots, slot + 1)
        guard let texts else { return Typed(nil) }
        guard slot < texts.count else { throw fault(field, .typedChanged) }
        return Typed(texts[slot])
    }

    private mutating func plain<Value>(
        _ field: StaticString, _ read: (inout JSONReader) throws(JSONError) -> Value
    ) throws(DecodeError) -> Value {
        do throws(JSONError) {
            return try read(&json)
        } catch {
            throw fault(field, .json(error))
        }
    }
}

/// The name under which an event or command stands in the log, and the revision that is written today.
///
/// A revision, once written, stays readable for ever: `Tests/Golden` holds one line of each.
protocol StoredKind {
    static var all: [Self] { get }
    /// Their names, in the same order.
    static var names: NameTable { get }
    var rawValue: String { get }
    var revision: Int { get }
}
