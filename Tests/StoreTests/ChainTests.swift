import EventStore
import Host
import StoreContract
import Testing

@Suite struct `The chain of a run` {
    let run = Samples.run()
    let rows = Samples.rows(count: 9)
    let chain = Samples.chain

    @Test func `verifies as it was written, whole or page by page`() {
        #expect(chain.firstFault(in: rows, of: run) == nil)
        var check = chain.check(of: run)
        #expect(check.firstFault(in: Array(rows[..<4])) == nil)
        #expect(check.firstFault(in: Array(rows[4...])) == nil)
        #expect(check.position == 9)
        #expect(check.last == rows[8].digest)
    }

    static let changes: [(String, @Sendable (inout Row) -> Void)] = [
        ("command", { $0.commandID += "x" }),
        ("participant", { $0.participant += 1 }),
        ("session", { $0.session += 1 }),
        ("session that is gone", { $0.session = 0 }),
        ("seat", { $0.seat = "seat.other" }),
        ("on behalf", { $0.onBehalf += "x" }),
        ("time", { $0.timeMs += 1 }),
        ("body", { $0.body[0] ^= 1 }),
        ("digest", { $0.digest[31] ^= 1 }),
    ]

    @Test(arguments: changes.indices)
    func `names the record in which a field was changed`(change: Int) {
        var forged = rows
        Self.changes[change].1(&forged[4])
        let fault = chain.firstFault(in: forged, of: run)
        #expect(fault == Chain.Fault(position: 5, kind: .changed), "\(Self.changes[change].0)")
    }

    @Test func `gives a record from no session the digest that it had before sessions had numbers`() {
        var old = rows[0]
        old.session = 0
        #expect(
            hex(chain.digest(of: old))
                == "fad48ee595bb0dcc8034c48a8673353f0b444aec80c6114cb9310e9b1442037a")
    }

    @Test func `notices text that moved from one field to the next`() {
        #expect(rows[5].onBehalf == "person.mira")
        var forged = rows
        forged[5].seat += "p"
        forged[5].onBehalf.removeFirst()
        #expect(chain.firstFault(in: forged, of: run) == Chain.Fault(position: 6, kind: .changed))
    }

    @Test func `does not mind when typed text is gone`() {
        var erased = rows
        for index in erased.indices { erased[index].typed = nil }
        #expect(chain.firstFault(in: erased, of: run) == nil)
    }

    @Test func `names the record that is missing, doubled or out of place`() {
        var missing = rows
        missing.remove(at: 3)
        #expect(chain.firstFault(in: missing, of: run) == Chain.Fault(position: 4, kind: .gap))
        var doubled = rows
        doubled.insert(rows[3], at: 3)
        #expect(chain.firstFault(in: doubled, of: run) == Chain.Fault(position: 5, kind: .gap))
        var swapped = rows
        swapped.swapAt(3, 4)
        #expect(chain.firstFault(in: swapped, of: run) == Chain.Fault(position: 4, kind: .gap))
    }

    @Test func `notices a record that was written anew together with its digest`() {
        var forged = rows
        forged[4].seat = "seat.other"
        forged[4] = chain.sealed(forged[4], after: forged[4].previous)
        #expect(chain.firstFault(in: forged, of: run) == Chain.Fault(position: 6, kind: .unlinked))
    }

    @Test func `does not take rows of another run`() {
        var other = run
        other.seed += 1
        #expect(chain.firstFault(in: rows, of: other) == Chain.Fault(position: 1, kind: .unlinked))
        var renamed = run
        renamed.title = "Another title"
        #expect(chain.firstFault(in: rows, of: renamed) == nil)
    }
}
