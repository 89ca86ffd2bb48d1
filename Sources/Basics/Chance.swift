/// Keyed chance: a draw is a function of run seed, purpose, subject and how often this purpose was
/// drawn for this subject. There is no generator state, so one changed act shifts no later draw.
public struct Chance: Sendable {
    public let seed: UInt64

    public init(seed: UInt64) { self.seed = seed }

    /// 64 random-looking bits.
    public func bits(_ purpose: StaticString, _ subject: [Int], count: Int) -> UInt64 {
        var key = mix(seed ^ 0x9E37_79B9_7F4A_7C15)
        purpose.withUTF8Buffer { bytes in
            for byte in bytes { key = mix(key ^ UInt64(byte)) }
        }
        for part in subject { key = mix(key ^ UInt64(bitPattern: Int64(part))) }
        return mix(key ^ UInt64(bitPattern: Int64(count)))
    }

    /// A whole number from 0 up to, but not including, `limit`.
    public func below(_ limit: Int, _ purpose: StaticString, _ subject: [Int], count: Int) -> Int {
        precondition(limit > 0, "a draw needs at least one outcome")
        return Int(bits(purpose, subject, count: count).multipliedFullWidth(by: UInt64(limit)).high)
    }
}

/// A small generator for tests, bots and campaigns that draw many numbers from one seed (SplitMix64).
public struct SplitMix64: Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return mix(state)
    }

    public mutating func below(_ limit: Int) -> Int {
        precondition(limit > 0, "a draw needs at least one outcome")
        return Int(next().multipliedFullWidth(by: UInt64(limit)).high)
    }
}

/// The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
@inlinable public func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
}
