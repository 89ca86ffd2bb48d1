/// Reads JSON text piece by piece, as the caller expects it.
///
/// Strict: whole numbers that fit 64 bits and no others, valid UTF-8, no text after the end, nesting
/// bounded. Whatever the bytes are, reading ends with a value or a `JSONError`.
public struct JSONReader: Sendable {
    private let bytes: [UInt8]
    /// Where the next piece begins.
    public private(set) var offset = 0
    /// The object or array was opened just now, so that no comma is due.
    private var fresh = false
    private var depth = 0
    private let depthLimit: Int

    public init(_ bytes: [UInt8], depthLimit: Int = 32) {
        (self.bytes, self.depthLimit) = (bytes, depthLimit)
    }

    // MARK: Objects

    public mutating func beginObject() throws(JSONError) { try begin(UInt8(ascii: "{"), or: .expectedObject) }

    /// Takes the next key if it is this one, else leaves it where it stands. The key must need no escapes.
    public mutating func take(_ key: StaticString) throws(JSONError) -> Bool {
        let (start, wasFresh) = (offset, fresh)
        guard try advanceToMember() else { return false }
        let length = key.utf8CodeUnitCount
        let end = offset + length + 1
        let matches =
            end < bytes.count && bytes[end] == 0x22
            && key.withUTF8Buffer { name in
                for place in 0..<length where bytes[offset + 1 + place] != name[place] { return false }
                return true
            }
        guard matches else {
            (offset, fresh) = (start, wasFresh)
            return false
        }
        offset = end + 1
        try expectColon()
        return true
    }

    /// The next key, or nil at the end of the object, which is then left.
    public mutating func nextKey() throws(JSONError) -> String? {
        guard try advanceToMember() else {
            leave()
            return nil
        }
        let key = try string()
        try expectColon()
        return key
    }

    /// Leaves an object of which all members must have been taken; else names the first that was not.
    public mutating func endObject() throws(JSONError) {
        let start = offset
        if let key = try nextKey() { throw JSONError(offset: start, .unexpectedKey(key)) }
    }

    // MARK: Arrays

    public mutating func beginArray() throws(JSONError) { try begin(UInt8(ascii: "["), or: .expectedArray) }

    /// Whether another element follows; if none does, the array is left.
    public mutating func nextElement() throws(JSONError) -> Bool {
        if try advance(unless: UInt8(ascii: "]")) { return true }
        leave()
        return false
    }

    // MARK: Values

    /// Takes `null` if it stands here.
    public mutating func takeNull() throws(JSONError) -> Bool {
        guard peek() == UInt8(ascii: "n") else { return false }
        try word("null")
        return true
    }

    public mutating func bool() throws(JSONError) -> Bool {
        switch peek() {
        case UInt8(ascii: "t")?:
            try word("true")
            return true
        case UInt8(ascii: "f")?:
            try word("false")
            return false
        default: throw JSONError(offset: offset, .expectedBool)
        }
    }

    public mutating func int() throws(JSONError) -> Int64 {
        let first = peek()
        let start = offset
        let negative = first == UInt8(ascii: "-")
        if negative { offset += 1 }
        let digits = offset
        var value: Int64 = 0
        while offset < bytes.count, case let digit = bytes[offset] &- 0x30, digit < 10 {
            // Counted downwards, because the lowest number has no positive twin.
            let (tens, tooBig) = value.multipliedReportingOverflow(by: 10)
            let (next, tooBigYet) = tens.subtractingReportingOverflow(Int64(digit))
            if tooBig || tooBigYet { throw JSONError(offset: start, .numberTooBig) }
            value = next
            offset += 1
        }
        guard offset > digits else { throw JSONError(offset: start, .expectedNumber) }
        if bytes[digits] == 0x30, offset > digits + 1 { throw JSONError(offset: start, .expectedNumber) }
        if offset < bytes.count, [0x2E, 0x45, 0x65].contains(bytes[offset]) {
            throw JSONError(offset: start, .numberNotWhole)
        }
        if !negative {
            guard value != .min else { throw JSONError(offset: start, .numberTooBig) }
            value = -value
        }
        fresh = false
        return value
    }

