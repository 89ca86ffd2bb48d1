import Basics

/// What kind of day it is in a world: how many people, which limits, which faults and how often.
///
/// Rates are per mille. A world without faults has zero everywhere; each seed draws its own day.
public struct Options: Hashable, Sendable {
    public var seed = 1
    /// How long faults go on, in seconds of the virtual clock.
    public var seconds = 300
    /// One minute of the case lasts 60 seconds divided by this.
    public var speed = 10

    // People
    public var people = 3
    /// A second person with an own phone in the first seat.
    public var doubled = 0
    public var bots = 1
    public var controllers = 1
    /// Seconds between two things that one person does, at most.
    public var thinking = 10
    public var doubleClicks = 0
    /// People who do not wait for an answer and go away.
    public var leaving = 0
    public var stops = 0

    // The store
    public var refused = 0
    public var answerLost = 0
    public var appendLost = 0
    /// Appends of which only the next start can tell.
    public var unconfirmed = 0
    public var readRefused = 0
    public var slowMs = 0
    public var stalls = 0

    // The process
    public var crashes = 0
    /// Another process that writes to the same log.
    public var intruders = 0

    // The wire
    public var requestLost = 0
    public var requestRepeated = 0
    public var requestDelayed = 0
    public var replyLost = 0
    public var streamCut = 0
    /// How much is read at once, at most; 0 is all that has come.
    public var pieces = 0
    /// Clients that go away in the middle of a request.
    public var halves = 0
    /// Connections that break when a request has been read and carried out, before its answer.
    public var resets = 0
    /// Connections that are kept for the next request.
    public var kept = 0
    /// Readers of a stream that take nothing for a while.
    public var dozing = 0
    /// Clients that send a byte now and then.
    public var trickles = 0
    /// How often lines are clogged one after the other and let go in another order.
    public var swizzles = 0

    // Clocks
    public var leaps = 0
    public var clockSettings = 0

    // Limits
    public var queue = 1024
    public var batch = 64
    public var page = 5000
    public var breathMs = 250
    /// What a client's machine takes for a client that does not read, and what then may wait in the server, in bytes.
    public var window = 65_536
    public var outbox = 262_144
    /// Notices that are kept for who is just joining.
    public var frames = 32

    // How closely it is looked at
    public var views = 0
    public var tampering = 0
    /// Which planted bug is in it, counted from 1; 0 is none.
    public var planted = 0

    public init(seed: Int = 1) { self.seed = seed }

    /// Names as they stand in seed files and are printed.
    static var fields: [(name: String, path: WritableKeyPath<Options, Int>)] {
        [
            ("seed", \.seed), ("seconds", \.seconds), ("speed", \.speed), ("people", \.people),
            ("doubled", \.doubled), ("bots", \.bots), ("controllers", \.controllers),
            ("thinking", \.thinking), ("doubleClicks", \.doubleClicks), ("leaving", \.leaving),
            ("stops", \.stops), ("refused", \.refused), ("answerLost", \.answerLost),
            ("appendLost", \.appendLost), ("unconfirmed", \.unconfirmed), ("readRefused", \.readRefused),
            ("slowMs", \.slowMs),
            ("stalls", \.stalls), ("crashes", \.crashes), ("intruders", \.intruders),
            ("requestLost", \.requestLost), ("requestRepeated", \.requestRepeated),
            ("requestDelayed", \.requestDelayed), ("replyLost", \.replyLost), ("streamCut", \.streamCut),
            ("leaps", \.leaps), ("clockSettings", \.clockSettings), ("queue", \.queue), ("batch", \.batch),
            ("page", \.page), ("breathMs", \.breathMs), ("views", \.views), ("tampering", \.tampering),
            ("pieces", \.pieces), ("halves", \.halves), ("resets", \.resets), ("kept", \.kept),
            ("dozing", \.dozing), ("trickles", \.trickles), ("swizzles", \.swizzles), ("window", \.window),
            ("outbox", \.outbox),
            ("frames", \.frames), ("planted", \.planted),
        ]
    }
}

extension Options: CustomStringConvertible {
    /// Everything that is not as in a calm world: `seed=7 crashes=2`.
    public var description: String {
        let calm = Options()
        return Options.fields.filter { $0.name == "seed" || self[keyPath: $0.path] != calm[keyPath: $0.path] }
            .map { "\($0.name)=\(self[keyPath: $0.path])" }.joined(separator: " ")
    }

