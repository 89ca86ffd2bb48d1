import Basics
import Model

// The parts of events and commands; `PartsReading` reads the same fields in the same order.
extension BodyWriter {
    mutating func fields(of act: Act) {
        id("type", act.type)
        id("person", act.person)
        id("place", act.place)
        id("agency", act.agency)
        list("agencies", act.agencies)
        list("seats", act.seats)
        list("facts", act.facts)
        id("topic", act.topic)
        id("setting", act.setting)
        id("interpreter", act.interpreter)
        id("service", act.service)
        id("basis", act.basis)
        word("status", act.status)
        item("item", act.item)
        numbers("choices", act.choices)
        number("deadline", act.deadline)
        id("fact_kind", act.kind)
        if let hour = act.hour { number("hour", hour) }
        typed("text", act.text)
        typed("more", act.more)
        typedList("fields", act.fields)
        items("forms", act.forms)
        list("places", act.places)
        if act.atHour { flag("at_hour", true) }
        id("purpose", act.purpose)
    }

    mutating func seatMode(_ mode: SeatMode) {
        switch mode {
        case .people: text("mode", "people")
        case .bot(let policy):
            text("mode", "bot")
            text("policy", policy)
        case .control: text("mode", "control")
        case .coveredBy(let seat):
            text("mode", "covered")
            id("by", seat)
        }
    }

    mutating func fields(of booking: Booking) {
        item("id", booking.id)
        id("seat", booking.seat)
        object("act") { $0.fields(of: booking.act) }
        number("minutes", booking.minutes)
        number("staff", booking.staff)
        time("due_ms", booking.due)
    }

    mutating func fields(of learning: Learning) {
        id("agency", learning.agency)
        id("fact", learning.fact)
        word("way", learning.way)
        id("from", learning.from)
        id("basis", learning.basis)
        item("item", learning.item)
        flag("unread", learning.unread)
        // Logs from before there were leading questions do not have it.
        if learning.contaminated { flag("contaminated", true) }
    }

    mutating func fields(of grant: OrderGrant) {
        item("request", grant.request)
        id("order", grant.order)
        id("holder", grant.holder)
        id("person", grant.person)
        id("place", grant.place)
        time("until_ms", grant.until)
        // Logs from before orders had an hour do not have it.
        if let from = grant.from { time("from_ms", from) }
        // Where nothing waits on its end, it is left out.
        if grant.isWatched { flag("watched", true) }
    }

    mutating func fields(of mark: StatusMark) {
        id("person", mark.person)
        word("status", mark.status)
        id("seat", mark.seat)
        id("agency", mark.agency)
        typed("reasons", mark.reasons)
        typed("appeal", mark.appeal)
        list("facts", mark.facts)
    }

    mutating func fields(of breach: Breach) {
        text("rule", breach.rule)
        id("article", breach.article)
        id("agency", breach.agency)
        id("seat", breach.seat)
        id("person", breach.person)
        id("fact", breach.fact)
        // Logs from before it was recorded which gate was passed do not have it.
        if !breach.says.isEmpty { plainTexts("says", breach.says.map(\.path)) }
        if breach.isDeviation { flag("deviation", true) }
    }

    mutating func fields(of share: Share) {
        id("fact", share.fact)
        id("from", share.from)
        id("to", share.to)
        word("answer", share.answer)
        id("basis", share.basis)
    }

    mutating func fields(of decision: Decision) {
        item("id", decision.id)
        id("seat", decision.seat)
        typed("text", decision.text)
        typed("alternatives", decision.alternatives)
        list("facts", decision.facts)
        id("person", decision.person)
        id("charge", decision.charge)
    }

    mutating func fields(of form: SignedForm) {
        item("id", form.id)
        id("type", form.type)
        id("seat", form.seat)
        id("person", form.person)
        number("version", form.version)
        numbers("choices", form.choices)
        typedList("fields", form.fields)
        list("facts", form.facts)
    }

    mutating func fields(of share: FormShare) {
        item("form", share.form)
        id("from", share.from)
        id("to", share.to)
        word("answer", share.answer)
        id("basis", share.basis)
    }

    mutating func fields(of made: MistakeMade) {
        id("mistake", made.mistake)
        id("agency", made.agency)
        id("person", made.person)
        flag("by_staff", made.byStaff)
        item("contact", made.contact)
    }

