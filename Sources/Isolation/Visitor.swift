import Basics
import HTTPCore
import HTTPServer
import Web

/// Everything that one answer gave out: status, headers, body or the beginning of a stream.
struct Answer {
    let address: String
    let status: Int
    let location: String?
    /// Status line, headers and body, as one piece to search.
    let bytes: [UInt8]
    let kind: Read
    /// What goes on in it, of a stream.
    let stream: OpenStream?

    /// Addresses of this site that links and forms lead to.
    var links: [String] {
        Bytes.between("href=\"", UInt8(ascii: "\""), in: bytes).map(Bytes.unescaped)
            .filter { $0.hasPrefix("/") && !$0.hasPrefix("/assets/") }
            .map { String($0.prefix { $0 != "#" }) }
    }

    var forms: [PageForm] { PageForm.all(in: bytes) }

    /// Handles of the seat, wherever they stand.
    var handles: [String] {
        let quoted =
            Bytes.between("value=\"", UInt8(ascii: "\""), in: bytes) + links
            + Bytes.between("action=\"", UInt8(ascii: "\""), in: bytes) + (location.map { [$0] } ?? [])
        return quoted.flatMap { text in
            let found = text.utf8.split { !Answer.isHandleLetter[Int($0)] }.filter { $0.count == 13 }
            // The end of a marker may look like one.
            return found.isEmpty || text.contains("iloq")
                ? [] : found.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    private static let isHandleLetter: [Bool] = {
        let letters = Array("abcdefghjkmnpqrstuvwxyz023456789".utf8)
        return (0..<256).map { letters.contains(UInt8($0)) }
    }()
}

/// A stream after its greeting.
struct OpenStream {
    private let topic: Topic
    /// So many frames were published when it was opened, or have been read since.
    private var mark: Int
    private let endings: Int

    init?(_ stream: EventStream) {
        guard let topic = stream.source as? Topic else { return nil }
        (self.topic, mark, endings) = (topic, stream.mark, topic.endings)
    }

    var isOver: Bool { topic.endings != endings }
    var hasNews: Bool { topic.mark != mark }

    /// What has come since the last time; nil if some of it is gone.
    mutating func take() -> [[UInt8]]? {
        guard let frames = topic.frames(after: mark) else {
            mark = topic.mark
            return nil
        }
        mark += frames.count
        return frames
    }
}

/// Somebody with a browser: keeps cookies, follows nothing by itself.
struct Visitor {
    let site: Site
    var language = "en"
    /// `nil` where nobody tells.
    var origin: String? = "http://hall.test"
    /// Where it comes from; wrong codes are counted by that.
    var address = "192.0.2.1"
    private var cookies: [(name: String, value: String)] = []

    init(_ site: Site, language: String = "en") { (self.site, self.language) = (site, language) }

    mutating func setCookie(_ name: String, _ value: String) {
        cookies.removeAll { $0.name == name }
        if !value.isEmpty { cookies.append((name, value)) }
    }

    func cookie(_ name: String) -> String? { cookies.first { $0.name == name }?.value }

    mutating func get(_ address: String, sections: String? = nil) async -> Answer {
        await ask(
            Request(.get, address, headers: headers(sections), remoteAddress: self.address), address)
    }

    mutating func ask(_ method: Method, _ address: String) async -> Answer {
        await ask(Request(method, address, headers: headers(nil), remoteAddress: self.address), address)
    }

    mutating func post(_ address: String, _ fields: Fields) async -> Answer {
        var headers = headers(nil)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return await ask(
            Request(
                .post, address, headers: headers, body: Array(fields.urlEncoded.utf8),
                remoteAddress: self.address),
            address)
    }

    /// Posts, and looks where the answer sends.
    mutating func send(_ address: String, _ fields: [(String, String)]) async -> Answer {
        let answer = await post(address, Fields(fields.map { Fields.Field(name: $0.0, value: $0.1) }))
        guard let location = answer.location else { return answer }
        return await get(location)
    }

    private func headers(_ sections: String?) -> Headers {
        var headers = Headers([.init(name: "Host", value: "hall.test")])
        headers.add("Accept-Language", language)
        if let origin { headers.add("Origin", origin) }
        if let sections { headers.add("X-Sections", sections) }
        if !cookies.isEmpty {
            headers.add("Cookie", cookies.map { "\($0.name)=\($0.value)" }.joined(separator: "; "))
        }
        return headers
    }

    private mutating func ask(_ request: Request, _ address: String) async -> Answer {
        let response = await site.handle(request)
        for line in response.headers.all("Set-Cookie") {
            let pair = line.prefix { $0 != ";" }.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            setCookie(String(pair[0]), line.contains("Max-Age=0") ? "" : String(pair[1]))
        }
        var opened: OpenStream?
        var bytes = Array("\(response.status.rawValue)\n".utf8)
        for field in response.headers.fields { bytes += Array("\(field.name): \(field.value)\n".utf8) }
        switch response.body {
        case .empty: break
        case .bytes(let body): bytes += body
        case .events(let stream):
            bytes += stream.greeting
            opened = OpenStream(stream)
        }
        return Answer(
            address: address, status: response.status.rawValue, location: response.headers["Location"],
            bytes: bytes, kind: Visitor.kind(of: response, to: request), stream: opened)
    }

    private static func kind(of response: Response, to request: Request) -> Read {
        if case .events = response.body { return .streams }
        switch response.status.rawValue {
        case 300..<400: return .redirects
        case 400...: return .errors
        default: break
        }
        if response.headers["Content-Type"]?.hasPrefix("text/html") != true { return .files }
        return request.headers["X-Sections"] == nil ? .pages : .parts
    }
}

/// A form as a page holds it.
struct PageForm {
    var action: String
    var isPost: Bool
    /// Names with the values that can be sent under them.
    var fields: [Field] = []

    struct Field {
        enum Kind { case hidden, text, one, many }
        var name: String
        var kind: Kind
        var values: [String]
    }

    /// Fills it as anybody might: anything that can be chosen, and `text` where something is typed.
    func filled(_ random: inout SplitMix64, text: () -> String) -> Fields {
        var sent: [Fields.Field] = []
        for field in fields {
            switch field.kind {
            case .hidden: sent += field.values.map { .init(name: field.name, value: $0) }
            case .text: sent.append(.init(name: field.name, value: text()))
            case .one:
                guard !field.values.isEmpty else { continue }
                sent.append(.init(name: field.name, value: field.values[random.below(field.values.count)]))
            case .many:
                for value in field.values where random.below(2) == 0 {
                    sent.append(.init(name: field.name, value: value))
                }
            }
        }
        return Fields(sent)
    }

    static func all(in bytes: [UInt8]) -> [PageForm] {
        var forms: [PageForm] = []
        let ends = Bytes.places(of: Array("</form>".utf8), in: bytes)
        for start in Bytes.places(of: Array("<form".utf8), in: bytes) {
            let end = ends.first { $0 > start }
            forms.append(PageForm(bytes[start..<(end ?? bytes.endIndex)]))
        }
        return forms
    }

    private init(_ bytes: ArraySlice<UInt8>) {
        (action, isPost) = ("", false)
        var select: String?
        for tag in bytes.split(separator: UInt8(ascii: "<")) {
            let words = String(decoding: tag.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
            func value(_ name: String) -> String? {
                guard let start = words.firstRange(of: " \(name)=\"") else { return nil }
                return Bytes.unescaped(String(words[start.upperBound...].prefix { $0 != "\"" }))
            }
            switch words.prefix(while: { $0.isLetter || $0 == "/" }) {
            case "form":
                action = value("action") ?? ""
                isPost = value("method") == "post"
            case "select":
                select = value("name")
                if let select { add(select, .one, nil) }
            case "option": if let select { add(select, .one, value("value") ?? "") }
            case "/select": select = nil
            case "textarea": if let name = value("name") { add(name, .text, nil) }
            case "input", "button":
                guard let name = value("name") else { continue }
                switch value("type") ?? "text" {
                case "hidden": fields.append(Field(name: name, kind: .hidden, values: [value("value") ?? ""]))
                case "radio", "submit": add(name, .one, value("value") ?? "")
                case "checkbox": add(name, .many, value("value") ?? "")
                default: add(name, .text, nil)
                }
            default: continue
            }
        }
    }

    private mutating func add(_ name: String, _ kind: Field.Kind, _ value: String?) {
        if let place = fields.firstIndex(where: { $0.name == name && $0.kind == kind }) {
            if let value { fields[place].values.append(value) }
        } else {
            fields.append(Field(name: name, kind: kind, values: value.map { [$0] } ?? []))
        }
    }
}
