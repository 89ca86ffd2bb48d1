import Basics
import Model

extension ConditionChecker {
    /// `person.x.consents(agency.y)`, for any purpose, or `person.x.consents(agency.y, 'help')`.
    mutating func consents(_ subject: Subject<Kind.Person>, _ recipient: Syntax, to purpose: Syntax?)
        -> Meaning
    {
        var asked: PurposeID?
        if let purpose {
            let meaning = quotedCall(purpose) { word, at in
                asked = find(word, in: names.purposes, "purpose", at)
                return asked == nil ? .broken : Meaning(.always, .truth)
            }
            if case .broken = meaning.sense { return .broken }
        }
        return thingCall(recipient, "service.x or agency.x") {
            switch $0 {
            case .service(let id): .consents(subject, Consent(to: .service(id), for: asked))
            case .agency(.fixed(let id)): .consents(subject, Consent(to: .agency(id), for: asked))
            default: nil
            }
        }
    }
}
