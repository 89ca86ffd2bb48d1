import BrowserDriver
import Host
import StyleGuide
import Testing
import Web

/// A page of one list, one form and one fold, and the small server behind it.
private final class Venue: Sendable {
    struct State {
        var items = ["first"]
        var recorded: [String] = []
        var commands = 0
        var notices: [String] = []
        var isDown = false
        var sectionsAsked: [String] = []
        var fault: String?
        var draftsOf: String? = "anna"
        var forgetsDrafts = false
    }

    let state = Locked(State())
    private let assets: Assets

    init() throws { assets = try Assets(folder: assetsFolder) }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    func answer(_ request: PageRequest) -> PageAnswer {
        if let file = asset(at: request.path, assets) { return file }
        return state.withLock { state in
            if state.isDown { return .brokenLine }
            switch (request.method, request.path) {
            case ("GET", "/stream"):
                defer { state.notices = [] }
                return .stream(
                    state.notices.map { "event: notice\ndata: {\"sections\":[\"\($0)\"]}\n\n" }.joined())
            case ("POST", "/stop"):
                // As the real one: a command that has been is not done again.
                if !state.recorded.contains(request.body) { state.recorded.append(request.body) }
                state.commands += 1
                return .moved(to: "/page")
            case ("POST", "/gone"):
                return .page(Self.refusal.document(), status: 404)
            case ("POST", "/write"):
                return record(request.body, &state)
            default:
                if let sections = request.header("X-Sections") { state.sectionsAsked.append(sections) }
                return .page(Self.page(state).document())
            }
        }
    }

    private func record(_ body: String, _ state: inout State) -> PageAnswer {
        if state.fault != nil { return .page(Self.page(state).document(), status: 422) }
        // A command that was recorded before is not recorded again.
        let command = body.split(separator: "&").first { $0.hasPrefix("command=") }.map(String.init) ?? ""
        if !state.recorded.contains(where: { $0.contains(command) }) {
            state.recorded.append(body)
            state.items.append("written")
            state.commands += 1
        }
        return .moved(to: "/page")
    }

    private static var refusal: Node {
        Web.page(
            StyleGuide.shell("Gone", .door), h1("That did not work"),
            p(.class("large"), "This person has left."))
    }

    private static func page(_ state: State) -> Node {
        var shell = StyleGuide.shell("Live", .participant, place: 0)
        shell.stream = "/stream"
        (shell.draftsOf, shell.forgetsDrafts) = (state.draftsOf, state.forgetsDrafts)
        shell.band?.stop?.command = "stop-\(state.commands)"
        return Web.page(
            shell, h1("Live"),
            live("now", ul(.id("list"), .each(state.items) { li(.id("item-" + $0), .text($0)) })),
            live(
                "talk", fold(id: "more", "More", p("Inside")),
                actForm(
                    id: "write", to: "/write", command: "c\(state.commands)",
                    textArea(
                        id: "body", name: "body", FieldText("Message", fault: state.fault), draft: "body"),
                    formFoot(button("Send", .main))),
                actForm(id: "gone", to: "/gone", command: "gone", formFoot(button("Ask who has left")))))
    }
}

@Suite(.serialized) struct `A live page` {
    private func visit(_ body: (Person, Venue) async throws -> Void) async throws {
        let venue = try Venue()
        try await Browser.open { browser in
            let person = try await browser.person(.phone)
            try await person.served(by: { venue.answer($0) })
            try await person.open("http://kerege.test/page")
            try await body(person, venue)
        }
    }

