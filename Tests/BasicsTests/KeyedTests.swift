import Basics
import Testing

@Suite struct `A keyed permutation` {
    /// The vector of Speck64/128 in appendix C of the paper.
    @Test func `gives what its authors published`() {
        let speck = KeyedPermutation((0x1B1A_1918_1312_1110, 0x0B0A_0908_0302_0100))
        #expect(speck.seal(0x3B72_6574_7475_432D) == 0x8C6F_A548_454E_028B)
        #expect(speck.open(0x8C6F_A548_454E_028B) == 0x3B72_6574_7475_432D)
    }

    @Test func `leads back, and each key goes another way`() {
        let (one, other) = (KeyedPermutation((1, 2)), KeyedPermutation((1, 3)))
        for value in (0..<200).map({ UInt64($0) << 40 | UInt64($0) }) {
            #expect(one.open(one.seal(value)) == value)
            #expect(one.seal(value) != other.seal(value))
        }
    }
}

@Suite struct `A keyed hash` {
    /// The vectors of SipHash-2-4 that come with its reference: key 00…0f, input 00, 01, 02 and so on.
    @Test func `gives what its authors published`() {
        let key: (UInt64, UInt64) = (0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908)
        let input = (UInt8(0)..<15).map { $0 }
        #expect(keyedHash([], key: key) == 0x726F_DB47_DD0E_0E31)
        #expect(keyedHash(input.prefix(1), key: key) == 0x74F8_39C5_93DC_67FD)
        #expect(keyedHash(input, key: key) == 0xA129_CA61_49BE_45E5)
    }
}
