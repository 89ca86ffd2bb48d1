import Basics
import Testing

@Suite struct `A lookup` {
    @Test func `finds what was put in, and nothing else`() {
        var lookup = Lookup<String, Int>()
        lookup["kiln"] = 3
        lookup["farm"] = 4
        lookup["kiln"] = 5
        #expect(lookup["kiln"] == 5)
        #expect(lookup["river"] == nil)
        #expect(lookup.count == 2)
        lookup.remove("kiln")
        #expect(lookup["kiln"] == nil)
        #expect(lookup.count == 1)
    }

    @Test func `counts up from a default`() {
        var lookup = Lookup<String, Int>()
        lookup["calls", default: 10] += 1
        lookup["calls", default: 10] += 1
        #expect(lookup["calls"] == 12)
        #expect(lookup["none", default: 3] == 3)
        #expect(lookup.count == 1)
    }

    @Test func `is equal whatever the order in which it was filled`() {
        var one = Lookup<Int, Int>()
        var other = Lookup<Int, Int>()
        for number in 0..<50 { one[number] = number }
        for number in (0..<50).reversed() { other[number] = number }
        #expect(one == other)
        other[7] = 0
        #expect(one != other)
    }
}

@Suite struct `The names of one kind` {
    private enum Thing {}

    @Test func `stand in file order and lead both ways`() {
        var names = Names<Thing>(["kiln", "farm"])
        #expect(names.add("river").index == 2)
        #expect(names.add("farm").index == 1)
        #expect(names.all == ["kiln", "farm", "river"])
        #expect(names["river"]?.index == 2)
        #expect(names["lake"] == nil)
        #expect(names.ids.map { names[$0] } == names.all)
    }
}

@Suite struct `Exercise time` {
    @Test func `counts whole milliseconds from the start`() {
        let time = ExerciseTime.start.after(minutes: 90)
        #expect(time.milliseconds == 5_400_000)
        #expect(time.minutes == 90)
        #expect(time - .start == .minutes(90))
        #expect(ExerciseTime.start + .minutes(90) == time)
        #expect(ExerciseTime.start < time)
    }
}
