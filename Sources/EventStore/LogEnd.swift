/// Where a log ends: what the next rows must continue.
package struct LogEnd: Sendable, Equatable {
    package var position: Int64
    /// The last row's digest; nil when there is no row yet.
    package var digest: [UInt8]?

    package init(position: Int64, digest: [UInt8]?) {
        self.position = position
        self.digest = digest
    }

    /// Refuses rows that do not continue the log. Every store asks this before it writes.
    package func admit(_ rows: [Row], after position: Int64) throws(StoreError) {
        guard position == self.position else { throw .conflict(actual: self.position) }
        var expected = position
        var last = digest
        for row in rows {
            expected += 1
            guard row.position == expected else {
                throw .damaged(position: expected, "The row to be written says it is record \(row.position).")
            }
            guard last == nil || row.previous == last else {
                throw .damaged(position: expected, "The row to be written does not continue the chain.")
            }
            last = row.digest
        }
        try refuseTwins(in: rows)
    }

    /// A command may stand once; here within the rows that arrive together.
    private func refuseTwins(in rows: [Row]) throws(StoreError) {
        guard rows.count > 1 else { return }
        var seen: [String: Int64] = [:]
        for row in rows where !row.commandID.isEmpty {
            if let first = seen.updateValue(row.position, forKey: row.commandID) {
                throw .repeated(commandID: row.commandID, position: first)
            }
        }
    }
}
