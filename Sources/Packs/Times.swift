import Basics
import Model

/// Lengths, moments, clocks and offsets, as packs write them.
extension Decoder {
    enum Length: Equatable {
        case minutes(Int)
        /// Office hours, in minutes.
        case office(Int)
    }

    static let lengthSentence = "a length such as 20 min, 2 h or 1 d"

    /// - Returns: `nil` if the text is no length.
    static func length(_ text: String) -> Length? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].utf8.count <= 6, let count = Int(parts[0]), count >= 0 else {
            return text == "0" ? .minutes(0) : nil
        }
        switch parts[1] {
        case "min": return .minutes(count)
        case "h": return .minutes(count * 60)
        case "d": return .minutes(count * 1440)
        case "office_h": return .office(count * 60)
        default: return nil
        }
    }

    /// Minutes of clock time.
    func minutes(_ node: Node?, _ what: String) -> Int? {
        guard let node, let text = string(node, what) else { return nil }
        if case .minutes(let minutes) = Self.length(text) { return minutes }
        findings.error(.wrongType, at: node.spot, what, Self.lengthSentence, node.said)
        return nil
    }

    /// Minutes of clock time or of office hours.
    func length(_ node: Node?, _ what: String) -> Length? {
        guard let node, let text = string(node, what) else { return nil }
        if let length = Self.length(text) { return length }
        findings.error(
            .wrongType, at: node.spot, what, "a length such as 20 min, 2 h, 1 d or 3 office_h", node.said)
        return nil
    }

    /// `09:00`, as minutes after midnight; `24:00` is the end of the day.
    static func clock(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0...24).contains(hour),
            (0...59).contains(minute),
            hour < 24 || minute == 0
        else { return nil }
        return hour * 60 + minute
    }

    func clock(_ node: Node?, _ what: String) -> Int? {
        guard let node, let text = string(node, what) else { return nil }
        if let minutes = Self.clock(text[...]) { return minutes }
        findings.error(.wrongType, at: node.spot, what, "a time of day such as \"09:00\"", node.said)
        return nil
    }

    /// `"22:00-07:00"`, or `none`.
    /// - Returns: `nil` if nothing is said; `.some(nil)` for no rest.
    func dailyRest(_ node: Node?) -> DailyRest?? {
        guard let node, let text = string(node, "bots_rest") else { return nil }
        if text == "none" { return .some(nil) }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Self.clock($0) }
        if ends.count == 2, let from = ends[0], let until = ends[1], from % 1440 != until % 1440 {
            return DailyRest(from: from % 1440, until: until % 1440)
        }
        findings.error(
            .wrongType, at: node.spot, "bots_rest", "hours of the night such as \"22:00-07:00\", or none",
            node.said)
        return nil
    }

    /// `+05:00`, as minutes east.
    func zone(_ node: Node?, _ what: String) -> Int? {
        guard let node, let text = string(node, what) else { return nil }
        if let sign = text.first, sign == "+" || sign == "-", let minutes = Self.clock(text.dropFirst()),
            minutes <= 14 * 60
        {
            return sign == "-" ? -minutes : minutes
        }
        findings.error(.wrongType, at: node.spot, what, "an offset such as \"+05:00\"", node.said)
        return nil
    }

    private static func date(_ text: Substring) -> Moment? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (1900...2999).contains(year)
        else { return nil }
        let moment = Moment(year: year, month: month, day: day)
        return moment.exists ? moment : nil
    }

    /// Written as a day, but no calendar has it: the 31st of November.
    private static func isNoDay(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [4, 2, 2] && parts.allSatisfy { Int($0) != nil }
            && date(text) == nil
    }

    func date(_ node: Node?, _ what: String) -> Moment? {
        guard let node, let text = string(node, what) else { return nil }
        if let date = Self.date(text[...]) { return date }
        let wanted =
            Self.isNoDay(text[...]) ? "a day that the calendar has" : "a day such as \"2031-06-12\""
        findings.error(.wrongType, at: node.spot, what, wanted, node.said)
        return nil
    }

    /// `2031-06-10 08:00`.
    func dateAndTime(_ node: Node?, _ what: String) -> Moment? {
        guard let node, let text = string(node, what) else { return nil }
        let parts = text.split(separator: " ")
        if parts.count == 2, let date = Self.date(parts[0]), let clock = Self.clock(parts[1]), clock < 1440 {
            return Moment(
                year: date.year, month: date.month, day: date.day, hour: clock / 60, minute: clock % 60)
        }
        let wanted =
            parts.first.map(Self.isNoDay) == true
            ? "a day that the calendar has, and a time" : "a moment such as \"2031-06-10 08:00\""
        findings.error(.wrongType, at: node.spot, what, wanted, node.said)
        return nil
    }

    /// `day 2 10:20`, or `day 2 10:20 in country.velmara`, as minutes after STARTEX; may be negative.
    func moment(_ node: Node?, _ what: String, start: Moment, world: World) -> Int? {
        guard let node, let text = string(node, what) else { return nil }
        let parts = text.split(separator: " ", omittingEmptySubsequences: true)
        if parts.count == 3 || (parts.count == 5 && parts[3] == "in" && parts[4].hasPrefix("country.")),
            parts[0] == "day", let day = Int(parts[1]), (-30...60).contains(day),
            let clock = Self.clock(parts[2])
        {
            var minute = (day - 1) * 1440 + clock - start.hour * 60 - start.minute
            if parts.count == 5 {
                let country = String(parts[4].dropFirst("country.".count))
                guard let id = names.countries[country] else {
                    findings.error(
                        .unknownID, at: node.spot, "country", country,
                        hint(country, among: names.countries.all), enumerated(names.countries.all))
                    return nil
                }
                minute -= world.countries[id].zone - world.zone
            }
            return minute
        }
        findings.error(
            .wrongType, at: node.spot, what, "a moment such as day 1 10:20, or day 1 10:20 in country.x",
            node.said)
        return nil
    }
}
