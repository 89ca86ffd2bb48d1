import Foundation

/// Days, hours and minutes beside their numbers, in each plural form of a language.
struct UnitNames: Sendable {
    private enum Unit: Int, CaseIterable {
        case day, hour, minute

        var minutes: Int {
            switch self {
            case .day: 24 * 60
            case .hour: 60
            case .minute: 1
            }
        }
    }

    /// The forms of one unit; `{n}` stands where the number goes.
    private typealias Forms = [Template]

    private let rule: PluralRule
    private let wide: [Forms]
    private let short: [Forms]
    private let ahead: [Forms]
    private let ago: [Forms]
    private let now: String
    /// What stands before and behind a length of time that is to come, and one that is over: "in …", "… ago". Nil where the
    /// language joins it to the word, as in "минуттан кейін".
    private let aheadFrame: Frame?
    private let agoFrame: Frame?

    private typealias Frame = (before: String, behind: String)

    init(language: String, _ locale: Locale) {
        let rule = PluralRule.of(language)
        let samples = Self.samples(rule)
        self.rule = rule
        wide = Unit.allCases.map { Self.durations($0, .wide, samples, locale, language) }
        short = Unit.allCases.map { Self.durations($0, .short, samples, locale, language) }
        ahead = Unit.allCases.map { Self.distances($0, 1, samples, locale) }
        ago = Unit.allCases.map { Self.distances($0, -1, samples, locale) }
        now = Self.now(locale)
        aheadFrame = Self.frame(1, locale, language)
        agoFrame = Self.frame(-1, locale, language)
    }

    func duration(minutes: Int, width: LocalFormat.Width, format: LocalFormat) -> String {
        let forms = width == .wide ? wide : short
        var rest = minutes
        var parts: [String] = []
        for unit in Unit.allCases {
            let number = rest / unit.minutes
            rest %= unit.minutes
            let isLastAndOnly = unit == .minute && parts.isEmpty
            if number > 0 || isLastAndOnly { parts.append(say(number, forms[unit.rawValue], format)) }
        }
        return parts.joined(separator: " ")
    }

    func relative(minutes: Int, format: LocalFormat) -> String {
        guard minutes != 0 else { return now }
        let size = Int(clamping: minutes.magnitude)
        if size > 60, size < 12 * 60, size % 60 > 0, let frame = minutes > 0 ? aheadFrame : agoFrame {
            let length = duration(minutes: size, width: .short, format: format)
            return frame.before + length + frame.behind
        }
        let unit: Unit = size < 60 ? .minute : size < 48 * 60 ? .hour : .day
        return say(
            (size + unit.minutes / 2) / unit.minutes, (minutes > 0 ? ahead : ago)[unit.rawValue], format)
    }

    private func say(_ number: Int, _ forms: Forms, _ format: LocalFormat) -> String {
        forms[rule.form(number)].pieces.map { piece in
            if case .words(let words) = piece { words } else { format.number(number) }
        }.joined()
    }

    /// A number for each plural form. Those below 2 are left out where they can be, as languages may
    /// have words for one that go without a numeral.
    private static func samples(_ rule: PluralRule) -> [Int] {
        (0..<rule.count).map { form in
            let usual = (3...60).first { rule.form($0) == form }
            guard let sample = usual ?? (0...2).first(where: { rule.form($0) == form }) else {
                preconditionFailure("A plural form that no small number has.")
            }
            return sample
        }
    }

    /// The text with its number turned into a parameter; a text without one stays as it is.
    private static func template(_ text: String, _ sample: Int) -> Template {
        Template(text.replacingOccurrences(of: String(sample), with: "{n}"))
    }

    private static func durations(
        _ unit: Unit, _ width: LocalFormat.Width, _ samples: [Int], _ locale: Locale, _ language: String
    ) -> Forms {
        if let own = ownNames(language, width) {
            return samples.map { _ in Template("{n} " + own[unit.rawValue]) }
        }
        let allowed: Set<Duration.UnitsFormatStyle.Unit> =
            switch unit {
            case .day: [.days]
            case .hour: [.hours]
            case .minute: [.minutes]
            }
        let style = Duration.UnitsFormatStyle(
            allowedUnits: allowed, width: width == .wide ? .wide : .abbreviated
        ).locale(locale)
        return samples.map { sample in
            template(style.format(.seconds(sample * unit.minutes * 60)), sample)
        }
    }

    /// English in the shorter way of timetables; for Tajik the locale data has no names of units.
    private static func ownNames(_ language: String, _ width: LocalFormat.Width) -> [String]? {
        switch (language, width) {
        case ("en", .short): ["d", "h", "min"]
        case ("tg", .short), ("tg", .wide): ["рӯз", "соат", "дақиқа"]
        default: nil
        }
    }

    private static func distances(_ unit: Unit, _ sign: Int, _ samples: [Int], _ locale: Locale) -> Forms {
        samples.map { sample in
            template(distance(sign * sample * unit.minutes, unit, .numeric, locale), sample)
        }
    }

    private static func frame(_ sign: Int, _ locale: Locale, _ language: String) -> Frame? {
        let sample = 5
        let whole = distance(sign * sample, .minute, .numeric, locale)
        let length = durations(.minute, .wide, [sample], locale, language)[0].pieces.map { piece in
            if case .words(let words) = piece { words } else { String(sample) }
        }.joined()
        guard let place = whole.range(of: length) else { return nil }
        let (before, behind) = (String(whole[..<place.lowerBound]), String(whole[place.upperBound...]))
        let isApart = (before.last?.isWhitespace ?? true) && (behind.first?.isWhitespace ?? true)
        return isApart ? (before, behind) : nil
    }

    private static func now(_ locale: Locale) -> String {
        var style = Date.RelativeFormatStyle(presentation: .named, unitsStyle: .wide)
        style.locale = locale
        return style.format(.now)
    }

    private static func distance(
        _ minutes: Int, _ unit: Unit, _ presentation: Date.RelativeFormatStyle.Presentation, _ locale: Locale
    ) -> String {
        let field: Date.RelativeFormatStyle.Field =
            switch unit {
            case .day: .day
            case .hour: .hour
            case .minute: .minute
            }
        let anchor = Date(timeIntervalSinceReferenceDate: 0)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let style = Date.AnchoredRelativeFormatStyle(
            anchor: anchor, allowedFields: [field], presentation: presentation, unitsStyle: .wide,
            locale: locale, calendar: calendar)
        return style.format(anchor.addingTimeInterval(-Double(minutes * 60)))
    }
}
