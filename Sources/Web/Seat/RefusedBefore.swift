import HTTPCore

/// What turned out to be impossible is not offered once more before something is changed. The pages carry its mark along, so
/// that it needs no script and nothing is kept.
enum RefusedBefore {
    static let field = "refused"
    private static let besides = ["command", field, RealData.meant, "go", "begun"]

    /// Of what was chosen and typed, in whatever order it was sent.
    static func mark(_ input: Fields) -> String {
        let sent = input.fields.filter { !$0.value.isEmpty && !besides.contains($0.name) }
            .map { $0.name + "=" + $0.value }.sorted().joined(separator: "&")
        var mark: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in sent.utf8 { mark = (mark ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(mark, radix: 16)
    }

    static func isUnchanged(_ input: Fields) -> Bool { input[field] == mark(input) }
}
