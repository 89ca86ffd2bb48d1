import Basics
import HTTPCore
import Model
import Texts
import Views

/// The fields of an act, what was chosen in them, and the request that they make.
final class ActFields: Sendable {
    let pages: SeatPages
    let act: Prospect
    let input: Fields
    /// Somebody tried to go on: what was left open says so.
    let showsOpen: Bool
    /// With whom one talks, where the page says it and no field does.
    let person: Handle?

    init(
        _ pages: SeatPages, _ act: Prospect, _ input: Fields, showsOpen: Bool = false,
        with person: Handle? = nil
    ) {
        (self.pages, self.act, self.input, self.showsOpen) = (pages, act, input, showsOpen)
        self.person = person
    }

    private var t: Tongue { pages.t }
    private func say(_ text: Text) -> String { pages.ctx.say(text) }

    // MARK: The form

    var all: Node {
        if act.verb.concernsOperation { return operationFields }
        return .group([
            nothingToShare, nobodyKnown, nobodyGives,
            // Who writes thinks of the words first.
            act.verb == .write ? text : .nothing, items,
            one(.person, act.persons, isFree: placeOrPersonIsFree),
            one(.place, act.places, isFree: placeOrPersonIsFree), agencies, seats,
            services, one(.topic, act.topics), one(.setting, act.settings),
            interpreters,
            one(.kind, act.kinds, isFree: true), statuses,
            one(.basis, act.bases), purposes(),
            .each(askedChoices) { choice($0.offset, $0.element) }, .each(askedFields, formField),
            deadline, hour,
            act.verb == .write ? .nothing : text, more, facts, forms,
        ])
    }

    /// One step of a form.
    func part(_ step: FormStep) -> Node {
        switch step {
        case .whom:
            .group([
                nobodyKnown, one(.person, act.persons, isFree: placeOrPersonIsFree),
                one(.place, act.places, isFree: placeOrPersonIsFree),
                one(.kind, act.kinds, isFree: true),
            ])
        case .address: .group([agencies, services, one(.basis, act.bases), purposes(), deadline])
        case .choices: choices(marks: false)
        case .words: .group([words(marks: false), text])
        case .facts: facts
        case .marks:
            .group([
                p(.class("quiet"), .text(t(ActText.marksHelp))), choices(marks: true), words(marks: true),
            ])
        }
    }

    private func choices(marks: Bool) -> Node {
        .each(askedChoices.filter { $0.element.isMark == marks }) { choice($0.offset, $0.element) }
    }

    private func words(marks: Bool) -> Node {
        .each(askedFields.filter { $0.element.isMark == marks }, formField)
    }

    /// Nobody is proposed for these, even if only one is known: it may be a victim.
    private var namesOneAccused: Bool { act.verb == .charge || act.verb == .remove }

    /// A person or a place is enough for these.
    private var placeOrPersonIsFree: Bool {
        act.verb == .request || act.verb == .obtain || act.verb == .askOrder
    }

    private enum Name: String {
        case person, place, agency, service, topic, setting, interpreter, kind, basis, purpose

        var label: ActText {
            switch self {
            case .person: .fieldPerson
            case .place: .fieldPlace
            case .agency: .fieldAgency
            case .service: .fieldService
            case .topic: .fieldTopic
            case .setting: .fieldSetting
            case .interpreter: .fieldInterpreter
            case .kind: .fieldKind
            case .basis: .fieldBasis
            case .purpose: .fieldPurpose
            }
        }
    }

    /// Where there are several, nothing is chosen until somebody chooses: the first may be the wrong person. Where one meets begins with what a pack offers first, unless each choice is asked.
    private func one(_ name: Name, _ options: [Option], isFree: Bool = false) -> Node {
        guard !options.isEmpty else { return .nothing }
        let isSeveral = options.count > 1 || name == .person && namesOneAccused
        let isOpen = !isFree && isSeveral && (name != .setting || asksEach)
        let free = isFree || isOpen ? [(value: "", words: t(isFree ? ActText.none : .choose))] : []
        return selectField(
            id: "field-" + name.rawValue, name: name.rawValue,
            FieldText(t(name.label), fault: fault("field-" + name.rawValue)),
            choices: free + options.map { (value: $0.handle.text, words: say($0.name)) },
            chosen: input[name.rawValue], isRequired: isOpen)
    }

