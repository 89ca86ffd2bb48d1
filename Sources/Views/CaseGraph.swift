import Basics
import Engine
import Model

/// A thing or a link of the case, named as in FollowTheMoney, so that the case opens in tools that analysts know.
///
/// It holds no words of facts: what protects people stays out of it.
public struct GraphEntity: Sendable {
    public let id: Handle
    /// `Person`, `Company`, `Address`, `BankAccount`, `Payment`, `Ownership`, `Family`, `UnknownLink`, …
    public let schema: String
    public let properties: [Property]

    public struct Property: Sendable {
        public let name: String
        public let values: [Value]
    }

    public enum Value: Sendable {
        case text(Text)
        case plain(String)
        case entity(Handle)
    }
}

extension AccountKind {
    /// The kind of thing as FollowTheMoney names it.
    public var schema: String {
        switch self {
        case .bank, .remittance: "BankAccount"
        case .wallet: "CryptoWallet"
        case .courier: "Asset"
        }
    }

    var isAtBank: Bool { self == .bank || self == .remittance }
}

extension SeatView {
    /// People, places, companies, accounts and what joins them, as far as our agency knows.
    public var graph: [GraphEntity] {
        let accounts = accounts
        return things(accounts) + holdings(accounts) + payments(accounts) + ties + meetings
    }

    private func entity(
        _ id: Handle, _ schema: String, _ properties: [(String, [GraphEntity.Value])]
    ) -> GraphEntity {
        GraphEntity(
            id: id, schema: schema,
            properties: properties.filter { !$0.1.isEmpty }.map {
                GraphEntity.Property(name: $0.0, values: $0.1)
            })
    }

    private func things(_ accounts: [AccountView]) -> [GraphEntity] {
        let people = persons.map { entity($0.handle, "Person", [("name", [.text($0.name)])]) }
        let addresses = world.places.ids.filter { state.agencies[agency].places[$0] }.map { id in
            entity(
                key.handle(id, .place), "Address",
                [("full", [.text(Text(world.places[id].name))]), ("country", code(world.places[id].country))])
        }
        let ofAccounts = companies(accounts).map { Option(handle: $0.handle, name: $0.name) }
        let ofFacts = facts.reversed().flatMap(\.links).compactMap(\.company)
        let companies = distinct(ofAccounts + ofFacts).map {
            entity($0.handle, "Company", [("name", [.text($0.name)])])
        }
        return people + addresses + companies + accounts.map(account)
    }

    private func account(_ account: AccountView) -> GraphEntity {
        let id: AccountID? = key.resolve(account.handle, .account, count: scenario.money.accounts.count)
        let number: [GraphEntity.Value] = account.number.isEmpty ? [] : [.plain(account.number)]
        return entity(
            account.handle, account.kind.schema,
            [
                ("name", [.plain(account.name)]), ("accountNumber", account.kind.isAtBank ? number : []),
                ("publicKey", account.kind == .wallet ? number : []),
                ("holder", account.kind == .wallet ? owners(account).map { .entity($0) } : []),
                (
                    "country",
                    account.kind.isAtBank ? code(id.flatMap { scenario.money.accounts[$0].country }) : []
                ),
                ("currency", account.kind == .courier ? [] : currencyCode),
            ])
    }

    private func code(_ country: CountryID?) -> [GraphEntity.Value] {
        country.map { [.plain(world.countries[$0].code.lowercased())] } ?? []
    }

    private var currencyCode: [GraphEntity.Value] {
        currency.code.isEmpty ? [] : [.plain(currency.code)]
    }

    private func owners(_ account: AccountView) -> [Handle] {
        account.holders.map(\.handle) + (account.company.map { [$0.handle] } ?? [])
    }

    private func companies(_ accounts: [AccountView]) -> [CompanyView] {
        var found: [CompanyView] = []
        for company in accounts.compactMap(\.company)
        where !found.contains(where: { $0.handle == company.handle }) {
            found.append(company)
        }
        return found
    }

    private func link(_ from: Handle, _ to: Handle, _ kind: String) -> Handle {
        key.handle(ItemID("link.\(kind).\(from.text).\(to.text)"))
    }

