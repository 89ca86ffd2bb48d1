import Basics
import Engine
import Model

/// One thing in the inbox. What it says is there only once the seat has opened it.
public struct ItemView: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case inject, message, share, request, order, result, reply, referral, operation, notice
    }

    public let handle: Handle
    public let kind: Kind
    /// Nil where the sender is oneself or the world.
    public let from: AgencyView?
    public let fromName: Text?
    public let channel: Text?
    public let title: Text?
    /// Whom or what it is about, where that can be said from outside: our own act that brought it, an order, a referral.
    public let subject: Text?
    /// How it begins: what was shared first, or the words that came. Nothing before it is opened.
    public let gist: Text?
    public let sentAt: ExerciseTime
    public let isOpen: Bool
    /// We sent it.
    public let isOwn: Bool
    /// It is something that is answered.
    public let asks: Bool
    /// The request or order waits for our answer.
    public let waits: Bool
    public let state: ItemState
    public let due: ExerciseTime?
    public let content: ItemContent?

    /// Nothing that an act of ours brought.
    public var comesFromOutside: Bool { !isOwn && kind != .result }
}

/// The inbox from outside.
public struct InboxFaces: Sendable {
    /// What waits for our answer, newest first.
    public let waiting: [ItemView]
    public let others: [ItemView]
    /// How many others there are, shown or not.
    public let othersCount: Int
}

/// What an opened item says.
public struct ItemContent: Hashable, Sendable {
    public let text: Text?
    /// A decision that was taken about somebody.
    public let notice: NoticeView?
    /// Facts that came with it.
    public let facts: [FactView]
    /// What it says line by line, where it is a document of the world.
    public let document: TypedDocument?
    /// Signed forms that came with it, as they were signed.
    public let forms: [FormView]
    public let persons: [Option]
    public let places: [Option]
    public let basis: Text?
    public let order: Text?
    public let wanted: Text?
    public let service: Text?
    public let outcome: OutcomeView?
    /// What the act was that brought it, and whom or what it concerned.
    public let act: Text?
    public let verb: Verb?
    public let topic: Text?
    /// The agency with which something may be shared, where that was what the act asked for.
    public let recipient: Text?
    /// What it was for, where that was said.
    public let purpose: Text?
    /// What was answered to our request or asking for an order.
    public let answer: ItemState?
    /// From when an order is asked for or given, if an hour was named.
    public let inForceFrom: ExerciseTime?
    /// Until when the order that was given is in force.
    public let inForceUntil: ExerciseTime?
    /// The person took back what they had agreed to, and nobody else did anything.
    public let takenBack: TakenBackNote?
    public let referral: ReferralView?
    /// What was missing when our request came back, and the act by which it is asked again.
    public let missing: [Text]
    public let askAgain: Handle?
    /// What a service says that cannot take somebody.
    public let says: Text?
    /// The channel by which a request came, what it proposes to sign, and how it was filled in.
    public let channel: Text?
    public let agreement: Text?
    public let particulars: [Particular]
    /// What is new about a joint operation, and where it stands if it may still be seen.
    public let news: OperationNews?
    public let operation: Handle?
    /// Who came to the place where people are received, when an operation is over.
    public let received: ReceivedView?
}

public enum OutcomeView: Hashable, Sendable {
    case records(register: Text, fields: [Text], rows: [RecordView])
    /// In the words of the sources, with the facts in `ItemContent.facts`.
    case found([Text])
    /// Nobody is there any more: an operation of ours met them, and brought them elsewhere.
    case receivedElsewhere(ReceivedView)
    case silent, nobodyThere, consentGiven, consentRefused, notSupported, helped, done
    case concluded
    case admitted(Text)
    case declined(Text)
    case full(Text)
}

public struct RecordView: Hashable, Sendable {
    /// By field: what was written, and what is told in the reader's language.
    public let values: [[Text]]
    /// What a bank saw that reported it.
    public let flags: [Text]
}

extension SeatView {
    /// Newest first.
    public var inbox: [ItemView] { state.seats[seat].inbox.reversed().map { itemView(state.items[$0]) } }

    /// The inbox from outside, for lists: nothing has its content, opened or not.
    public var inboxFaces: [ItemView] {
        state.seats[seat].inbox.reversed().map(face)
    }

