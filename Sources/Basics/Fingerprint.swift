/// Gathers a canonical value, in order, into 16 hex digits that are equal on every machine.
public struct Fingerprint: Sendable {
    private var left: UInt64 = 0xCBF2_9CE4_8422_2325
    private var right: UInt64 = 0x6C62_272E_07BB_0142

    public init() {}

    public mutating func add(_ number: Int64) {
        left = mix(left ^ UInt64(bitPattern: number))
        right = mix(right &+ left)
    }
    public mutating func add(_ number: Int) { add(Int64(number)) }
    public mutating func add(_ flag: Bool) { add(flag ? 1 : 0) }
    public mutating func add(_ text: String) {
        var bytes: Int64 = 0
        for byte in text.utf8 {
            left = mix(left ^ UInt64(byte))
            bytes += 1
        }
        add(bytes)
    }
    public mutating func add(_ bytes: [UInt8]) {
        for byte in bytes { left = mix(left ^ UInt64(byte)) }
        add(bytes.count)
    }

    public var value: UInt64 { mix(left ^ right) }
    public var text: String { hex(value) }
}

/// Sixteen lower-case hex digits.
public func hex(_ value: UInt64) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    for shift in stride(from: 60, through: 0, by: -4) {
        out.append(digits[Int(truncatingIfNeeded: value >> UInt64(shift)) & 15])
    }
    return String(decoding: out, as: UTF8.self)
}