    /// "Through a certified interpreter (adds 20 min)".
    func interpreterWords(_ option: Option) -> String {
        let place = act.interpreters.firstIndex { $0.handle == option.handle }
        let minutes = place.map { act.interpreterMinutes[$0] } ?? 0
        guard minutes > 0 else { return say(option.name) }
        return t(
            ActText.interpreterAdds,
            ["name": say(option.name), "duration": t.format.duration(minutes: minutes)])
    }

    /// A service is chosen by what it is, so each says it.
    private var services: Node {
        guard !act.services.isEmpty else { return .nothing }
        let chosen = input[Name.service.rawValue]
        let (isFree, isOnly) = (act.verb == .consent, act.services.count == 1)
        let free = isFree ? [Choice("", .text(t(ActText.none)), isChosen: (chosen ?? "").isEmpty)] : []
        return radioField(
            id: "field-service", name: Name.service.rawValue,
            FieldText(t(ActText.fieldService), fault: fault("field-service")),
            free
                + act.services.map { option in
                    let about = self.about(option.handle)
                    return Choice(
                        option.handle.text, .text(say(option.name)), help: about.isEmpty ? nil : about,
                        isChosen: chosen.map { $0 == option.handle.text } ?? (isOnly && !isFree))
                }, isRequired: !isFree)
    }