    /// The inbox from outside, for a page that shows a part of it. Nothing that is not shown is made.
    /// - Parameter newest: how many there are at most of those that wait for no answer of ours; nil is all.
    public func faces(newest: Int?) -> InboxFaces {
        var (waiting, others): ([Int], [Int]) = ([], [])
        for place in state.seats[seat].inbox.reversed() {
            let waits = state.items[place].item.waitsForAnswer && state.items[place].state.isWaiting
            if waits { waiting.append(place) } else { others.append(place) }
        }
        return InboxFaces(
            waiting: waiting.map(face), others: others.prefix(newest ?? others.count).map(face),
            othersCount: others.count)
    }

    private func face(_ place: Int) -> ItemView {
        itemView(state.items[place], own: false, withContent: false)
    }

    /// One item from outside.
    public func face(_ handle: Handle) -> ItemView? { placeInInbox(handle).map(face) }

    /// How many items wait unopened, without building them.
    public var unopenedCount: Int {
        state.seats[seat].inbox.count { !state.items[$0].isOpened(by: seat) }
    }

    public var unopened: [Handle] {
        state.seats[seat].inbox.compactMap {
            state.items[$0].isOpened(by: seat) ? nil : key.handle(state.items[$0].item.id)
        }
    }

    /// Something of the inbox, or something that the seat sent.
    public func item(_ handle: Handle) -> ItemView? {
        resolveItem(handle).map { itemView($0) } ?? resolveSent(handle).map { itemView($0, own: true) }
    }

    /// What the seat sent that can be answered: requests and askings for orders, newest first.
    public var sent: [ItemView] {
        state.seats[seat].sent.reversed().filter { place in
            switch state.items[place].item.body {
            case .request, .order, .message, .share, .referral, .referred: true
            default: false
            }
        }.map { itemView(state.items[$0], own: true) }
    }

    /// The id of an item that this seat may open, for the command that records the first reading.
    public func itemID(_ handle: Handle) -> ItemID? {
        placeInInbox(handle).map { state.items[$0].item.id }
    }

    func resolveItem(_ handle: Handle?) -> ItemRecord? {
        guard let handle else { return nil }
        return placeInInbox(handle).map { state.items[$0] }
    }

    private func placeInInbox(_ handle: Handle) -> Int? {
        state.seats[seat].inbox.last { key.handle(state.items[$0].item.id) == handle }
    }

    func itemView(_ record: ItemRecord) -> ItemView { itemView(record, own: false) }

    func itemView(_ record: ItemRecord, own: Bool, withContent: Bool = true) -> ItemView {
        let item = record.item
        let isOpen = own || record.isOpened(by: seat)
        let sender = item.sender.map { state.seats[$0].agency }
        var face = Face(item, self)
        if own { face.addressee(item, self) }
        return ItemView(
            handle: key.handle(item.id), kind: face.kind,
            from: own ? face.to.map(agencyView) : sender.flatMap { $0 == agency ? nil : agencyView($0) },
            fromName: face.fromName, channel: face.channel, title: face.title, subject: face.subject,
            gist: isOpen ? gist(of: item) : nil, sentAt: record.sentAt, isOpen: isOpen, isOwn: own,
            asks: face.canAnswer,
            waits: !own && face.canAnswer && record.state.isWaiting, state: record.state,
            due: record.state == .accepted ? nil : record.until ?? face.due,
            content: isOpen && withContent ? content(record) : nil)
    }

    private func gist(of item: Item) -> Text? {
        switch item.body {
        case .message(let text), .reply(_, _, let text): Text(text)
        case .request(let request): Text(request.text)
        case .share: item.facts.first { state.knows(agency, $0) }.map { Text(scenario.facts[$0].text) }
        default: nil
        }
    }

    private func content(_ record: ItemRecord) -> ItemContent {
        let item = record.item
        var content = ContentParts()
        content.fill(item, self)
        return ItemContent(
            text: content.text, notice: engine.noticeView(record, in: state),
            facts: item.facts.filter { state.knows(agency, $0) }.map(factView),
            document: document(of: record), forms: item.forms.compactMap(formView),
            persons: item.persons.map(personOption),
            places: content.places.map(placeOption),
            basis: content.basis,
            order: content.order, wanted: content.wanted, service: content.service, outcome: content.outcome,
            act: content.act, verb: content.verb, topic: content.topic,
            recipient: content.recipient, purpose: content.purpose,
            answer: content.answer, inForceFrom: content.inForceFrom, inForceUntil: content.inForceUntil,
            takenBack: takenBackNote(record), referral: referralView(record),
            missing: missing(record), askAgain: askAgain(record), says: content.says,
            channel: content.channel,
            agreement: content.agreement, particulars: particulars(of: record), news: content.news,
            operation: content.operation.flatMap { id in
                let handle = key.handle(id)
                return resolveOperation(handle) == nil ? nil : handle
            },
            received: content.news == .over
                ? content.operation.flatMap { state.operation($0) }.flatMap(received) : nil)
    }

