/// Debian's Chromium without a window, for tests: one process, as many people as are needed, each with cookies and
/// storage of their own, as on another device.
///
/// ```swift
/// try await Browser.open { browser in
///     let inspector = try await browser.person(.phone)
///     try await inspector.open(server + "/join")
///     try await inspector.press("Take this seat")
/// }
/// ```
public final class Browser: Sendable {
    public static let program = "/usr/bin/chromium"

    private let wire: Wire

    /// Starts a browser, does what the test wants, and ends the browser whatever happens.
    public static func open<Result>(
        program: String = program, arguments: [String] = [], _ body: (Browser) async throws -> Result
    ) async throws -> Result {
        let browser = Browser(wire: try Wire(program: program, arguments: arguments))
        defer { browser.wire.stop() }
        return try await body(browser)
    }

    private init(wire: Wire) { self.wire = wire }

    /// Somebody with a device of their own.
    ///
    /// - Parameters:
    ///   - isDark: whether the device asks for a dark page.
    ///   - withScript: false for a browser that runs no script at all.
    ///   - language: what the browser asks for, such as `ru`.
    public func person(
        _ device: Device = .laptop, isDark: Bool = false, withScript: Bool = true, language: String = "en"
    ) async throws -> Person {
        let context = try await wire.call("Target.createBrowserContext")["browserContextId"].string ?? ""
        let target = try await wire.call(
            "Target.createTarget",
            [
                "url": "about:blank", "browserContextId": .string(context),
                "width": .number(Double(device.width)),
                "height": .number(Double(device.height)),
            ])["targetId"].string
        guard let target else { throw BrowserFailure("no page was made") }
        let session = try await wire.call(
            "Target.attachToTarget", ["targetId": .string(target), "flatten": true])
        let person = Person(wire: wire, session: session["sessionId"].string ?? "", withScript: withScript)
        for domain in ["Page.enable", "Runtime.enable", "Log.enable", "Network.enable"] {
            try await person.call(domain)
        }
        // Each page is told that it is the one in front, or focus would belong to one person only.
        try await person.call("Emulation.setFocusEmulationEnabled", ["enabled": true])
        try await person.resize(device)
        try await person.prefers(isDark: isDark)
        let agent = try await person.value("navigator.userAgent")
        try await person.call(
            "Emulation.setUserAgentOverride", ["userAgent": agent, "acceptLanguage": .string(language)])
        if !withScript { try await person.call("Emulation.setScriptExecutionDisabled", ["value": true]) }
        return person
    }
}

/// A screen, in CSS pixels.
public struct Device: Sendable, Equatable {
    public let width: Int
    public let height: Int
    public let isTouch: Bool

    public init(width: Int, height: Int, isTouch: Bool) {
        self.width = width
        self.height = height
        self.isTouch = isTouch
    }

    public static let smallPhone = Device(width: 360, height: 740, isTouch: true)
    public static let phone = Device(width: 390, height: 844, isTouch: true)
    public static let tablet = Device(width: 768, height: 1024, isTouch: true)
    public static let laptop = Device(width: 1280, height: 800, isTouch: false)
    public static let projector = Device(width: 1920, height: 1080, isTouch: false)
}

/// A key as a person finds it on the keyboard.
public enum Key: Sendable {
    case tab, backTab, enter, space, escape, up, down, left, right, home, end

    var parts: (name: String, code: Int, text: String?, modifiers: Int) {
        switch self {
        case .tab: ("Tab", 9, nil, 0)
        case .backTab: ("Tab", 9, nil, 8)
        case .enter: ("Enter", 13, "\r", 0)
        case .space: (" ", 32, " ", 0)
        case .escape: ("Escape", 27, nil, 0)
        case .up: ("ArrowUp", 38, nil, 0)
        case .down: ("ArrowDown", 40, nil, 0)
        case .left: ("ArrowLeft", 37, nil, 0)
        case .right: ("ArrowRight", 39, nil, 0)
        case .home: ("Home", 36, nil, 0)
        case .end: ("End", 35, nil, 0)
        }
    }
}
