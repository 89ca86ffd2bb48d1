import Runtime

struct ArrivesWhole: Checker {
    let rule = "a request is taken as it was sent, whole, once, or not at all"
    private var sent: [Int: UInt64] = [:]

    mutating func see(_ happening: Happening) -> String? {
        switch happening {
        case .sending(let number, let print): sent[number] = print
        case .received(let number, let print):
            // Taken out, so that a second time is one that nobody sent.
            guard let known = sent.removeValue(forKey: number) else {
                return "Request \(number) was taken, and nobody had sent it, or not twice."
            }
            if known != print { return "Request \(number) was taken for another than was sent." }
        default: break
        }
        return nil
    }
}

struct AnswersFit: Checker {
    let rule = "an answer belongs to its request"

    mutating func see(_ happening: Happening) -> String? {
        guard case .replied(let number, let label) = happening, number != label else { return nil }
        return "Request \(number) was answered with what belongs to \(label)."
    }
}

struct QueuesAreBounded: Checker {
    let rule = "what waits for a reader is bounded"

    mutating func see(_ happening: Happening) -> String? {
        guard case .queued(let bytes, let limit) = happening, bytes > limit else { return nil }
        return "\(bytes) bytes wait for one reader; \(limit) may."
    }
}

struct NobodyIsHeldUp: Checker {
    let rule = "who reads a stream is not held up by who does not"
    private static let mostMs: Int64 = 3000
    /// Nobody stops looking at the clock for a while.
    let isExact: Bool
    private var published: [Int: [Audience: [Int: Int64]]] = [:]

    init(isExact: Bool) { self.isExact = isExact }

    mutating func see(_ happening: Happening) -> String? {
        switch happening {
        case .published(let process, let audience, let number, let atMs):
            published[process, default: [:]][audience, default: [:]][number] = atMs
        case .heard(let process, let audience, let number, let atMs, let sinceMs):
            guard let told = published[process]?[audience]?[number] else {
                return "\(audience) heard \(number), and process \(process) never said it."
            }
            let waited = atMs - max(told, sinceMs)
            if isExact, waited > NobodyIsHeldUp.mostMs {
                return "\(audience) waited \(waited) ms for \(number)."
            }
        default: break
        }
        return nil
    }
}
