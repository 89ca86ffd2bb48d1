import Basics
public import Model

/// What a row of the log says: the act and what came of it.
public struct LogBody: Hashable, Sendable {
    public var command: Command
    public var events: [Event]

    public init(command: Command, events: [Event]) { (self.command, self.events) = (command, events) }
}

/// A log body as it is kept: the columns `body` and `typed` of a row.
public struct StoredBody: Equatable, Sendable {
    public var body: [UInt8]
    /// The salt and what people typed, as a JSON array of strings; nil when nothing was typed.
    public var typed: [UInt8]?

    public init(body: [UInt8], typed: [UInt8]?) { (self.body, self.typed) = (body, typed) }
}

/// Writes and reads the bodies of one run's log.
///
/// A body is `{"command": …, "events": […], "typed": […]}`. Each event and command has a `kind` and a
/// revision `v` of its own; fields stand in a fixed order, and a field that is empty is left out. The list
/// `typed` holds one salted digest for each text that people typed; the texts and the salt stand in the row's
/// other column, so that erasing that column leaves nothing by which a text could be guessed at.
public struct LogCodec: Sendable {
    /// How many bytes of secure chance a row's salt has.
    public static let saltLength = 16

    private let ids: IDCoder
    private let digest: @Sendable ([UInt8]) -> [UInt8]

    /// `digest` gives 32 bytes for any bytes, without a key (BLAKE2b in the program).
    public init(scenario: Scenario, digest: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        ids = IDCoder(scenario: scenario)
        self.digest = digest
    }

    /// - Parameter salt: fresh secure chance, `saltLength` bytes; asked for only if something was typed.
    public func encode(_ body: LogBody, salt: @autoclosure () -> [UInt8]) -> StoredBody {
        var writer = BodyWriter(ids: ids, typedAs: .slots)
        writer.json.beginObject()
        writer.write(body)
        guard !writer.texts.isEmpty else {
            writer.json.endObject()
            return StoredBody(body: writer.json.bytes, typed: nil)
        }
        let salt = salt()
        precondition(salt.count == LogCodec.saltLength, "a salt has \(LogCodec.saltLength) bytes")
        writer.json.array("typed", writer.texts) { $0.value(mark(of: $1, salt: salt)) }
        writer.json.endObject()
        var typed = JSONWriter()
        typed.array([hexText(salt)] + writer.texts) { $0.value($1) }
        return StoredBody(body: writer.json.bytes, typed: typed.bytes)
    }

    /// Joins body and typed texts again. Where the texts are erased, `Typed(nil)` stands.
    public func decode(_ stored: StoredBody) throws(DecodeError) -> LogBody {
        let typed = try stored.typed.map { bytes throws(DecodeError) in try TypedColumn(bytes) }
        var reader = BodyReader(stored.body, ids: ids, texts: typed?.texts)
        let (body, marks) = try reader.body()
        guard reader.slots <= marks.count else { throw DecodeError(field: "typed", .typedChanged) }
        if let typed { try check(typed, against: marks) }
        return body
    }

    public func decode(_ row: Row) throws(DecodeError) -> LogBody {
        try decode(StoredBody(body: row.body, typed: row.typed))
    }

    /// One line of JSON, without line end, for use outside: participants are numbers, and of each typed text
    /// only the count of its letters stands (`null` if it was erased).
    public func exportLine(_ row: Row) throws(DecodeError) -> [UInt8] {
        let body = try decode(row)
        var writer = BodyWriter(ids: ids, typedAs: .lengths)
        writer.json.beginObject()
        writer.json.member("position", row.position)
        writer.json.member("command_id", row.commandID)
        writer.json.member("participant", Int64(row.participant))
        writer.json.member("session", row.session)
        writer.json.member("seat", row.seat)
        writer.json.member("on_behalf", row.onBehalf)
        writer.json.member("time_ms", row.timeMs)
        writer.write(body)
        writer.json.endObject()
        return writer.json.bytes
    }

    // MARK: Typed texts

    private func check(_ typed: TypedColumn, against marks: [String]) throws(DecodeError) {
        var intact = typed.texts.count == marks.count
        for (text, expected) in zip(typed.texts, marks) where mark(of: text, salt: typed.salt) != expected {
            intact = false
        }
        if !intact { throw DecodeError(field: "typed", .typedChanged) }
    }

    /// The purpose and the salt have fixed lengths, so that no two inputs share their bytes.
    private func mark(of text: String, salt: [UInt8]) -> String {
        hexText(digest(Array("kerege typed 1".utf8) + salt + Array(text.utf8)))
    }
}

/// The row's other column: the salt in hex, then the texts.
private struct TypedColumn {
    var salt: [UInt8]
    var texts: [String]

    init(_ bytes: [UInt8]) throws(DecodeError) {
        var strings: [String] = []
        do throws(JSONError) {
            var json = JSONReader(bytes)
            try json.beginArray()
            while try json.nextElement() { strings.append(try json.string()) }
            try json.end()
        } catch {
            throw DecodeError(field: "typed", .json(error))
        }
        guard let first = strings.first, let salt = bytesOf(hex: first), salt.count == LogCodec.saltLength
        else {
            throw DecodeError(field: "typed", .typedChanged)
        }
        self.salt = salt
        texts = Array(strings.dropFirst())
    }
}

func hexText(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 2)
    for byte in bytes {
        out.append(digits[Int(byte >> 4)])
        out.append(digits[Int(byte & 15)])
    }
    return String(decoding: out, as: UTF8.self)
}

private func bytesOf(hex text: String) -> [UInt8]? {
    var out: [UInt8] = []
    var high: UInt8?
    for letter in text.utf8 {
        let digit: UInt8
        switch letter {
        case 0x30...0x39: digit = letter - 0x30
        case 0x61...0x66: digit = letter - 0x61 + 10
        default: return nil
        }
        if let first = high {
            out.append(first << 4 | digit)
            high = nil
        } else {
            high = digit
        }
    }
    return high == nil ? out : nil
}
