import Basics
import Model

extension Watch {
    // MARK: Handles that are not one's own

    static let patterns = [
        "/item/", "/person/", "/place/", "/fact/", "/law/", "/act/", "/talk/with/", "/control/seat/",
        "/act/*/change", "/act/*/do", "/act/*/done?item=", "/join/",
    ]
    static let nonsense = "zzzzzzzzzzzzz"

    /// Handles of other seats and runs, and ids of the pack, answer exactly as one that nobody has.
    mutating func tryHandles(_ visitor: inout Visitor, _ run: Int, _ seat: SeatID) async throws {
        var strangers: [String] = []
        for (otherRun, seats) in handles.enumerated() {
            for (other, known) in seats.enumerated() where (otherRun, other) != (run, seat.index) {
                let shared = known.intersection(handles[run][seat.index])
                if let one = shared.sorted().first {
                    let places = [
                        origins["\(run) \(seat.index) \(one)"], origins["\(otherRun) \(other) \(one)"],
                    ]
                    report(
                        name(run, seat), places[0] ?? "",
                        "the handle \(one) of seat \(other) at \(places[1] ?? "")")
                }
                strangers += known.sorted().prefix(400).filter { _ in random.below(40) == 0 }.prefix(3)
            }
        }
        let scenario = hall.runs[run].scenario
        strangers += [scenario.facts[FactID(0)].id, scenario.persons[PersonID(0)].id, "1", "0"]
        for pattern in Watch.patterns {
            func address(_ handle: String) -> String {
                pattern.contains("*") ? pattern.replacing("*", with: handle) : pattern + handle
            }
            let plain = await sameMint(address(Watch.nonsense), &visitor)
            for handle in strangers {
                let answer = await sameMint(address(handle), &visitor)
                try await judge(answer, run, seat)
                // Between the two the door may have closed for who tries too many codes.
                if [answer.status, plain.status].contains(429) { continue }
                result.comparisons += 1
                let masked = String(decoding: answer.bytes, as: UTF8.self).replacing(
                    handle, with: Watch.nonsense)
                if handle.utf8.count > 1 ? Array(masked.utf8) != plain.bytes : answer.status != plain.status {
                    report(
                        name(run, seat), address(handle),
                        "another answer than for nonsense: \(Watch.difference(plain.bytes, Array(masked.utf8)))"
                    )
                }
            }
        }
        for handle in handles[run][seat.index].sorted().filter({ _ in random.below(12) == 0 }).prefix(12) {
            for pattern in Watch.patterns where !pattern.contains("*") {
                try await judge(await visitor.get(pattern + handle), run, seat)
            }
        }
    }

    /// Looked at with the ids for commands beginning at one place, so that those alone never differ.
    mutating func sameMint(_ address: String, _ visitor: inout Visitor) async -> Answer {
        hall.mint.goOn(from: 900_000_000)
        defer {
            rounds += 1
            hall.mint.goOn(from: rounds * 100_000)
        }
        return await visitor.get(address)
    }
}
