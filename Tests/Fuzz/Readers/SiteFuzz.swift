import Basics
import Dispatch
import Engine
import EventStore
import Fixtures
import Foundation
import HTTPCore
import Host
import Model
import Packs
import Roster
import Runtime
import Texts
import Views
import Web

// What people send, from the address and the fields of a form up to the act in the log: a whole site over the twelve-fact
// pack, everything real but the disk and the clock. An input is who sends it (a seat, control, an observer, or nobody known), then a
// method, a blank and an address, and after a line end the fields.

/// Stands in texts as a tag would; no page may have it as one.
private let tag = "<zq>"

/// A site in play, until it has taken so many inputs that what they left would make the next ones slow.
private final class SiteInPlay: Sendable {
    private static let texts = try! InterfaceTexts(folder: Fixtures.root + "/Locales")
    private static let assets = try! Assets(folder: Fixtures.root + "/Assets")
    static let most = 300

    let site: Site
    let run: LiveRun
    private let serving: Task<Void, Never>
    /// By the first letter of an input.
    private let sessions: Locked<[UInt8: String]> = Locked([:])

    init() async throws {
        let pack = Fixtures.twelve()
        let (clock, roster, store) = (ManualClock(), InMemoryRoster(), InMemoryEventStore())
        let engine = Engine(pack.scenario)
        let record = RunRecord(
            id: "run1", title: "Fuzzed", packDigest: "", engineRevision: Int64(Engine.revision), seed: 7,
            createdMs: clock.unixMs)
        try await store.createRun(record)
        let streams = RunStreams(seats: engine.scenario.seats.count, origin: "fuzz")
        let run = try await LiveRun.open(
            record, engine: engine, store: store, clock: clock, secret: 11, read: { _ in "" },
            publish: { streams.publish($0) })
        let hosted = HostedRun(run: run, words: { pack.texts.text($0, in: $1) }, streams: streams)
        // The same tokens each time, so that an input means the same again.
        let tokens = Locked(0)
        let parts = SiteParts(
            roster: roster, texts: Self.texts, assets: Self.assets, runs: { [hosted] },
            newToken: { SiteInPlay.token(tokens) }, digest: { summed($0) },
            nowMs: { clock.unixMs }, pace: nil)
        self.run = run
        site = Site(parts, routes: Site.allRoutes)
        serving = Task { await run.serve() }
        let ways: [(String, JoinLink.Kind)] = [
            ("way-s", .seat(run.door.seats[0].id)), ("way-o", .observer), ("way-c", .control),
        ]
        for (token, kind) in ways {
            try await roster.add(
                JoinLink(
                    tokenDigest: summed(Array(token.utf8)), kind: kind, run: "run1",
                    once: kind == .control, createdMs: clock.unixMs))
        }
        _ = try await run.submit(.control(.start), id: "fuzz-start", participant: 99, seat: "")
        for step in 0..<4 { _ = try? await run.jump(id: "fuzz-jump-\(step)", participant: 99) }
        await signIn("s", "/join/way-s")
        await signIn("o", "/join/way-o")
        await signIn("c", "/enter/way-c")
    }

    private static func token(_ last: Locked<Int>) -> String {
        let number = last.withLock { last in
            last += 1
            return last
        }
        return "token-\(number)"
    }

    func end() async {
        run.close()
        await serving.value
    }

    private func signIn(_ who: Character, _ way: String) async {
        await send(who, .post, way, Array("name=Anna&language=en".utf8))
        if who != "c" { await send(who, .post, "/note", Array("answer=yes".utf8)) }
        precondition(
            sessions.withLock { $0[who.asciiValue ?? 0] } != nil, "Nobody could sign in by \(way).")
    }

    /// What the site answers; nil for an address that no client could ask for.
    @discardableResult
    func send(_ who: Character, _ method: HTTPCore.Method, _ target: String, _ body: [UInt8]) async
        -> Response?
    {
        guard Target(Array(target.utf8)) != nil else { return nil }
        let sign = who.asciiValue ?? 0
        var headers = Headers([
            .init(name: "Host", value: "hall.test"), .init(name: "Origin", value: "http://hall.test"),
        ])
        if method == .post { headers["Content-Type"] = "application/x-www-form-urlencoded" }
        if let session = sessions.withLock({ $0[sign] }) { headers["Cookie"] = session }
        let response = await site.handle(Request(method, target, headers: headers, body: body))
        for line in response.headers.all("Set-Cookie") where line.hasPrefix("kerege=") {
            // Whoever leaves comes back by being signed in, at the next site.
            guard !line.contains("Max-Age=0") else { continue }
            // The token is renewed when somebody's rights change.
            sessions.withLock { $0[sign] = String(line.prefix { $0 != ";" }) }
        }
        return response
    }
}

