import Model

/// A rule that somebody went on against, and where the pack holds it.
public struct BrokenRule: Hashable, Sendable {
    public enum Holder: Sendable { case gate, sharing, other }
    public let rule: String
    public let holder: Holder

    public init(rule: String, holder: Holder) { (self.rule, self.holder) = (rule, holder) }

    /// The rules that were broken in what one command caused, in order. A breach does not say whether a gate or a sharing
    /// rule holds it: that shows from what it follows.
    public static func all(in events: [Event]) -> [BrokenRule] {
        var holder = Holder.other
        var broken: [BrokenRule] = []
        for event in events {
            switch event {
            case .booked: holder = .gate
            case .shared, .formShared: holder = .sharing
            case .operationBegun: holder = .other
            case .breached(let breach):
                broken.append(BrokenRule(rule: breach.rule, holder: breach.seat == nil ? .other : holder))
            default: break
            }
        }
        return broken
    }
}
