internal import CSodium

/// Bytes that nobody can foresee, for keys and tokens. Never for the play, which must be repeatable.
public enum SecureRandom {
    public static func bytes(_ count: Int) -> [UInt8] {
        Sodium.start()
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            randombytes_buf(buffer.baseAddress!, count)
            initialized = count
        }
    }

    /// A token that can stand in a link or a cookie as it is: letters, digits, `-` and `_`.
    /// 24 bytes, the default, give 32 characters.
    public static func token(bytes count: Int = 24) -> String {
        URLSafe.text(bytes(count))
    }

    /// A code for people to type. Digits, because they are the same on every keyboard and in every script.
    public static func code(digits count: Int = 8) -> String {
        Sodium.start()
        var text = ""
        for _ in 0..<count {
            text += String(randombytes_uniform(10))
        }
        return text
    }
}

/// Base64 with the alphabet for addresses (RFC 4648 §5), without padding.
public enum URLSafe {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    public static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var pending: UInt32 = 0
        var bits = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(alphabet[Int(pending >> UInt32(bits) & 63)])
            }
        }
        if bits > 0 {
            text.append(alphabet[Int(pending << UInt32(6 - bits) & 63)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
