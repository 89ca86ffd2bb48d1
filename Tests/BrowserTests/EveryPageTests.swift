import BrowserDriver
import Fixtures
import Foundation
import Testing

/// Every kind of page, as it is served in the midst of a run: nothing wider than a small phone, no target too small for a
/// finger, no fault that axe can find, no complaint of the browser.
@Suite(.serialized) struct `Every page of a run` {
    @Test(.timeLimit(.minutes(10)))
    func `can be used by everybody, on a phone and a laptop, in both languages`()
        async throws
    {
        let axe = try Axe()
        try await served(Fixtures.twelveFolder) { doors in
            try await Browser.open { browser in
                let control = try await browser.person()
                let shelter = try await browser.person(.smallPhone)
                for page in ["/join", "/join/none"] { try await judge(shelter, doors.url + page, axe) }
                try await judge(shelter, doors.link(to: "house_desk"), axe)
                try await shelter.join(doors.link(to: "house_desk"), as: "Alma")
                try await control.open(doors.control)
                try await control.press("Open control")
                try await control.press("Start the exercise")
                try await control.press("Jump to what is due next")
                try await shelter.press("A call about a missing brother")
                try await shelter.sees("What we learn from it")
                let seat = try await seatPages(shelter, doors.url)
                let desk = controlPages.map { doors.url + $0 }
                for page in seat { try await judge(shelter, page, axe) }
                for page in desk { try await judge(control, page, axe) }
                let observer = try await lookOn(browser, control, doors.url)
                let sights = ["/observe", "/observe?agency=1", "/observe/talks", "/debrief"].map {
                    doors.url + $0
                }
                for page in sights { try await judge(observer, page, axe) }
                let (player, roles) = try await play(browser, control, doors.url, axe)
                for page in roles { try await judge(player, page, axe) }
                for person in [shelter, control, observer, player] {
                    try await speak("ru", person, doors.url)
                }
                for page in roles { try await judge(player, page, axe, on: [.smallPhone]) }
                for page in seat { try await judge(shelter, page, axe, on: [.smallPhone]) }
                for page in desk { try await judge(control, page, axe, on: [.laptop]) }
                for page in sights { try await judge(observer, page, axe, on: [.smallPhone]) }
            }
        }
    }

    private let controlPages = [
        "/control", "/control?seat=house_desk", "/control?inject=reporter", "/control?person=davit",
        "/control/facts", "/control/people", "/control/doors", "/control/end", "/control/seat/house_desk",
        "/control/roles", "/debrief",
    ]

    /// Somebody who comes in by the code that control has just made.
    private func lookOn(_ browser: Browser, _ control: Person, _ url: String) async throws -> Person {
        try await control.open(url + "/control/doors")
        try await control.press("Make a way in for observers")
        try await control.sees("Close this way in")
        let code = try await control.value("document.querySelector('#observers .ticket-code').innerText")
            .string
        let observer = try await browser.person(.smallPhone)
        try await observer.open(url + "/join/" + (code ?? ""))
        try await observer.fill("Your name", with: "Aliya")
        try await observer.press("Go on")
        try await observer.press("Yes, let me look on")
        try await observer.sees("What has happened")
        return observer
    }

    /// Somebody whom control asks to play Davit, and who says yes.
    private func play(_ browser: Browser, _ control: Person, _ url: String, _ axe: Axe) async throws -> (
        player: Person, pages: [String]
    ) {
        try await control.open(url + "/control/roles")
        try await control.press("Make a way in for role-players")
        try await control.sees("Close this way in")
        let code = try await control.value("document.querySelector('#role-players .ticket-code').innerText")
            .string
        let player = try await browser.person(.smallPhone)
        try await player.open(url + "/join/" + (code ?? ""))
        try await player.fill("Your name", with: "Nadia")
        try await player.press("Go on")
        try await player.press("Yes, I will take part")
        try await player.sees("Nobody yet")
        try await control.open(url + "/control/roles")
        let number = try await control.value("document.querySelector('#cast-player').options[1].value").string
        try await control.choose(number ?? "", in: "#cast-player")
        try await control.choose("davit", in: "#cast-person")
        try await control.press("Ask")
        // The page of who waits is told by itself.
        try await player.sees("Davit Oren")
        try await player.press("Davit Oren")
        // The address is that of the list until the next page has come.
        try await player.sees("Yes, I will play this character")
        let offer = try await player.address()
        try await judge(player, offer, axe)
        try await player.press("Yes, I will play this character")
        try await player.press("I am ready, begin")
        try await player.sees("How I am now")
        return (player, [offer, url + "/role", url + "/role/after"])
    }

    private func seatPages(_ person: Person, _ url: String) async throws -> [String] {
        let item = try await person.address()
        let fact = try await person.address(of: "a[href^='/fact/']")
        let someone = try await person.address(of: "#main a[href^='/person/']")
        let place = try await person.address(of: "#main a[href^='/place/']")
        try await person.open(url + "/act")
        let write = try await person.address(of: "#main a[href^='/act/']")
        try await person.open(someone)
        let talk = try await person.address(of: "#main a[href^='/talk/with/']")
        return [item, fact, someone, place, write, talk]
            + [
                "/now", "/case", "/case/people", "/case/places", "/case/chart", "/case/timeline",
                "/case/decisions", "/case/operations", "/act", "/talk", "/me", "/me/law", "/glossary",
                "/note", "/stop",
            ].map { url + $0 }
    }

    private func judge(
        _ person: Person, _ page: String, _ axe: Axe, on devices: [Device] = [.smallPhone, .laptop]
    ) async throws {
        try await person.open(page)
        for device in devices {
            try await person.resize(device)
            let name = page.split(separator: "/").dropFirst(2).joined(separator: "/") + " \(device.width)"
            let excess = try await person.value("document.documentElement.scrollWidth - innerWidth").int ?? 0
            #expect(excess <= 0, "\(name) is wider than the screen")
            for fault in try await person.smallTargets() { Issue.record("\(name): too small: \(fault)") }
            for fault in try await axe.faults(of: person) { Issue.record("\(name): \(fault)") }
        }
        for fault in person.complaints() { Issue.record("\(page): \(fault)") }
    }
}
