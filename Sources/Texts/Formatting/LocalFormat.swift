import Foundation

/// How a language writes dates, times, numbers, durations and lists, and in which order it sorts.
///
/// The rules are taken once from the system's locale data (CLDR); what follows is plain arithmetic on
/// whole numbers, so that formatting costs little and depends on no clock and no time zone.
public struct LocalFormat: Sendable {
    public enum DateStyle: Int, Sendable, CaseIterable {
        /// Friday, 9 April 2027
        case full
        /// 9 April 2027
        case long
        /// Friday, 9 April
        case day
        /// Fri, 9 Apr
        case shortDay
        /// 9 Apr
        case short
        /// Fri, 9 Apr 2027
        case shortDayYear
    }

    public enum Width: Sendable {
        /// 1 hour 20 minutes
        case wide
        /// 1 h 20 min
        case short
    }

    /// The code of the language.
    public let language: String
    let locale: Locale
    private let numbers: NumberMarks
    private let dates: [DatePattern]
    private let units: UnitNames

    public init(language: String) {
        self.language = language
        // International English: the day before the month, and 24 hours.
        locale = Locale(identifier: language == "en" ? "en_GB" : language)
        numbers = NumberMarks(locale)
        dates = DatePattern.all(locale)
        units = UnitNames(language: language, locale)
    }

    /// A whole number with its groups: `1 234 567`.
    public func number(_ value: Int) -> String {
        numbers.written(value)
    }

    /// A number with a fixed count of decimals: `0,5`. Rounds half away from zero.
    public func number(_ value: Double, decimals: Int) -> String {
        numbers.written(value, decimals: decimals)
    }

    /// A share from 0 to 1 as whole percent: `25 %`.
    public func percent(_ share: Double) -> String {
        numbers.percent(share)
    }

    /// A date of the Gregorian calendar; `month` and `day` count from 1.
    public func date(year: Int, month: Int, day: Int, style: DateStyle) -> String {
        dates[style.rawValue].written(year: year, month: month, day: day)
    }

    /// A time of day on the 24-hour clock: `09:05`.
    public func time(hour: Int, minute: Int) -> String {
        (hour < 10 ? "0" : "") + String(hour) + (minute < 10 ? ":0" : ":") + String(minute)
    }

    /// `Fri, 9 Apr, 09:05`
    public func dateTime(
        year: Int, month: Int, day: Int, hour: Int, minute: Int, style: DateStyle = .shortDay
    ) -> String {
        date(year: year, month: month, day: day, style: style) + ", " + time(hour: hour, minute: minute)
    }

    /// How long something takes: days, hours and minutes, those that are zero left out. Its size counts.
    public func duration(minutes: Int, width: Width = .short) -> String {
        units.duration(minutes: Int(clamping: minutes.magnitude), width: width, format: self)
    }

    /// How far away a moment is: `in 20 minutes`, and `2 hours ago` for negative numbers; `now` for 0.
    /// To the minute below half a day, from one hour on in hours and minutes: `1 h 35 min ago`; then rounded as people
    /// round. Where a language joins the word to what follows it, rounded from one hour on.
    public func relative(minutes: Int) -> String {
        units.relative(minutes: minutes, format: self)
    }

    /// The items as one phrase: `a, b and c`.
    public func list(_ items: [String]) -> String {
        items.formatted(.list(type: .and).locale(locale))
    }

    /// The items as a choice: `a, b or c`.
    public func choice(_ items: [String]) -> String {
        items.formatted(.list(type: .or).locale(locale))
    }

    /// Whether `first` stands before `second` in the order of the language.
    public func isOrdered(_ first: String, before second: String) -> Bool {
        first.compare(second, options: [.caseInsensitive, .numeric], range: nil, locale: locale)
            == .orderedAscending
    }

    /// The elements in the order of the language by what `text` gives; equal ones keep their order.
    public func sorted<Element>(_ elements: [Element], by text: (Element) -> String) -> [Element] {
        let keyed = elements.enumerated().map {
            (text: text($0.element), index: $0.offset, element: $0.element)
        }
        return keyed.sorted { first, second in
            switch first.text.compare(
                second.text, options: [.caseInsensitive, .numeric], range: nil, locale: locale)
            {
            case .orderedAscending: true
            case .orderedDescending: false
            case .orderedSame: first.index < second.index
            }
        }.map(\.element)
    }
}

/// The languages that the platform knows by name.
public enum Languages {
    /// What the speakers of a language call it, for a menu; the code itself if it is not known.
    public static func ownName(_ language: String) -> String {
        switch language {
        case "en": "English"
        case "ru": "Русский"
        case "kk": "Қазақша"
        case "ky": "Кыргызча"
        case "tg": "Тоҷикӣ"
        case "uz": "O‘zbekcha"
        case "tk": "Türkmençe"
        case "tr": "Türkçe"
        default: Locale(identifier: language).localizedString(forLanguageCode: language) ?? language
        }
    }
}
