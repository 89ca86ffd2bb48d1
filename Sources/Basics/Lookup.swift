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
