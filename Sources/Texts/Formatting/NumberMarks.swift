import Foundation

/// The marks between the digits of a number.
struct NumberMarks: Sendable {
    private let group: String
    private let decimal: String
    private let minus: String
    private let percentBefore: String
    private let percentAfter: String
    /// How many digits a number needs at least to be grouped.
    private let grouped: Int

    init(_ locale: Locale) {
        let million = 1_234_567.formatted(.number.locale(locale))
        group = String(million.drop { $0 == "1" }.prefix { !$0.isNumber })
        grouped = 1_234.formatted(.number.locale(locale)).contains(group) ? 4 : 5
        let half = 1.5.formatted(.number.locale(locale))
        decimal = String(half.dropFirst().dropLast())
        minus = String((-3).formatted(.number.locale(locale)).prefix { !$0.isNumber })
        let percent = 0.25.formatted(.percent.locale(locale))
        percentBefore = String(percent.prefix { !$0.isNumber })
        percentAfter = String(percent.drop { !$0.isNumber }.drop { $0.isNumber })
    }

    func written(_ value: Int) -> String {
        (value < 0 ? minus : "") + digits(value.magnitude)
    }

    func written(_ value: Double, decimals: Int) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "–" }
        guard decimals > 0 else { return written(Int(value.rounded())) }
        let scale = (0..<decimals).reduce(UInt(1)) { scale, _ in scale * 10 }
        let scaled = UInt((value.magnitude * Double(scale)).rounded())
        let fraction = String(scaled % scale)
        let padding = String(repeating: "0", count: decimals - fraction.count)
        let sign = value < 0 && scaled > 0 ? minus : ""
        return sign + digits(scaled / scale) + decimal + padding + fraction
    }

    func percent(_ share: Double) -> String {
        percentBefore + written(share * 100, decimals: 0) + percentAfter
    }

    private func digits(_ value: UInt) -> String {
        let plain = String(value)
        guard plain.count >= grouped else { return plain }
        var written = ""
        for (index, digit) in plain.enumerated() {
            if index > 0, (plain.count - index).isMultiple(of: 3) { written += group }
            written.append(digit)
        }
        return written
    }
}
