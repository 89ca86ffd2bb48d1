import Isolation

/// What the crawler reads at least in one short run.
enum Floors {
    static let answers = 1_000_000
    static let markers = 1_000_000
    static let comparisons = 1_000_000

    static func least(of kind: Read) -> Int { 1_000_000 }
}
