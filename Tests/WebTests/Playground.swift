import Basics
import Engine
import EventStore
import Fixtures
import HTTPCore
import Host
import Model
import Packs
import Roster
import Runtime
import StoreContract
import Testing
import Texts
import Views
import Web

/// A site over the twelve-fact pack, with everything real but the disk and the clock.
struct Playground: Sendable {
    static let root = #filePath.replacing("Tests/WebTests/Playground.swift", with: "")
    static let texts = try! InterfaceTexts(folder: root + "Locales")
    static let assets = try! Assets(folder: root + "Assets")
    static let pack = Fixtures.twelve()

    let site: Site
    let run: LiveRun
    let roster: InMemoryRoster
    let store: InMemoryEventStore
    let clock: ManualClock
    /// What whoever runs the server was told.
    let alarms: Locked<[SiteAlarm]>

    /// Plays with a site; its run is served meanwhile.
    static func play(
        behind front: Front = Front(), in scenario: Scenario? = nil, of pack: LoadedPack = pack,
        origin: String = "first", pace: Pace? = nil, weather: FaultyStore.Weather? = nil,
        _ story: @Sendable @escaping (Playground) async throws -> Void
    ) async throws {
        let playground = try await make(front, scenario ?? pack.scenario, pack, origin, pace, weather)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await playground.run.serve() }
            do {
                try await story(playground)
            } catch {
                playground.run.close()
                throw error
            }
            playground.run.close()
            try await group.waitForAll()
        }
    }

    private static func make(
        _ front: Front, _ scenario: Scenario, _ pack: LoadedPack, _ origin: String, _ pace: Pace?,
        _ weather: FaultyStore.Weather?
    ) async throws
        -> Playground
    {
        let clock = ManualClock()
        let store = InMemoryEventStore()
        let roster = InMemoryRoster()
        let engine = Engine(scenario)
        let record = RunRecord(
            id: "run1", title: "Twelve facts", packDigest: "", engineRevision: Int64(Engine.revision),
            seed: 7,
            createdMs: clock.unixMs)
        try await store.createRun(record)
        let streams = RunStreams(seats: engine.scenario.seats.count, origin: origin)
        let run = try await LiveRun.open(
            record, engine: engine, store: weather.map { FaultyStore(store, weather: $0) } ?? store,
            clock: clock, secret: 11, read: { _ in "" },
            publish: { streams.publish($0) })
        let words = pack.texts
        let hosted = HostedRun(run: run, words: { words.text($0, in: $1) }, streams: streams)
        var parts = SiteParts(
            roster: roster, texts: texts, assets: assets, runs: { [hosted] },
            newToken: { SecureRandom.token() }, digest: { BLAKE2b.digest($0) }, nowMs: { clock.unixMs },
            passwords: StaffPasswords(
                hash: { "kept " + $0 }, verify: { password, hash in hash == "kept " + password }),
            front: front, pace: pace)
        let alarms = Locked<[SiteAlarm]>([])
        parts.tell = { alarm in alarms.withLock { $0.append(alarm) } }
        let site = Site(parts, routes: Site.allRoutes)
        for (place, seat) in run.door.seats.enumerated() {
            try await roster.add(
                JoinLink(
                    tokenDigest: BLAKE2b.digest(Array("token-\(seat.id)".utf8)), kind: .seat(seat.id),
                    run: "run1",
                    code: "1000000\(place)", createdMs: 0))
        }
        return Playground(site: site, run: run, roster: roster, store: store, clock: clock, alarms: alarms)
    }

    /// Somebody who has joined a seat and accepted the content note.
    func sit(_ seat: String, name: String = "Anna", language: String = "en") async throws -> Browser {
        let browser = Browser(site: site)
        try await browser.post("/join/token-\(seat)", ["name": name, "language": language])
        try await browser.post("/note", ["answer": "yes"])
        return browser
    }

    /// Control, signed in.
    func lead(language: String = "en") async throws -> Browser {
        let token = SecureRandom.token()
        try await roster.add(
            JoinLink(
                tokenDigest: BLAKE2b.digest(Array(token.utf8)), kind: .control, run: "run1", once: true,
                createdMs: 0))
        let browser = Browser(site: site)
        try await browser.post(
            "/enter/" + token, [:], more: [.init(name: "Accept-Language", value: language)])
        return browser
    }

    func control(_ act: ControlAct) async throws {
        _ = try await run.submit(.control(act), id: SecureRandom.token(), participant: 99, seat: "")
    }

    /// Notices come after their receipts, and what is due is recorded after the clock has moved. What is refused is answered
    /// after what came before it and its notices; no test holds the first inject, so it cannot be released.
    func settled() async {
        _ = try? await run.submit(.control(.release(InjectID(0))), id: "", participant: 99, seat: "")
    }

    /// Plays on to the next moment at which something is due.
    func jump() async throws { _ = try await run.jump(id: SecureRandom.token(), participant: 99) }
}

/// A browser without script: it keeps cookies, follows answers that say "look there", and reads what it gets.
final class Browser: Sendable {
    struct Page: Sendable {
        let status: Int
        let address: String
        let html: String
        let headers: Headers

