/// A request target of RFC 9112 §3.2, taken apart: origin form, or absolute form, whose scheme and host are dropped.
package struct Target {
    package let path: String
    package let segments: [String]
    package let query: String

    /// `nil` when this is no target that names a resource here.
    package init?(_ bytes: [UInt8]) {
        guard !bytes.isEmpty, bytes.allSatisfy(ASCII.isTarget) else { return nil }
        guard let local = Self.withoutAuthority(bytes) else { return nil }
        let fragment = UInt8(ascii: "#")
        guard !local.contains(fragment) else { return nil }
        let parts = local.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let segments = Self.segments(of: parts[0]) else { return nil }
        self.path = String(decoding: parts[0], as: UTF8.self)
        self.segments = segments
        self.query = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : ""
    }

    private static func withoutAuthority(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
        let slash = UInt8(ascii: "/")
        if bytes[0] == slash { return bytes[...] }
        guard let scheme = ["http://", "https://"].first(where: { bytes.starts(with: $0.utf8) }) else {
            return nil
        }
        let afterScheme = bytes.dropFirst(scheme.utf8.count)
        guard let end = afterScheme.firstIndex(of: slash), end > afterScheme.startIndex else { return nil }
        return afterScheme[end...]
    }

    private static func segments(of path: ArraySlice<UInt8>) -> [String]? {
        guard path.count > 1 else { return [] }
        var segments: [String] = []
        for part in path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let segment = PercentCoding.decodeSegment(part), segment != ".", segment != ".." else {
                return nil
            }
            segments.append(segment)
        }
        return segments
    }
}
