import Testing
import Texts

/// Spaces that do not break look like any other in a failed expectation.
private func plain(_ text: String) -> String {
    text.replacing("\u{a0}", with: " ").replacing("\u{202f}", with: " ")
}

@Suite struct `The way a language writes` {
    @Test(arguments: [
        ("en", "Friday, 9 April 2027"), ("ru", "пятница, 9 апреля 2027 г."), ("kk", "2027 ж. 9 сәуір, жұма"),
        ("ky", "2027-ж., 9-апрель, жума"), ("tg", "Ҷумъа, 9 Апрел 2027"), ("uz", "juma, 9-aprel, 2027"),
        ("tk", "9 aprel 2027 anna"), ("tr", "9 Nisan 2027 Cuma"),
    ])
    func `dates`(language: String, written: String) {
        let format = LocalFormat(language: language)
        #expect(plain(format.date(year: 2027, month: 4, day: 9, style: .full)) == written)
    }

    @Test(arguments: [("en", "Fri 9 Apr 2027"), ("ru", "Пт, 9 апр. 2027 г.")])
    func `a short date with its year`(language: String, written: String) {
        let format = LocalFormat(language: language)
        let date = plain(format.date(year: 2027, month: 4, day: 9, style: .shortDayYear))
        #expect(date.replacing(",", with: "") == written.replacing(",", with: ""))
    }

    @Test func `the weekday of any date`() {
        let format = LocalFormat(language: "en")
        #expect(format.date(year: 2000, month: 2, day: 29, style: .day).hasPrefix("Tuesday"))
        #expect(format.date(year: 1900, month: 3, day: 1, style: .day).hasPrefix("Thursday"))
        #expect(format.date(year: 2026, month: 11, day: 23, style: .day).hasPrefix("Monday"))
        #expect(format.date(year: 2028, month: 1, day: 1, style: .day).hasPrefix("Saturday"))
    }

    @Test func `the time of day on 24 hours`() {
        #expect(LocalFormat(language: "en").time(hour: 0, minute: 5) == "00:05")
        #expect(
            LocalFormat(language: "ru").dateTime(
                year: 2027, month: 4, day: 9, hour: 17, minute: 30, style: .short)
                == "9 апр., 17:30")
    }

    @Test(arguments: [
        ("en", "1,234,567", "-0.5", "25%"), ("ru", "1 234 567", "-0,5", "25 %"),
        ("kk", "1 234 567", "-0,5", "25%"),
        ("tr", "1.234.567", "-0,5", "%25"), ("tk", "1 234 567", "-0,5", "25 %"),
    ])
    func `numbers`(language: String, million: String, half: String, quarter: String) {
        let format = LocalFormat(language: language)
        #expect(plain(format.number(1_234_567)) == million)
        #expect(plain(format.number(-0.5, decimals: 1)) == half)
        #expect(plain(format.percent(0.25)) == quarter)
        #expect(format.number(999) == "999")
        #expect(format.number(-0.04, decimals: 1) == format.number(0.0, decimals: 1))
    }

    @Test(arguments: [
        ("en", "1 h 20 min", "1 hour 20 minutes"), ("ru", "1 ч 20 мин", "1 час 20 минут"),
        ("kk", "1 сағ 20 мин", "1 сағат 20 минут"), ("ky", "1 ст 20 мүн", "1 саат 20 мүнөт"),
        ("tg", "1 соат 20 дақиқа", "1 соат 20 дақиқа"), ("uz", "1 soat 20 daq.", "1 soat 20 daqiqa"),
        ("tk", "1 sag 20 min", "1 sagat 20 minut"), ("tr", "1 sa. 20 dk.", "1 saat 20 dakika"),
    ])
    func `how long something takes`(language: String, short: String, wide: String) {
        let format = LocalFormat(language: language)
        #expect(plain(format.duration(minutes: 80)) == short)
        #expect(plain(format.duration(minutes: 80, width: .wide)) == wide)
    }

    @Test func `how long, without what is zero`() {
        let format = LocalFormat(language: "ru")
        #expect(plain(format.duration(minutes: 0, width: .wide)) == "0 минут")
        #expect(plain(format.duration(minutes: 120, width: .wide)) == "2 часа")
        #expect(plain(format.duration(minutes: 3 * 1440 + 21, width: .wide)) == "3 дня 21 минута")
    }

    @Test(arguments: [
        ("en", "in 20 minutes", "2 hours ago"), ("ru", "через 20 минут", "2 часа назад"),
        ("kk", "20 минуттан кейін", "2 сағат бұрын"), ("ky", "20 мүнөттөн кийин", "2 саат мурун"),
        ("tg", "пас аз 20 дақиқа", "2 соат пеш"), ("uz", "20 daqiqadan keyin", "2 soat oldin"),
        ("tk", "20 minutdan", "2 sagat öň"), ("tr", "20 dakika sonra", "2 saat önce"),
    ])
    func `how far away a moment is`(language: String, ahead: String, ago: String) {
        let format = LocalFormat(language: language)
        #expect(plain(format.relative(minutes: 20)) == ahead)
        #expect(plain(format.relative(minutes: -120)) == ago)
    }

    @Test func `distances in the unit that a person would use, rounded as people round`() {
        let format = LocalFormat(language: "en")
        #expect(format.relative(minutes: 0) == "now")
        #expect(format.relative(minutes: 1) == "in 1 minute")
        #expect(format.relative(minutes: 89) == "in 1 h 29 min")
        #expect(format.relative(minutes: 59) == "in 59 minutes")
        #expect(format.relative(minutes: -60) == "1 hour ago")
        #expect(format.relative(minutes: -95) == "1 h 35 min ago")
        #expect(format.relative(minutes: 230) == "in 3 h 50 min")
        #expect(format.relative(minutes: -13 * 60 - 5) == "13 hours ago")
        #expect(plain(LocalFormat(language: "ru").relative(minutes: -97)) == "1 ч 37 мин назад")
        #expect(plain(LocalFormat(language: "ru").relative(minutes: 97)) == "через 1 ч 37 мин")
        #expect(format.relative(minutes: 47 * 60) == "in 47 hours")
        #expect(format.relative(minutes: -3 * 1440) == "3 days ago")
    }

    @Test func `lists and choices`() {
        #expect(LocalFormat(language: "en").list(["a", "b", "c"]) == "a, b and c")
        #expect(LocalFormat(language: "ru").list(["а", "б"]) == "а и б")
        #expect(LocalFormat(language: "tr").choice(["a", "b"]) == "a veya b")
    }

    @Test(arguments: [
        ("ru", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"), ("kk", "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"),
        ("ky", "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"), ("tg", "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя"),
        ("tr", "abcçdefgğhıijklmnoöprsştuüvyz"), ("tk", "abçdeäfghijklmnňoöprsştuüwyýz"),
    ])
    func `words in the order of its alphabet`(language: String, alphabet: String) {
        let letters = alphabet.map { String($0) }
        #expect(LocalFormat(language: language).sorted(letters.reversed()) { $0 } == letters)
    }

    @Test func `equal names in the order they came, and numbers by size`() {
        let format = LocalFormat(language: "en")
        #expect(format.sorted([("b", 1), ("A", 2), ("a", 3)]) { $0.0 }.map(\.1) == [2, 3, 1])
        #expect(format.sorted(["Room 10", "Room 9"]) { $0 } == ["Room 9", "Room 10"])
    }
}
