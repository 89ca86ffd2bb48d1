import Basics
import Model
import Texts
import Views

/// What the law says to an act, in words.
package struct LawWords {
    let ctx: PageContext
    package init(_ ctx: PageContext) { self.ctx = ctx }

    package func kind(_ law: LawView) -> LawAnswer { law.isOnlyAsKnown ? .unsure : kind(law.answer) }

    package func kind(_ answer: Model.Answer) -> LawAnswer {
        switch answer {
        case .allowed: .allowed
        case .needsConsent, .needsGuardian: .consent
        case .needsOrder: .order
        case .forbidden: .forbidden
        case .unusual: .unusual
        }
    }

    package func title(_ law: LawView) -> String {
        if law.isOnlyAsKnown { return ctx.t(LawText.nothingKnown) }
        return law.hard && law.answer != .allowed
            ? ctx.t(LawText.impossible)
            : short(law.answer, order: law.order)
    }

    /// "Allowed", "Needs the person's consent".
    package func short(_ answer: Model.Answer, order: Text? = nil) -> String {
        switch answer {
        case .allowed: ctx.t(LawText.allowed)
        case .needsConsent: ctx.t(LawText.needsConsent)
        case .needsGuardian: ctx.t(LawText.needsGuardian)
        case .needsOrder:
            order.map { ctx.t(LawText.needsThisOrder, ["order": ctx.say($0)]) } ?? ctx.t(LawText.needsOrder)
        case .forbidden: ctx.t(LawText.forbidden)
        case .unusual: ctx.t(LawText.unusual)
        }
    }

    /// The rule's id in the field, and the article to read.
    package func rule(_ law: LawView) -> Node {
        guard !law.rule.isEmpty || law.article != nil else { return .nothing }
        return p(
            .class("quiet small"), .when(!law.rule.isEmpty, code(.text(law.rule))),
            .with(law.article) { article in
                .group([
                    " ", a(.href("/law/" + article.handle.text), .text(ctx.say(article.title))),
                ])
            })
    }
}

extension PersonStatus {
    package var words: PeopleText {
        switch self {
        case .unknown: .unknownStatus
        case .potential: .potential
        case .presumed: .presumed
        case .identified: .identified
        case .notIdentified: .notIdentified
        }
    }
}

extension ItemState {
    package var words: TalkText {
        switch self {
        case .open: .stateOpen
        case .answered: .stateAnswered
        case .refused: .stateRefused
        case .lapsed: .stateLapsed
        case .admitted: .stateAdmitted
        case .declined: .stateDeclined
        case .full: .stateFull
        case .acknowledged: .stateAcknowledged
        case .accepted: .stateAccepted
        case .notArrived: .stateNotArrived
        case .revoked: .stateRevoked
        case .returned: .stateReturned
        case .underWay: .stateUnderWay
        case .signed: .stateSigned
        case .inForce: .stateInForce
        case .ended: .stateEnded
        }
    }
}

extension ItemView.Kind {
    package var words: NowText {
        switch self {
        case .inject: .kindNews
        case .message: .kindMessage
        case .share: .kindShare
        case .request: .kindRequest
        case .order: .kindOrder
        case .result: .kindResult
        case .reply: .kindReply
        case .referral: .kindReferral
        case .operation: .kindOperation
        case .notice: .kindNotice
        }
    }

    package var icon: Icon {
        switch self {
        case .inject: .bell
        case .message: .talk
        case .share: .share
        case .request: .request
        case .order: .law
        case .result: .decision
        case .reply: .undo
        case .referral: .safety
        case .operation: .flag
        case .notice: .law
        }
    }
}

/// Groups of verbs on the page Act, in the order in which they stand.
package enum VerbGroup: CaseIterable {
    case find, people, tell, together, law

    package init(_ verb: Verb) {
        switch verb {
        case .query, .visit, .obtain, .link: self = .find
        case .talk, .consent, .help, .protect, .refer, .appoint: self = .people
        case .write, .share, .request, .answer, .refuse, .acknowledge, .accept, .revoke: self = .tell
        case .askOrder, .giveOrder, .refuseOrder, .mark, .decide, .charge, .form, .remove: self = .law
        case .planOperation, .takePart, .declinePart, .beginOperation, .callOff: self = .together
        }
    }

    package var words: ActText {
        switch self {
        case .find: .groupFind
        case .people: .groupPeople
        case .tell: .groupTell
        case .together: .groupTogether
        case .law: .groupLaw
        }
    }

    var icon: Icon {
        switch self {
        case .find: .search
        case .people: .people
        case .tell: .talk
        case .together: .flag
        case .law: .law
        }
    }
}

