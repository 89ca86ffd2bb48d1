/// A cookie to set (RFC 6265 §4.1). It is closed to scripts and stays with this site unless told otherwise.
public struct Cookie: Hashable, Sendable {
    public enum SameSite: String, Sendable {
        case strict = "Strict"
        case lax = "Lax"
    }

    public var name: String
    public var value: String
    /// Seconds to live; `nil` ends it with the browser, 0 removes it.
    public var maxAge: Int?
    public var path: String
    public var isSecure: Bool
    public var isHTTPOnly: Bool
    public var sameSite: SameSite

    /// Name and value must be tokens in the sense of RFC 6265: no blanks, quotes, commas, semicolons.
    public init(
        _ name: String, _ value: String, maxAge: Int? = nil, path: String = "/", isSecure: Bool = false,
        isHTTPOnly: Bool = true, sameSite: SameSite = .lax
    ) {
        precondition(!name.isEmpty && name.utf8.allSatisfy(ASCII.isToken), "A cookie's name is a token.")
        precondition(
            value.utf8.allSatisfy(Self.isValueByte), "A cookie's value holds no blank, quote, comma, ; or \\."
        )
        self.name = name
        self.value = value
        self.maxAge = maxAge
        self.path = path
        self.isSecure = isSecure
        self.isHTTPOnly = isHTTPOnly
        self.sameSite = sameSite
    }

    package var headerValue: String {
        var text = "\(name)=\(value); Path=\(path)"
        if let maxAge { text += "; Max-Age=\(maxAge)" }
        if isSecure { text += "; Secure" }
        if isHTTPOnly { text += "; HttpOnly" }
        return text + "; SameSite=\(sameSite.rawValue)"
    }

    private static func isValueByte(_ byte: UInt8) -> Bool {
        let excluded = Array("\",;\\".utf8)
        return ASCII.isTarget(byte) && !excluded.contains(byte)
    }
}
