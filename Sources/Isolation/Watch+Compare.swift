import Basics
import Bots
import EventStore
import HTTPCore
import Host
import Model
import Roster
import Runtime
import Views
import Web

extension Watch {
    // MARK: Two worlds that differ only in what is hidden

    /// What others do, and what does not touch a seat, leaves every byte that the seat is sent as it was.
    mutating func compareUntouched() async throws {
        let seat = SeatID(random.below(bots.count))
        var visitor = visitors[0][seat.index]
        for _ in 0..<size.comparisons {
            let addresses = await everyPage(&visitor)
            await settle()
            let before = await readAtRest(addresses, &visitor)
            let notices = main.notices.withLock { $0.count }
            let position = main.run.position
            for _ in 0..<6 {
                let other = SeatID((seat.index + 1 + random.below(bots.count - 1)) % bots.count)
                try await act(as: other)
            }
            guard main.run.position > position else { continue }
            await settle()
            let isTouched = main.notices.withLock { list in
                list[notices...].contains { $0.audience == .seat(seat) }
            }
            if isTouched { continue }
            let after = await read(addresses, &visitor)
            let rows = try await hall.store.read(main.run.id, after: position, limit: 100)
            let events = try rows.flatMap { try main.codec.decode($0).events }
            for (old, new) in zip(before, after) {
                result.comparisons += 1
                guard old.bytes != new.bytes, !isConsent(events) else { continue }
                report(
                    name(0, seat), old.address,
                    "a page that tells of what others did: \(Watch.difference(old.bytes, new.bytes))")
            }
        }
        visitors[0][seat.index] = visitor
    }

    /// That a person agreed, or has a guardian, is what the law says to whoever asks for that person.
    private func isConsent(_ events: [Event]) -> Bool {
        events.contains { event in
            switch event {
            case .consentSet, .markChanged(_, .guardian, _): true
            default: false
            }
        }
    }

    /// Where two answers part, with what stands around.
    static func difference(_ old: [UInt8], _ new: [UInt8]) -> String {
        let place = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
        func around(_ bytes: [UInt8]) -> String {
            String(decoding: bytes[max(0, place - 60)..<min(bytes.count, place + 60)], as: UTF8.self)
        }
        return "“\(around(old))” became “\(around(new))”"
    }

    mutating func act(as seat: SeatID) async throws {
        let view = main.run.view(of: seat)
        let move = bots[seat.index].move(view)
        do throws(SubmitError) {
            switch move {
            case .open(let handle):
                if let item = view.itemID(handle) { _ = try await submit(.open(seat, item), seat) }
            case .act(let request):
                if let act = view.act(request) { _ = try await submit(.seat(seat, act), seat) }
            case .rest: break
            }
        } catch {
            if case .refused(let refusal) = error { bots[seat.index].refused(move, refusal) }
        }
    }

    /// A run answers first and gives notice then. It takes the next command only after both, also one that it refuses.
    func settle(_ run: Int = 0) async {
        // Its id is free again: nothing is recorded of it.
        _ = try? await hall.runs[run].run.submit(.control(.start), id: "settle", participant: 99, seat: "")
    }

    /// Pages that can be read without doing anything.
    private func everyPage(_ visitor: inout Visitor) async -> [String] {
        var pages = [
            "/now?all=1", "/case", "/case/people", "/case/places", "/case/decisions", "/case/operations",
            "/act", "/talk", "/me",
            "/stream",
        ]
        for page in pages {
            for link in await visitor.get(page).links
            where !link.hasPrefix("/item/") && link != "/stop" && link != "/note" && !pages.contains(link) {
                pages.append(link)
            }
        }
        return Array(pages.prefix(60))
    }

    /// Reading may open a letter, and that changes what the next page shows: what is compared is read when nothing was
    /// opened any more.
    private mutating func readAtRest(_ addresses: [String], _ visitor: inout Visitor) async -> [Answer] {
        while true {
            let position = main.run.position
            let answers = await read(addresses, &visitor)
            await settle()
            if main.run.position == position { return answers }
        }
    }

    private mutating func read(_ addresses: [String], _ visitor: inout Visitor) async -> [Answer] {
        hall.mint.goOn(from: 900_000_000)
        var answers: [Answer] = []
        for address in addresses { answers.append(await visitor.get(address)) }
        rounds += 1
        hall.mint.goOn(from: rounds * 100_000)
        return answers
    }
}
