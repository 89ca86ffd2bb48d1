import Basics
import Foundation
import HTTPCore
import HTTPServer
import Host
import Runtime
import SQLiteStore
import Web

/// Counts what the site answers, and answers `/health` and `/metrics`.
///
/// Nothing here names a run, a seat or a person: kinds of requests and counts alone.
final class Watch: Application {
    enum Kind: String, CaseIterable {
        case act, page, sections, stream, asset
    }

    private struct Counts {
        var answers: [Int]
        /// Answers that took at most so long, by kind and limit.
        var within: [Int]
        var milliseconds: [Int]
        var writing = WriteTrouble()
        var wasSound = true
        var wasOpen = true
        var wasHalted = false
    }

    /// Upper limits of the counted times, in milliseconds.
    private static let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
    private static let classes = ["2xx", "3xx", "4xx", "5xx"]

    let limits: HTTPServer.Limits
    let startMs: Int
    private let site: Site
    private let runs: [LiveRun]
    private let store: SQLiteStore
    private let clock = SystemClock()
    private let counts: Locked<Counts>

    init(_ hall: Hall, limits: HTTPServer.Limits, startedMs: Int64) {
        (site, runs, store) = (hall.site, hall.runs, hall.folder.store)
        (self.limits, startMs) = (limits, Int(startedMs))
        let kinds = Kind.allCases.count
        counts = Locked(
            Counts(
                answers: [Int](repeating: 0, count: kinds * Self.classes.count),
                within: [Int](repeating: 0, count: kinds * Self.steps.count),
                milliseconds: [Int](repeating: 0, count: kinds)))
    }

    func policy(for head: RequestHead) -> BodyPolicy { site.policy(for: head) }
    func dressed(_ response: Response) -> Response { site.dressed(response) }

    func handle(_ request: Request) async -> Response {
        if request.method == .get || request.method == .head {
            if request.path == "/health" { return dressed(health()) }
            if request.path == "/metrics", isFromHere(request) {
                return dressed(Response.text(await metrics()).with("Cache-Control", "no-store"))
            }
        }
        let begun = clock.monotonicMs
        let response = await site.handle(request)
        count(request, response, Int(clock.monotonicMs - begun))
        return response
    }

    /// What closed a run, if something did.
    private var fault: RunFault? { runs.lazy.compactMap(\.fault).first }
    /// STOP was said, stands, and could not be written down.
    private var isHalted: Bool { runs.contains { $0.isHalted } }
    private var records: Int { runs.reduce(0) { $0 + Int($1.position) } }

    /// How many records there are tells what others do, so it is not for everybody; nor for who comes through a proxy.
    private func isFromHere(_ request: Request) -> Bool {
        Front.here.contains(request.remoteAddress) && request.headers["X-Forwarded-For"] == nil
    }

    private func health() -> Response {
        let (figures, fault) = (store.figures, fault)
        let isWell = figures.isSound && figures.wroteLast && fault == nil
        var writer = JSONWriter()
        writer.object {
            $0.member("status", isWell ? "ok" : "failing")
            $0.member(
                "store", !figures.isSound ? "stopped" : figures.wroteLast ? "ok" : "not_writing")
            $0.member("run", fault?.rawValue ?? "ok")
        }
        return Response.bytes(
            Array((writer.text + "\n").utf8), type: "application/json",
            status: isWell ? .ok : .serviceUnavailable
        ).with("Cache-Control", "no-store")
    }

    // MARK: Counting

    private func count(_ request: Request, _ response: Response, _ took: Int) {
        let kind = Kind.allCases.firstIndex(of: Self.kind(of: request, response)) ?? 0
        let status = min(max(response.status.rawValue / 100 - 2, 0), Self.classes.count - 1)
        counts.withLock { counts in
            counts.answers[kind * Self.classes.count + status] += 1
            counts.milliseconds[kind] += took
            if let step = Self.steps.firstIndex(where: { took <= $0 }) {
                counts.within[kind * Self.steps.count + step] += 1
            }
        }
        look()
    }

