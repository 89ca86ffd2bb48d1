/// Where a thread of our own gets its work: many send, one or more take.
public final class Mailbox<Message: Sendable>: Sendable {
    private struct Box {
        var messages: [Message] = []
        var isOpen = true
    }

    private let limit: Int
    private let box = Monitor(Box())

    /// `limit` is the number of messages that may wait; more are refused, so that a slow worker is noticed.
    public init(limit: Int) {
        precondition(limit > 0, "A mailbox must have room for a message.")
        self.limit = limit
    }

    public enum Sending: Sendable, Equatable {
        case accepted, full, closed
    }

    /// Leaves a message; never blocks.
    public func send(_ message: Message) -> Sending {
        box.change { box in
            guard box.isOpen else { return .closed }
            guard box.messages.count < limit else { return .full }
            box.messages.append(message)
            return .accepted
        }
    }

    /// Accepts nothing more; what waits is still delivered.
    public func close() {
        box.change { $0.isOpen = false }
    }

    /// Blocks until something is there, then takes all of it, in the order of sending.
    /// Nil when the mailbox is closed and empty.
    public func takeAll() -> [Message]? {
        box.wait { box in
            guard box.messages.isEmpty else {
                defer { box.messages = [] }
                return .done(box.messages)
            }
            return box.isOpen ? .wait(untilMs: nil) : .done(nil)
        }
    }

    /// Blocks until something is there and takes the first. Nil when the mailbox is closed and empty.
    public func takeOne() -> Message? {
        box.wait { box in
            guard box.messages.isEmpty else { return .done(box.messages.removeFirst()) }
            return box.isOpen ? .wait(untilMs: nil) : .done(nil)
        }
    }
}
