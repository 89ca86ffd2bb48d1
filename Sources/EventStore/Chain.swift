/// The chain of digests that ties each row to all rows before it.
///
/// Every field but the typed text goes into a row's digest, each with its length before it, so that no two
/// different rows share their bytes. The chain of a run begins with the run's own record, so that rows of
/// one run cannot stand in another.
public struct Chain: Sendable {
    private let digest: @Sendable ([UInt8]) -> [UInt8]

    /// `digest` gives 32 bytes for any bytes, without a key (BLAKE2b in the program).
    public init(digest: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        self.digest = digest
    }

    /// What the first row of a run has as its `previous`. The title may change later and is left out.
    public func origin(of run: RunRecord) -> [UInt8] {
        var bytes = CanonicalBytes(purpose: "kerege run 1")
        bytes.add(run.id)
        bytes.add(run.packDigest)
        bytes.add(run.engineRevision)
        bytes.add(Int64(bitPattern: run.seed))
        bytes.add(run.createdMs)
        return digest(bytes.all)
    }

    /// The row with its place in the chain.
    public func sealed(_ row: Row, after previous: [UInt8]) -> Row {
        var sealed = row
        sealed.previous = previous
        sealed.digest = digest(of: sealed)
        return sealed
    }

    /// Rows in order, each tied to the one before it.
    public func sealed(_ rows: [Row], after previous: [UInt8]) -> [Row] {
        var last = previous
        return rows.map { row in
            let next = sealed(row, after: last)
            last = next.digest
            return next
        }
    }

    /// What the row's digest must be.
    public func digest(of row: Row) -> [UInt8] {
        var bytes = CanonicalBytes(purpose: "kerege row 1", capacity: 320 + row.body.count)
        bytes.add(row.previous)
        bytes.add(row.position)
        bytes.add(row.commandID)
        bytes.add(Int64(row.participant))
        bytes.add(row.seat)
        bytes.add(row.onBehalf)
        bytes.add(row.timeMs)
        bytes.add(row.body)
        // Logs from before sessions had numbers keep the digests that they were written with.
        if row.session != 0 { bytes.add(row.session) }
        return digest(bytes.all)
    }

    /// Looks at rows page by page.
    public func check(of run: RunRecord) -> Check {
        Check(chain: self, position: 0, last: origin(of: run))
    }

    /// The first wrong record of a whole log, or nil.
    public func firstFault(in rows: [Row], of run: RunRecord) -> Fault? {
        var check = check(of: run)
        return check.firstFault(in: rows)
    }

    /// The first record that is not as it was written.
    public struct Fault: Error, Equatable, Sendable, CustomStringConvertible {
        public enum Kind: Equatable, Sendable {
            /// A record is missing, or one stands where another should.
            case gap
            /// It does not follow from the record before it.
            case unlinked
            /// Its own content was changed.
            case changed
        }

        /// Where the record is or should be.
        public var position: Int64
        public var kind: Kind

        public init(position: Int64, kind: Kind) {
            self.position = position
            self.kind = kind
        }

        public var description: String {
            switch kind {
            case .gap: "Record \(position) is missing."
            case .unlinked: "Record \(position) does not follow from the one before it."
            case .changed: "Record \(position) was changed after it was written."
            }
        }
    }

    /// How far a log has been looked at and found right.
    public struct Check: Sendable {
        private let chain: Chain
        /// The last position that was found right; 0 at the beginning.
        public private(set) var position: Int64
        /// The digest there: what the next row must have as its `previous`.
        public private(set) var last: [UInt8]

        fileprivate init(chain: Chain, position: Int64, last: [UInt8]) {
            self.chain = chain
            self.position = position
            self.last = last
        }

        /// Goes on with the next page; stops at the first wrong record and names it.
        public mutating func firstFault(in page: [Row]) -> Fault? {
            for row in page {
                let expected = position + 1
                guard row.position == expected else { return Fault(position: expected, kind: .gap) }
                guard row.previous == last else { return Fault(position: expected, kind: .unlinked) }
                guard row.digest == chain.digest(of: row) else {
                    return Fault(position: expected, kind: .changed)
                }
                position = expected
                last = row.digest
            }
            return nil
        }
    }
}

/// Fields one after another, each with its length, numbers as eight bytes with the highest first.
private struct CanonicalBytes {
    private(set) var all: [UInt8] = []

    init(purpose: String, capacity: Int = 256) {
        all.reserveCapacity(capacity)
        add(purpose)
    }

    mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.bigEndian) { all.append(contentsOf: $0) }
    }

    mutating func add(_ bytes: [UInt8]) {
        add(Int64(bytes.count))
        all.append(contentsOf: bytes)
    }

    mutating func add(_ text: String) {
        add(Int64(text.utf8.count))
        all.append(contentsOf: text.utf8)
    }
}
