/// The texts of one part of the interface: an enumeration whose cases are the texts.
///
/// The English stands in `Locales/en/AREA.po`, other languages beside it; `Locales/README.md` says how to
/// add one. A text is spoken by a `Tongue`: `t(NowText.title)`.
public protocol InterfaceText: RawRepresentable<String>, CaseIterable, Sendable {
    /// The name of the PO files, and the first part of each text's id.
    static var area: String { get }
}

extension InterfaceText {
    /// The id in the PO files, such as `now.title`.
    public var id: String { "\(Self.area).\(rawValue)" }

    static var ids: [String] { allCases.map(\.id) }
}

/// Every area of the interface. A new area is added here and gets a file in each folder of `Locales`.
public enum InterfaceAreas {
    public static let all: [any InterfaceText.Type] = [
        ActText.self, CaseText.self, ChargeText.self, CommonText.self, ControlText.self, CustodyText.self,
        DebriefText.self,
        DoorText.self,
        GlossaryText.self, LawText.self,
        LadderText.self, MeText.self, MoneyText.self, NetworkText.self, NowText.self, ObserverText.self,
        OperationText.self, PeopleText.self, ProblemText.self, ProcedureText.self, ReferralText.self,
        RefusalText.self, ReturnText.self, RoleText.self,
        TalkText.self,
    ]
}
