import HTTPCore

/// Numbers from outside, read in one place: whatever a form or an address says, it stays in a range that arithmetic
/// can bear.
enum Numbers {
    /// Wide enough for everything that is counted here, far from where adding overflows.
    static let range = -1_000_000_000...1_000_000_000

    /// The number that the text says, moved into `range`; nil where it says none.
    static func read(_ text: some StringProtocol, in range: ClosedRange<Int> = range) -> Int? {
        Int(text).map { min(max($0, range.lowerBound), range.upperBound) }
    }
}

extension Fields {
    /// The number in a field, moved into `range`; nil where there is none.
    func number(_ name: String, in range: ClosedRange<Int> = Numbers.range) -> Int? {
        self[name].flatMap { Numbers.read($0, in: range) }
    }
}
