/// An array in pieces, for what grows for a whole run and is copied with every batch of acts: a copy that is then changed
/// shares all but the pieces that were touched, where an array would be copied whole.
public struct Chronicle<Element> {
    /// All are full but the last, and none is empty.
    @usableFromInline var pieces: [[Element]] = []
    @usableFromInline var length = 0

    /// A power of two: places are split by their bits.
    @inlinable static var room: Int { 64 }

    @inlinable public init() {}

    @inlinable public mutating func append(_ element: Element) {
        if length % Self.room == 0 {
            var piece: [Element] = []
            piece.reserveCapacity(Self.room)
            pieces.append(piece)
        }
        pieces[pieces.count - 1].append(element)
        length += 1
    }
}

extension Chronicle: RandomAccessCollection, MutableCollection {
    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { length }

    @inlinable public subscript(place: Int) -> Element {
        // Lent and not copied: most who ask want one part of an element. An array's own subscript would copy it.
        _read {
            let piece = pieces[place / Self.room]
            yield piece.span[place % Self.room]
        }
        _modify { yield &pieces[place / Self.room][place % Self.room] }
    }
}

extension Chronicle: ExpressibleByArrayLiteral {
    @inlinable public init(arrayLiteral elements: Element...) {
        for element in elements { append(element) }
    }
}

extension Chronicle: Equatable where Element: Equatable {}
extension Chronicle: Sendable where Element: Sendable {}
