/// Header fields in the order in which they stand on the wire. Names compare without regard to case.
public struct Headers: Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public private(set) var fields: [Field]

    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// The first value of the name. Setting replaces all values of the name; `nil` removes them.
    public subscript(name: String) -> String? {
        get { fields.first { $0.name.equalsIgnoringCase(name) }?.value }
        set {
            fields.removeAll { $0.name.equalsIgnoringCase(name) }
            if let newValue { fields.append(Field(name: name, value: newValue)) }
        }
    }

    /// Every value of the name, in order.
    public func all(_ name: String) -> [String] {
        fields.filter { $0.name.equalsIgnoringCase(name) }.map(\.value)
    }

    /// Appends a value and leaves what the name has already: `Set-Cookie` needs that.
    public mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Whether a comma separated header holds the token, without regard to case.
    public func lists(_ token: String, in name: String) -> Bool {
        all(name).contains { value in
            value.utf8.split(separator: UInt8(ascii: ",")).contains { item in
                String(Substring(item)).trimmingBlanks().equalsIgnoringCase(token)
            }
        }
    }
}

extension String {
    /// ASCII letters compare without regard to case, every other byte exactly.
    package func equalsIgnoringCase(_ other: String) -> Bool {
        utf8.count == other.utf8.count
            && utf8.elementsEqual(other.utf8) { ASCII.lowercased($0) == ASCII.lowercased($1) }
    }

    /// Without spaces and tabs at both ends.
    package func trimmingBlanks() -> String {
        let bytes = utf8
        guard let first = bytes.firstIndex(where: { !ASCII.isBlank($0) }),
            let last = bytes.lastIndex(where: { !ASCII.isBlank($0) })
        else { return "" }
        return String(Substring(bytes[first...last]))
    }
}
