import Testing
import Views

@Suite struct `The cipher behind handles` {
    private let cipher = BlockCipher(key: (high: 0x1b1a_1918_1312_1110, low: 0x0b0a_0908_0302_0100))

    /// From the paper, appendix C.
    @Test func `gives the published vector`() {
        #expect(cipher.encrypt(0x3b72_6574_7475_432d) == 0x8c6f_a548_454e_028b)
    }

    @Test func `goes back the way it came`() {
        for number in 0..<1000 {
            let block = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
            #expect(cipher.decrypt(cipher.encrypt(block)) == block)
        }
    }
}
