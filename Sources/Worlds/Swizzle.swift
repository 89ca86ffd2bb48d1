import Host

/// Where somebody sits: all that goes between there and the server may stand still for a while. Nothing of it is lost, and
/// neither end is told.
final class Spot: Sendable {
    private struct Held {
        weak var cable: Cable?
    }

    private struct Inside {
        var isClogged = false
        var cables: [Held] = []
    }

    private let inside = Locked(Inside())

    var isClogged: Bool { inside.withLock { $0.isClogged } }

    func add(_ cable: Cable) {
        inside.withLock { inside in
            inside.cables.removeAll { $0.cable == nil }
            inside.cables.append(Held(cable: cable))
        }
    }

    func clog() { inside.withLock { $0.isClogged = true } }

    /// What stood still arrives.
    func unclog() {
        let cables = inside.withLock { inside in
            inside.isClogged = false
            return inside.cables.compactMap(\.cable)
        }
        for cable in cables { cable.flows() }
    }
}

/// Clogs the lines of some people one after the other and lets them go in another order: FoundationDB's “swizzle”, which
/// finds what comes of people who fall behind and come back at different moments.
struct Swizzle: Sendable {
    let world: World
    let spots: [Spot]
    private var dice: Dice { world.dice.swizzle }

    func live() async {
        for _ in 0..<world.options.swizzles {
            await world.pause(ms: dice.below(world.options.seconds * 500))
            guard !world.isCalm else { return }
            let some = drawn()
            for (place, spot) in some.enumerated() {
                world.watch.note("line \(place + 1) of \(some.count) is clogged")
                spot.clog()
                await pause()
            }
            for spot in shuffled(some) {
                spot.unclog()
                world.watch.note("a line flows again")
                await pause()
            }
            if some.count > 1 { world.watch.reach("lines clogged, and let go in another order") }
        }
    }

    /// Half of them, in any order.
    private func drawn() -> [Spot] { shuffled(spots.filter { _ in dice.happens(500) }) }

    private func shuffled(_ spots: [Spot]) -> [Spot] {
        var (rest, order) = (spots, [Spot]())
        while !rest.isEmpty { order.append(rest.remove(at: dice.below(rest.count))) }
        return order
    }

    /// When the faults are over, everything flows again soon.
    private func pause() async {
        await world.pause(
            ms: world.isCalm ? 10 : dice.one(of: [dice.below(1000), dice.between(1000, 20_000)]))
    }
}
