/// A map that can be asked but never walked: its order would differ from process to process.
public struct Lookup<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    // The one place where the hash table of the standard library is allowed in a pure target.
    @usableFromInline var table: [Key: Value] = [:]

    @inlinable public init() {}

    @inlinable public subscript(key: Key) -> Value? {
        get { table[key] }
        _modify { yield &table[key] }
    }

    @inlinable public subscript(key: Key, default value: @autoclosure () -> Value) -> Value {
        get { table[key] ?? value() }
        _modify { yield &table[key, default: value()] }
    }

    @inlinable public var count: Int { table.count }
    @inlinable public mutating func remove(_ key: Key) { table[key] = nil }
}

extension Lookup: Equatable where Value: Equatable {}

/// A lookup that grows for a whole run and is copied with every batch of acts: a copy that then takes new keys shares
/// the many old ones. Nothing is ever taken out.
public struct GrowingLookup<Key: Hashable & Sendable, Value: Equatable & Sendable>: Equatable, Sendable {
    private var settled: [Key: Value] = [:]
    private var recent: [Key: Value] = [:]
    private static var most: Int { 512 }

    public init() {}

    public subscript(key: Key) -> Value? { recent[key] ?? settled[key] }

    public mutating func set(_ key: Key, to value: Value) {
        recent[key] = value
        guard recent.count > Self.most else { return }
        settled.merge(recent) { _, new in new }
        recent = [:]
    }

    public static func == (left: Self, right: Self) -> Bool {
        // Where the same keys were settled is no matter.
        left.all == right.all
    }

    private var all: [Key: Value] { settled.merging(recent) { _, new in new } }
}
