import Foundation

/// Somebody at a device: opens pages, reads, presses, types. Every wait ends when the page has become so, or fails.
public struct Person: Sendable {
    let wire: Wire
    let session: String
    let withScript: Bool

    /// How long a page may take: it waits for whatever else the machine has to do.
    public static let patience = Duration.seconds(90)

    // MARK: Going and waiting

    /// Opens an address and waits until it is loaded.
    public func open(_ address: String) async throws {
        let answer = try await call("Page.navigate", ["url": .string(address)])
        if let fault = answer["errorText"].string { throw BrowserFailure(address + ": " + fault) }
        try await until("document.readyState === 'complete' && location.href !== 'about:blank'")
    }

    public func reload() async throws {
        try await run("document.documentElement.setAttribute('data-before', '')")
        try await call("Page.reload")
        try await until(
            "document.readyState === 'complete' && !document.documentElement.hasAttribute('data-before')")
    }

    public func goBack() async throws { try await run("history.back()") }

    /// Waits until a condition in JavaScript holds on the page that is shown then; after `patience` the test has failed.
    public func until(_ condition: String, patience: Duration = Person.patience) async throws {
        let clock = ContinuousClock()
        let end = clock.now + patience
        repeat {
            do {
                if try await evaluate(withScript ? waiting(for: condition) : condition).bool == true {
                    return
                }
            } catch let fault as BrowserFailure where fault.isOfMoving {
                // The page moved on while we asked; the next one is asked again.
                continue
            }
        } while clock.now < end
        throw BrowserFailure(
            "never true: \(condition)\non the page: \(try await text(of: "body").prefix(600))")
    }

    /// Waits until the words are on the page.
    public func sees(_ words: String, in css: String = "body") async throws {
        try await until(
            "(document.querySelector(\(quoted(css)))?.innerText ?? '').includes(\(quoted(words)))")
    }

    /// Waits until the words are not, or no longer, on the page.
    public func doesNotSee(_ words: String, in css: String = "body") async throws {
        try await until(
            "!(document.querySelector(\(quoted(css)))?.innerText ?? '').includes(\(quoted(words)))")
    }

    /// In the page: looks at every frame whether the condition holds, for a second at most.
    private func waiting(for condition: String) -> String {
        """
        new Promise(done => {
          const end = performance.now() + 1000;
          const look = () => {
            let holds = false;
            try { holds = Boolean(\(condition)); } catch {}
            if (holds || performance.now() > end) done(holds); else setTimeout(look, 10);
          };
          look();
        })
        """
    }

    // MARK: Reading

    public func text(of css: String) async throws -> String {
        try await value("document.querySelector(\(quoted(css)))?.innerText ?? ''").string ?? ""
    }

    /// The texts of all elements that match, in the order of the page.
    public func texts(of css: String) async throws -> [String] {
        try await value("[...document.querySelectorAll(\(quoted(css)))].map(e => e.innerText)").array
            .compactMap(\.string)
    }

    public func count(of css: String) async throws -> Int {
        try await value("document.querySelectorAll(\(quoted(css))).length").int ?? 0
    }

    /// What stands in a field now.
    public func content(of css: String) async throws -> String {
        try await value("document.querySelector(\(quoted(css)))?.value ?? ''").string ?? ""
    }

    public func address() async throws -> String { try await value("location.href").string ?? "" }

    /// The whole page as the browser has it, to look for what must not have been sent.
    public func source() async throws -> String {
        try await value("document.documentElement.outerHTML").string ?? ""
    }

    /// The value of an expression in JavaScript.
    public func value(_ expression: String) async throws -> JSON { try await evaluate(expression) }

    private func run(_ script: String) async throws {
        _ = try await evaluate("(() => { \(script); return true })()")
    }

    // MARK: Doing

    /// Presses the first visible button, link, summary or label that has this name.
    public func press(_ name: String) async throws {
        let find = """
            [...document.querySelectorAll('button, a, summary, label, [role=button]')].find(e => {
              const said = (e.getAttribute('aria-label') ?? e.innerText ?? '').replace(/\\s+/g, ' ').trim();
              return e.getClientRects().length && said.includes(\(quoted(name)));
            })
            """
        try await press(found: find)
    }

    /// Presses the first element that matches.
    public func press(css: String) async throws {
        try await press(found: "document.querySelector(\(quoted(css)))")
    }

    private func press(found find: String) async throws {
        let place = try await place(of: find)
        for kind in ["mousePressed", "mouseReleased"] {
            try await call(
                "Input.dispatchMouseEvent",
                [
                    "type": .string(kind), "x": .number(place.x), "y": .number(place.y), "button": "left",
                    "clickCount": 1,
                ])
        }
    }

    /// Where the element can be pressed, once it stands there, uncovered, in two looks one after the other.
    ///
    /// A live page puts in what is new at any moment: what was found a moment ago may be gone, or elsewhere.
    private func place(of find: String) async throws -> (x: Double, y: Double) {
        let look = """
            (() => {
              const e = \(find);
              if (!e?.getClientRects().length) return null;
              e.scrollIntoView({ block: 'center', behavior: 'instant' });
              const r = e.getClientRects()[0];
              const [x, y] = [r.left + r.width / 2, r.top + r.height / 2];
              const top = document.elementFromPoint(x, y);
              return top && (e.contains(top) || top.contains(e)) ? [x, y] : null;
            })()
            """
        let clock = ContinuousClock()
        let end = clock.now + Person.patience
        var last = JSON.null
        repeat {
            do {
                try await until("Boolean(\(look))")
                let now = try await value(look)
                if let x = now[0].double, let y = now[1].double, now == last { return (x, y) }
                last = now
            } catch let fault as BrowserFailure where fault.isOfMoving {
                continue
            }
        } while clock.now < end
        throw BrowserFailure("it never stands still: \(find)")
    }