    mutating func fields(of item: Item) {
        self.item("id", item.id)
        object("body") { $0.fields(of: item.body) }
        list("seats", item.seats)
        id("sender", item.sender)
        list("facts", item.facts)
        list("persons", item.persons)
        items("forms", item.forms)
    }

    private mutating func fields(of body: Item.Body) {
        switch body {
        case .inject(let inject, let title, let text):
            self.text("kind", "inject")
            id("inject", inject)
            injectText("title", title)
            injectText("text", text)
        case .improvised(let channel, let from, let title, let text):
            self.text("kind", "improvised")
            id("channel", channel)
            typed("from", from)
            typed("title", title)
            typed("text", text)
        case .message(let text):
            self.text("kind", "message")
            typed("text", text)
        case .share(let basis, let text):
            self.text("kind", "share")
            id("basis", basis)
            typed("text", text)
        case .request(let request):
            self.text("kind", "request")
            fields(of: request)
        case .order(let request):
            self.text("kind", "order")
            fields(of: request)
        case .result(let booking, let outcome):
            text("kind", "result")
            item("of", booking)
            object("outcome") { $0.fields(of: outcome) }
        case .reply(let request, let state, let text):
            self.text("kind", "reply")
            item("to", request)
            word("state", state)
            typed("text", text)
        case .referral(let person, let service, let from):
            text("kind", "referral")
            id("person", person)
            id("service", service)
            id("from", from)
        case .referred(let referral):
            self.text("kind", "referred")
            fields(of: referral)
        case .question(let person, let topic, let booking, let until, let scripted):
            text("kind", "question")
            id("person", person)
            id("topic", topic)
            item("booking", booking)
            time("until_ms", until)
            list("scripted", scripted)
        case .consentAsked(let person, let consent, let booking, let until, let scripted):
            text("kind", "consent_asked")
            id("person", person)
            fields(of: consent)
            item("booking", booking)
            time("until_ms", until)
            flag("scripted", scripted)
        case .notice(let booking, let notice):
            text("kind", "notice")
            item("of", booking)
            text("notice", notice)
        case .operation(let operation, let news, let words):
            text("kind", "operation")
            item("of", operation)
            word("news", news)
            typed("text", words)
        }
    }

    mutating func fields(of consent: Consent) {
        switch consent.recipient {
        case .service(let service): id("service", service)
        case .agency(let agency): id("share_with", agency)
        }
        id("purpose", consent.purpose)
    }

    private mutating func fields(of request: InformationRequest) {
        id("to", request.to)
        id("person", request.person)
        id("place", request.place)
        id("fact_kind", request.kind)
        id("basis", request.basis)
        time("due_ms", request.due)
        typed("text", request.text)
        id("channel", request.channel)
        id("agreement", request.agreement)
        id("purpose", request.purpose)
    }

    private mutating func fields(of referral: Referral) {
        id("person", referral.person)
        id("service", referral.service)
        id("from", referral.from)
        item("booking", referral.booking)
        flag("accompanied", referral.accompanied)
        if let time = referral.acknowledgeBy { self.time("acknowledge_ms", time) }
        time("due_ms", referral.due)
        typed("text", referral.text)
    }

    private mutating func fields(of request: OrderRequest) {
        id("order", request.order)
        id("to", request.to)
        id("person", request.person)
        id("place", request.place)
        typed("reasons", request.reasons)
        if let from = request.from { time("from_ms", from) }
    }

    private mutating func fields(of outcome: Outcome) {
        switch outcome {
        case .records(let records):
            text("kind", "records")
            list("records", records)
        case .sources(let sources):
            text("kind", "sources")
            list("sources", sources)
        case .silent: text("kind", "silent")
        case .nobodyThere: text("kind", "nobody_there")
        case .consented(let given):
            text("kind", "consented")
            flag("given", given)
        case .concluded(let fact):
            text("kind", "concluded")
            id("fact", fact)
        case .notSupported: text("kind", "not_supported")
        case .admitted(let service):
            text("kind", "admitted")
            id("service", service)
        case .declined(let service):
            text("kind", "declined")
            id("service", service)
        case .full(let service):
            text("kind", "full")
            id("service", service)
        case .helped: text("kind", "helped")
        case .done: text("kind", "done")
        }
    }
}