    /// Reads what `description` writes; nil if a word is none of it.
    public init?(_ text: some StringProtocol) {
        for word in text.split(separator: " ") {
            let parts = word.split(separator: "=")
            guard parts.count == 2, let value = Int(parts[1]),
                let field = Options.fields.first(where: { $0.name == parts[0] })
            else { return nil }
            self[keyPath: field.path] = value
        }
    }
}

extension Options {
    /// The day that belongs to a seed. Most faults are absent from any one world: a world with crashes and
    /// nothing else finds other mistakes than one with a little of everything.
    public static func drawn(seed: Int) -> Options {
        let dice = Dice(seed, for: "options")
        var options = Options(seed: seed)
        options.drawPeople(dice)
        options.drawFaults(dice)
        options.drawLimits(dice)
        options.views = dice.below(8) == 0 ? 1 : 0
        options.tampering = dice.below(4) == 0 ? 1 : 0
        options.unconfirmed = dice.below(4) == 0 ? dice.between(5, 60) : 0
        options.drawConnections(Dice(seed, for: "connections"))
        let swizzle = Dice(seed, for: "swizzles")
        options.swizzles = swizzle.below(10) == 0 ? swizzle.between(1, 3) : 0
        return options
    }

    private mutating func drawConnections(_ dice: Dice) {
        pieces = dice.one(of: [0, 0, 300, 60, 16])
        halves = dice.rate(upTo: 150)
        resets = dice.rate(upTo: 150)
        kept = dice.one(of: [0, 500, 900, 1000])
        dozing = dice.rate(upTo: 150)
        trickles = dice.below(4) == 0 ? dice.between(1, 2) : 0
        window = dice.one(of: [16, 200, 65_536])
        outbox = dice.one(of: [120, 1000, 262_144])
        frames = dice.one(of: [2, 4, 32])
    }

    private mutating func drawPeople(_ dice: Dice) {
        seconds = dice.between(60, 400)
        speed = dice.one(of: [1, 4, 10, 30, 60])
        people = dice.between(1, 4)
        doubled = dice.below(2)
        bots = dice.below(3)
        controllers = dice.between(1, 2)
        thinking = dice.one(of: [1, 4, 10, 30])
        doubleClicks = dice.rate(upTo: 400)
        leaving = dice.rate(upTo: 100)
        stops = dice.below(3) == 0 ? dice.between(1, 2) : 0
    }

    private mutating func drawFaults(_ dice: Dice) {
        refused = dice.rate(upTo: 150)
        answerLost = dice.rate(upTo: 100)
        appendLost = dice.rate(upTo: 100)
        readRefused = dice.rate(upTo: 300)
        slowMs = dice.one(of: [0, 0, 5, 500])
        stalls = dice.below(4) == 0 ? dice.between(1, 2) : 0
        crashes = dice.below(2) == 0 ? dice.between(1, 3) : 0
        intruders = dice.below(8) == 0 ? 1 : 0
        requestLost = dice.rate(upTo: 150)
        requestRepeated = dice.rate(upTo: 150)
        requestDelayed = dice.rate(upTo: 150)
        replyLost = dice.rate(upTo: 150)
        streamCut = dice.rate(upTo: 200)
        leaps = dice.below(4) == 0 ? 1 : 0
        clockSettings = dice.below(4) == 0 ? dice.between(1, 3) : 0
    }

    private mutating func drawLimits(_ dice: Dice) {
        queue = dice.one(of: [1, 2, 4, 1024])
        batch = dice.one(of: [1, 2, 3, 64])
        page = dice.one(of: [1, 2, 3, 5000])
        breathMs = dice.one(of: [1, 250])
    }

    /// The options with one of them as on a calm day, for each that is not; for shrinking.
    var calmer: [Options] {
        let calm = Options()
        var list: [Options] = []
        for (name, path) in Options.fields where name != "seed" && name != "planted" {
            guard self[keyPath: path] != calm[keyPath: path] else { continue }
            var copy = self
            copy[keyPath: path] = calm[keyPath: path]
            list.append(copy)
        }
        for path in [\Options.seconds, \.people] where self[keyPath: path] > 1 {
            var copy = self
            copy[keyPath: path] /= 2
            list.append(copy)
        }
        return list
    }
}

extension Dice {
    /// Zero in half of the worlds.
    fileprivate func rate(upTo most: Int) -> Int { below(2) == 0 ? 0 : between(1, most) }
}