    @Test(.timeLimit(.minutes(10))) func `shows news without taking the pen out of one's hand`() async throws
    {
        try await visit { person, venue in
            try await person.press("More")
            try await person.fill("Message", with: "half a sen")
            venue.change {
                $0.items = ["new", "first"]
                $0.notices = ["now"]
            }
            try await person.sees("new", in: "#list")
            #expect(try await person.texts(of: "#list li") == ["new", "first"])
            venue.change {
                $0.items = ["newer"]
                $0.notices = ["talk", "now"]
            }
            try await person.sees("newer", in: "#list")
            #expect(try await person.content(of: "#body") == "half a sen")
            #expect(try await person.value("document.activeElement.id").string == "body")
            #expect(try await person.value("document.getElementById('more').open").bool == true)
            let asked = venue.state.withLock { $0.sectionsAsked }
            #expect(asked.contains { $0.split(separator: ",").contains("now") })
            #expect(person.complaints().isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(10))) func `sends a form in place and is ready for the next`() async throws {
        try await visit { person, venue in
            try await person.fill("Message", with: "Сәлем")
            try await person.press("Send")
            try await person.sees("written", in: "#list")
            #expect(try await person.content(of: "#body") == "")
            try await person.until("document.querySelector('#write [name=command]').value === 'c1'")
            try await person.reload()
            #expect(try await person.content(of: "#body") == "", "what is sent is no draft any more")
        }
    }

    @Test(.timeLimit(.minutes(10))) func `keeps what was written while the line is down, and sends it once`()
        async throws
    {
        try await visit { person, venue in
            try await person.fill("Message", with: "not lost")
            venue.change { $0.isDown = true }
            try await person.press("Send")
            try await person.sees("still here", in: "#write")
            #expect(try await person.content(of: "#body") == "not lost")
            try await person.until("document.getElementById('connection').dataset.link === 'lost'")
            venue.change { $0.isDown = false }
            try await person.press("Send")
            try await person.sees("written", in: "#list")
            #expect(venue.state.withLock { $0.recorded.count } == 1)
        }
    }

    @Test(.timeLimit(.minutes(10))) func `keeps a draft over a page that was closed by mistake`() async throws
    {
        try await visit { person, _ in
            try await person.fill("Message", with: "to be continued")
            try await person.reload()
            #expect(try await person.content(of: "#body") == "to be continued")
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `shows a draft to nobody else on the same phone, and forgets it with whoever leaves`()
        async throws
    {
        try await visit { person, venue in
            let kept = "Object.keys(localStorage).filter(name => name.startsWith('kerege.draft.')).length"
            try await person.fill("Message", with: "to be continued")
            // The door, on the way back in.
            venue.change { $0.draftsOf = nil }
            try await person.reload()
            #expect(try await person.content(of: "#body") == "")
            venue.change { $0.draftsOf = "anna" }
            try await person.reload()
            #expect(try await person.content(of: "#body") == "to be continued")
            venue.change { $0.draftsOf = "boris" }
            try await person.reload()
            #expect(try await person.content(of: "#body") == "")
            #expect(try await person.value(kept).int == 0)
            try await person.fill("Message", with: "mine")
            #expect(try await person.value(kept).int == 1)
            venue.change { ($0.draftsOf, $0.forgetsDrafts) = (nil, true) }
            try await person.reload()
            #expect(try await person.value(kept).int == 0)
        }
    }

    @Test(.timeLimit(.minutes(10))) func `says what is wrong beside the field and keeps the words`()
        async throws
    {
        try await visit { person, venue in
            venue.change { $0.fault = "Say it in one sentence." }
            try await person.fill("Message", with: "too much")
            try await person.press("Send")
            try await person.sees("Say it in one sentence.", in: "#write")
            #expect(try await person.content(of: "#body") == "too much")
            #expect(try await person.value("document.activeElement.id").string == "body")
        }
    }

    @Test(.timeLimit(.minutes(10))) func `says why an act was not accepted where it was tried`() async throws
    {
        try await visit { person, _ in
            try await person.press("Ask who has left")
            try await person.sees("This person has left.", in: "#gone")
        }
    }

    @Test(.timeLimit(.minutes(10))) func `stops a second time after the run went on`() async throws {
        try await visit { person, venue in
            for press in 1...2 {
                try await person.press("STOP")
                try await person.until(
                    "document.querySelector('.band [name=command]').value === 'stop-\(press)'")
            }
            #expect(venue.state.withLock { $0.recorded.count } == 2)
        }
    }

    @Test(.timeLimit(.minutes(10))) func `lets the clock go on between two updates`() async throws {
        try await visit { person, _ in
            try await person.until("document.querySelector('[data-clock-time]').textContent === '14:22'")
            _ = try await person.value("document.querySelector('[data-clock]').dataset.ms = '86399900'")
            try await person.until("document.querySelector('[data-clock-time]').textContent === '00:00'")
            #expect(try await person.text(of: "[data-clock-day]") == "Wed 10 March")
        }
    }
}
