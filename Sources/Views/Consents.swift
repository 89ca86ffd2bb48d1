import Basics
import Engine
import Model

// Consent in the words of pages: to whom, and what for.
extension SeatView {
    func resolvePurpose(_ handle: Handle?) -> PurposeID? {
        key.resolve(handle, .purpose, count: world.purposes.count)
    }

    func resolveBasis(_ handle: Handle?) -> BasisID? {
        key.resolve(handle, .basis, count: world.bases.count)
    }

    /// What a request of the inbox asks for its answer: an answer that names nothing else is told for that.
    public func purposeAsked(_ item: Handle?) -> Handle? {
        guard case .request(let request)? = resolveItem(item)?.item.body else { return nil }
        return request.purpose.map { key.handle($0, .purpose) }
    }

    /// A note that the person took something back, or the referral that stopped because of it.
    func takenBackNote(_ record: ItemRecord) -> TakenBackNote? {
        switch record.item.body {
        case .referred(let referral):
            let isStopped =
                record.state == .revoked
                && state.items.contains { note in
                    guard case .reply(record.item.id, .revoked, _) = note.item.body else { return false }
                    return note.item.sender == nil
                }
            return isStopped ? side(of: referral) : nil
        case .reply(let to, _, _):
            guard engine.takenBack(record.item, in: state) != nil else { return nil }
            if case .referred(let referral)? = state.item(to)?.item.body { return side(of: referral) }
            return .answer
        default: return nil
        }
    }

    private func side(of referral: Referral) -> TakenBackNote {
        referral.from == agency ? .sentReferral : .receivedReferral
    }

    /// What can be said that a talk about consent, a share or a request is for; nothing in a world without a list.
    func purposes(for verb: Verb) -> [Option] {
        guard [.consent, .share, .request].contains(verb) else { return [] }
        return world.purposes.ids.map {
            Option(handle: key.handle($0, .purpose), name: Text(world.purposes[$0].name))
        }
    }
}

/// A question of this seat to a person for whom somebody speaks, who may take until then.
public struct AwaitedAnswer: Hashable, Sendable {
    public let person: Option
    /// What was asked about, for a question of a talk.
    public let topic: Text?
    /// What the person was asked to agree to.
    public let consent: CharacterConsent?
    public let askedAt: ExerciseTime
    public let until: ExerciseTime
}

extension SeatView {
    /// What this seat has asked and nobody has answered yet, the nearest first.
    public var awaited: [AwaitedAnswer] {
        state.seats[seat].sent.compactMap { place -> AwaitedAnswer? in
            let record = state.items[place]
            guard record.state == .open else { return nil }
            switch record.item.body {
            case .question(let person, let topic, _, let until, _):
                return AwaitedAnswer(
                    person: personOption(person), topic: Text(world.topics[topic].name), consent: nil,
                    askedAt: record.sentAt, until: until)
            case .consentAsked(let person, let consent, _, let until, _):
                return AwaitedAnswer(
                    person: personOption(person), topic: nil, consent: engine.words(consent),
                    askedAt: record.sentAt, until: until)
            default: return nil
            }
        }.sorted { $0.until < $1.until }
    }
}

/// What of ours rested on a yes that the person has taken back.
public enum TakenBackNote: Hashable, Sendable { case sentReferral, receivedReferral, answer }

extension Engine {
    func purpose(_ id: PurposeID?) -> Text? { id.map { Text(scenario.world.purposes[$0].name) } }

    /// What somebody has agreed to.
    func consents(of person: PersonID, in state: State) -> [CharacterConsent] {
        state.persons[person].consents.map(words)
    }

    func words(_ consent: Consent) -> CharacterConsent {
        switch consent.recipient {
        case .service(let service):
            CharacterConsent(
                isForService: true, to: Text(scenario.world.services[service].name),
                purpose: purpose(consent.purpose))
        case .agency(let agency):
            CharacterConsent(
                isForService: false, to: Text(scenario.world.agencies[agency].name),
                purpose: purpose(consent.purpose))
        }
    }
}

/// Something that the character has agreed to.
public struct CharacterAgreed: Hashable, Sendable {
    public let key: String
    public let consent: CharacterConsent
}

/// Somebody asks the character to agree to something, and waits for whoever plays it.
public struct CharacterConsentQuestion: Hashable, Sendable {
    public let handle: Handle
    public let by: CharacterVisitor
    public let askedAt: ExerciseTime
    /// Then the script answers.
    public let until: ExerciseTime
    /// With what was explained, among the rest.
    public let how: CharacterManner
    public let consent: CharacterConsent
    /// What the script would say: a hint, nothing that is chosen.
    public let script: Bool
}

