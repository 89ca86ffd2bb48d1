import Basics

/// What the sum of a world is called, and its user-assigned code (`XOT`).
public struct Currency: Hashable, Sendable {
    public var name = TextID("world.currency")
    public var code = ""
    public init() {}
}

/// What shows in bank records that money is not what it seems.
public struct RedFlag: Sendable {
    public var id = ""
    /// Position among the world's groups of red flags.
    public var group = 0
    public var says = TextID("")
    /// A bank that sees it reports it.
    public var isReported = true
    public init() {}
}

/// What an act of the verb `obtain` brings of money.
public enum MoneySight: Hashable, Sendable {
    /// Statements of accounts, of the acting agency's country: evidence.
    case statements
    /// What banks tell a financial office: leads only.
    case leads
}

/// The columns of the register in which reports of suspicious transactions are entered.
public struct ReportColumns: Hashable, Sendable {
    public var holder = 0, account = 0, date = 0, pattern = 0
    public init() {}
}

/// The ground truth of money in a story: who holds what, and what was paid.
public struct Money: Sendable {
    public var companies = Table<Kind.Company, Company>()
    public var accounts = Table<Kind.Account, Account>()
    public var flows = Table<Kind.Flow, Flow>()
    /// What was paid before STARTEX, oldest first.
    public var payments: [Payment] = []
    /// Statements begin here: exercise minutes, before STARTEX.
    public var since = 0
    public init() {}

    public var isEmpty: Bool { accounts.count == 0 }
}

public struct Company: Sendable {
    public var id = ""
    public var name = TextID("")
    public var owners: [PersonID] = []
    public var directors: [PersonID] = []
    public var place: PlaceID?
    public init() {}
}

public struct Account: Sendable {
    public var id = ""
    /// As it is written on statements; not translated.
    public var name = ""
    public var holder = Holder.unnamed
    public var kind = AccountKind.bank
    public var number = ""
    public var country: CountryID?
    /// What lies in it when statements begin.
    public var opening = 0
    public var mayOverdraw = false
    /// What lies in it at STARTEX.
    public var balance = 0
    public init() {}

    public enum Holder: Hashable, Sendable {
        case person(PersonID)
        case company(CompanyID)
        case place(PlaceID)
        /// Nobody of the cast.
        case unnamed
    }
}

public enum AccountKind: Int, CaseIterable, Hashable, Sendable {
    case bank, wallet, remittance
    /// Cash that somebody carries: nobody keeps records of it.
    case courier

    public var keepsRecords: Bool { self != .courier }
}

/// Money that moves from account to account, as it really is.
public struct Flow: Sendable {
    public var id = ""
    /// No account: cash comes from a pocket, or goes into one.
    public var from: [AccountID] = []
    public var to: [AccountID] = []
    /// What is paid when an effect pays it.
    public var amount = 0
    /// An effect pays all that there is.
    public var takesAll = false
    public var isCash = false
    /// As it is written on statements; not translated.
    public var text = ""
    public var flags: [RedFlagID] = []
    /// What a financial office can see in it: leads.
    public var leads: [FactID] = []
    /// What the statements prove.
    public var proves: [FactID] = []
    public init() {}
}

/// One payment of a flow. It stands on the statements of both accounts, with the same time and amount.
public struct Payment: Hashable, Sendable {
    public var flow: FlowID
    public var from: AccountID?
    public var to: AccountID?
    public var amount: Int
    /// Exercise minutes; before STARTEX they are negative.
    public var minute: Int
    /// What the bank calls it; says nothing of how many there are.
    public var number: String

    public init(
        flow: FlowID, from: AccountID?, to: AccountID?, amount: Int, minute: Int, number: String
    ) {
        (self.flow, self.from, self.to) = (flow, from, to)
        (self.amount, self.minute, self.number) = (amount, minute, number)
    }
}

extension Scenario {
    /// Who stands behind an account: whoever holds it, or owns or leads the company that does.
    public func persons(behind account: AccountID) -> [PersonID] {
        switch money.accounts[account].holder {
        case .person(let person): [person]
        case .company(let id):
            money.companies[id].owners
                + money.companies[id].directors.filter { !money.companies[id].owners.contains($0) }
        case .place, .unnamed: []
        }
    }

    public func place(of account: AccountID) -> PlaceID? {
        if case .place(let place) = money.accounts[account].holder { place } else { nil }
    }

    /// The accounts of which an act about a person or place speaks.
    public func accounts(of person: PersonID?, at place: PlaceID?) -> [AccountID] {
        money.accounts.ids.filter { id in
            person.map(persons(behind: id).contains) ?? (place != nil && self.place(of: id) == place)
        }
    }
}
