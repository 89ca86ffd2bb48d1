import Documents
import Testing

@Suite struct `A QR code` {
    let code = try! QRCode("http://192.168.1.20:8080/join/KITE-427")

    @Test func `has its three finders and the light line around them`() {
        let corners = [(0, 0), (code.width - 7, 0), (0, code.width - 7)]
        for (column, row) in corners {
            for step in 0..<7 {
                #expect(code.isDark(column: column + step, row: row))
                #expect(code.isDark(column: column, row: row + step))
            }
            #expect(!code.isDark(column: column + 1, row: row + 1))
            #expect(code.isDark(column: column + 3, row: row + 3))
        }
        #expect(!code.isDark(column: -1, row: 0))
    }

    @Test func `draws the same modules as a picture with a name`() {
        let svg = code.svg(title: "Join <here> & now")
        #expect(svg.contains("<title>Join &lt;here&gt; &amp; now</title>"))
        #expect(svg.contains("viewBox=\"0 0 \(code.width + 8) \(code.width + 8)\""))
        #expect(svg.contains("<path d=\"M4 4h7v1h-7z"))
        #expect(svg.split(separator: "<path").count == 2)
    }

    @Test func `fills a terminal with two rows a line`() {
        let lines = code.blocks(coloured: false).split(separator: "\n")
        #expect(lines.count == (code.width + 8 + 1) / 2)
        #expect(lines.allSatisfy { $0.count == code.width + 8 })
        #expect(lines[0].allSatisfy { $0 == "█" })
        for (index, line) in lines.enumerated() {
            for (column, block) in line.enumerated() {
                let upper = code.isDark(column: column - 4, row: 2 * index - 4)
                #expect((block == " " || block == "▄") == upper)
            }
        }
        #expect(code.blocks(coloured: true).hasPrefix("\u{1b}[97;40m█"))
    }

    @Test func `holds up to 2331 bytes`() throws {
        #expect(try QRCode(String(repeating: "a", count: 2331)).width == 177)
        #expect(throws: QRCodeError.length(bytes: 2332)) { try QRCode(String(repeating: "a", count: 2332)) }
        #expect(throws: QRCodeError.length(bytes: 0)) { try QRCode("") }
    }
}
