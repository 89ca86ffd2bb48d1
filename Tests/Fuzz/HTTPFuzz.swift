// Feeds the request decoder with what libFuzzer invents: whatever the bytes, it must neither trap nor read beyond its limits,
// and where they are cut must not change what they mean. Built together with the sources of HTTPCore by http.sh.

/// Everything that a decoder said about some bytes.
private func transcript(_ pieces: [ArraySlice<UInt8>]) -> [String] {
    var decoder = RequestDecoder()
    var said: [String] = []
    for piece in pieces.map({ Array($0) }) {
        var offset = 0
        var wantsMore = false
        while !wantsMore {
            switch decoder.next(piece.span, from: &offset) {
            case .needsMore:
                precondition(offset == piece.count, "The decoder wants more before it has used all.")
                wantsMore = true
            case .head(let head):
                said.append("\(head)")
                examine(head)
                if let refusal = decoder.admit(limit: 4096) { return said + ["\(refusal)"] }
            case .body(let body):
                precondition(body.count <= 4096, "A body is longer than its limit.")
                said.append("\(body)")
            case .refused(let refusal): return said + ["\(refusal)"]
            }
        }
    }
    return said
}

/// Whatever the head says must be readable, and nothing of it may break out of an answer.
private func examine(_ head: RequestHead) {
    let request = Request(head: head)
    precondition(!request.segments.contains(".."), "A path leads upwards.")
    precondition(
        Fields(urlEncoded: request.query.urlEncoded.utf8) == request.query, "A query changes when rewritten.")
    _ = request.cookies
    let resource = Response.resource([1, 2, 3], type: "a/b", tag: EntityTag("t"), for: request)
    var answer = resource
    for field in head.headers.fields { answer = answer.with("X-Echo", field.value) }
    let bytes = ResponseWriter.write(answer, answering: .head, closing: false, date: "now")
    let ends = zip(bytes, bytes.dropFirst()).filter { $0 == 13 && $1 == 10 }.count
    let lengthLines = resource.status.isBodiless ? 0 : 1
    precondition(
        ends == 2 + answer.headers.fields.count + 1 + lengthLines, "A header value made a line of its own.")
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let seed = bytes.first else { return 0 }
    let whole = transcript([bytes[...]])
    let cut = bytes.count * Int(seed) / 256
    precondition(whole == transcript([bytes[..<cut], bytes[cut...]]), "A cut at \(cut) changes the meaning.")
    return 0
}
