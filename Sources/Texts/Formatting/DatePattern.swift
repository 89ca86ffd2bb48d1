import Foundation

/// A date pattern of CLDR such as `EEEE, d MMMM y 'г'.`, cut into fields with their names at hand.
struct DatePattern: Sendable {
    private enum Field: Sendable {
        case words(String)
        case year
        case month(names: [String])
        case day
        /// The names begin with Sunday.
        case weekday(names: [String])
    }

    private let fields: [Field]

    /// The patterns of a language in the order of `LocalFormat.DateStyle`.
    static func all(_ locale: Locale) -> [DatePattern] {
        let symbols = DateFormatter()
        symbols.locale = locale
        return ["yMMMMEEEEd", "yMMMMd", "MMMMEEEEd", "MMMEd", "MMMd", "yMMMEd"].map { skeleton in
            let pattern = DateFormatter.dateFormat(fromTemplate: skeleton, options: 0, locale: locale)
            return DatePattern(pattern ?? "d MMMM y", symbols)
        }
    }

    private init(_ pattern: String, _ symbols: DateFormatter) {
        var fields: [Field] = []
        var rest = pattern[...]
        while let first = rest.first {
            if first == "'" {
                let quoted = rest.dropFirst().prefix { $0 != "'" }
                fields.append(.words(quoted.isEmpty ? "'" : String(quoted)))
                rest = rest[quoted.endIndex...].dropFirst()
            } else {
                let run = rest.prefix { $0 == first }
                fields.append(Self.field(first, width: run.count, symbols) ?? .words(String(run)))
                rest = rest[run.endIndex...]
            }
        }
        self.fields = fields
    }

    private static func field(_ letter: Character, width: Int, _ symbols: DateFormatter) -> Field? {
        switch (letter, width) {
        case ("y", _): .year
        case ("d", _): .day
        case ("M", 4): .month(names: symbols.monthSymbols)
        case ("M", _): .month(names: symbols.shortMonthSymbols)
        case ("L", 4): .month(names: symbols.standaloneMonthSymbols)
        case ("L", _): .month(names: symbols.shortStandaloneMonthSymbols)
        case ("E", 4): .weekday(names: symbols.weekdaySymbols)
        case ("E", _): .weekday(names: symbols.shortWeekdaySymbols)
        case ("c", 4): .weekday(names: symbols.standaloneWeekdaySymbols)
        case ("c", _): .weekday(names: symbols.shortStandaloneWeekdaySymbols)
        default: nil
        }
    }

    func written(year: Int, month: Int, day: Int) -> String {
        precondition((1...12).contains(month), "A month counts from 1 to 12.")
        var written = ""
        for field in fields {
            switch field {
            case .words(let words): written += words
            case .year: written += String(year)
            case .day: written += String(day)
            case .month(let names): written += names.count == 12 ? names[month - 1] : String(month)
            case .weekday(let names):
                let weekday = Self.weekday(year: year, month: month, day: day)
                written += names.count == 7 ? names[weekday] : ""
            }
        }
        return written
    }

    /// 0 for Sunday; Zeller's congruence turned to begin there.
    static func weekday(year: Int, month: Int, day: Int) -> Int {
        let isEarly = month < 3
        let year = isEarly ? year - 1 : year
        let month = isEarly ? month + 12 : month
        let sum = day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400
        return (sum + 6) % 7
    }
}