private nonisolated(unsafe) var inPlay: (site: SiteInPlay, taken: Int)?

/// libFuzzer calls and waits; nothing else runs here meanwhile.
private func waiting<Value: Sendable>(for work: @Sendable @escaping () async -> Value) -> Value {
    let (done, box) = (DispatchSemaphore(value: 0), Locked<Value?>(nil))
    Task.detached {
        let value = await work()
        box.withLock { $0 = value }
        done.signal()
    }
    done.wait()
    return box.withLock { $0! }
}

private func siteInPlay() -> SiteInPlay {
    if let old = inPlay {
        guard old.taken >= SiteInPlay.most else {
            inPlay?.taken += 1
            return old.site
        }
        waiting { await old.site.end() }
    }
    let new = waiting { try! await SiteInPlay() }
    inPlay = (new, 0)
    return new
}

func askSite(_ bytes: [UInt8]) {
    guard let who = bytes.first else { return }
    let parts = bytes.dropFirst().split(separator: 10, maxSplits: 1, omittingEmptySubsequences: false)
    let head = parts[0].split(separator: 32, maxSplits: 1, omittingEmptySubsequences: false)
    guard head.count == 2 else { return }
    let target = String(decoding: head[1], as: UTF8.self)
    let method: HTTPCore.Method = head[0].elementsEqual("POST".utf8) ? .post : .get
    let body = parts.count > 1 ? Array(parts[1]) : []
    let site = siteInPlay()
    let letter = Character(UnicodeScalar(who))
    guard let response = waiting(for: { await site.send(letter, method, target, body) }) else { return }
    precondition(response.status.rawValue != 500, "The site says that it is broken.")
    let headers = site.site.dressed(response).headers
    precondition(headers["Content-Security-Policy"] != nil, "An answer without its policy.")
    for field in headers.fields {
        precondition(!field.value.utf8.contains { $0 < 32 }, "A header with a line of its own.")
    }
    guard case .bytes(let page) = response.body, headers["Content-Type"]?.hasPrefix("text/html") == true
    else { return }
    let html = String(decoding: page, as: UTF8.self)
    precondition(Array(html.utf8) == page, "A page that is no text.")
    precondition(!html.contains(tag), "What was typed stands in a page as it was typed.")
}

/// Every page that a seat, control and an observer are led to, and every form in it, filled in.
func writeRequests(_ write: ([UInt8]) -> Void) {
    let site = siteInPlay()
    for who in "sco" {
        var (queue, seen) = (["/"], Set<String>())
        while let address = queue.popLast(), seen.count < 150 {
            guard seen.insert(address).inserted, address != "/stream",
                let answer = waiting(for: { await site.send(who, .get, address, []) })
            else { continue }
            if let location = answer.headers["Location"] { queue.append(location) }
            write(Array("\(who)GET \(address)".utf8))
            guard case .bytes(let page) = answer.body else { continue }
            let html = String(decoding: page, as: UTF8.self)
            for link in html.matches(of: /href="(\/[^"#]*)/) where !link.output.1.hasPrefix("/assets/") {
                queue.append(String(link.output.1).replacing("&amp;", with: "&"))
            }
            for form in html.matches(of: /(?s)<form [^>]*action="([^"]*)"(.*?)<\/form>/) {
                write(Array("\(who)POST \(form.output.1)\n\(filled(String(form.output.2)))".utf8))
            }
        }
    }
}

/// The fields of a form: what is offered, and a text wherever one can be typed.
private func filled(_ form: String) -> String {
    var fields = Fields()
    for input in form.matches(of: /<(?:input|button)[^>]*name="([^"]*)"[^>]*value="([^"]*)"/) {
        fields.add(String(input.output.1), String(input.output.2))
    }
    for text in form.matches(of: /<textarea[^>]*name="([^"]*)"/) {
        fields.add(String(text.output.1), "A text \(tag)")
    }
    for select in form.matches(of: /(?s)<select[^>]*name="([^"]*)".*?<option[^>]*value="([^"]+)"/) {
        fields.add(String(select.output.1), String(select.output.2))
    }
    return fields.urlEncoded
}