    private func values(of record: Record) -> [[Text]] {
        record.values.indices.map { field in
            let text = record.texts.indices.contains(field) ? record.texts[field] : nil
            let written = record.values[field]
            return (written.isEmpty && text != nil ? [] : [Text(verbatim: written)])
                + (text.map { [Text($0)] } ?? [])
        }
    }

    /// - Parameter time: when the act was done.
    func outcomeView(_ outcome: Outcome, _ act: Act, at time: ExerciseTime?) -> OutcomeView {
        switch outcome {
        case .records(let records):
            let register = world.acts[act.type].register ?? RegisterID(0)
            return .records(
                register: Text(world.registers[register].name),
                fields: world.registers[register].fields.map { Text($0.name) },
                rows: records.map { id in
                    RecordView(
                        values: values(of: scenario.records[id]),
                        flags: scenario.records[id].flags.map { Text(world.redFlags[$0].says) })
                })
        case .sources(let sources):
            // Several facts may be told in one sentence; it is said once.
            var told: [Text] = []
            for source in sources {
                let text = Text(scenario.sources[source].text)
                if !text.isEmpty, !told.contains(text) { told.append(text) }
            }
            return .found(told)
        case .silent: return .silent
        case .nobodyThere:
            return received(from: act.place, by: time).map { .receivedElsewhere($0) } ?? .nobodyThere
        case .consented(let given): return given ? .consentGiven : .consentRefused
        case .concluded: return .concluded
        case .notSupported: return .notSupported
        case .admitted(let service): return .admitted(Text(world.services[service].name))
        case .declined(let service): return .declined(Text(world.services[service].name))
        case .full(let service): return .full(Text(world.services[service].name))
        case .helped: return .helped
        case .done: return .done
        }
    }
}

/// What the outside of an item shows.
private struct Face {
    var kind = ItemView.Kind.message
    var fromName: Text?
    var channel: Text?
    var title: Text?
    var subject: Text?
    var due: ExerciseTime?
    var canAnswer = false
    var to: AgencyID?

    init(_ item: Item, _ view: SeatView) {
        switch item.body {
        case .inject(let id, let title, _):
            let inject = view.scenario.injects[id]
            kind = .inject
            fromName = Text(inject.from)
            channel = Text(view.world.channels[inject.channel].name)
            self.title = Text(title)
        case .improvised(let channel, let from, let title, _):
            kind = .inject
            fromName = Text(from)
            self.channel = Text(view.world.channels[channel].name)
            self.title = Text(title)
        case .message: kind = .message
        case .share: kind = .share
        case .request(let request):
            kind = .request
            due = request.due
            title = (request.agreement.map { view.world.agreements[$0].name }).map { Text($0) }
            channel = request.channel.map { Text(view.world.acts[$0].name) }
            canAnswer = true
        case .order(let request):
            kind = .order
            title = Text(view.world.orders[request.order].name)
            subject = view.subject(of: request)
            canAnswer = true
        case .result(let booking, _):
            kind = .result
            if let act = view.state.booking(booking)?.booking.act { describe(act, view) }
        case .reply(let to, let result, _):
            let asked = view.state.item(to)
            kind = asked == nil ? .result : .reply
            if case .request(let request) = asked?.item.body {
                title = request.agreement.map { Text(view.world.agreements[$0].name) }
                // Nobody stands behind what came back unread: it is called by what it was.
                if result == .returned, title == nil, let channel = request.channel {
                    title = Text(view.world.acts[channel].name)
                    subject = view.subject(of: request)
                }
            }
            if case .order(let request) = asked?.item.body {
                title = Text(view.world.orders[request.order].name)
                subject = view.subject(of: request)
            }
            if case .referred(let referral) = asked?.item.body {
                title = Text(view.world.services[referral.service].name)
                subject = view.name(of: referral.person)
            }
            if let act = view.state.booking(to)?.booking.act { describe(act, view) }
        case .referral(let person, let service, _):
            kind = .referral
            subject = view.name(of: person)
            title = Text(view.world.services[service].name)
        case .referred(let referral):
            kind = .referral
            title = Text(view.world.services[referral.service].name)
            subject = view.name(of: referral.person)
            canAnswer = true
        case .question, .consentAsked: kind = .message
        case .notice:
            kind = .notice
            title = view.engine.notice(item, in: view.state).map { Text($0.notice.title) }
        case .operation(let id, _, _):
            kind = .operation
            title = view.state.operation(id).map { Text(view.world.operations[$0.plan.kind].name) }
        }
    }

