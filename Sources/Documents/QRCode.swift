internal import CQRCode

/// Why a text has no QR code.
public enum QRCodeError: Error, Equatable {
    /// No code has room for that many bytes, or the text is empty.
    case length(bytes: Int)
}

/// A QR code: a square of dark and light modules that a phone's camera reads.
public struct QRCode: Sendable, Equatable {
    /// Modules along a side, without the quiet zone.
    public let width: Int
    private let dark: [Bool]

    /// The light border that a reader needs around a code, in modules.
    private static let quiet = 4

    /// Encodes UTF-8 so that it can still be read with about 15 % of it hidden.
    public init(_ text: String) throws(QRCodeError) {
        let bytes = Array(text.utf8)
        guard let code = QRcode_encodeData(Int32(clamping: bytes.count), bytes, 0, QR_ECLEVEL_M) else {
            throw .length(bytes: bytes.count)
        }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        let modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
        // The lowest bit says dark; the others say what a module is for.
        dark = modules.map { $0 & 1 == 1 }
        self.width = width
    }

    /// Whether the module is dark; outside of the code all is light.
    public func isDark(column: Int, row: Int) -> Bool {
        (0..<width).contains(column) && (0..<width).contains(row) && dark[row * width + column]
    }

    /// A picture that scales to any size, dark on light whatever the colours of its page.
    ///
    /// - Parameter title: what the code leads to, in words, for people who cannot see it.
    public func svg(title: String) -> String {
        let side = width + 2 * Self.quiet
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" role="img" class="qr" \
            shape-rendering="crispEdges"><title>\(escaped(title))</title>\
            <rect width="\(side)" height="\(side)" fill="#fff"/><path d="\(path)" fill="#000"/></svg>
            """
    }

    /// One bar for each run of dark modules in a row.
    private var path: String {
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                guard isDark(column: column, row: row) else {
                    column += 1
                    continue
                }
                let start = column
                while isDark(column: column, row: row) { column += 1 }
                path += "M\(start + Self.quiet) \(row + Self.quiet)h\(column - start)v1h-\(column - start)z"
            }
        }
        return path
    }

    /// Lines of half blocks for a terminal, two rows of modules in each line.
    ///
    /// - Parameter coloured: set white on black by escape codes, so that the code is right on a light
    ///   terminal too. Without, the terminal is taken to be dark.
    public func blocks(coloured: Bool) -> String {
        let range = -Self.quiet..<(width + Self.quiet)
        var lines = ""
        for row in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
            if coloured { lines += "\u{1b}[97;40m" }
            for column in range {
                let isUpperLight = !isDark(column: column, row: row)
                let isLowerLight = row + 1 < range.upperBound && !isDark(column: column, row: row + 1)
                lines += isUpperLight ? (isLowerLight ? "█" : "▀") : (isLowerLight ? "▄" : " ")
            }
            if coloured { lines += "\u{1b}[0m" }
            lines += "\n"
        }
        return lines
    }
}

private func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
        switch character {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        default: escaped.append(character)
        }
    }
    return escaped
}
