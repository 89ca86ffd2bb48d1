import HTTPCore
import Model
import Texts
import Views

// What an act asks of whoever does it: not everything that it could, but what is the case here.
extension ActFields {
    private var t: Tongue { pages.t }
    private func say(_ text: Text) -> String { pages.ctx.say(text) }

    /// The choices that are asked: one about a child where a child is spoken with. What is not known to the office hides
    /// nothing, and shows nothing.
    var askedChoices: [(offset: Int, element: ChoiceView)] {
        act.choices.enumerated().filter { isAsked($0.offset) }
    }

    func isAsked(_ place: Int) -> Bool {
        !act.choices[place].isConditional || pages.view.asks(place, in: request)
    }

    /// The lines that take words: why there is no mark, where there is none.
    var askedFields: [(offset: Int, element: FieldView)] {
        act.fields.enumerated().filter { isAskedFor($0.offset) }
    }

    func isAskedFor(_ place: Int) -> Bool {
        guard let mark = act.fields[place].goesWith else { return true }
        return input.number("choice\(mark.choice)").map(mark.values.contains) ?? false
    }

    // MARK: What an order was asked for

    /// Who asks for the order, about whom or what, for which reasons and with which facts: what is decided is seen by
    /// whoever decides it.
    func asked(_ item: ItemView) -> [(name: String, value: Node)] {
        guard item.kind == .order, let content = item.content else { return [] }
        var rows: [(name: String, value: Node)] = []
        if let from = item.from { rows.append((t(ActText.askedBy), .text(say(from.name)))) }
        let about = (content.persons + content.places).map { say($0.name) }
        if !about.isEmpty { rows.append((t(NowText.whereFor), .text(t.format.list(about)))) }
        if let text = content.text, !text.isEmpty {
            rows.append((t(ActText.askedBecause), pages.paragraphs(say(text))))
        }
        if !content.facts.isEmpty {
            rows.append((t(NowText.factsWithIt), ul(.each(content.facts) { li(.text(say($0.text))) })))
        }
        return rows
    }

    /// The same in the form, as soon as it is clear which asking is answered.
    var askedPart: Node {
        let chosen = input["item"].flatMap { Handle($0) } ?? (act.items.count == 1 ? act.items.first : nil)
        guard let item = chosen.flatMap({ pages.view.item($0) }) else { return .nothing }
        let rows = asked(item)
        return .when(!rows.isEmpty, definitionList(rows))
    }

    // MARK: What it is told for

    /// Said aloud that it is what the recipient is there for.
    static let ownPurpose = "own"
    var saysOwnPurpose: Bool { input["purpose"] == Self.ownPurpose }

    /// What facts are told for is said by whoever tells them.
    var openPurpose: [OpenField] {
        guard act.verb == .share, !act.purposes.isEmpty, (input["purpose"] ?? "").isEmpty else { return [] }
        return [OpenField(id: "field-purpose", name: t(ActText.fieldPurpose))]
    }

    /// A yes for one purpose opens no other; what an office is there for goes without saying, but not what it is told.
    ///
    /// - Parameter id: of the field, where it does not stand in the form of the act.
    func purposes(id: String = "field-purpose") -> Node {
        guard !act.purposes.isEmpty else { return .nothing }
        let own =
            act.verb == .share
            ? [(value: "", words: t(ActText.choose)), (value: Self.ownPurpose, words: t(ActText.purposeOwn))]
            : [(value: "", words: t(ActText.purposeOwn))]
        return selectField(
            id: id, name: "purpose",
            FieldText(t(ActText.fieldPurpose), fault: fault("field-purpose")),
            choices: own + act.purposes.map { (value: $0.handle.text, words: say($0.name)) },
            chosen: input["purpose"], isRequired: act.verb == .share)
    }

    // MARK: Whom it could be done for

    /// It is done for somebody, and the office knows nobody yet.
    var knowsNobody: Bool { Self.forSomebody.contains(act.verb) && act.persons.isEmpty }

    private static let forSomebody: [Verb] = [
        .talk, .consent, .help, .protect, .refer, .mark, .charge, .form, .appoint, .remove,
    ]

    /// An order that nobody who takes part can give to this office.
    var asksNobody: Bool { act.verb == .askOrder && act.agencies.isEmpty }

    /// There is nobody whom one could ask.
    var nobodyGives: Node {
        .when(
            asksNobody,
            notice(.due, icon: .law, t(ActText.nobodyGives), p(.text(t(ActText.nobodyGivesBody)))))
    }

    /// Said at once, with what to do, and not only when somebody has filled in all the rest.
    var nobodyKnown: Node {
        .when(
            knowsNobody,
            notice(
                .due, icon: .person, t(ActText.nobodyKnown), p(.text(t(ActText.nobodyKnownBody))),
                .with(pages.view.unopenedCount == 0 ? nil : pages.view.unopenedCount) { count in
                    p(a(.href("/now"), .text(t(ActText.nobodyKnownUnread, count: count))))
                }))
    }
}
