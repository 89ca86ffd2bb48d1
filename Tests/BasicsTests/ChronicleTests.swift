import Basics
import Testing

@Suite("What grows for a whole run")
struct ChronicleTests {
    @Test(
        "A chronicle is read and changed like an array, over the borders of its pieces",
        arguments: [0, 1, 63, 64, 65, 1000])
    func likeAnArray(count: Int) {
        var chronicle = Chronicle<Int>()
        for number in 0..<count { chronicle.append(number) }
        #expect(Array(chronicle) == Array(0..<count))
        #expect(chronicle.count == count)
        #expect(Array(chronicle.suffix(3)) == Array((0..<count).suffix(3)))
        for place in chronicle.indices { chronicle[place] += 1 }
        #expect(chronicle.last == (count == 0 ? nil : count))
    }

    @Test("A copy keeps what it had, whatever becomes of the first")
    func copies() {
        var first: Chronicle<[Int]> = [[1], [2]]
        for number in 3...200 { first.append([number]) }
        let kept = first
        first[70].append(0)
        first.append([201])
        #expect(kept[70] == [71])
        #expect(kept.count == 200)
        #expect(first != kept)
        #expect(first[70] == [71, 0])
    }

    @Test("A growing lookup finds what was set early and late, and the newest value of a key")
    func growing() {
        var lookup = GrowingLookup<String, Int>()
        for number in 0..<2000 { lookup.set("k\(number)", to: number) }
        let kept = lookup
        lookup.set("k3", to: -3)
        lookup.set("k1999", to: -1999)
        #expect(lookup["k3"] == -3)
        #expect(lookup["k1999"] == -1999)
        #expect(kept["k3"] == 3)
        #expect(kept["k1999"] == 1999)
        #expect(lookup["k2000"] == nil)
        #expect(lookup != kept)
    }

    @Test("Growing lookups with the same keys and values are equal, however they came to them")
    func equal() {
        var (one, other) = (GrowingLookup<Int, Int>(), GrowingLookup<Int, Int>())
        for number in 0..<700 { one.set(number, to: number) }
        for number in (0..<700).reversed() { other.set(number, to: number) }
        #expect(one == other)
        other.set(5, to: 6)
        #expect(one != other)
    }
}
