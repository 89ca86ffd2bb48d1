import Web

/// What a crawler reads and tries, counted so that a test sees when it stops to.
public enum Read: String, Sendable, CaseIterable {
    /// Whole pages, parts of pages, what a browser keeps as a file, where to go next, what is refused.
    case pages, parts, files, redirects, errors
    /// Streams that were opened, what came in them, and how often it was looked up whether anything had changed.
    case streams, frames, noticesHeld
    /// Names that were looked for in forms, and debriefs.
    case searches, debriefs
    /// By whom: answers to whoever is not in, and pages of those who are.
    case strangers, observers, players, control
    /// Pages of a seat in which somebody sat who had another before, and of a seat that was covered.
    case movedSeats
    /// Answers of the run beside.
    case secondRun
    /// Pages by somebody else's return code.
    case returns
    /// Moves before ENDEX, and rounds in which somebody was in role then.
    case moves, roles
    /// Forms that were sent, ways to ask that no page uses, and forms of others.
    case forms, methods, trespasses
}

/// What one watched run came to.
public struct WatchResult: Sendable {
    public var leaks: [Leak] = []
    public var answers = 0
    public var bytes = 0
    public var markers = 0
    public var commands = 0
    public var comparisons = 0
    public var read: [Read: Int] = [:]
    /// Links that were left for the next crawl when one had read its share, each time anew.
    public var left = 0
    /// Pages that the site has, as its routes are written, which somebody was shown.
    public var pages: Set<String> = []

    public init() {}

    public mutating func add(_ other: WatchResult) {
        leaks += other.leaks
        answers += other.answers
        bytes += other.bytes
        markers += other.markers
        commands += other.commands
        comparisons += other.comparisons
        left += other.left
        pages.formUnion(other.pages)
        read.merge(other.read, uniquingKeysWith: +)
    }
}

extension WatchResult {
    public func count(of kind: Read) -> Int { read[kind] ?? 0 }

    mutating func tally(_ kind: Read, _ count: Int = 1) { read[kind, default: 0] += count }
}

extension Watch {
    /// How many links nobody followed in this crawl. Where everything was to be read, one is too many.
    mutating func leave(_ count: Int, by who: String, all: Bool) {
        if !all { result.left += count }
        if all, count > 0 { report(who, "/", "\(count) links that nobody followed") }
    }

    /// Notes which of the site's pages this was.
    mutating func note(_ address: String) {
        let segments = address.prefix { $0 != "?" }.split(separator: "/")
        let route = Watch.routes.first { route in
            route.count == segments.count && zip(route, segments).allSatisfy { $0 == ":" || $0 == $1 }
        }
        if let route { result.pages.insert("/" + route.joined(separator: "/")) }
    }

    /// The pages that the site has, as its routes are written.
    public static var allPages: Set<String> { Set(routes.map { "/" + $0.joined(separator: "/") }) }

    /// Those without a parameter first, as the site looks for them.
    private static let routes: [[Substring]] = Site.allRoutes.compactMap(\.pageAddress)
        .map { $0.split(separator: "/") }.sorted { !$0.contains(":") && $1.contains(":") }
}
