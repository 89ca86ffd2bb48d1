/// A typed, interned id: the place of a thing in its table, in file order.
///
/// Interned numbers live in memory only. Whatever is stored or sent carries the text id
/// (see `Names`), because numbers change when a pack is edited.
public struct ID<Kind>: Hashable, Comparable, Sendable {
    public let index: Int

    @inlinable public init(_ index: Int) { self.index = index }
    @inlinable public static func < (left: ID, right: ID) -> Bool { left.index < right.index }
}

/// Values of one kind in file order, reached by typed id.
public struct Table<Kind, Value: Sendable>: Sendable {
    public var values: [Value]

    @inlinable public init(_ values: [Value] = []) { self.values = values }
    @inlinable public init(repeating value: Value, count: Int) {
        values = Array(repeating: value, count: count)
    }

    @inlinable public var count: Int { values.count }
    @inlinable public var ids: IDs<Kind> { IDs(count: values.count) }
    @inlinable public subscript(id: ID<Kind>) -> Value {
        get { values[id.index] }
        _modify { yield &values[id.index] }
    }

    /// Adds a value and says under which id it can be found.
    @discardableResult @inlinable public mutating func append(_ value: Value) -> ID<Kind> {
        values.append(value)
        return ID(values.count - 1)
    }
}

extension Table: Equatable where Value: Equatable {}

/// All ids of a table, in order.
public struct IDs<Kind>: RandomAccessCollection, Sendable {
    public let count: Int

    @inlinable public init(count: Int) { self.count = count }
    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { count }
    @inlinable public subscript(position: Int) -> ID<Kind> { ID(position) }
}

/// The text ids of one kind: `[a-z][a-z0-9_]*`, unique, in file order.
public struct Names<Kind>: Sendable {
    public private(set) var all: [String] = []
    private var byName = Lookup<String, Int>()

    public init() {}

    public init(_ names: [String]) {
        for name in names { add(name) }
    }

    /// Adds a name; a name that is there already keeps its first place.
    @discardableResult public mutating func add(_ name: String) -> ID<Kind> {
        if let known = byName[name] { return ID(known) }
        byName[name] = all.count
        all.append(name)
        return ID(all.count - 1)
    }

    public var count: Int { all.count }
    public var ids: IDs<Kind> { IDs(count: all.count) }
    public subscript(id: ID<Kind>) -> String { all[id.index] }
    public subscript(name: String) -> ID<Kind>? { byName[name].map { ID($0) } }
}