extension RolePlayerView {
    /// What is asked is to agree to something.
    public func isConsent(_ question: ItemID) -> Bool {
        if case .consentAsked? = state.item(question)?.item.body { true } else { false }
    }

    /// What the character has agreed to and may take back, each with what stands for it in addresses.
    var agreed: [CharacterAgreed] {
        state.persons[person].consents.map {
            CharacterAgreed(key: consentKey($0), consent: engine.words($0))
        }
    }

    /// The yes that stands behind such a word, if it is still given.
    public func consent(_ word: String?) -> Consent? {
        state.persons[person].consents.first { consentKey($0) == word }
    }

    /// Only what one has agreed to oneself can be named by it.
    private func consentKey(_ consent: Consent) -> String {
        let to =
            switch consent.recipient {
            case .agency(let agency): key.handle(agency, .agency)
            case .service(let service): key.handle(service, .service)
            }
        return to.text + "." + (consent.purpose.map { key.handle($0, .purpose).text } ?? "")
    }

    var takenBack: [CharacterPast.TakenBack] {
        engine.takenBack(by: person, in: state).reversed().map { one in
            CharacterPast.TakenBack(
                at: one.at, by: one.by.map(visitor),
                consent: one.recipient.map { engine.words(Consent(to: $0, for: one.purpose)) },
                purpose: engine.purpose(one.purpose))
        }
    }

    var consentQuestions: [CharacterConsentQuestion] {
        state.items.compactMap { record in
            guard record.state == .open,
                case .consentAsked(person, let consent, let booking, let until, let scripted) = record.item
                    .body,
                let asked = state.booking(booking)?.booking
            else { return nil }
            return CharacterConsentQuestion(
                handle: key.handle(record.item.id), by: visitor(asked.seat), askedAt: record.sentAt,
                until: until, how: manner(asked.act), consent: engine.words(consent), script: scripted)
        }
    }
}

/// A held character is asked to agree to something: who holds it for the staff says yes or no.
public struct ControlConsentQuestion: Sendable {
    public let id: ItemID
    public let personID: String
    public let person: Text
    public let seat: Text?
    public let until: ExerciseTime
    public let consent: CharacterConsent
    public let script: Bool
}

extension ControlView {
    public var consentQuestions: [ControlConsentQuestion] {
        state.items.filter { $0.state == .open }.compactMap { record in
            guard
                case .consentAsked(let person, let consent, _, let until, let scripted) = record.item.body
            else { return nil }
            return ControlConsentQuestion(
                id: record.item.id, personID: engine.scenario.persons[person].id,
                person: Text(engine.scenario.persons[person].name),
                seat: record.item.sender.map { Text(engine.scenario.seats[$0].name) }, until: until,
                consent: engine.words(consent), script: scripted)
        }
    }
}

// MARK: - On the form of consent

/// One line of who agreed to what, for whom.
public struct ConsentLine: Hashable, Sendable {
    public let consent: CharacterConsent
    public let given: Bool
    public let at: ExerciseTime
    /// When the yes was taken back.
    public let endedAt: ExerciseTime?
}

/// Who agreed to what on a form of consent: what was signed stays as it was, and what came later stands apart.
public struct ConsentTable: Hashable, Sendable {
    public let signedAt: ExerciseTime
    public let signed: [ConsentLine]
    /// What is new or has changed since, as our agency knows it now.
    public let since: [ConsentLine]
}

extension SeatView {
    /// What the person has agreed to, as our agency knew it when the form was signed; nil where the form does not show it.
    public func consents(on form: FormView) -> ConsentTable? {
        guard let dated = state.forms.last(where: { key.handle($0.value.id) == form.handle }),
            world.acts[dated.value.type].showsConsents, let person = dated.value.person
        else { return nil }
        let signed = engine.consents(of: person, knownTo: agency, until: dated.time, in: state)
        let now = engine.consents(of: person, knownTo: agency, in: state)
        return ConsentTable(
            signedAt: dated.time, signed: signed.map(line),
            since: now.filter { !signed.contains($0) }.map(line))
    }

    private func line(_ known: KnownConsent) -> ConsentLine {
        ConsentLine(
            consent: engine.words(known.consent), given: known.given, at: known.at, endedAt: known.endedAt)
    }
}
