import Basics
import EventStore
import Foundation
import Model
import Testing

/// One line for each kind and revision that was ever written. A line is never changed: a new revision or
/// kind gets a new line, which `GOLDEN=write swift test --filter CodecTests` appends.
@Suite struct `What was ever written` {
    @Test func `stays readable, event by event`() throws {
        var golden = try Golden(file: "events-v1.jsonl")
        var samples = Samples(seed: 7)
        for kind in EventKind.allCases where golden.writes && !golden.has(kind.rawValue, in: "events") {
            try golden.append(LogBody(command: .time, events: [samples.event(kind)]))
        }
        for kind in EventKind.allCases {
            #expect(golden.has(kind.rawValue, in: "events"), "no line for \(kind)")
        }
        for line in golden.lines { try line.check() }
    }

    @Test func `stays readable, command by command`() throws {
        var golden = try Golden(file: "commands-v1.jsonl")
        var samples = Samples(seed: 8)
        for kind in CommandKind.allCases where golden.writes && !golden.has(kind.rawValue, in: "command") {
            try golden.append(LogBody(command: samples.command(kind), events: []))
        }
        for kind in CommandKind.allCases {
            #expect(golden.has(kind.rawValue, in: "command"), "no line for \(kind)")
        }
        for line in golden.lines { try line.check() }
    }

    @Test func `stays readable, whatever an item of an inbox holds`() throws {
        var golden = try Golden(file: "items-v1.jsonl")
        if golden.writes, golden.lines.isEmpty {
            var samples = Samples(seed: 9)
            for choice in 0..<Samples.bodyKinds {
                try golden.append(
                    LogBody(command: .time, events: [.itemSent(samples.sent(samples.itemBody(choice)))]))
            }
            for choice in 0..<Samples.outcomeKinds {
                let result = Item.Body.result(ItemID("c1"), samples.outcome(choice))
                try golden.append(LogBody(command: .time, events: [.itemSent(samples.sent(result))]))
            }
            for mode: SeatMode in [.people, .bot("careful"), .control, .coveredBy(SeatID(2))] {
                try golden.append(LogBody(command: .time, events: [.seatSet(SeatID(0), mode)]))
            }
        }
        let referred = #""kind":"referred""#
        if golden.writes, !golden.holds(referred) {
            var samples = Samples(seed: 10)
            try golden.append(
                LogBody(command: .time, events: [.itemSent(samples.sent(samples.itemBody(10)))]))
        }
        let proposed = #""channel":"act_type_2","agreement":"agreement_1""#
        if golden.writes, !golden.holds(proposed) {
            let request = InformationRequest(
                to: AgencyID(0), person: PersonID(1), place: nil, kind: nil, basis: nil,
                due: ExerciseTime(milliseconds: 60_000), text: Typed("Together?"), channel: ActTypeID(1),
                agreement: AgreementID(0))
            var samples = Samples(seed: 11)
            try golden.append(
                LogBody(
                    command: .time,
                    events: [
                        .itemSent(samples.sent(.request(request))),
                        .itemStands(ItemID("c1"), .inForce, until: ExerciseTime(milliseconds: 120_000)),
                    ]))
        }
        let asked = #""kind":"consent_asked""#
        if golden.writes, !golden.holds(asked) {
            var samples = Samples(seed: 12)
            let consent = Consent(to: .agency(AgencyID(1)), for: PurposeID(0))
            let body = Item.Body.consentAsked(
                PersonID(0), consent, booking: ItemID("c1"), until: ExerciseTime(milliseconds: 60_000),
                scripted: true)
            try golden.append(
                LogBody(
                    command: .time,
                    events: [.itemSent(samples.sent(body)), .consentSet(PersonID(0), consent, true)]))
        }
        #expect(golden.holds(asked))
        #expect(golden.holds(referred))
        #expect(golden.holds(proposed))
        let operation = #""kind":"operation""#
        if golden.writes, !golden.holds(operation) {
            var samples = Samples(seed: 11)
            try golden.append(
                LogBody(command: .time, events: [.itemSent(samples.sent(samples.itemBody(11)))]))
        }
        #expect(golden.holds(operation))
        let notice = #""kind":"notice""#
        if golden.writes, !golden.holds(notice) {
            var samples = Samples(seed: 12)
            try golden.append(
                LogBody(command: .time, events: [.itemSent(samples.sent(samples.itemBody(13)))]))
        }
        #expect(golden.holds(notice))
        #expect(golden.lines.count >= Samples.bodyKinds + Samples.outcomeKinds)
        for line in golden.lines { try line.check() }
    }
}

private struct Golden {
    struct Line {
        var value: JSONValue

        /// Reads the line, and writes what was read in the same bytes.
        func check() throws {
            let body = bytes(of: try #require(value["body"]))
            let typed = value["typed"] == .null ? nil : value["typed"].map(bytes)
            let stored = StoredBody(body: body, typed: typed)
            #expect(codec.encode(try codec.decode(stored), salt: salt) == stored)
        }

        private func bytes(of value: JSONValue) -> [UInt8] {
            var writer = JSONWriter()
            value.write(to: &writer)
            return writer.bytes
        }
    }

    private(set) var lines: [Line]
    let writes = ProcessInfo.processInfo.environment["GOLDEN"] == "write"
    private let url: URL

    init(file: String) throws {
        url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden").appending(path: file)
        let text =
            writes
            ? (try? String(contentsOf: url, encoding: .utf8)) ?? ""
            : try String(contentsOf: url, encoding: .utf8)
        lines = try text.split(separator: "\n").map { Line(value: try JSONValue(Array($0.utf8))) }
    }

    func has(_ kind: String, in part: String) -> Bool {
        lines.contains { line in
            let found = line.value["body"]?[part]
            return (found?.first ?? found)?["kind"] == .string(kind)
        }
    }

    func holds(_ words: String) -> Bool {
        lines.contains { line in
            var writer = JSONWriter()
            line.value.write(to: &writer)
            return String(decoding: writer.bytes, as: UTF8.self).contains(words)
        }
    }

    mutating func append(_ body: LogBody) throws {
        let stored = codec.encode(body, salt: salt)
        var line = Array(#"{"body":"#.utf8) + stored.body + Array(#","typed":"#.utf8)
        line += (stored.typed ?? Array("null".utf8)) + Array("}\n".utf8)
        lines.append(Line(value: try JSONValue(Array(line.dropLast()))))
        let known = (try? Data(contentsOf: url)) ?? Data()
        try (known + Data(line)).write(to: url)
    }
}
