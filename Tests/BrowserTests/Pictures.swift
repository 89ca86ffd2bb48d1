import BrowserDriver
import Foundation
import Testing

/// The pictures that the README shows, of the bundled case: with KEREGE_PICTURES set to a folder they are kept there.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["KEREGE_PICTURES"] != nil))
struct `Pictures of the bundled case` {
    private static let pack = URL(fileURLWithPath: assetsFolder).deletingLastPathComponent()
        .appendingPathComponent("Packs/reedfield").path

    @Test(.timeLimit(.minutes(10))) func `show a case that has been played for a while`() async throws {
        try await served(Self.pack) { doors in
            try await Browser.open { browser in
                let control = try await browser.person()
                try await control.open(doors.control)
                try await control.press("Open control")
                try await control.press("Start the exercise")
                for seat in doors.seats where seat.id != "shelter_velmara" {
                    try await control.open(doors.url + "/control?seat=" + seat.id)
                    try await control.press("Seat the bot")
                    try await control.sees("Bot:", in: "#main")
                }
                let shelter = try await browser.person(.smallPhone)
                try await shelter.open(doors.link(to: "shelter_velmara"))
                try await keep(shelter, "door-phone")
                try await shelter.join(doors.link(to: "shelter_velmara"), as: "Alma")
                for _ in 1...34 { try await jump(control) }
                try await control.open(doors.url + "/control?seat=shelter_velmara")
                try await keep(control, "control")
                try await picturesOfASeat(shelter, doors.url)
                try await everyLook(shelter, control, doors.url)
                try await control.open(doors.url + "/control/end")
                try await control.press("Yes, end it for everybody")
                try await control.sees("Ended", in: "#band-clock")
                try await control.open(doors.url + "/debrief")
                try await keep(control, "debrief")
                try await keep(control, "debrief-whole", wholePage: true)
                try await control.resize(.smallPhone)
                try await keep(control, "debrief-phone", wholePage: true)
            }
        }
    }

    private func jump(_ control: Person) async throws {
        let command = "document.querySelector(\"form[action='/control/jump'] [name=command]\")?.value"
        let before = try await control.value(command).string ?? ""
        try await control.press("Jump to what is due next")
        try await control.until("\(command) !== '\(before)'")
    }

    private func picturesOfASeat(_ shelter: Person, _ url: String) async throws {
        try await shelter.open(url + "/now")
        for item in try await shelter.addresses(of: "#main a[href^='/item/']").prefix(4) {
            try await shelter.open(item)
        }
        try await shelter.open(url + "/now")
        try await keep(shelter, "now-phone")
        try await shelter.open(url + "/case/people")
        // Who may be referred is for the case to say, and for how far it has gone.
        let link = """
            Array.from(document.querySelectorAll('#main a')).find(a => a.textContent.includes('Refer to a service'))
            ?.getAttribute('href') ?? ''
            """
        var referral = ""
        for person in try await shelter.addresses(of: "#main a[href^='/person/']") where referral.isEmpty {
            try await shelter.open(person)
            referral = try await shelter.value(link).string ?? ""
        }
        try #require(!referral.isEmpty, "nobody can be referred")
        try await shelter.open(url + referral)
        let form = try await { () in
            try await shelter.until("Boolean(document.querySelector('#act-form'))")
            return try await shelter.address()
        }()
        try await speak("ru", shelter, url)
        try await shelter.open(form)
        // A long form goes step by step.
        let isAsked = "Boolean(document.querySelector('#act-confirm'))"
        for _ in 1...12 where try await shelter.value(isAsked).bool != true {
            try await answerWhatIsAsked(shelter)
            _ = try await shelter.value("window.before = document.querySelector('#main').innerText")
            try await shelter.press(css: "#act-form button.button-main")
            try await shelter.until("document.querySelector('#main')?.innerText !== window.before")
        }
        try await shelter.until(isAsked)
        try await keep(shelter, "act-confirm-phone-ru")
        try await speak("en", shelter, url)
        try await shelter.resize(.laptop)
        try await shelter.open(url + "/case")
        try await keep(shelter, "case-laptop")
    }

    /// The first answer to each question, and a word wherever words are wanted: what the case asks is its own.
    private func answerWhatIsAsked(_ person: Person) async throws {
        _ = try await person.value(
            """
            (() => {
              const form = document.querySelector('#act-form')
              const open = field => !field.disabled && field.offsetParent !== null
              for (const field of form.querySelectorAll('input[type=radio]'))
                if (open(field) && !form.querySelector(`[name="${field.name}"]:checked`)) field.click()
              for (const field of form.querySelectorAll('select'))
                if (open(field) && !field.value) {
                  field.selectedIndex = [...field.options].findIndex(option => option.value)
                  field.dispatchEvent(new Event('change', { bubbles: true }))
                }
              for (const field of form.querySelectorAll('textarea, input[type=text]'))
                if (open(field) && !field.value) {
                  field.value = '…'
                  field.dispatchEvent(new Event('input', { bubbles: true }))
                }
              return true
            })()
            """)
    }

    /// More than the README shows, to be looked at: screens, light and languages.
    private func everyLook(_ shelter: Person, _ control: Person, _ url: String) async throws {
        let places = ["/now", "/case", "/case/people", "/case/places", "/act", "/talk", "/me"]
        for (device, isDark, language) in [
            (Device.smallPhone, true, "en"), (.tablet, false, "ru"), (.laptop, true, "ru"),
        ] {
            try await speak(language, shelter, url)
            try await shelter.resize(device)
            try await shelter.prefers(isDark: isDark)
            for place in places {
                try await shelter.open(url + place)
                let name = place.dropFirst().replacingOccurrences(of: "/", with: "-")
                try await keep(
                    shelter, "look-\(name)-\(device.width)-\(isDark ? "dark" : "light")-\(language)")
            }
        }
        try await speak("ru", control, url)
        try await control.resize(.laptop)
        try await control.prefers(isDark: true)
        for place in ["/control", "/control/facts", "/control/people", "/control/doors"] {
            try await control.open(url + place)
            let name = place.dropFirst().replacingOccurrences(of: "/", with: "-")
            try await keep(control, "look-\(name)-1280-dark-ru")
        }
        try await control.resize(.smallPhone)
        try await control.open(url + "/control")
        try await keep(control, "look-control-360-dark-ru", wholePage: true)
        try await control.resize(.laptop)
        try await control.prefers(isDark: false)
        try await speak("en", control, url)
    }

    private func keep(_ person: Person, _ name: String, wholePage: Bool = false) async throws {
        let folder = ProcessInfo.processInfo.environment["KEREGE_PICTURES"] ?? "."
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try await person.picture(wholePage: wholePage).write(
            to: URL(fileURLWithPath: "\(folder)/\(name).png"))
    }
}

/// Changes the language on the page of the content note.
func speak(_ language: String, _ person: Person, _ url: String) async throws {
    try await person.open(url + "/note")
    try await person.press(css: "#preferences summary")
    try await person.choose(language, in: "#language-choice")
    try await person.until("document.documentElement.lang === \(language == "ru" ? "'ru'" : "'en'")")
}
