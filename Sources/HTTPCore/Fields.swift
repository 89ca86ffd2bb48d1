/// Named values in the order in which they came: a query string, a form, the cookies of a request.
public struct Fields: Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public private(set) var fields: [Field]

    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// The first value of the name; names compare exactly.
    public subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// Every value of the name, in order: what check boxes of one name send.
    public func all(_ name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    public var isEmpty: Bool { fields.isEmpty }

    public mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }
}

extension Fields {
    /// Reads `application/x-www-form-urlencoded` text as the URL standard of WHATWG does: it never fails. A stray
    /// `%` stands for itself and broken UTF-8 becomes U+FFFD.
    public init(urlEncoded text: some Sequence<UInt8>) {
        self.init()
        for pair in Array(text).split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            add(PercentCoding.decodeForm(parts[0]), parts.count > 1 ? PercentCoding.decodeForm(parts[1]) : "")
        }
    }

    /// As a query string or form body that `init(urlEncoded:)` reads back.
    public var urlEncoded: String {
        fields.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }
            .joined(separator: "&")
    }

    /// Reads `Cookie` headers (RFC 6265 §4.2.1). What is no `name=value` is left out.
    public init(cookieHeaders: [String]) {
        self.init()
        // By bytes: letters are looked for three times as long, and each request has its cookies read.
        for pair in cookieHeaders.flatMap({ $0.utf8.split(separator: UInt8(ascii: ";")) }) {
            guard let sign = pair.firstIndex(of: UInt8(ascii: "=")) else { continue }
            var value = String(Substring(pair[pair.index(after: sign)...])).trimmingBlanks()
            let quote = UInt8(ascii: "\"")
            if value.utf8.count >= 2, value.utf8.first == quote, value.utf8.last == quote {
                value = String(Substring(value.utf8.dropFirst().dropLast()))
            }
            add(String(Substring(pair[..<sign])).trimmingBlanks(), value)
        }
    }
}
