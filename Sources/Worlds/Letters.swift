import Basics
import EventStore
import HTTPCore
import Model
import Runtime

/// A request as somebody sends it; each sending has a number of its own.
struct Letter: Sendable {
    var method: Method
    var target: String
    var form: Fields?
    /// The last event that a stream brought, when it comes back.
    var lastEvent: Int?
    /// Sent without a length, as clients do that do not know it beforehand.
    var isChunked = false

    private var body: [UInt8] { form.map { Array($0.urlEncoded.utf8) } ?? [] }

    /// What has to arrive, whatever happens on the way.
    var print: UInt64 { Letter.print(method, target, body) }

    static func print(_ method: Method, _ target: String, _ body: [UInt8]) -> UInt64 {
        var fingerprint = Fingerprint()
        fingerprint.add(method.rawValue)
        fingerprint.add(target)
        fingerprint.add(body)
        return fingerprint.value
    }

    func bytes(sending: Int) -> [UInt8] {
        let body = body
        var head =
            "\(method.rawValue) \(target) HTTP/1.1\r\nHost: world\r\n\(Letter.sendingField): \(sending)\r\n"
        if let lastEvent { head += "Last-Event-ID: \(lastEvent)\r\n" }
        guard form != nil else { return Array((head + "\r\n").utf8) }
        head += "Content-Type: application/x-www-form-urlencoded\r\n"
        guard isChunked else {
            return Array((head + "Content-Length: \(body.count)\r\n\r\n").utf8) + body
        }
        let middle = body.count / 2
        var out = Array((head + "Transfer-Encoding: chunked\r\n\r\n").utf8)
        for part in [body[..<middle], body[middle...]] where !part.isEmpty {
            out += Array("\(String(part.count, radix: 16))\r\n".utf8) + part + Array("\r\n".utf8)
        }
        return out + Array("0\r\n\r\n".utf8)
    }

    static let sendingField = "X-Sending"
}

/// How what people want becomes a form, and the form what they want.
struct Forms: Sendable {
    let codec: LogCodec

    func fields(_ asking: Asking) -> Fields {
        var form = Fields()
        switch asking.what {
        case .jump: form.add("what", "jump")
        case .command(let command):
            let salt = [UInt8](repeating: 7, count: LogCodec.saltLength)
            let stored = codec.encode(LogBody(command: command, events: []), salt: salt)
            form.add("what", "command")
            form.add("body", String(decoding: stored.body, as: UTF8.self))
            if let typed = stored.typed { form.add("typed", String(decoding: typed, as: UTF8.self)) }
        }
        form.add("participant", "\(asking.participant)")
        form.add("seat", asking.seat)
        form.add("command", asking.id)
        return form
    }

    /// Nil if a part of it is not there, or none that can be read.
    func asking(_ form: Fields) -> Asking? {
        guard let id = form["command"], let seat = form["seat"],
            let participant = form["participant"].flatMap({ Int($0) })
        else { return nil }
        if form["what"] == "jump" {
            return Asking(id: id, what: .jump, participant: participant, seat: seat)
        }
        guard let body = form["body"] else { return nil }
        let stored = StoredBody(body: Array(body.utf8), typed: form["typed"].map { Array($0.utf8) })
        guard let command = try? codec.decode(stored).command else { return nil }
        return Asking(id: id, what: .command(command), participant: participant, seat: seat)
    }

    // MARK: Answers

    /// As the pages answer: look there, this is wrong with it, or send it again.
    func response(_ answer: Answer, on cable: Cable) -> Response {
        switch answer {
        case .success(let receipt):
            var query = Fields()
            query.add("position", "\(receipt.position)")
            query.add("again", receipt.isRepeat ? "1" : "0")
            for item in receipt.items { query.add("item", item.text) }
            return .redirect(to: "/done?" + query.urlEncoded)
        case .failure(.refused(let refusal)):
            return .text("\(cable.show(refusal))", status: .unprocessableContent)
        case .failure(.taken): return .text("taken", status: .conflict)
        case .failure(.notRecorded): return .text("not recorded", status: .serviceUnavailable)
        case .failure(.standsUnrecorded): return .text("stands", status: .serviceUnavailable)
        case .failure(.full):
            return .text("full", status: .serviceUnavailable).with("Retry-After", "1")
        case .failure(.closed): return .text("closed", status: .serviceUnavailable)
        }
    }

    func answer(_ reply: Reply) -> Answer? {
        let text = String(decoding: reply.body, as: UTF8.self)
        switch (reply.status, text) {
        case (303, _):
            let query = (reply["Location"] ?? "").split(separator: "?", maxSplits: 1).last ?? ""
            let fields = Fields(urlEncoded: query.utf8)
            guard let position = fields["position"].flatMap({ Int64($0) }) else { return nil }
            return .success(
                Receipt(
                    position: position, isRepeat: fields["again"] == "1",
                    items: fields.all("item").map { ItemID($0) }))
        case (422, _):
            guard let refusal = Int(text).flatMap({ reply.cable.redeem($0, as: Model.Refusal.self) }) else {
                return nil
            }
            return .failure(.refused(refusal))
        case (409, _): return .failure(.taken)
        case (503, "not recorded"): return .failure(.notRecorded)
        case (503, "stands"): return .failure(.standsUnrecorded)
        case (503, "full"): return .failure(.full)
        case (503, "closed"): return .failure(.closed)
        default: return nil
        }
    }
}

/// An answer that has come whole.
struct Reply: Sendable {
    let status: Int
    let fields: [Headers.Field]
    let body: [UInt8]
    let cable: Cable

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The form that stands in it.
    var form: Fields { Fields(urlEncoded: body) }
}

/// Reads answers as a browser does: it trusts the head for where the body ends.
struct ReplyReader {
    struct Head {
        let status: Int
        let fields: [Headers.Field]

        subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
    }

    private var bytes: [UInt8] = []
    private(set) var head: Head?

    var isEmpty: Bool { bytes.isEmpty && head == nil }

    mutating func add(_ more: [UInt8]) {
        bytes += more
        guard head == nil, let end = endOfHead else { return }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).components(between: "\r\n")
        let words = lines[0].split(separator: " ")
        let fields = lines.dropFirst().compactMap { line -> Headers.Field? in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return Headers.Field(name: String(parts[0]), value: String(parts[1].drop { $0 == " " }))
        }
        head = Head(status: words.count > 1 ? Int(words[1]) ?? 0 : 0, fields: fields)
        bytes.removeFirst(end + 4)
    }

    private var endOfHead: Int? {
        guard bytes.count >= 4 else { return nil }
        let end = Array("\r\n\r\n".utf8)
        return (0...bytes.count - 4).first { bytes[$0] == end[0] && bytes[$0..<$0 + 4].elementsEqual(end) }
    }

    /// The body, once all of it is there.
    var body: [UInt8]? {
        guard let head, let length = head["Content-Length"].flatMap({ Int($0) }) else { return nil }
        return bytes.count >= length ? Array(bytes.prefix(length)) : nil
    }

    /// What has come behind the head of a stream, once.
    mutating func rest() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }
}

extension String {
    fileprivate func components(between end: Character) -> [Substring] {
        split(separator: end, omittingEmptySubsequences: false)
    }
}
