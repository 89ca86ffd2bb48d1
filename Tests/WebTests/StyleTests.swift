import Foundation
import Testing
import Web

/// The repository's `Assets`, from where this file lies.
let assetsFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Assets").path

@Suite struct `The style sheet` {
    private let sheet: String
    private let light: Tokens
    private let dark: Tokens
    private let darkByDevice: Tokens

    init() throws {
        sheet = try String(contentsOfFile: assetsFolder + "/styles/kerege.css", encoding: .utf8)
        light = try Tokens(block: ":root {", of: sheet)
        dark = try Tokens(block: ":root[data-theme=\"dark\"] {", of: sheet)
        darkByDevice = try Tokens(block: ":root:not([data-theme=\"light\"]) {", of: sheet)
    }

    @Test(arguments: textPairs)
    func `sets text that can be read in both themes`(pair: Pair) throws {
        for theme in [light, dark] {
            let contrast = try theme.contrast(pair.front, pair.ground)
            #expect(contrast >= 4.5, "\(pair.front) on \(pair.ground) is \(contrast) in \(theme.name)")
        }
    }

    @Test(arguments: [
        Pair("line-strong", "paper"), Pair("line-strong", "ground"), Pair("accent", "sunken"),
        Pair("focus", "ground"), Pair("focus", "paper"), Pair("focus", "band"), Pair("breach", "paper"),
        Pair("due", "paper"), Pair("waiting", "paper"),
    ])
    func `draws the edges of what can be pressed so that they are seen`(pair: Pair) throws {
        for theme in [light, dark] {
            #expect(
                try theme.contrast(pair.front, pair.ground) >= 3,
                "\(pair.front) on \(pair.ground) in \(theme.name)")
        }
    }

    @Test func `is the same dark by the device's wish and by the switch`() {
        #expect(dark.colours == darkByDevice.colours)
    }

    @Test func `names only tokens that exist`() throws {
        for match in sheet.matches(of: /var\(--([a-z0-9-]+)\)/) {
            let name = String(match.output.1)
            let isSet = sheet.contains("--" + name + ":")
            #expect(isSet, "--\(name) is used and never set")
        }
    }
}

struct Pair: Sendable, CustomTestStringConvertible {
    let front: String
    let ground: String
    init(_ front: String, _ ground: String) {
        self.front = front
        self.ground = ground
    }
    var testDescription: String { front + " on " + ground }
}

private let textPairs: [Pair] =
    [
        ["ink", "ground"], ["ink", "paper"], ["ink", "sunken"], ["ink-2", "ground"], ["ink-2", "paper"],
        ["ink-2", "sunken"], ["accent", "ground"], ["accent", "paper"], ["accent-strong", "ground"],
        ["accent-strong", "accent-tint"], ["accent", "accent-tint"], ["ink", "accent-tint"],
        ["ink-2", "accent-tint"],
        ["on-accent", "accent"], ["on-accent", "accent-strong"], ["band-ink", "band"], ["ink-2", "band"],
    ].map { Pair($0[0], $0[1]) }
    + ["new", "waiting", "due", "breach"].flatMap {
        [
            Pair($0, $0 + "-tint"), Pair($0, "paper"), Pair($0, "ground"), Pair("ink", $0 + "-tint"),
            Pair("ink-2", $0 + "-tint"), Pair("on-signal", $0),
        ]
    }
    + (1...10).map { Pair("on-hue", "hue-\($0)") }

/// The colours of one theme, read from the sheet.
private struct Tokens {
    struct Missing: Error { let name: String }

    let name: String
    let colours: [String: [Double]]

    init(block: String, of sheet: String) throws {
        guard let start = sheet.range(of: block), let end = sheet[start.upperBound...].firstIndex(of: "}")
        else {
            throw Missing(name: block)
        }
        var colours: [String: [Double]] = [:]
        for match in sheet[start.upperBound..<end].matches(of: /--([a-z0-9-]+): #([0-9a-f]{6});/) {
            let number = UInt32(match.output.2, radix: 16) ?? 0
            colours[String(match.output.1)] = [16, 8, 0].map { Double(number >> $0 & 0xff) / 255 }
        }
        self.name = block
        self.colours = colours
    }

    /// WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), L the relative luminance of sRGB.
    func contrast(_ one: String, _ other: String) throws -> Double {
        let levels = [try luminance(one), try luminance(other)].sorted()
        return (levels[1] + 0.05) / (levels[0] + 0.05)
    }

    private func luminance(_ name: String) throws -> Double {
        guard let colour = colours[name] else { throw Missing(name: name) }
        let parts = colour.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}

@Suite struct `The assets` {
    @Test func `hold every icon that a page can ask for`() throws {
        let drawings = try String(contentsOfFile: assetsFolder + "/icons.svg", encoding: .utf8)
        for icon in Icon.allCases {
            #expect(
                drawings.contains("<symbol id=\"\(icon.rawValue)\""),
                "run Assets/make-assets: \(icon) is missing")
        }
    }

    @Test func `are found by an address that changes with them and by a plain one`() throws {
        let assets = try Assets(folder: assetsFolder)
        let address = assets.address(of: "styles/kerege.css")
        #expect(address.hasPrefix("/assets/\(assets.digest)/"))
        let kept = try #require(assets.file(at: String(address.dropFirst("/assets/".count))))
        #expect(kept.caching.contains("immutable"))
        #expect(kept.file.contentType == "text/css; charset=utf-8")
        let plain = try #require(assets.file(at: "styles/kerege.css"))
        #expect(!plain.caching.contains("immutable"))
        #expect(plain.file.etag == kept.file.etag)
    }

    @Test func `give out nothing else of the disk`() throws {
        let assets = try Assets(folder: assetsFolder)
        for path in ["make-assets", "../Package.swift", "styles/../make-assets", "scripts/tsconfig.json", ""]
        {
            #expect(assets.file(at: path) == nil, "\(path)")
        }
    }

    @Test func `say when their folder is not there`() {
        #expect(throws: Assets.Failure.unreadable("/nowhere")) { try Assets(folder: "/nowhere") }
    }
}
