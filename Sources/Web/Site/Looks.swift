import Views

/// How the marks of a pack look in our ten hues, eight shapes and six patterns.
package enum Looks {
    /// - Parameter hue: degrees, as the pack says it.
    package static func mark(_ letter: String, hue: Int) -> AgencyMark {
        let degrees = ((hue % 360) + 360) % 360
        let shapes = AgencyMark.Shape.allCases
        return AgencyMark(
            letters: letter, shape: shapes[degrees / 45 % shapes.count], hue: degrees / 36 + 1)
    }

    package static func pattern(_ name: String) -> Int {
        switch name {
        case "stripes": 1
        case "dots": 2
        case "waves": 3
        case "grid": 4
        case "checks": 5
        default: 6
        }
    }
}

extension PageContext {
    package func agency(_ agency: AgencyView) -> Node {
        agencyLine(Looks.mark(agency.letter, hue: agency.hue), say(agency.name))
    }
}
