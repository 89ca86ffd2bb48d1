internal import Glibc

/// Quick looks into pages, also in a debug build.
enum Bytes {
    static func places(of word: [UInt8], in bytes: [UInt8]) -> [Int] {
        var found: [Int] = []
        bytes.withUnsafeBytes { whole in
            guard let start = whole.baseAddress else { return }
            var from = 0
            while from + word.count <= whole.count,
                let hit = memchr(start + from, Int32(word[0]), whole.count - from - word.count + 1)
            {
                let place = UnsafeRawPointer(hit) - start
                if memcmp(hit, word, word.count) == 0 { found.append(place) }
                from = place + 1
            }
        }
        return found
    }

    /// An attribute as it was before it was written into a page.
    static func unescaped(_ attribute: String) -> String {
        attribute.utf8.contains(UInt8(ascii: "&")) ? attribute.replacing("&amp;", with: "&") : attribute
    }

    /// What stands between these two marks, at each place of the first.
    static func between(_ start: String, _ end: UInt8, in bytes: [UInt8]) -> [String] {
        let mark = Array(start.utf8)
        return places(of: mark, in: bytes).map { place in
            let from = place + mark.count
            let to = bytes[from...].firstIndex(of: end) ?? bytes.endIndex
            return String(decoding: bytes[from..<to], as: UTF8.self)
        }
    }
}
