/// Addresses that are counted together.
enum AddressBlock {
    /// An address of IPv4 is itself. Of IPv6, whoever has one has 2^64 of them (RFC 4291, 2.5.4; RFC 6177), so its first
    /// 64 bits count. What is no address stays what it is.
    static func of(_ address: String) -> String {
        guard address.contains(":"), let groups = groups(of: address) else { return address }
        if groups.prefix(5).allSatisfy({ $0 == 0 }), groups[5] == 0xFFFF {
            return [groups[6] >> 8, groups[6] & 255, groups[7] >> 8, groups[7] & 255].map(String.init)
                .joined(separator: ".")
        }
        return groups.prefix(4).map { String($0, radix: 16) }.joined(separator: ":") + "::/64"
    }

    /// Eight groups of sixteen bits.
    private static func groups(of address: String) -> [Int]? {
        let plain = address.prefix { $0 != "%" }
        var halves: [[Int]] = []
        var rest = plain[...]
        while let gap = rest.firstRange(of: "::") {
            guard halves.isEmpty, let half = read(rest[..<gap.lowerBound]) else { return nil }
            halves.append(half)
            rest = rest[gap.upperBound...]
        }
        guard let last = read(rest) else { return nil }
        guard let first = halves.first else { return last.count == 8 ? last : nil }
        let gap = 8 - first.count - last.count
        return gap > 0 ? first + [Int](repeating: 0, count: gap) + last : nil
    }

    private static func read(_ text: Substring) -> [Int]? {
        guard !text.isEmpty else { return [] }
        var groups: [Int] = []
        for part in text.split(separator: ":", omittingEmptySubsequences: false) {
            if part.contains(".") {
                let bytes = part.split(separator: ".").compactMap { UInt8($0) }.map(Int.init)
                guard bytes.count == 4 else { return nil }
                groups += [bytes[0] << 8 | bytes[1], bytes[2] << 8 | bytes[3]]
            } else {
                guard part.count <= 4, let group = UInt16(part, radix: 16) else { return nil }
                groups.append(Int(group))
            }
        }
        return groups
    }
}
