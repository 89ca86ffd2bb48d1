import Basics
import Host

/// One stream of draws. Each kind of thing has its own, so that one draw more does not shift the others.
final class Dice: Sendable {
    private let random: Locked<SplitMix64>

    init(_ seed: Int, for purpose: String) {
        var fingerprint = Fingerprint()
        fingerprint.add(seed)
        fingerprint.add(purpose)
        random = Locked(SplitMix64(seed: fingerprint.value))
    }

    func below(_ limit: Int) -> Int { random.withLock { $0.below(limit) } }

    func between(_ low: Int, _ high: Int) -> Int { low + below(max(1, high - low + 1)) }

    /// Draws only if there is something to draw, so that a rate of zero costs no draw.
    func happens(_ perMille: Int) -> Bool { perMille > 0 && below(1000) < perMille }

    func one<Element>(of list: [Element]) -> Element { list[below(list.count)] }

    func bits() -> UInt64 { random.withLock { $0.next() } }
}
