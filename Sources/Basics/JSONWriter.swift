/// Writes JSON text, key by key, in the order in which it is told to.
///
/// The same calls give the same bytes on every machine, so that what is written can be digested and
/// compared. There are whole numbers and numbers with a fixed count of decimals, and no others.
public struct JSONWriter: Sendable {
    public private(set) var bytes: [UInt8] = []
    /// A value stands before this place, so that the next one needs a comma.
    private var follows = false
    private var open = 0

    public init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// What has been written. All objects and arrays must be closed.
    public var text: String {
        precondition(open == 0, "an object or array is still open")
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Structure

    public mutating func beginObject() { begin(UInt8(ascii: "{")) }
    public mutating func endObject() { end(UInt8(ascii: "}")) }
    public mutating func beginArray() { begin(UInt8(ascii: "[")) }
    public mutating func endArray() { end(UInt8(ascii: "]")) }

    /// Begins a member of an object; its value comes next. The key must need no escapes.
    public mutating func key(_ key: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        follows = false
    }

    /// Begins a member whose key is known only while running.
    public mutating func key(_ key: String) {
        value(key)
        bytes.append(UInt8(ascii: ":"))
        follows = false
    }

    // MARK: Values

    public mutating func value(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { appendEscaped($0) }
        bytes.append(UInt8(ascii: "\""))
        follows = true
    }

    public mutating func value(_ number: Int) { value(Int64(number)) }

    public mutating func value(_ number: Int64) {
        separate()
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        appendDigits(of: number.magnitude, atLeast: 1)
        follows = true
    }

    public mutating func value(_ flag: Bool) { literal(flag ? "true" : "false") }
    public mutating func null() { literal("null") }

    /// `number` divided by ten to the power of `scale`: 825 with scale 3 is written `0.825`.
    public mutating func decimal(_ number: Int, scale: Int) {
        precondition((0...18).contains(scale), "a scale is 0 to 18 decimals")
        guard scale > 0 else { return value(number) }
        separate()
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        appendDigits(of: UInt64(number.magnitude), atLeast: scale + 1)
        bytes.insert(UInt8(ascii: "."), at: bytes.count - scale)
        follows = true
    }

    /// A share in per mille, written as a number from 0 to 1.
    public mutating func decimal(permille: Int) { decimal(permille, scale: 3) }

    // MARK: Members and groups in one call

    public mutating func member(_ key: StaticString, _ text: String) {
        self.key(key)
        value(text)
    }
    public mutating func member(_ key: StaticString, _ number: Int) {
        self.key(key)
        value(number)
    }
    public mutating func member(_ key: StaticString, _ number: Int64) {
        self.key(key)
        value(number)
    }
    public mutating func member(_ key: StaticString, _ flag: Bool) {
        self.key(key)
        value(flag)
    }
    public mutating func member(_ key: StaticString, permille: Int) {
        self.key(key)
        decimal(permille: permille)
    }
    public mutating func object(_ members: (inout JSONWriter) -> Void) {
        beginObject()
        members(&self)
        endObject()
    }
    public mutating func object(_ key: StaticString, _ members: (inout JSONWriter) -> Void) {
        self.key(key)
        object(members)
    }
    public mutating func array<Element>(_ elements: [Element], _ each: (inout JSONWriter, Element) -> Void) {
        beginArray()
        for element in elements { each(&self, element) }
        endArray()
    }
    public mutating func array<Element>(
        _ key: StaticString, _ elements: [Element], _ each: (inout JSONWriter, Element) -> Void
    ) {
        self.key(key)
        array(elements, each)
    }

    // MARK: Bytes

    private mutating func separate() {
        if follows { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func begin(_ mark: UInt8) {
        separate()
        bytes.append(mark)
        open += 1
        follows = false
    }

    private mutating func end(_ mark: UInt8) {
        precondition(open > 0, "there is no object or array to close")
        bytes.append(mark)
        open -= 1
        follows = true
    }

    private mutating func literal(_ word: StaticString) {
        separate()
        word.withUTF8Buffer { bytes.append(contentsOf: $0) }
        follows = true
    }

    /// Quotes, backslashes and control characters are escaped; all else stands as it is.
    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var plain = 0
        for (place, byte) in text.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
            bytes.append(contentsOf: text[plain..<place])
            plain = place + 1
            bytes.append(UInt8(ascii: "\\"))
            switch byte {
            case 0x22, 0x5C: bytes.append(byte)
            case 0x08: bytes.append(UInt8(ascii: "b"))
            case 0x09: bytes.append(UInt8(ascii: "t"))
            case 0x0A: bytes.append(UInt8(ascii: "n"))
            case 0x0C: bytes.append(UInt8(ascii: "f"))
            case 0x0D: bytes.append(UInt8(ascii: "r"))
            default:
                bytes.append(contentsOf: "u00".utf8)
                bytes.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
                let low = byte & 15
                bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
            }
        }
        bytes.append(contentsOf: text[plain...])
    }

    private mutating func appendDigits(of number: UInt64, atLeast least: Int) {
        let first = bytes.count
        var rest = number
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0 || bytes.count - first < least
        bytes[first...].reverse()
    }
}