    /// Tells whoever runs the server what has changed since the last look: after each answer, and once a second, so that what
    /// fails while nobody asks is told, too.
    ///
    /// - Parameter isTick: it is the look of this second, which says that writing goes on again.
    func look(isTick: Bool = false) {
        let (figures, isOpen, isHalted) = (store.figures, fault == nil, isHalted)
        let (news, hasStopped, hasClosed, hasHalted) = counts.withLock { counts in
            let new = (
                counts.writing.look(failures: figures.failures, isWriting: figures.wroteLast, isTick: isTick),
                counts.wasSound && !figures.isSound, counts.wasOpen && !isOpen, !counts.wasHalted && isHalted
            )
            (counts.wasSound, counts.wasOpen, counts.wasHalted) = (figures.isSound, isOpen, isHalted)
            return new
        }
        if hasStopped { Journal.say(.operator, "store_stopped", ["failures": figures.failures]) }
        if hasClosed { Journal.say(.operator, "run_closed_itself", ["records": records]) }
        if hasHalted { Journal.say(.operator, "stop_not_written", ["records": records]) }
        switch news {
        case nil: break
        case .failing(let count): Journal.say(.operator, "not_written", ["failures": count])
        case .again(let count): Journal.say(.record, "writes_again", ["failures": count])
        }
    }

    private static func kind(of request: Request, _ response: Response) -> Kind {
        if case .events = response.body { return .stream }
        if request.method == .post { return .act }
        if request.path.hasPrefix("/assets/") { return .asset }
        return request.headers["X-Sections"] == nil ? .page : .sections
    }

    // MARK: Telling

    private func metrics() async -> String {
        let refused = await site.refusedWaysIn()
        let (counts, store) = (counts.withLock { $0 }, store.figures)
        var text = ""
        func tell(_ name: String, _ type: String, _ help: String, _ lines: [(String, String)]) {
            text += "# HELP kerege_\(name) \(help)\n# TYPE kerege_\(name) \(type)\n"
            for (labels, value) in lines { text += "kerege_\(name)\(labels) \(value)\n" }
        }
        var answers: [(String, String)] = []
        var times = ""
        for (place, kind) in Kind.allCases.enumerated() {
            var sum = 0
            for (offset, status) in Self.classes.enumerated() {
                let count = counts.answers[place * Self.classes.count + offset]
                sum += count
                answers.append(("{kind=\"\(kind.rawValue)\",status=\"\(status)\"}", "\(count)"))
            }
            var within = 0
            let name = "kerege_request_seconds"
            for (offset, step) in Self.steps.enumerated() {
                within += counts.within[place * Self.steps.count + offset]
                let limit = Self.seconds(step)
                times += "\(name)_bucket{kind=\"\(kind.rawValue)\",le=\"\(limit)\"} \(within)\n"
            }
            times += "\(name)_bucket{kind=\"\(kind.rawValue)\",le=\"+Inf\"} \(sum)\n"
            times += "\(name)_sum{kind=\"\(kind.rawValue)\"} \(Self.seconds(counts.milliseconds[place]))\n"
            times += "\(name)_count{kind=\"\(kind.rawValue)\"} \(sum)\n"
        }
        tell("requests_total", "counter", "Requests that were answered.", answers)
        tell("request_seconds", "histogram", "Time until an answer was made.", [])
        text += times
        tell("records", "gauge", "Records of the open runs.", [("", "\(records)")])
        tell(
            "store_commits_total", "counter", "Transactions that the disk confirmed.",
            [("", "\(store.commits)")])
        tell("store_writes_total", "counter", "What was written in them.", [("", "\(store.writes)")])
        tell("store_failures_total", "counter", "What was not written.", [("", "\(store.failures)")])
        tell("store_sound", "gauge", "1 while the store writes.", [("", store.isSound ? "1" : "0")])
        tell("run_sound", "gauge", "1 until a run closes itself.", [("", fault == nil ? "1" : "0")])
        tell("halted", "gauge", "1 while STOP stands that is not on disk.", [("", isHalted ? "1" : "0")])
        tell(
            "refused_ways_in_total", "counter", "Codes and passwords that opened nothing.",
            refused.map { ("{kind=\"\($0.kind.rawValue)\"}", "\($0.count)") })
        tell(
            "start_seconds", "gauge", "Time from the start to the first answer.",
            [("", Self.seconds(startMs))])
        tell("resident_bytes", "gauge", "Memory of the process.", [("", "\(Self.residentBytes())")])
        tell("cpu_seconds_total", "counter", "Time on a processor.", [("", Self.seconds(Self.cpuMs()))])
        return text
    }

    private static func seconds(_ milliseconds: Int) -> String {
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }

    private static func residentBytes() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static func cpuMs() -> Int {
        var now = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
        return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
    }
}
