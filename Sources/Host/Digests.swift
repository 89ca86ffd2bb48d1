internal import CSodium

/// BLAKE2b with 32 bytes of result (RFC 7693).
public enum BLAKE2b {
    public static let length = 32

    /// The digest of these bytes.
    public static func digest(_ bytes: [UInt8]) -> [UInt8] {
        make(bytes, key: [])
    }

    /// The digest of these bytes under a key of 16 to 64 bytes: who lacks the key can neither make nor guess it.
    public static func digest(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        precondition((16...64).contains(key.count), "A key of BLAKE2b has 16 to 64 bytes.")
        return make(bytes, key: key)
    }

    private static func make(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        Sodium.start()
        return [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            let result = crypto_generichash(
                buffer.baseAddress!, length, bytes, UInt64(bytes.count), key.isEmpty ? nil : key, key.count)
            precondition(result == 0, "BLAKE2b refused its input.")
            count = length
        }
    }
}

/// Whether two secrets are equal, in a time that does not tell where they differ.
public func equalInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return sodium_memcmp(a, b, a.count) == 0
}

/// Lower-case hex digits.
public func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}

enum Sodium {
    private static let started: Void = {
        precondition(sodium_init() >= 0, "libsodium could not start.")
    }()

    /// Must have run before any other call into the library.
    static func start() {
        _ = started
    }
}
