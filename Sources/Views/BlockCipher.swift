/// SPECK with blocks of 64 bits and a key of 128 (Beaulieu and others 2013): small, without tables, and whoever has
/// pairs of plain and enciphered blocks does not come to the key.
///
/// Handles are made with it. It protects numbers of a pack during an exercise, not texts.
package struct BlockCipher: Sendable {
    private static let rounds = 27
    private var keys: InlineArray<27, UInt32>

    package init(key: (high: UInt64, low: UInt64)) {
        keys = InlineArray(repeating: 0)
        var key0 = UInt32(truncatingIfNeeded: key.low)
        var others: InlineArray<3, UInt32> = [
            UInt32(truncatingIfNeeded: key.low >> 32), UInt32(truncatingIfNeeded: key.high),
            UInt32(truncatingIfNeeded: key.high >> 32),
        ]
        for round in 0..<BlockCipher.rounds {
            keys[round] = key0
            let next = (key0 &+ BlockCipher.right(others[round % 3], 8)) ^ UInt32(round)
            others[round % 3] = next
            key0 = BlockCipher.left(key0, 3) ^ next
        }
    }

    package func encrypt(_ block: UInt64) -> UInt64 {
        var x = UInt32(truncatingIfNeeded: block >> 32)
        var y = UInt32(truncatingIfNeeded: block)
        for round in 0..<BlockCipher.rounds {
            x = (BlockCipher.right(x, 8) &+ y) ^ keys[round]
            y = BlockCipher.left(y, 3) ^ x
        }
        return UInt64(x) << 32 | UInt64(y)
    }

    package func decrypt(_ block: UInt64) -> UInt64 {
        var x = UInt32(truncatingIfNeeded: block >> 32)
        var y = UInt32(truncatingIfNeeded: block)
        for round in stride(from: BlockCipher.rounds - 1, through: 0, by: -1) {
            y = BlockCipher.right(y ^ x, 3)
            x = BlockCipher.left((x ^ keys[round]) &- y, 8)
        }
        return UInt64(x) << 32 | UInt64(y)
    }

    private static func right(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }
    private static func left(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word << count | word >> (32 - count)
    }
}