    /// Who holds an account, owns a company or leads it.
    private func holdings(_ accounts: [AccountView]) -> [GraphEntity] {
        func owns(_ owner: Handle, _ asset: Handle) -> GraphEntity {
            entity(
                link(owner, asset, "Ownership"), "Ownership",
                [("owner", [.entity(owner)]), ("asset", [.entity(asset)])])
        }
        // A wallet names its holder itself.
        let ofAccounts = accounts.filter { $0.kind != .wallet }.flatMap { account in
            owners(account).map { owns($0, account.handle) }
        }
        let ofCompanies = companies(accounts).flatMap { company in
            company.owners.map { owns($0.handle, company.handle) }
                + company.directors.map { director in
                    entity(
                        link(director.handle, company.handle, "Directorship"), "Directorship",
                        [
                            ("director", [.entity(director.handle)]),
                            ("organization", [.entity(company.handle)]),
                        ])
                }
        }
        return ofAccounts + ofCompanies
    }

    private func payments(_ accounts: [AccountView]) -> [GraphEntity] {
        func side(_ handle: Handle?) -> (account: [GraphEntity.Value], owner: [GraphEntity.Value]) {
            guard let account = accounts.first(where: { $0.handle == handle }) else { return ([], []) }
            return (
                account.kind.isAtBank ? [.entity(account.handle)] : [],
                owners(account).prefix(1).map { .entity($0) }
            )
        }
        return moneyTrail.map { edge in
            let (from, to) = (side(edge.from), side(edge.to))
            return entity(
                edge.handle, "Payment",
                [
                    ("payer", from.owner), ("payerAccount", from.account), ("beneficiary", to.owner),
                    ("beneficiaryAccount", to.account), ("amount", [.plain("\(edge.sum)")]),
                    ("currency", currencyCode), ("startDate", [.plain(edge.first.written)]),
                    ("endDate", [.plain(edge.last.written)]),
                    ("purpose", edge.text.isEmpty ? [] : [.plain(edge.text)]),
                    ("summary", [.plain("\(edge.count) ×")]),
                ])
        }
    }

    func linkView(_ link: FactLink) -> LinkView {
        let kind = world.linkKinds[link.kind]
        var company: Option?
        let to: Handle
        switch link.to {
        case .person(let person): to = key.handle(person, .person)
        case .place(let place): to = key.handle(place, .place)
        case .company(let id):
            to = key.handle(id, .company)
            company = Option(handle: to, name: Text(scenario.money.companies[id].name))
        }
        let from = key.handle(link.from, .person)
        return LinkView(
            handle: self.link(from, to, "kind.\(kind.id)"), kind: Text(kind.name), schema: kind.schema,
            from: from, to: to,
            company: company)
    }

    /// Of whom a fact says how they are joined, each kind once.
    private var ties: [GraphEntity] {
        distinct(facts.reversed().flatMap(\.links)).map { tie in
            let ends = tie.schema.ends
            return entity(
                tie.handle, tie.schema.rawValue,
                [
                    (ends.from, [.entity(tie.from)]), (ends.to, [.entity(tie.to)]),
                    (tie.schema.caption, [.text(tie.kind)]),
                ])
        }
    }

    /// Two people, or somebody and a place, of whom one fact or more speaks and none says how they are joined.
    private var meetings: [GraphEntity] {
        var found: [GraphEntity] = []
        let told = facts.flatMap(\.links)
        for fact in facts.reversed() {
            let ends = fact.persons + fact.places
            for (place, from) in ends.enumerated() where place < fact.persons.count {
                for to in ends.dropFirst(place + 1) {
                    if told.contains(where: { $0.joins(from.handle, to.handle) }) { continue }
                    let id = link(from.handle, to.handle, "UnknownLink")
                    if found.contains(where: { $0.id == id }) { continue }
                    found.append(
                        entity(
                            id, "UnknownLink",
                            [
                                ("subject", [.entity(from.handle)]), ("object", [.entity(to.handle)]),
                                ("role", [.text(fact.kind)]),
                            ]))
                }
            }
        }
        return found
    }
}

private func distinct<Thing: Equatable>(_ things: [Thing]) -> [Thing] {
    var found: [Thing] = []
    for thing in things where !found.contains(thing) { found.append(thing) }
    return found
}

extension LinkView {
    /// In whichever direction.
    public func joins(_ one: Handle, _ other: Handle) -> Bool {
        from == one && to == other || from == other && to == one
    }
}

extension Moment {
    /// `2031-06-10`.
    var written: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }
}
