import Basics
import Engine
import Model

/// How a piece of evidence came, hand by hand, and whether it may be used in court.
public struct CustodyView: Hashable, Sendable {
    public struct Link: Hashable, Sendable {
        public let agency: Text
        public let at: ExerciseTime
        public let way: Learning.Way
        public let from: Text?
        public let basis: Text?
        /// The act by which it was found, where it was ours; of others only its kind.
        public let act: Text?
        public let verb: Verb?
        public let carrier: Carrier?
        /// The channel of the ladder, told to both of its ends.
        public let channel: Text?
        public let order: Text?
    }
    public struct Objection: Hashable, Sendable {
        public let says: Text
        public let rule: String
        public let article: Text?
        public let canBeMended: Bool
    }
    /// Oldest first.
    public let links: [Link]
    /// Nil where nothing of the law is told.
    public let use: CourtUse?
    public let objections: [Objection]
    /// It is of a sort on which no charge may rest.
    public let isLeadOnly: Bool
    /// It is concluded from something that may not be used.
    public let restsOnWeak: Bool
}

extension CustodyView {
    /// - Parameters:
    ///   - reader: of whose own acts the names are said; nil tells all.
    ///   - law: whether it is told what the law says to its use.
    init(_ custody: Custody, of fact: FactID, _ engine: Engine, for reader: AgencyID?, law: Bool) {
        let world = engine.scenario.world
        let kind = engine.scenario.facts[fact].evidence
        isLeadOnly = kind.map { !world.evidence[$0].admissible } ?? false
        use =
            !law
            ? nil
            : isLeadOnly ? .unusable : custody.restsOnMendable ? max(.conditional, custody.use) : custody.use
        links = custody.links.map { link in
            let isTold = reader == nil || link.agency == reader
            return Link(
                agency: Text(world.agencies[link.agency].name), at: link.time, way: link.way,
                from: link.from.map { Text(world.agencies[$0].name) },
                basis: link.basis.map { Text(world.bases[$0].name) },
                act: isTold ? link.act.map { Text(world.acts[$0].name) } : nil,
                verb: link.act.map { world.acts[$0].verb }, carrier: link.carrier,
                channel: isTold || link.from == reader
                    ? link.channel.map { Text(world.acts[$0].name) } : nil,
                order: link.order.map { Text(world.orders[$0].name) })
        }
        var seen: [Int] = []
        for place in custody.links.flatMap(\.objections) where law && !seen.contains(place) {
            seen.append(place)
        }
        objections = seen.map { place in
            let rule = world.useRules[place]
            return Objection(
                says: Text(rule.says), rule: rule.rule,
                article: rule.article.map { Text(world.articles[$0].title) }, canBeMended: rule.canBeMended)
        }
        restsOnWeak =
            law && (custody.restsOnMendable || custody.links.contains { !$0.weakParts.isEmpty })
    }
}

extension SeatView {
    /// How a fact that serves as evidence came to us. In test mode what speaks against it is told in the debrief.
    public func custody(of handle: Handle) -> CustodyView? { resolveFact(handle).flatMap(custodyView) }

    func custodyView(_ fact: FactID) -> CustodyView? {
        guard scenario.facts[fact].evidence != nil,
            let custody = engine.custody(of: fact, for: agency, in: state)
        else { return nil }
        // After ENDEX everybody is told by which act it was found, here as in the debrief.
        let reader = state.phase == .ended ? nil : agency
        return CustodyView(custody, of: fact, engine, for: reader, law: state.showsLaw)
    }

    /// The other agencies that have told us a fact, as far as somebody here has read it.
    public func tellers(of handle: Handle) -> [Handle] {
        guard let id = resolveFact(handle) else { return [] }
        return world.agencies.ids.filter { other in
            other != agency
                && state.ledger.contains {
                    $0.learning.fact == id && $0.learning.agency == agency && $0.learning.from == other
                        && $0.openedAt != nil
                }
        }.map { key.handle($0, .agency) }
    }
}