extension Verb {
    /// What kind of act it is, in a word or two.
    package var words: ActText {
        switch self {
        case .query: .verbQuery
        case .visit: .verbVisit
        case .talk: .verbTalk
        case .consent: .verbConsent
        case .help: .verbHelp
        case .protect: .verbProtect
        case .obtain: .verbObtain
        case .write: .verbWrite
        case .share: .verbShare
        case .request: .verbRequest
        case .answer: .verbAnswer
        case .refuse: .verbRefuse
        case .askOrder: .verbAskOrder
        case .giveOrder: .verbGiveOrder
        case .refuseOrder: .verbRefuseOrder
        case .link: .verbLink
        case .refer: .verbRefer
        case .mark: .verbMark
        case .decide, .charge: .verbDecide
        case .form: .verbForm
        case .appoint: .verbAppoint
        case .remove: .verbRemove
        case .acknowledge: .verbAcknowledge
        case .accept: .verbAccept
        case .revoke: .verbRevoke
        case .planOperation: .verbPlan
        case .takePart: .verbTakePart
        case .declinePart: .verbDeclinePart
        case .beginOperation: .verbBegin
        case .callOff: .verbCallOff
        }
    }

    /// The label of the text that goes with the act.
    var textLabel: ActText {
        switch self {
        case .query: .textQuery
        case .write: .textMessage
        case .request: .textRequest
        case .answer: .textAnswer
        case .refuse, .askOrder, .giveOrder, .refuseOrder, .mark, .revoke, .declinePart, .callOff:
            .textReasons
        case .planOperation: .textPlan
        case .refer: .textReferral
        case .accept: .textArrival
        case .decide, .charge: .textDecision
        default: .textNote
        }
    }
}

/// Every refusal as a sentence with the way on.
package struct RefusalWords {
    let ctx: PageContext
    let times: Times?
    /// Where nothing of the law is told, no rule is named either.
    let namesRules: Bool

    package init(_ ctx: PageContext, _ times: Times? = nil, namesRules: Bool = true) {
        (self.ctx, self.times, self.namesRules) = (ctx, times, namesRules)
    }

    /// - Parameter verb: of the act that was refused; what is missing of facts depends on it.
    package func sentence(_ refusal: Refusal, of verb: Verb? = nil) -> String {
        let t = ctx.t
        switch refusal {
        case .missing(.facts) where verb != nil && verb != .link: return t(RefusalText.missingBasisFacts)
        case .notStarted: return t(RefusalText.notStarted)
        case .paused: return t(RefusalText.paused)
        case .ended: return t(RefusalText.ended)
        case .alreadyStarted: return t(RefusalText.alreadyStarted)
        case .notPaused: return t(RefusalText.notPaused)
        case .busy(let until): return t(RefusalText.busy, ["time": time(until)])
        case .noStaff(let until): return t(RefusalText.noStaff, ["time": time(until)])
        case .personBusy(let until): return t(RefusalText.personBusy, ["time": time(until)])
        case .notYours: return t(RefusalText.notYours)
        case .unknownThing: return t(RefusalText.unknownThing)
        case .lostContact: return t(RefusalText.lostContact)
        case .notHere: return t(RefusalText.notHere)
        case .missing(let part): return t(part.sentence)
        case .impossible(let rule, let says):
            return namesRules && !rule.isEmpty
                ? t(RefusalText.impossible, ["rule": rule, "says": ctx.say(says)])
                : t(RefusalText.impossibleNow, ["says": ctx.say(says)])
        case .alreadyDone: return t(RefusalText.alreadyDone)
        case .alreadyAnswered: return t(RefusalText.alreadyAnswered)
        case .notHeld: return t(RefusalText.notHeld)
        case .pointless: return t(NetworkText.refusedPointless)
        case .scripted: return t(RefusalText.scripted)
        case .sameAgency: return t(RefusalText.sameAgency)
        case .houseFull: return t(RefusalText.houseFull)
        case .wentBack: return t(RefusalText.wentBack)
        case .underWay: return t(RefusalText.underWay)
        }
    }

    private func time(_ time: ExerciseTime) -> String { times?.exact(time) ?? "" }
}

extension Refusal.Part {
    package var sentence: RefusalText {
        switch self {
        case .person: .missingPerson
        case .place: .missingPlace
        case .agency: .missingAgency
        case .recipients: .missingRecipients
        case .facts: .missingFacts
        case .topic: .missingTopic
        case .setting: .missingSetting
        case .service: .missingService
        case .basis: .missingBasis
        case .status: .missingStatus
        case .item: .missingItem
        case .text: .missingText
        case .reasons: .missingReasons
        case .alternatives: .missingAlternatives
        case .appeal: .missingAppeal
        case .choice: .missingChoice
        case .deadline: .missingDeadline
        case .kind: .missingKind
        case .field: .missingField
        case .sites: .missingSites
        }
    }
}