    private mutating func describe(_ act: Act, _ view: SeatView) {
        title = Text(view.world.acts[act.type].name)
        subject = view.subject(of: act)
    }

    mutating func addressee(_ item: Item, _ view: SeatView) {
        switch item.body {
        case .request(let request): to = request.to
        case .order(let request): to = request.to
        case .referred(let referral):
            to = view.world.services[referral.service].agency
        default: to = item.seats.first.map { view.state.seats[$0].agency }
        }
    }
}

private struct ContentParts {
    var text: Text?, basis: Text?, order: Text?, wanted: Text?, service: Text?, act: Text?, topic: Text?
    var recipient: Text?, purpose: Text?
    var outcome: OutcomeView?
    var verb: Verb?
    var places: [PlaceID] = []
    var answer: ItemState?
    var says: Text?
    var news: OperationNews?
    var operation: ItemID?
    var inForceFrom: ExerciseTime?, inForceUntil: ExerciseTime?
    var channel: Text?, agreement: Text?

    mutating func fill(_ item: Item, _ view: SeatView) {
        switch item.body {
        case .inject(let id, _, let text):
            self.text = Text(text)
            places = view.scenario.injects[id].places
        case .improvised(_, _, _, let text), .message(let text): self.text = Text(text)
        case .share(let basis, let text):
            self.text = Text(text)
            self.basis = basis.map { Text(view.world.bases[$0].name) }
        case .request(let request):
            text = Text(request.text)
            basis = request.basis.map { Text(view.world.bases[$0].name) }
            purpose = view.engine.purpose(request.purpose)
            ask(request, view)
        case .order(let request):
            text = Text(request.reasons)
            inForceFrom = request.from
            ask(request, view)
        case .result(let booking, let result):
            guard let record = view.state.booking(booking) else { return }
            outcome = view.outcomeView(result, record.booking.act, at: record.completedAt)
            describe(record.booking.act, view)
        case .reply(let to, let state, let text):
            self.text = Text(text)
            if let asked = view.state.item(to) { reply(state, to: asked, view) }
            if let act = view.state.booking(to)?.booking.act { describe(act, view) }
        case .referral(_, let service, _): self.service = Text(view.world.services[service].name)
        case .referred(let referral):
            text = Text(referral.text)
            service = Text(view.world.services[referral.service].name)
        case .operation(let id, let news, let text):
            self.text = Text(text)
            (self.news, operation) = (news, id)
        case .question, .consentAsked, .notice: break
        }
    }

    private mutating func ask(_ request: InformationRequest, _ view: SeatView) {
        channel = request.channel.map { Text(view.world.acts[$0].name) }
        agreement = request.agreement.map { Text(view.world.agreements[$0].name) }
        wanted = request.kind.map { Text(view.world.factKinds[$0].name) }
        places = request.place.map { [$0] } ?? []
    }

    private mutating func ask(_ request: OrderRequest, _ view: SeatView) {
        order = Text(view.world.orders[request.order].name)
        places = request.place.map { [$0] } ?? []
    }

    /// An answer repeats what was asked, so that it can be read by itself.
    private mutating func reply(_ state: ItemState, to asked: ItemRecord, _ view: SeatView) {
        answer = state
        switch asked.item.body {
        case .request(let request): ask(request, view)
        case .order(let request):
            ask(request, view)
            let grant = view.state.orders.last { $0.value.request == asked.item.id }?.value
            (inForceFrom, inForceUntil) = (grant?.from, grant?.until)
        case .referred(let referral):
            service = Text(view.world.services[referral.service].name)
            says = view.says(referral.service, state)
        default: break
        }
    }

    private mutating func describe(_ act: Act, _ view: SeatView) {
        self.act = Text(view.world.acts[act.type].name)
        verb = view.world.acts[act.type].verb
        topic = act.topic.map { Text(view.world.topics[$0].name) }
        places = act.place.map { [$0] } ?? []
        guard verb == .consent else { return }
        service = act.service.map { Text(view.world.services[$0].name) }
        recipient = act.service == nil ? act.agency.map { Text(view.world.agencies[$0].name) } : nil
        purpose = view.engine.purpose(view.engine.purpose(of: act, by: view.agency))
    }
}
