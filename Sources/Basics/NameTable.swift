/// A fixed list of names that are found by their bytes, without a string being made of them.
public struct NameTable: Sendable {
    /// The names' bytes one after another, and where each begins; one place more than there are names.
    private let pool: [UInt8]
    private let starts: [Int]
    /// Places of names by the hash of their bytes; -1 is free. The count is a power of two.
    private let slots: [Int]

    /// - Parameter names: no two are equal.
    public init(_ names: [String]) {
        var pool: [UInt8] = []
        var starts = [0]
        for name in names {
            pool.append(contentsOf: name.utf8)
            starts.append(pool.count)
        }
        var size = 4
        while size < names.count * 2 { size *= 2 }
        var slots = [Int](repeating: -1, count: size)
        for place in names.indices {
            var hash = NameTable.begin
            for byte in pool[starts[place]..<starts[place + 1]] { hash = NameTable.mixed(hash, byte) }
            var slot = Int(truncatingIfNeeded: hash) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = place
        }
        (self.pool, self.starts, self.slots) = (pool, starts, slots)
    }

    static let begin: UInt32 = 0x811C_9DC5

    /// The hash FNV-1a: the same in every process, and here for speed only.
    @inline(__always)
    static func mixed(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 0x0100_0193 }

    /// The place of the name that stands in these bytes, whose hash is known already.
    func place(of bytes: [UInt8], from start: Int, to end: Int, hash: UInt32) -> Int? {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while case let place = slots[slot], place >= 0 {
            if isEqual(place, bytes, start, end) { return place }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isEqual(_ place: Int, _ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        let first = starts[place]
        guard starts[place + 1] - first == end - start else { return false }
        for offset in 0..<(end - start) where pool[first + offset] != bytes[start + offset] { return false }
        return true
    }
}
