import Model

extension Verb {
    public var takesPerson: Bool {
        switch self {
        case .talk, .consent, .help, .protect, .obtain, .refer, .mark, .charge, .form, .appoint, .remove,
            .request,
            .askOrder:
            true
        default: false
        }
    }
    public var takesPlace: Bool {
        switch self {
        case .visit, .obtain, .request, .askOrder, .planOperation: true
        default: false
        }
    }
    public var takesFacts: Bool {
        switch self {
        case .write, .share, .answer, .link, .mark, .decide, .charge, .form, .request, .askOrder: true
        default: false
        }
    }
    public var takesText: Bool {
        switch self {
        case .query, .write, .share, .request, .answer, .refuse, .askOrder, .giveOrder, .refuseOrder, .mark,
            .decide, .charge, .accept, .revoke, .planOperation, .takePart, .declinePart, .callOff:
            true
        default: false
        }
    }
    public var answersItem: Bool {
        switch self {
        case .answer, .refuse, .giveOrder, .refuseOrder, .acknowledge, .accept, .revoke, .takePart,
            .declinePart, .beginOperation, .callOff:
            true
        default: false
        }
    }
    /// Stands by itself in the story of a case; what marks, decisions, charges and forms say is told there already.
    var isToldAsDeed: Bool {
        switch self {
        case .mark, .decide, .charge, .form: false
        default: true
        }
    }
    public var concernsOperation: Bool {
        switch self {
        case .planOperation, .takePart, .declinePart, .beginOperation, .callOff: true
        default: false
        }
    }
}