    private func about(_ service: Handle) -> String {
        let offers = pages.view.offers(service: service).map { say($0).within }
        let words = [
            pages.view.about(service: service).map { pages.ctx.line($0) } ?? "",
            offers.isEmpty ? "" : t(ActText.offers, ["what": offers.joined(separator: ", ")]),
        ]
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private var seats: Node {
        guard !act.seats.isEmpty else { return .nothing }
        let chosen = input.all("seats")
        return checkField(
            id: "field-seats", name: "seats", FieldText(t(ActText.fieldSeats)),
            act.seats.map {
                Choice($0.handle.text, .text(say($0.name)), isChosen: chosen.contains($0.handle.text))
            })
    }

    private var takesMany: Bool { act.verb == .share || act.verb == .write }

    private var agencies: Node {
        guard takesMany else { return one(.agency, act.agencies, isFree: act.verb == .consent) }
        let chosen = input.all("agencies")
        let facts = input.all("facts").compactMap { Handle($0) }
        return checkField(
            id: "field-agencies", name: "agencies", FieldText(t(ActText.fieldRecipients)),
            act.agencies.map { agency in
                Choice(
                    agency.handle.text, .text(say(agency.name)), help: sharingHelp(agency.handle, facts),
                    isChosen: chosen.contains(agency.handle.text))
            })
    }

    /// What the classes of the chosen facts and forms say to one recipient, and whether it has them from us.
    private func sharingHelp(_ agency: Handle, _ facts: [Handle]) -> String? {
        let forms = input.all("forms").compactMap { Handle($0) }
        let (basis, purpose) = (request.basis, request.purpose)
        let cited = forms.compactMap { pages.view.form($0) }.flatMap(\.facts).filter { !facts.contains($0) }
        let ofForms = forms.flatMap { pages.view.shareOptions(form: $0, on: basis, for: purpose) }
            .filter { $0.agency.handle == agency }
            .flatMap { sharingWords($0.law, done: $0.done, consentOf: $0.consentOf) }
        let ofFacts = (facts + cited).flatMap { pages.view.shareOptions($0, on: basis, for: purpose) }
            .filter { $0.agency.handle == agency }
            .flatMap { sharingWords($0.law, done: $0.done, consentOf: $0.consentOf) }
        var said: [String] = []
        for words in ofForms + ofFacts where !words.isEmpty && !said.contains(words) { said.append(words) }
        guard !said.isEmpty else { return nil }
        return said.dropLast().map { $0.hasSuffix(".") ? $0 + " " : $0 + ". " }.joined()
            + said[said.count - 1]
    }

    private var items: Node {
        guard !act.items.isEmpty else { return .nothing }
        return .group([itemField, askedPart])
    }

    private var itemField: Node {
        selectField(
            id: "field-item", name: "item", FieldText(t(ActText.fieldItem)),
            choices: unlessOnly(
                act.items.compactMap { pages.view.item($0) }.map {
                    (value: $0.handle.text, words: pages.itemTitle($0))
                }), chosen: input["item"], isRequired: true)
    }

    private var statuses: Node {
        guard !act.statuses.isEmpty else { return .nothing }
        return radioField(
            id: "field-status", name: "status", FieldText(t(ActText.fieldStatus)),
            act.statuses.map { status in
                Choice(
                    String(status.rawValue), .text(pages.ctx.name(of: status)),
                    isChosen: input["status"].map { $0 == String(status.rawValue) }
                        ?? (act.statuses.count == 1))
            }, isRequired: true)
    }

    /// - Parameter asking: an act against which the law has nothing, to say beside each option what the law says to it.
    func choice(_ place: Int, _ choice: ChoiceView, asking: ActRequest? = nil) -> Node {
        func law(_ value: Int) -> String? { asking.flatMap { lawWords($0, place, value) } }
        let name = "choice\(place)"
        let chosen = input[name] ?? (asksEach || choice.isAsked ? "" : String(choice.start))
        let label = FieldText(say(choice.name), fault: fault("field-" + name))
        if choice.isFlag {
            let answers = [("1", CommonText.yes, law(1)), ("0", .no, law(0))].map { value, words, help in
                Choice(value, .text(t(words)), help: help, isChosen: chosen == value)
            }
            let isRow = answers.allSatisfy { $0.help == nil }
            return radioField(id: "field-" + name, name: name, label, answers, isRow: isRow)
        }
        return radioField(
            id: "field-" + name, name: name, label,
            choice.options.enumerated().map { index, option in
                let value = String(choice.from + index)
                return Choice(
                    value, .text(say(option)), help: law(choice.from + index), isChosen: value == chosen)
            })
    }

    /// What the law says to one option and not to the one first offered. In test mode it says nothing.
    private func lawWords(_ asking: ActRequest, _ place: Int, _ value: Int) -> String? {
        var other = asking
        guard other.choices.indices.contains(place), other.choices[place] != value else { return nil }
        other.choices[place] = value
        guard let law = pages.view.law(on: other), law.answer != .allowed else { return nil }
        return [law.rule, pages.ctx.say(law.says)].filter { !$0.isEmpty }.joined(separator: ". ")
    }

    /// A question to the person against which the law has nothing, as near to what is chosen as can be.
    func lawfulQuestion(to person: Handle) -> ActRequest? {
        var asking = request
        asking.person = person
        asking.choices = act.choices.map(\.start)
        asking.setting = asking.setting ?? act.settings.first?.handle
        let topics = asking.topic.map { [$0] } ?? act.topics.map(\.handle)
        let interpreters = asking.interpreter.map { [$0] } ?? act.interpreters.map(\.handle)
        for topic in topics {
            for interpreter in interpreters {
                (asking.topic, asking.interpreter) = (topic, interpreter)
                if pages.view.law(on: asking)?.answer == .allowed { return asking }
            }
        }
        return nil
    }

    private func formField(_ asked: (offset: Int, element: FieldView)) -> Node {
        let (place, field) = asked
        let name = "field\(place)"
        return textArea(
            id: "form-" + name, name: name,
            FieldText(say(field.name), help: fieldHelp(field, at: place), fault: fault("form-" + name)),
            value: input[name] ?? "", rows: 3, draft: name, more: .maxlength(TextLimits.act),
            .when(field.isNeeded && act.verb != .request, .required))
    }

    /// That nothing belongs here from real cases is said once a page.
    private func fieldHelp(_ field: FieldView, at place: Int) -> String? {
        if !field.isNeeded {
            let isSaidBelow = act.takesText && act.verb != .query && !field.isMark
            let first = act.fields.firstIndex { !$0.isNeeded && $0.isMark == field.isMark }
            return !isSaidBelow && place == first ? t(ActText.noRealData) : nil
        }
        return act.verb == .request ? t(LadderText.fieldComesBack) : t(ActText.fieldNeeded)
    }

    private var deadline: Node {
        guard !act.deadlines.isEmpty else { return .nothing }
        return selectField(
            id: "field-deadline", name: "deadline", FieldText(t(ActText.fieldDeadline)),
            choices: act.deadlines.map { (String($0), t.format.duration(minutes: $0, width: .wide)) },
            chosen: input["deadline"] ?? String(act.usualDeadline))
    }

    /// When an order takes effect. What was asked for is chosen first.
    private var hour: Node {
        guard !act.hours.isEmpty else { return .nothing }
        let asked = input["item"].flatMap { Handle($0) }.flatMap { pages.view.item($0) }
        let first = asked?.content?.inForceFrom.map { String($0.minutes) } ?? ""
        return selectField(
            id: "field-hour", name: "hour",
            FieldText(t(MoneyText.fieldHour), help: t(MoneyText.fieldHourHelp)),
            choices: [(value: "", words: t(MoneyText.atOnce))]
                + act.hours.map { (value: String($0.minutes), words: pages.times.exact($0)) },
            chosen: input["hour"] ?? first)
    }

    var text: Node {
        guard act.takesText else { return .nothing }
        let label = FieldText(
            t(act.verb.textLabel), help: act.verb == .query ? t(ActText.textQueryHelp) : t(ActText.noRealData)
        )
        let value = input["text"] ?? ""
        return act.verb == .query
            ? textField(id: "field-text", name: "text", label, value: value, more: .required, .maxlength(200))
            : textArea(
                id: "field-text", name: "text", label, value: value, draft: "text",
                more: .maxlength(TextLimits.act))
    }

    private var more: Node {
        guard [.mark, .decide, .charge].contains(act.verb) else { return .nothing }
        return textArea(
            id: "field-more", name: "more",
            FieldText(t(act.verb == .mark ? ActText.textAppeal : ActText.textAlternatives)),
            value: input["more"] ?? "", rows: 3, draft: "more", more: .maxlength(TextLimits.act))
    }

    private var facts: Node {
        guard act.takesFacts else { return .nothing }
        let chosen = input.all("facts")
        let known = pages.view.facts
        guard !known.isEmpty else {
            return act.verb == .share && pages.view.forms.isEmpty
                ? .nothing : p(.class("quiet"), .text(t(ActText.noFactsYet)))
        }
        return checkField(
            id: "field-facts", name: "facts",
            FieldText(t(act.verb == .link ? ActText.fieldFactsLink : ActText.fieldFacts)),
            known.map {
                Choice(
                    $0.handle.text, .text(say($0.text)),
                    help: act.verb == .charge
                        ? pages.courtUse(of: $0.handle) ?? say($0.sharing) : say($0.sharing),
                    isChosen: chosen.contains($0.handle.text))
            })
    }

    /// Documents of ours that may go along.
    private var forms: Node {
        guard act.takesForms else { return .nothing }
        let signed = pages.view.forms
        guard !signed.isEmpty else { return .nothing }
        let chosen = input.all("forms")
        return checkField(
            id: "field-forms", name: "forms",
            FieldText(t(ActText.fieldForms), help: t(ActText.fieldFormsHelp)),
            signed.map {
                Choice(
                    $0.handle.text, .text(pages.formTitle($0)), help: pages.formLine($0),
                    isChosen: chosen.contains($0.handle.text))
            })
    }

    // MARK: What was sent

    /// The act that the fields ask for. Empty fields are things not chosen.
    var request: ActRequest {
        func handle(_ name: Name) -> Handle? { input[name.rawValue].flatMap { Handle($0) } }
        var request = ActRequest(act: act.act)
        request.person = person ?? handle(.person)
        request.place = handle(.place)
        request.agency = handle(.agency)
        request.service = handle(.service)
        request.topic = handle(.topic)
        request.setting = handle(.setting)
        request.interpreter = handle(.interpreter)
        request.kind = handle(.kind)
        request.basis = handle(.basis)
        request.purpose = saysOwnPurpose ? nil : handle(.purpose)
        request.item = input["item"].flatMap { Handle($0) }
        request.agencies = input.all("agencies").compactMap { Handle($0) }
        request.seats = input.all("seats").compactMap { Handle($0) }
        request.facts = input.all("facts").compactMap { Handle($0) }
        request.forms = input.all("forms").compactMap { Handle($0) }
        request.places = input.all("places").compactMap { Handle($0) }
        request.atHour = act.verb == .beginOperation && input["at_hour"] == "1"
        request.status = input.number("status").flatMap { PersonStatus(rawValue: $0) }
        request.deadline = act.verb == .request ? input.number("deadline", in: 1...366 * 1440) : nil
        request.hour = act.hours.isEmpty ? nil : input.number("hour", in: 0...ActFields.latestMinute)
        request.choices = act.choices.indices.map {
            input.number("choice\($0)") ?? act.choices[$0].start
        }
        (request.text, request.more) = (input["text"] ?? "", input["more"] ?? "")
        request.fields = act.fields.indices.map { isAskedFor($0) ? input["field\($0)"] ?? "" : "" }
        return request
    }

    /// What is said of a text that is longer than what is kept, else nil.
    var tooLong: String? {
        let request = request
        return TextLimits.objection(
            to: [request.text, request.more] + request.fields, limit: TextLimits.act, pages.ctx.t)
    }

    /// What was chosen, in words.
    func summary(_ request: ActRequest) -> [(name: String, value: Node)] {
        var rows: [(name: String, value: Node)] = []
        func add(_ name: Name, _ chosen: Handle?, _ options: [Option]) {
            guard let option = options.first(where: { $0.handle == chosen }) else { return }
            rows.append((t(name.label), .text(say(option.name))))
        }
        if let item = request.item.flatMap({ pages.view.item($0) }) {
            rows.append((t(ActText.fieldItem), .text(pages.itemTitle(item))))
            rows += asked(item)
        }
        rows += operationSummary(request)
        add(.person, request.person, act.persons)
        let isPlan = act.verb == .planOperation
        if let option = act.receptions.first(where: { isPlan && $0.handle == request.place }) {
            rows.append((t(OperationText.reception), .text(say(option.name))))
        } else {
            add(.place, request.place, act.places)
        }
        add(.agency, request.agency, act.agencies)
        let recipients =
            act.agencies.filter { request.agencies.contains($0.handle) }
            + act.seats.filter { request.seats.contains($0.handle) }
        if let only = recipients.first, recipients.count == 1 {
            rows.append((t(ActText.fieldRecipients), .text(say(only.name))))
        } else if !recipients.isEmpty {
            rows.append((t(ActText.fieldRecipients), ul(.each(recipients) { li(.text(say($0.name))) })))
        }
        add(.service, request.service, act.services)
        add(.topic, request.topic, act.topics)
        add(.setting, request.setting, act.settings)
        if let option = act.interpreters.first(where: { $0.handle == request.interpreter }) {
            rows.append((t(ActText.fieldInterpreter), .text(interpreterWords(option))))
        }
        add(.kind, request.kind, act.kinds)
        let status = request.status.map { pages.ctx.name(of: $0) }
        if let status { rows.append((t(ActText.fieldStatus), .text(status))) }
        add(.basis, request.basis, act.bases)
        add(.purpose, request.purpose, act.purposes)
        if act.verb == .request, let minutes = request.deadline {
            rows.append((t(ActText.fieldDeadline), .text(t.format.duration(minutes: minutes, width: .wide))))
        }
        if !act.hours.isEmpty, act.verb != .planOperation {
            let hour = request.hour.map { pages.times.exact(ExerciseTime.start.after(minutes: $0)) }
            rows.append((t(MoneyText.takesEffect), .text(hour ?? t(MoneyText.atOnce))))
        }
        for (place, choice) in askedChoices {
            rows.append((say(choice.name), .text(words(choice, request.choices[place]))))
        }
        for (field, words) in zip(act.fields, request.fields) where !words.isEmpty {
            rows.append((say(field.name), pages.paragraphs(words)))
        }
        if !request.text.isEmpty { rows.append((t(act.verb.textLabel), pages.paragraphs(request.text))) }
        if !request.more.isEmpty {
            rows.append(
                (
                    t(act.verb == .mark ? ActText.textAppeal : ActText.textAlternatives),
                    pages.paragraphs(request.more)
                ))
        }
        let facts = request.facts.compactMap { pages.view.fact($0) }
        if !facts.isEmpty {
            rows.append((t(ActText.fieldFacts), ul(.each(facts) { li(.text(say($0.text)), worth($0)) })))
        }
        let forms = request.forms.compactMap { pages.view.form($0) }
        if !forms.isEmpty {
            rows.append(
                (
                    t(ActText.fieldForms),
                    ul(
                        .each(forms) {
                            li(.text(pages.formTitle($0)), " · ", small(.text(pages.formLine($0))))
                        })
                ))
        }
        return rows
    }
}
