import BrowserDriver
import Foundation
import Testing

@Suite(.serialized) struct `A driven browser` {
    @Test(.timeLimit(.minutes(10))) func `lets several people use a page, each on a device of their own`()
        async throws
    {
        try await Browser.open { browser in
            let first = try await browser.person(.phone, isDark: true, language: "ru")
            let second = try await browser.person(.laptop)
            for person in [first, second] { try await person.open(samplePage) }
            try await first.fill("Message", with: "Сәлем")
            try await first.press("Send it")
            try await first.sees("sent: Сәлем")
            #expect(try await second.text(of: "#said") == "")
            #expect(try await first.value("matchMedia('(prefers-color-scheme: dark)').matches").bool == true)
            #expect(
                try await second.value("matchMedia('(prefers-color-scheme: dark)').matches").bool == false)
            #expect(try await first.value("innerWidth").int == 390)
            #expect(try await first.value("navigator.language").string == "ru")
            #expect(try await second.picture().count > 1_000)
        }
    }

    @Test(.timeLimit(.minutes(10))) func `goes by keyboard and chooses from lists`() async throws {
        try await Browser.open { browser in
            let person = try await browser.person()
            try await person.open(samplePage)
            try await person.fill(css: "#message", with: "by key")
            try await person.press(.tab)
            #expect(try await person.value("document.activeElement.textContent").string == "Send it")
            try await person.press(.enter)
            try await person.sees("sent: by key")
            try await person.choose("b", in: "select")
            try await person.sees("chose b")
        }
    }

    @Test(.timeLimit(.minutes(10))) func `tells what the page complained about`() async throws {
        try await Browser.open { browser in
            let person = try await browser.person()
            try await person.open(samplePage)
            #expect(person.complaints().isEmpty)
            _ = try await person.value("setTimeout(() => { throw new Error('a planted fault') })")
            try await person.until("true")
            #expect(person.complaints().contains { $0.contains("a planted fault") })
        }
    }

    @Test(.timeLimit(.minutes(10))) func `runs no script for who has none`() async throws {
        try await Browser.open { browser in
            let person = try await browser.person(withScript: false)
            try await person.open(samplePage)
            #expect(try await person.text(of: "#ran") == "no script ran")
        }
    }

    @Test(.timeLimit(.minutes(10))) func `says what it waited for in vain`() async throws {
        try await Browser.open { browser in
            let person = try await browser.person()
            try await person.open(samplePage)
            await #expect(throws: BrowserFailure.self) {
                try await person.until("syntax error here", patience: .zero)
            }
        }
    }
}

private let samplePage =
    "data:text/html;charset=utf-8,"
        + """
        <!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Sample</title><p id="ran">no script ran</p>
        <form><label for="message">Message</label><input id="message"><button>Send it</button></form>
        <select aria-label="List"><option>a</option><option>b</option></select><p id="said"></p>
        <script>
          document.getElementById("ran").textContent = "script ran";
          document.querySelector("form").onsubmit = e => {
            e.preventDefault(); document.getElementById("said").textContent = "sent: " + document.getElementById("message").value };
          document.querySelector("select").onchange = e => { document.getElementById("said").textContent = "chose " + e.target.value };
        </script>
        """.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)!
