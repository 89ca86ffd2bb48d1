import Basics
import Engine
import Model

/// Something that a seat's page shows for reading, by the ids of pack and log: for the list of who opened what.
public struct Reading: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// A letter, an answer, a result: whatever lies in an inbox or was sent.
        case item
        /// Of an account.
        case statement
        /// A form that was signed.
        case form
        case fact
        /// Of the law.
        case article
        /// The chart of the case as a file.
        case chart
        /// What somebody has said, on the page where one talks with them.
        case talk
        /// The plan of a joint operation.
        case operation
        /// What the agency has decided, and why.
        case decisions
        /// All talks, with what was flagged in them, as whoever looks on reads them.
        case talks
        /// Who somebody is and what they tell, as whoever plays them reads it.
        case character
    }

    public let kind: Kind
    /// Empty where there is only one.
    public let thing: String

    public init(_ kind: Kind, _ thing: String) { (self.kind, self.thing) = (kind, thing) }
}

extension SeatView {
    /// What lies behind a handle of this seat; nil if the seat may not read it.
    public func reading(_ kind: Reading.Kind, _ handle: Handle) -> Reading? {
        let thing: String? =
            switch kind {
            case .item: (resolveItem(handle) ?? resolveSent(handle))?.item.id.text
            case .statement: account(behind: handle)
            case .form: resolveForm(handle)?.id.text ?? letter(handle)?.id.text ?? form(sentAs: handle)
            case .fact: resolveFact(handle).map { scenario.facts[$0].id }
            case .article: article(behind: handle).map { world.articles[$0].id }
            case .chart, .decisions, .talks, .character: nil
            case .talk: resolvePerson(handle).map { scenario.persons[$0].id }
            case .operation: resolveOperation(handle)?.plan.id.text
            }
        return thing.map { Reading(kind, $0) }
    }

    /// What a thing is called on this seat's pages; nil if it has no name there.
    public func name(of reading: Reading) -> Text? {
        let thing = reading.thing
        switch reading.kind {
        case .item: return handle(of: ItemID(thing)).flatMap { item($0)?.title }
        case .statement:
            return scenario.money.accounts.values.first { $0.id == thing }.map { Text(verbatim: $0.name) }
        case .form: return papers.first { $0.handle == key.handle(ItemID(thing)) }?.name
        case .fact: return facts.first { $0.handle == factHandle(thing) }?.text
        case .article: return world.articles.values.first { $0.id == thing }.map { Text($0.title) }
        case .chart, .decisions, .talks: return nil
        case .talk, .character:
            return scenario.persons.ids.first { scenario.persons[$0].id == thing }.map { name(of: $0) }
        case .operation: return nil
        }
    }

    private func factHandle(_ name: String) -> Handle? {
        scenario.facts.ids.first { scenario.facts[$0].id == name }.map { key.handle($0, .fact) }
    }

    private func account(behind handle: Handle) -> String? {
        let id: AccountID? = key.resolve(handle, .account, count: scenario.money.accounts.count)
        return id.map { scenario.money.accounts[$0].id }
    }

    private func article(behind handle: Handle) -> ArticleID? {
        key.resolve(handle, .article, count: world.articles.count)
    }

    /// A form of another agency that lies in the inbox or among the forms.
    private func form(sentAs handle: Handle) -> String? {
        state.forms.last { key.handle($0.value.id) == handle }?.value.id.text
    }
}
