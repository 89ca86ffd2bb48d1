import HTTPCore
import Model
import Texts
import Views

// A new version of a document begins with what the one before said. Which one that was goes along as `base`, so that
// nothing of one person's document gets into another's.
extension Site {
    /// The fields of the version that the address names, if it is a document of ours of this act.
    static func nextVersion(_ act: Prospect, _ input: Fields, _ pages: SeatPages) -> Fields? {
        input["from"].flatMap { Handle($0) }.flatMap { earlier(act, $0, pages) }
    }

    /// As it was sent, with the words of the last version where nothing is filled in yet but whom it is about.
    static func withEarlierWords(_ act: Prospect, _ input: Fields, _ pages: SeatPages) -> Fields {
        var sent = input
        let base = input["base"].flatMap { Handle($0) }.flatMap { pages.view.paper($0) }
        if let base, base.person?.handle.text ?? "" != input["person"] ?? "" {
            // It is about somebody else now.
            sent = Fields(input.fields.filter { !isFilledIn($0.name) && $0.name != "base" })
        }
        guard act.verb == .form, !sent.fields.contains(where: { isFilledIn($0.name) }),
            let person = sent["person"].flatMap({ Handle($0) }),
            let last = pages.view.latest(of: act.act, about: person),
            let earlier = earlier(act, last, pages)
        else { return sent }
        let own = sent.fields.filter { $0.name != "person" && $0.name != "base" }
        return Fields(own + earlier.fields)
    }

    private static func isFilledIn(_ name: String) -> Bool {
        name.hasPrefix("choice") || name.hasPrefix("field") || name == "facts" || name == "text"
    }

    private static func earlier(_ act: Prospect, _ handle: Handle, _ pages: SeatPages) -> Fields? {
        guard let request = pages.view.beginning(from: handle), request.act == act.act else { return nil }
        var fields: [Fields.Field] = []
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { fields.append(.init(name: name, value: value)) }
        }
        add("person", request.person?.text)
        add("place", request.place?.text)
        add("agency", request.agency?.text)
        add("service", request.service?.text)
        add("kind", request.kind?.text)
        add("basis", request.basis?.text)
        // A mark is made anew under each version.
        for (place, choice) in request.choices.enumerated()
        where act.choices.indices.contains(place) && !act.choices[place].isMark {
            add("choice\(place)", String(choice))
        }
        for (place, words) in request.fields.enumerated()
        where act.fields.indices.contains(place) && !act.fields[place].isMark {
            add("field\(place)", words)
        }
        for fact in request.facts { add("facts", fact.text) }
        add("text", request.text)
        add("base", handle.text)
        return Fields(fields)
    }
}

extension SeatPages {
    /// From which version a new one begins.
    func baseNotice(_ input: Fields) -> Node {
        guard let base = input["base"].flatMap({ Handle($0) }).flatMap({ view.paper($0) }) else {
            return .nothing
        }
        return notice(
            .none,
            t(
                ProcedureText.beginsFrom,
                ["number": base.version, "time": times.dated(base.at)]))
    }
}
