/// A secret permutation of 64-bit numbers: Speck64/128 (Beaulieu et al., "The SIMON and SPECK families", 2013).
///
/// Whoever has the key reads a number back; whoever has not learns nothing from any number of pairs.
public struct KeyedPermutation: Sendable {
    private var rounds = InlineArray<27, UInt32>(repeating: 0)

    /// - Parameter key: 128 secret bits, the higher half first.
    public init(_ key: (UInt64, UInt64)) {
        var left = InlineArray<29, UInt32>(repeating: 0)
        (left[0], left[1]) = (UInt32(truncatingIfNeeded: key.1 >> 32), UInt32(truncatingIfNeeded: key.0))
        left[2] = UInt32(truncatingIfNeeded: key.0 >> 32)
        var word = UInt32(truncatingIfNeeded: key.1)
        for round in 0..<27 {
            rounds[round] = word
            if round == 26 { break }
            let other = left[round]
            let next = (word &+ (other >> 8 | other << 24)) ^ UInt32(round)
            word = (word << 3 | word >> 29) ^ next
            if round + 3 < 29 { left[round + 3] = next }
        }
    }

    public func seal(_ value: UInt64) -> UInt64 {
        var (x, y) = (UInt32(truncatingIfNeeded: value >> 32), UInt32(truncatingIfNeeded: value))
        for round in 0..<27 {
            x = ((x >> 8 | x << 24) &+ y) ^ rounds[round]
            y = (y << 3 | y >> 29) ^ x
        }
        return UInt64(x) << 32 | UInt64(y)
    }

    public func open(_ value: UInt64) -> UInt64 {
        var (x, y) = (UInt32(truncatingIfNeeded: value >> 32), UInt32(truncatingIfNeeded: value))
        for round in (0..<27).reversed() {
            y ^= x
            y = y >> 3 | y << 29
            x = (x ^ rounds[round]) &- y
            x = x << 8 | x >> 24
        }
        return UInt64(x) << 32 | UInt64(y)
    }
}

/// A keyed hash of bytes: SipHash-2-4 (Aumasson and Bernstein, 2012).
public func keyedHash(_ bytes: some Sequence<UInt8>, key: (UInt64, UInt64)) -> UInt64 {
    // Bytes that lie together are read in place: a generic walk costs more than the hash.
    bytes.withContiguousStorageIfAvailable { hash($0, key) } ?? hash(Array(bytes)[...], key)
}

@inline(__always)
private func hash(_ bytes: some RandomAccessCollection<UInt8>, _ key: (UInt64, UInt64)) -> UInt64 {
    var sip = Sip(key)
    var word: UInt64 = 0
    var count = 0
    for byte in bytes {
        word |= UInt64(byte) << UInt64(8 * (count & 7))
        count += 1
        if count & 7 == 0 {
            sip.take(word)
            word = 0
        }
    }
    sip.take(word | UInt64(truncatingIfNeeded: count) << 56)
    return sip.finish()
}

private struct Sip {
    var a: UInt64, b: UInt64, c: UInt64, d: UInt64

    init(_ key: (UInt64, UInt64)) {
        a = key.0 ^ 0x736F_6D65_7073_6575
        b = key.1 ^ 0x646F_7261_6E64_6F6D
        c = key.0 ^ 0x6C79_6765_6E65_7261
        d = key.1 ^ 0x7465_6462_7974_6573
    }

    mutating func take(_ word: UInt64) {
        d ^= word
        round()
        round()
        a ^= word
    }

    mutating func finish() -> UInt64 {
        c ^= 0xFF
        for _ in 0..<4 { round() }
        return a ^ b ^ c ^ d
    }

    private mutating func round() {
        a &+= b
        c &+= d
        b = (b << 13 | b >> 51) ^ a
        d = (d << 16 | d >> 48) ^ c
        a = a << 32 | a >> 32
        c &+= b
        a &+= d
        b = (b << 17 | b >> 47) ^ c
        d = (d << 21 | d >> 43) ^ a
        c = c << 32 | c >> 32
    }
}