    public mutating func string() throws(JSONError) -> String {
        guard peek() == 0x22 else { throw JSONError(offset: offset, .expectedString) }
        let start = offset + 1
        var place = start
        var seen: UInt8 = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == 0x22 {
                offset = place + 1
                fresh = false
                return try text(bytes[start..<place], ascii: seen < 0x80, at: start)
            }
            if byte == 0x5C { return try escapedString(from: start, until: place) }
            if byte < 0x20 { throw JSONError(offset: place, .controlCharacter) }
            seen |= byte
            place += 1
        }
        throw JSONError(offset: bytes.count, .endOfText)
    }

    /// Takes a string if it is one of these names, and gives the name's place in the list; else leaves it
    /// where it stands. A name that was written with escapes is not recognised.
    public mutating func take(oneOf names: NameTable) -> Int? {
        guard peek() == 0x22 else { return nil }
        let start = offset + 1
        var end = start
        var hash = NameTable.begin
        while end < bytes.count, bytes[end] != 0x22 {
            hash = NameTable.mixed(hash, bytes[end])
            end += 1
        }
        guard end < bytes.count, let place = names.place(of: bytes, from: start, to: end, hash: hash) else {
            return nil
        }
        offset = end + 1
        fresh = false
        return place
    }

    /// Passes over one value, whatever it is.
    public mutating func skip() throws(JSONError) {
        switch peek() {
        case UInt8(ascii: "{")?:
            try beginObject()
            while try nextKey() != nil { try skip() }
        case UInt8(ascii: "[")?:
            try beginArray()
            while try nextElement() { try skip() }
        case 0x22?: _ = try string()
        case UInt8(ascii: "t")?, UInt8(ascii: "f")?: _ = try bool()
        case UInt8(ascii: "n")?: _ = try takeNull()
        default: _ = try int()
        }
    }

    /// Makes sure that nothing but white space is left.
    public mutating func end() throws(JSONError) {
        if peek() != nil { throw JSONError(offset: offset, .textAfterEnd) }
    }

    // MARK: Bytes

    /// The next byte that is no white space; `offset` stands on it.
    package mutating func peek() -> UInt8? {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            case let byte: return byte
            }
        }
        return nil
    }

    private mutating func begin(_ mark: UInt8, or problem: JSONError.Problem) throws(JSONError) {
        guard peek() == mark else { throw JSONError(offset: offset, problem) }
        guard depth < depthLimit else { throw JSONError(offset: offset, .tooDeep) }
        depth += 1
        offset += 1
        fresh = true
    }

    /// After `advance` has said that the end mark stands here.
    private mutating func leave() {
        offset += 1
        depth -= 1
        fresh = false
    }

    private mutating func advance(unless end: UInt8) throws(JSONError) -> Bool {
        guard let byte = peek() else { throw JSONError(offset: offset, .endOfText) }
        if byte == end { return false }
        if fresh {
            fresh = false
            return true
        }
        guard byte == UInt8(ascii: ",") else { throw JSONError(offset: offset, .expectedComma) }
        offset += 1
        if peek() == end { throw JSONError(offset: offset, .trailingComma) }
        return true
    }

    private mutating func advanceToMember() throws(JSONError) -> Bool {
        guard try advance(unless: UInt8(ascii: "}")) else { return false }
        guard peek() == 0x22 else { throw JSONError(offset: offset, .expectedKey) }
        return true
    }

    private mutating func expectColon() throws(JSONError) {
        guard peek() == UInt8(ascii: ":") else { throw JSONError(offset: offset, .expectedColon) }
        offset += 1
    }

    private mutating func word(_ word: StaticString) throws(JSONError) {
        let length = word.utf8CodeUnitCount
        let end = offset + length
        let matches =
            end <= bytes.count
            && word.withUTF8Buffer { letters in
                for place in 0..<length where bytes[offset + place] != letters[place] { return false }
                return true
            }
        guard matches else { throw JSONError(offset: offset, .unknownWord) }
        offset = end
        fresh = false
    }

    private func text(_ slice: ArraySlice<UInt8>, ascii: Bool, at start: Int) throws(JSONError) -> String {
        if ascii { return String(decoding: slice, as: UTF8.self) }
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw JSONError(offset: start, .notUTF8)
        }
        return text
    }

    /// The slow road, taken from the first backslash on.
    private mutating func escapedString(from start: Int, until escape: Int) throws(JSONError) -> String {
        var out = Array(bytes[start..<escape])
        offset = escape
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case 0x22:
                fresh = false
                return try text(out[...], ascii: false, at: start)
            case 0x5C: try appendEscape(to: &out)
            case 0..<0x20: throw JSONError(offset: offset - 1, .controlCharacter)
            default: out.append(byte)
            }
        }
        throw JSONError(offset: bytes.count, .endOfText)
    }

    private mutating func appendEscape(to out: inout [UInt8]) throws(JSONError) {
        let start = offset - 1
        guard offset < bytes.count else { throw JSONError(offset: offset, .endOfText) }
        let letter = bytes[offset]
        offset += 1
        switch letter {
        case 0x22, 0x5C, 0x2F: out.append(letter)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "u"):
            guard let scalar = try scalar() else { throw JSONError(offset: start, .badEscape) }
            out.append(contentsOf: Character(scalar).utf8)
        default: throw JSONError(offset: start, .badEscape)
        }
    }

    /// What four hex digits, or a pair of them, stand for. A lone half of a pair is nothing.
    private mutating func scalar() throws(JSONError) -> Unicode.Scalar? {
        let first = try codeUnit()
        guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
        guard offset + 1 < bytes.count, bytes[offset] == 0x5C, bytes[offset + 1] == UInt8(ascii: "u") else {
            return nil
        }
        offset += 2
        let second = try codeUnit()
        guard (0xDC00..<0xE000).contains(second) else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func codeUnit() throws(JSONError) -> UInt32 {
        guard offset + 4 <= bytes.count else { throw JSONError(offset: bytes.count, .endOfText) }
        var unit: UInt32 = 0
        for _ in 0..<4 {
            let byte = bytes[offset]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x41 + 10
            case 0x61...0x66: digit = byte - 0x61 + 10
            default: throw JSONError(offset: offset, .badEscape)
            }
            unit = unit << 4 | UInt32(digit)
            offset += 1
        }
        return unit
    }
}

/// What is wrong with a JSON text, and at which byte.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
    public var offset: Int
    public var problem: Problem

    public init(offset: Int, _ problem: Problem) { (self.offset, self.problem) = (offset, problem) }

    public enum Problem: Equatable, Sendable {
        case endOfText, textAfterEnd, tooDeep
        case expectedObject, expectedArray, expectedString, expectedNumber, expectedBool
        case expectedKey, expectedColon, expectedComma, trailingComma
        case unknownWord, numberTooBig, numberNotWhole
        case notUTF8, badEscape, controlCharacter
        case unexpectedKey(String)
        case repeatedKey(String)
    }

    public var description: String { "Byte \(offset): \(problem)." }
}