        /// The address of the first link whose words contain these.
        func link(_ words: String) -> String? {
            for match in html.matches(of: /<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/.dotMatchesNewlines())
            where match.output.2.contains(words) {
                return String(match.output.1).replacing("&amp;", with: "&")
            }
            return nil
        }

        func value(of field: String) -> String? {
            html.firstMatch(
                of: try! Regex("name=\"\(field)\" value=\"([^\"]*)\"", as: (Substring, Substring).self)
            )
            .map { String($0.output.1) }
        }

        /// Value of the choice or option whose words contain these.
        func choice(_ words: String, of field: String) -> String? {
            let pattern = try! Regex(
                "(?:name=\"\(field)\" value=\"([^\"]*)\"|<option value=\"([^\"]*)\")[^>]*>(?:<span>)?([^<]*(?:<span[^<]*<)?[^<]*)",
                as: (Substring, Substring?, Substring?, Substring).self)
            for match in html.matches(of: pattern) where match.output.3.contains(words) {
                return (match.output.1 ?? match.output.2).map(String.init)
            }
            return nil
        }

        var text: String {
            html.replacing(/<[^>]*>/, with: " ").replacing("&#39;", with: "'").replacing("&quot;", with: "\"")
        }
    }

    let site: Site
    private let cookies = Locked<[(name: String, value: String)]>([])

    /// Where it comes from.
    let remoteAddress: String

    init(site: Site, from address: String = "192.0.2.1") { (self.site, remoteAddress) = (site, address) }

    func cookie(_ name: String) -> String? { cookies.withLock { $0.first { $0.name == name }?.value } }

    func setCookie(_ name: String, _ value: String) {
        cookies.withLock { jar in
            jar.removeAll { $0.name == name }
            jar.append((name, value))
        }
    }

    /// The reader's own code, as their page of another phone shows it.
    func returnCode() async throws -> String {
        let page = try await get("/phone")
        let code = page.html.firstMatch(of: /class="ticket-code">([A-Z2-9]{4} [A-Z2-9]{4})</)
        return String(try #require(code, "no code on \(page.address)").output.1)
    }

    private func headers(_ extra: [Headers.Field]) -> Headers {
        let jar = cookies.withLock { $0.map { "\($0.name)=\($0.value)" }.joined(separator: "; ") }
        return Headers([.init(name: "Host", value: "desk.local"), .init(name: "Cookie", value: jar)] + extra)
    }

    @discardableResult
    func get(_ address: String, _ extra: [Headers.Field] = []) async throws -> Page {
        try await show(
            // What stands behind # stays in the browser.
            Request(
                .get, String(address.prefix { $0 != "#" }), headers: headers(extra),
                remoteAddress: remoteAddress),
            address)
    }

    @discardableResult
    func post(
        _ address: String, _ fields: KeyValuePairs<String, String>,
        origin: String = "http://desk.local", more: [Headers.Field] = []
    ) async throws -> Page {
        try await send(address, fields.map { ($0.key, $0.value) }, origin: origin, more: more)
    }

    /// Sends fields of which one does not know beforehand which they are, such as those of a page.
    @discardableResult
    func send(
        _ address: String, _ fields: [(String, String)], origin: String = "http://desk.local",
        more: [Headers.Field] = []
    ) async throws -> Page {
        try await show(form(address, fields, origin: origin, more: more), address)
    }

    /// Sends a form, and the answer is lost on the way: nothing of it is kept or followed.
    func sendAndForget(_ address: String, _ fields: [(String, String)]) async -> Response {
        await site.handle(form(address, fields))
    }

    private func form(
        _ address: String, _ fields: [(String, String)], origin: String = "http://desk.local",
        more: [Headers.Field] = []
    ) -> Request {
        let form = Fields(fields.map { Fields.Field(name: $0.0, value: $0.1) })
        let fields = headers(
            [
                .init(name: "Origin", value: origin),
                .init(name: "Content-Type", value: "application/x-www-form-urlencoded"),
            ] + more)
        return Request(
            .post, address, headers: fields, body: Array(form.urlEncoded.utf8), remoteAddress: remoteAddress)
    }

    private func show(_ request: Request, _ address: String) async throws -> Page {
        let response = await site.handle(request)
        keep(response)
        if response.status == .seeOther, let next = response.headers["Location"] {
            return try await get(next)
        }
        var html = ""
        switch response.body {
        case .bytes(let bytes): html = String(decoding: bytes, as: UTF8.self)
        case .events(let stream): html = String(decoding: stream.greeting, as: UTF8.self)
        case .empty: break
        }
        return Page(
            status: response.status.rawValue, address: address, html: html, headers: response.headers)
    }

    private func keep(_ response: Response) {
        cookies.withLock { jar in
            for line in response.headers.all("Set-Cookie") {
                let pair = line.split(separator: ";")[0].split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                jar.removeAll { $0.name == pair[0] }
                if !line.contains("Max-Age=0") { jar.append((String(pair[0]), String(pair[1]))) }
            }
        }
    }
}
