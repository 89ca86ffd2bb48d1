/// A JSON text as a tree, for small texts whose shape is not known beforehand.
public enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case string(String)
    case array([JSONValue])
    /// Members in the order in which they were written.
    case object([Member])

    public struct Member: Equatable, Sendable {
        public var key: String
        public var value: JSONValue
        public init(_ key: String, _ value: JSONValue) { (self.key, self.value) = (key, value) }
    }

    /// Reads one whole text. A key may stand in an object only once.
    public init(_ bytes: [UInt8], depthLimit: Int = 32) throws(JSONError) {
        var reader = JSONReader(bytes, depthLimit: depthLimit)
        self = try JSONValue(from: &reader)
        try reader.end()
    }

    public init(from reader: inout JSONReader) throws(JSONError) {
        switch reader.peek() {
        case UInt8(ascii: "{")?: self = try JSONValue(objectFrom: &reader)
        case UInt8(ascii: "[")?:
            var elements: [JSONValue] = []
            try reader.beginArray()
            while try reader.nextElement() { elements.append(try JSONValue(from: &reader)) }
            self = .array(elements)
        case 0x22?: self = .string(try reader.string())
        case UInt8(ascii: "t")?, UInt8(ascii: "f")?: self = .bool(try reader.bool())
        case UInt8(ascii: "n")?:
            _ = try reader.takeNull()
            self = .null
        default: self = .int(try reader.int())
        }
    }

    private init(objectFrom reader: inout JSONReader) throws(JSONError) {
        var members: [Member] = []
        var seen = Lookup<String, Bool>()
        try reader.beginObject()
        while let key = try reader.nextKey() {
            if seen[key] != nil { throw JSONError(offset: reader.offset, .repeatedKey(key)) }
            seen[key] = true
            members.append(Member(key, try JSONValue(from: &reader)))
        }
        self = .object(members)
    }

    /// The value of an object's member.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// Writes the tree in the order that it has.
    public func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .bool(let flag): writer.value(flag)
        case .int(let number): writer.value(number)
        case .string(let text): writer.value(text)
        case .array(let elements): writer.array(elements) { $1.write(to: &$0) }
        case .object(let members):
            writer.object { writer in
                for member in members {
                    writer.key(member.key)
                    member.value.write(to: &writer)
                }
            }
        }
    }
}
