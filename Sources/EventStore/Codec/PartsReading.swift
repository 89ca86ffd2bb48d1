import Basics
import Model

// The parts of events and commands; `PartsWriting` writes the same fields in the same order.
extension BodyReader {
    mutating func act() throws(DecodeError) -> Act {
        try require("act")
        try begin("act")
        var act = Act(type: try id("type"))
        act.person = try maybeID("person")
        act.place = try maybeID("place")
        act.agency = try maybeID("agency")
        act.agencies = try list("agencies")
        act.seats = try list("seats")
        act.facts = try list("facts")
        act.topic = try maybeID("topic")
        act.setting = try maybeID("setting")
        act.interpreter = try maybeID("interpreter")
        act.service = try maybeID("service")
        act.basis = try maybeID("basis")
        act.status = try maybeWord("status")
        act.item = try maybeItem("item")
        act.choices = try numbers("choices")
        act.deadline = try maybeNumber("deadline")
        act.kind = try maybeID("fact_kind")
        act.hour = try maybeNumber("hour")
        act.text = try typed("text")
        act.more = try typed("more")
        act.fields = try typedList("fields")
        act.forms = try items("forms")
        act.places = try list("places")
        act.atHour = try maybeFlag("at_hour")
        act.purpose = try maybeID("purpose")
        try end("act")
        return act
    }

    mutating func seatMode() throws(DecodeError) -> SeatMode {
        let mode = try text("mode")
        switch mode {
        case "people": return .people
        case "bot": return .bot(try text("policy"))
        case "control": return .control
        case "covered": return .coveredBy(try id("by"))
        default: throw fault("mode", .unknownWord(mode))
        }
    }

    mutating func booking() throws(DecodeError) -> Booking {
        Booking(
            id: try item("id"), seat: try id("seat"), act: try act(), minutes: try number("minutes"),
            staff: try number("staff"), due: try time("due_ms"))
    }

    mutating func learning() throws(DecodeError) -> Learning {
        Learning(
            agency: try id("agency"), fact: try id("fact"), way: try word("way"), from: try maybeID("from"),
            basis: try maybeID("basis"), item: try maybeItem("item"), unread: try flag("unread"),
            contaminated: try maybeFlag("contaminated"))
    }

    mutating func orderGrant() throws(DecodeError) -> OrderGrant {
        OrderGrant(
            request: try item("request"), order: try id("order"), holder: try id("holder"),
            person: try maybeID("person"), place: try maybeID("place"), until: try time("until_ms"),
            from: try maybeTime("from_ms"), isWatched: try maybeFlag("watched"))
    }

    mutating func statusMark() throws(DecodeError) -> StatusMark {
        StatusMark(
            person: try id("person"), status: try word("status"), seat: try id("seat"),
            agency: try id("agency"), reasons: try typed("reasons"), appeal: try typed("appeal"),
            facts: try list("facts"))
    }

    mutating func breach() throws(DecodeError) -> Breach {
        Breach(
            rule: try text("rule"), article: try maybeID("article"), agency: try id("agency"),
            seat: try maybeID("seat"), person: try maybeID("person"), fact: try maybeID("fact"),
            says: try plainTexts("says").map { TextID($0) }, isDeviation: try maybeFlag("deviation"))
    }

    mutating func share() throws(DecodeError) -> Share {
        Share(
            fact: try id("fact"), from: try id("from"), to: try id("to"), answer: try word("answer"),
            basis: try maybeID("basis"))
    }

    mutating func decision() throws(DecodeError) -> Decision {
        Decision(
            id: try item("id"), seat: try id("seat"), text: try typed("text"),
            alternatives: try typed("alternatives"), facts: try list("facts"), person: try maybeID("person"),
            charge: try maybeID("charge"))
    }

    mutating func signedForm() throws(DecodeError) -> SignedForm {
        SignedForm(
            id: try item("id"), type: try id("type"), seat: try id("seat"), person: try maybeID("person"),
            version: try number("version"), choices: try numbers("choices"),
            fields: try typedList("fields"), facts: try list("facts"))
    }

    mutating func formShare() throws(DecodeError) -> FormShare {
        FormShare(
            form: try item("form"), from: try id("from"), to: try id("to"), answer: try word("answer"),
            basis: try maybeID("basis"))
    }

