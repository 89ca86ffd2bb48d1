import Basics
import EventStore
import Foundation
import Model
import Testing

@Suite struct `A log body` {
    @Test(arguments: EventKind.allCases)
    func `reads back every event as it was written`(kind: EventKind) throws {
        var samples = Samples(seed: 1)
        for _ in 0..<100 {
            let body = LogBody(command: .time, events: [samples.event(kind)])
            let stored = codec.encode(body, salt: salt)
            #expect(try codec.decode(stored) == body)
            #expect(try JSONValue(stored.body)["events"]?.first?["kind"] == .string(kind.rawValue))
        }
    }

    @Test(arguments: CommandKind.allCases)
    func `reads back every command as it was written`(kind: CommandKind) throws {
        var samples = Samples(seed: 2)
        for _ in 0..<100 {
            let body = LogBody(command: samples.command(kind), events: [])
            let stored = codec.encode(body, salt: salt)
            #expect(try codec.decode(stored) == body)
            #expect(try JSONValue(stored.body)["command"]?["kind"] == .string(kind.rawValue))
        }
    }

    @Test func `is the same tree for Foundation`() throws {
        var samples = Samples(seed: 3)
        for _ in 0..<300 {
            let stored = codec.encode(samples.body(), salt: salt)
            for bytes in [stored.body, stored.typed].compactMap({ $0 }) {
                let other = try JSONSerialization.jsonObject(with: Data(bytes))
                #expect(isSame(try JSONValue(bytes), other))
            }
        }
    }

    @Test func `is written in one way only`() throws {
        var samples = Samples(seed: 4)
        for _ in 0..<200 {
            let stored = codec.encode(samples.body(), salt: salt)
            #expect(codec.encode(try codec.decode(stored), salt: salt) == stored)
        }
    }

    @Test func `says what it holds in words and text ids`() {
        let body = LogBody(
            command: .open(SeatID(1), ItemID("c7")),
            events: [
                .shared(
                    Share(
                        fact: FactID(0), from: AgencyID(1), to: AgencyID(2), answer: .needsConsent,
                        basis: BasisID(2))),
                .ruleWaiting(3, until: ExerciseTime(milliseconds: 60_000)),
                .itemSent(
                    Item(
                        id: ItemID("c7.2"),
                        body: .result(ItemID("c7"), .sources([SourceID(1), SourceID(2)])),
                        seats: [SeatID(0)], sender: nil)),
            ])
        let expected =
            #"{"command":{"kind":"item.open","v":1,"seat":"seat_2","item":"c7"},"events":["#
            + #"{"kind":"fact.shared","v":1,"fact":"fact_1","from":"agency_2","to":"agency_3","#
            + #""answer":"needs_consent","basis":"basis_3"},"#
            + #"{"kind":"rule.waiting","v":1,"rule":"rule.rule_2/person_3","until_ms":60000},"#
            + #"{"kind":"item.sent","v":1,"id":"c7.2","body":{"kind":"result","of":"c7","outcome":"#
            + #"{"kind":"sources","sources":["fact_1/act_type_1#2","fact_1/act_type_1/person_2/place_3/topic_1"]}},"#
            + #""seats":["seat_1"]}]}"#
        #expect(String(decoding: codec.encode(body, salt: salt).body, as: UTF8.self) == expected)
    }

    @Test func `is refused or read as something valid when a byte is damaged, and never worse`() throws {
        var samples = Samples(seed: 5)
        var refused = 0
        var read = 0
        for kind in EventKind.allCases {
            let body = LogBody(command: samples.command(.act), events: [samples.event(kind)])
            let stored = codec.encode(body, salt: salt)
            for place in stored.body.indices {
                var damaged = stored
                damaged.body[place] ^= 1 << UInt8(samples.dice.below(8))
                do throws(DecodeError) {
                    let other = try codec.decode(damaged)
                    #expect(try codec.decode(codec.encode(other, salt: salt)) == other)
                    read += 1
                } catch {
                    refused += 1
                    #expect(!error.description.isEmpty)
                }
            }
        }
        #expect(refused > read)
    }

    @Test func `is refused when its end is missing`() throws {
        var samples = Samples(seed: 6)
        for _ in 0..<20 {
            let stored = codec.encode(samples.body(), salt: salt)
            for length in stored.body.indices {
                let cut = StoredBody(body: Array(stored.body[..<length]), typed: stored.typed)
                #expect(throws: DecodeError.self) { try codec.decode(cut) }
            }
            guard let typed = stored.typed else { continue }
            for length in typed.indices {
                let cut = StoredBody(body: stored.body, typed: Array(typed[..<length]))
                #expect(throws: DecodeError.self) { try codec.decode(cut) }
            }
        }
    }

