import Basics
import Testing

@Suite struct `Keyed chance` {
    @Test func `follows the published vectors of SplitMix64`() {
        var random = SplitMix64(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
    }

    @Test func `draws the same for the same seed, purpose, subject and count`() {
        let chance = Chance(seed: 5)
        let draw = chance.bits("answer", [3, 4], count: 0)
        #expect(draw == Chance(seed: 5).bits("answer", [3, 4], count: 0))
        #expect(draw != Chance(seed: 6).bits("answer", [3, 4], count: 0))
        #expect(draw != chance.bits("trust", [3, 4], count: 0))
        #expect(draw != chance.bits("answer", [4, 3], count: 0))
        #expect(draw != chance.bits("answer", [3], count: 4))
        #expect(draw != chance.bits("answer", [3, 4], count: 1))
    }

    @Test func `draws every outcome about equally often`() {
        let chance = Chance(seed: 11)
        var counts = [0, 0, 0, 0, 0, 0, 0]
        for count in 0..<7000 { counts[chance.below(7, "die", [1], count: count)] += 1 }
        #expect(counts.allSatisfy { (850...1150).contains($0) })
    }
}

@Suite struct `A fingerprint` {
    private func of(_ add: (inout Fingerprint) -> Void) -> String {
        var fingerprint = Fingerprint()
        add(&fingerprint)
        return fingerprint.text
    }

    @Test func `is sixteen hex digits that never change`() {
        let text = of {
            $0.add("kiln")
            $0.add(7)
            $0.add(true)
        }
        #expect(text.count == 16)
        #expect(text == "561f7baeae4ee4cf")
    }

    @Test func `tells order and borders apart`() {
        let all = [
            of { _ in }, of { $0.add("ab") },
            of {
                $0.add("a")
                $0.add("b")
            },
            of {
                $0.add("b")
                $0.add("a")
            }, of { $0.add(0) }, of { $0.add(1) }, of { $0.add([0, 0] as [UInt8]) },
            of { $0.add([0] as [UInt8]) },
        ]
        #expect(Set(all).count == all.count)
    }

    @Test func `writes small numbers with leading zeros`() {
        #expect(hex(0) == "0000000000000000")
        #expect(hex(0xAB) == "00000000000000ab")
        #expect(hex(.max) == "ffffffffffffffff")
    }
}