    mutating func mistakeMade() throws(DecodeError) -> MistakeMade {
        MistakeMade(
            mistake: try id("mistake"), agency: try id("agency"), person: try maybeID("person"),
            byStaff: try flag("by_staff"), contact: try maybeItem("contact"))
    }

    mutating func sentItem() throws(DecodeError) -> Item {
        let id = try item("id")
        try require("body")
        try begin("body")
        let body = try itemBody()
        try end("body")
        return Item(
            id: id, body: body, seats: try list("seats"), sender: try maybeID("sender"),
            facts: try list("facts"), persons: try list("persons"), forms: try items("forms"))
    }

    private mutating func itemBody() throws(DecodeError) -> Item.Body {
        let kind = try text("kind")
        switch kind {
        case "inject":
            return .inject(try id("inject"), title: try injectText("title"), text: try injectText("text"))
        case "improvised":
            return .improvised(
                try id("channel"), from: try typed("from"), title: try typed("title"), text: try typed("text")
            )
        case "message": return .message(try typed("text"))
        case "share": return .share(basis: try maybeID("basis"), text: try typed("text"))
        case "request": return .request(try informationRequest())
        case "order": return .order(try orderRequest())
        case "result": return .result(try item("of"), try outcome())
        case "reply": return .reply(to: try item("to"), try word("state"), try typed("text"))
        case "referral": return .referral(try id("person"), try id("service"), from: try id("from"))
        case "referred": return .referred(try referral())
        case "notice": return .notice(of: try item("of"), notice: try text("notice"))
        case "operation":
            return .operation(try item("of"), try word("news"), try typed("text"))
        case "consent_asked":
            return .consentAsked(
                try id("person"), try consent(), booking: try item("booking"), until: try time("until_ms"),
                scripted: try flag("scripted"))
        case "question":
            return .question(
                try id("person"), try id("topic"), booking: try item("booking"), until: try time("until_ms"),
                scripted: try list("scripted"))
        default: throw fault("kind", .unknownWord(kind))
        }
    }

    mutating func consent() throws(DecodeError) -> Consent {
        if let service: ServiceID = try maybeID("service") {
            return Consent(to: .service(service), for: try maybeID("purpose"))
        }
        return Consent(to: .agency(try id("share_with")), for: try maybeID("purpose"))
    }

    private mutating func informationRequest() throws(DecodeError) -> InformationRequest {
        InformationRequest(
            to: try id("to"), person: try maybeID("person"), place: try maybeID("place"),
            kind: try maybeID("fact_kind"), basis: try maybeID("basis"), due: try time("due_ms"),
            text: try typed("text"), channel: try maybeID("channel"), agreement: try maybeID("agreement"),
            purpose: try maybeID("purpose"))
    }

    private mutating func referral() throws(DecodeError) -> Referral {
        Referral(
            person: try id("person"), service: try id("service"), from: try id("from"),
            booking: try item("booking"), accompanied: try flag("accompanied"),
            acknowledgeBy: try maybeTime("acknowledge_ms"), due: try time("due_ms"), text: try typed("text"))
    }

    private mutating func orderRequest() throws(DecodeError) -> OrderRequest {
        OrderRequest(
            order: try id("order"), to: try id("to"), person: try maybeID("person"),
            place: try maybeID("place"), reasons: try typed("reasons"), from: try maybeTime("from_ms"))
    }

    private mutating func outcome() throws(DecodeError) -> Outcome {
        try require("outcome")
        try begin("outcome")
        let outcome = try outcomeFields()
        try end("outcome")
        return outcome
    }

    private mutating func outcomeFields() throws(DecodeError) -> Outcome {
        let kind = try text("kind")
        switch kind {
        case "records": return .records(try list("records"))
        case "sources": return .sources(try list("sources"))
        case "silent": return .silent
        case "nobody_there": return .nobodyThere
        case "consented": return .consented(try flag("given"))
        case "concluded": return .concluded(try id("fact"))
        case "not_supported": return .notSupported
        case "admitted": return .admitted(try id("service"))
        case "declined": return .declined(try id("service"))
        case "full": return .full(try id("service"))
        case "helped": return .helped
        case "done": return .done
        default: throw fault("kind", .unknownWord(kind))
        }
    }
}