    @Test(arguments: [
        (#"{"kind":"person.flown","v":1}"#, DecodeError(kind: "person.flown", revision: 1, .unknownKind)),
        (#"{"kind":"run.ended","v":2}"#, DecodeError(kind: "run.ended", revision: 2, .unknownRevision)),
        (
            #"{"kind":"person.moved","v":1,"person":"person_9","place":"place_1"}"#,
            DecodeError(kind: "person.moved", revision: 1, field: "person", .unknownID("person_9"))
        ),
        (
            #"{"kind":"person.moved","v":1,"person":"person_1"}"#,
            DecodeError(kind: "person.moved", revision: 1, field: "place", .missing)
        ),
        (
            #"{"kind":"item.answered","v":1,"item":"c1","state":"perhaps"}"#,
            DecodeError(kind: "item.answered", revision: 1, field: "state", .unknownWord("perhaps"))
        ),
        (
            #"{"kind":"run.speed_set","v":1,"speed":1.5}"#,
            DecodeError(
                kind: "run.speed_set", revision: 1, field: "speed",
                .json(JSONError(offset: 81, .numberNotWhole)))
        ),
        (
            #"{"kind":"run.ended","v":1,"more":1}"#,
            DecodeError(kind: "run.ended", revision: 1, .json(JSONError(offset: 68, .unexpectedKey("more"))))
        ),
    ])
    func `is refused by name`(event: String, error: DecodeError) {
        let text = #"{"command":{"kind":"time","v":1},"events":["# + event + "]}"
        #expect(throws: error) { try codec.decode(StoredBody(body: Array(text.utf8), typed: nil)) }
    }
}

@Suite struct `What people type` {
    let body = LogBody(
        command: .control(.reply(ItemID("c1"), facts: [], text: Typed("Come tomorrow, “Қош”"))),
        events: [
            .itemSent(
                Item(
                    id: ItemID("c2"),
                    body: .reply(to: ItemID("c1"), .answered, Typed("Come tomorrow, “Қош”")),
                    seats: [SeatID(0)], sender: nil)),
            .injectEdited(InjectID(0), title: Typed("New title"), text: .empty),
        ])

    @Test func `stands apart from the body, each text once`() throws {
        let stored = codec.encode(body, salt: salt)
        let text = String(decoding: stored.body, as: UTF8.self)
        #expect(!text.contains("tomorrow"))
        #expect(!text.contains("title\":\""))
        let typed = try JSONValue(#require(stored.typed))
        #expect(
            typed
                == .array([
                    .string("000102030405060708090a0b0c0d0e0f"), .string("Come tomorrow, “Қош”"),
                    .string("New title"),
                ]))
        #expect(try codec.decode(stored) == body)
    }

    @Test func `can be erased, and the body is read all the same`() throws {
        var stored = codec.encode(body, salt: salt)
        stored.typed = nil
        let erased = try codec.decode(stored)
        #expect(erased.command == .control(.reply(ItemID("c1"), facts: [], text: Typed(nil))))
        #expect(erased.events.last == .injectEdited(InjectID(0), title: Typed(nil), text: .empty))
        let again = codec.encode(erased, salt: salt)
        #expect(again.typed == nil)
        #expect(try codec.decode(again) == erased)
    }

    @Test func `cannot be told from its digest without the salt`() {
        let other = codec.encode(body, salt: salt.reversed())
        #expect(other.body != codec.encode(body, salt: salt).body)
    }

    @Test func `needs no salt when there is none`() {
        let silent = LogBody(command: .time, events: [.started])
        let stored = codec.encode(silent, salt: noSalt())
        #expect(stored.typed == nil)
    }

    @Test(arguments: [
        #"["000102030405060708090a0b0c0d0e0f","Come today","New title"]"#,
        #"["000102030405060708090a0b0c0d0e0f","New title"]"#,
        #"["100102030405060708090a0b0c0d0e0f","Come tomorrow, “Қош”","New title"]"#,
        #"["000102030405060708090a0b0c0d0e0f","Come tomorrow, “Қош”","New title","More"]"#,
        #"["0001","Come tomorrow, “Қош”","New title"]"#, "[]",
    ])
    func `is refused when it was changed`(typed: String) {
        var stored = codec.encode(body, salt: salt)
        stored.typed = Array(typed.utf8)
        let error = #expect(throws: DecodeError.self) { try codec.decode(stored) }
        #expect(error?.problem == .typedChanged)
    }

    @Test func `is not in an export, only how long it was`() throws {
        let stored = codec.encode(body, salt: salt)
        var row = Row(
            position: 7, commandID: "c1", participant: 12, session: 34, seat: "seat_1", onBehalf: "",
            timeMs: 90_000, body: stored.body, typed: stored.typed)
        let line = String(decoding: try codec.exportLine(row), as: UTF8.self)
        #expect(
            line
                == #"{"position":7,"command_id":"c1","participant":12,"session":34,"seat":"seat_1","on_behalf":"","time_ms":90000,"#
                + #""command":{"kind":"control.reply","v":1,"item":"c1","text":{"letters":20}},"events":["#
                + #"{"kind":"item.sent","v":1,"id":"c2","body":{"kind":"reply","to":"c1","state":"answered","#
                + #""text":{"letters":20}},"seats":["seat_1"]},"#
                + #"{"kind":"inject.edited","v":1,"inject":"inject_1","title":{"letters":9}}]}"#)
        row.typed = nil
        let erased = String(decoding: try codec.exportLine(row), as: UTF8.self)
        #expect(erased.contains(#""title":{"letters":null}"#))
    }
}

extension JSONValue {
    var first: JSONValue? {
        guard case .array(let elements) = self else { return nil }
        return elements.first
    }
}

private func isSame(_ value: JSONValue, _ other: Any) -> Bool {
    switch value {
    case .null: return other is NSNull
    case .bool(let flag): return other as? Bool == flag
    case .int(let number): return (other as? NSNumber)?.int64Value == number
    case .string(let text): return other as? String == text
    case .array(let elements):
        guard let list = other as? [Any], list.count == elements.count else { return false }
        return zip(elements, list).allSatisfy { isSame($0, $1) }
    case .object(let members):
        guard let object = other as? [String: Any], object.count == members.count else { return false }
        return members.allSatisfy { member in object[member.key].map { isSame(member.value, $0) } ?? false }
    }
}

private func noSalt() -> [UInt8] { preconditionFailure("no salt is asked for") }