    /// Types into the field with this label, in place of what stands there.
    public func fill(_ label: String, with text: String) async throws {
        let find = """
            [...document.querySelectorAll('label')].find(l => l.innerText.includes(\(quoted(label))))?.control
            """
        try await fill(found: find, with: text)
    }

    /// Types into the field that matches, in place of what stands there.
    public func fill(css: String, with text: String) async throws {
        let find = "document.querySelector(\(quoted(css)))"
        try await fill(found: find, with: text)
    }

    private func fill(found find: String, with text: String) async throws {
        // Found and focused in one look: what was found a moment ago may have been replaced since.
        try await until("(e => { if (!e) return false; e.focus(); e.select?.(); return true })(\(find))")
        try await call("Input.insertText", ["text": .string(text)])
    }

    /// Types where the focus is.
    public func type(_ text: String) async throws {
        try await call("Input.insertText", ["text": .string(text)])
    }

    /// Chooses an option of a list by its value.
    public func choose(_ value: String, in css: String) async throws {
        try await until(
            """
            (e => {
              if (!e) return false;
              e.value = \(quoted(value));
              for (const kind of ['input', 'change']) e.dispatchEvent(new Event(kind, { bubbles: true }));
              return true;
            })(document.querySelector(\(quoted(css))))
            """)
    }

    public func press(_ key: Key) async throws {
        let key = key.parts
        var down: [String: JSON] = [
            "type": "keyDown", "key": .string(key.name),
            "code": .string(key.name == " " ? "Space" : key.name),
            "windowsVirtualKeyCode": .number(Double(key.code)), "modifiers": .number(Double(key.modifiers)),
        ]
        if let text = key.text { down["text"] = .string(text) }
        var up = down
        up["type"] = "keyUp"
        up["text"] = nil
        try await call("Input.dispatchKeyEvent", .object(down))
        try await call("Input.dispatchKeyEvent", .object(up))
    }

    // MARK: The device

    public func resize(_ device: Device) async throws {
        try await call(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .number(Double(device.width)), "height": .number(Double(device.height)),
                "deviceScaleFactor": 1, "mobile": .bool(device.isTouch),
            ])
    }

    public func prefers(isDark: Bool) async throws {
        try await call(
            "Emulation.setEmulatedMedia",
            [
                "features": [
                    ["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"],
                    ["name": "prefers-reduced-motion", "value": "reduce"],
                ]
            ])
    }

    /// Takes the line away, or gives it back.
    public func line(isDown: Bool) async throws {
        try await call(
            "Network.emulateNetworkConditions",
            [
                "offline": .bool(isDown), "latency": 0, "downloadThroughput": .number(-1),
                "uploadThroughput": .number(-1),
            ])
    }

    /// A picture of the screen, or of the whole page, as PNG.
    public func picture(wholePage: Bool = false) async throws -> Data {
        let answer = try await call("Page.captureScreenshot", ["captureBeyondViewport": .bool(wholePage)])
        guard let text = answer["data"].string, let data = Data(base64Encoded: text) else {
            throw BrowserFailure("no picture was taken")
        }
        return data
    }

    /// What the browser has complained about since the last time: faults in scripts, refused files, policy breaches.
    public func complaints() -> [String] {
        wire.takeNotices(of: session).compactMap { notice in
            switch notice.method {
            case "Runtime.exceptionThrown":
                let details = notice.parameters["exceptionDetails"]
                return details["exception"]["description"].string ?? details["text"].string
            case "Log.entryAdded":
                let entry = notice.parameters["entry"]
                guard entry["level"].string == "error" else { return nil }
                return (entry["text"].string ?? "") + " " + (entry["url"].string ?? "")
            case "Runtime.consoleAPICalled":
                guard notice.parameters["type"].string == "error" else { return nil }
                return notice.parameters["args"].array.compactMap {
                    $0["value"].string ?? $0["description"].string
                }
                .joined(separator: " ")
            default: return nil
            }
        }
    }

    /// From now on answers whatever this person's pages ask for, so that pages and scripts can be tried without a server.
    /// The answer is made on the driver's thread: it must be quick and wait for nothing.
    public func served(by answer: @escaping @Sendable (PageRequest) -> PageAnswer) async throws {
        wire.answers(in: session, with: answer)
        try await call("Fetch.enable", ["patterns": [["urlPattern": "*"]]])
    }

    // MARK: The protocol

    /// Any call of the DevTools protocol on this person's page.
    @discardableResult
    public func call(_ method: String, _ parameters: JSON = [:]) async throws -> JSON {
        try await wire.call(method, parameters, session: session)
    }

    private func evaluate(_ expression: String) async throws -> JSON {
        let answer = try await call(
            "Runtime.evaluate",
            [
                "expression": .string(expression), "returnByValue": true, "awaitPromise": true,
                "userGesture": true,
            ])
        if answer["exceptionDetails"] != .null {
            let details = answer["exceptionDetails"]
            throw BrowserFailure(
                details["exception"]["description"].string ?? details["text"].string ?? "a fault")
        }
        return answer["result"]["value"]
    }
}

extension BrowserFailure {
    /// Whether a question was lost because the page went to another address meanwhile.
    fileprivate var isOfMoving: Bool {
        ["context was destroyed", "navigated or closed", "Cannot find context", "Promise was collected"]
            .contains { description.contains($0) }
    }
}

/// A string as JavaScript writes it.
func quoted(_ text: String) -> String { String(decoding: JSON.string(text).data, as: UTF8.self) }
