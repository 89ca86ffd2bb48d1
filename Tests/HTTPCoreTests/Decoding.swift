import HTTPCore

/// What a decoder made of some bytes: one line per request, or the refusal at the end.
struct Decoded: Equatable {
    var requests: [String] = []
    var refusal: Status?
    var isResting = false
}

/// Feeds the pieces one after the other, as a connection would.
func decode(_ pieces: [[UInt8]], limit: Int = 1000) -> Decoded {
    var decoder = RequestDecoder()
    var result = Decoded()
    var head: RequestHead?
    for piece in pieces {
        var offset = 0
        var wantsMore = false
        while !wantsMore {
            switch decoder.next(piece.span, from: &offset) {
            case .needsMore: wantsMore = true
            case .head(let complete):
                head = complete
                if let refusal = decoder.admit(limit: limit) {
                    result.refusal = refusal.status
                    return result
                }
            case .body(let body):
                let text = String(decoding: body, as: UTF8.self)
                result.requests.append("\(head?.method.rawValue ?? "?") \(head?.path ?? "?") [\(text)]")
            case .refused(let refusal):
                result.refusal = refusal.status
                return result
            }
        }
    }
    result.isResting = decoder.isResting
    return result
}

func decode(_ text: String, limit: Int = 1000) -> Decoded {
    decode([Array(text.utf8)], limit: limit)
}

/// The head of the only request in the text.
func head(_ text: String) -> RequestHead? {
    var decoder = RequestDecoder()
    var offset = 0
    let bytes = Array(text.utf8)
    guard case .head(let head) = decoder.next(bytes.span, from: &offset) else { return nil }
    return head
}
