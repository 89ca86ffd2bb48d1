import HTTPCore

/// What the address of control's page asks for: the thing in the inspector, and which lines of the feed.
package struct ControlAsk: Hashable, Sendable {
    package enum Chosen: Hashable, Sendable {
        case nothing, compose
        case person(String)
        case fact(String)
        case inject(String)
        case seat(String)
        /// Something that control made up and sent.
        case item(String)
        /// A question that waits for whoever plays a character.
        case question(String)
    }

    package enum FeedKind: String, CaseIterable, Sendable { case acts, alarms, injects, marks }

    package var chosen: Chosen
    /// Text id of the agency whose lines are shown; nil for all.
    package var agency: String?
    package var kind: FeedKind?

    package init(_ chosen: Chosen = .nothing) { self.chosen = chosen }

    package init(_ query: Fields) {
        agency = query["agency"].flatMap { $0.isEmpty ? nil : $0 }
        kind = query["kind"].flatMap(FeedKind.init)
        chosen =
            if let id = query["person"] {
                .person(id)
            } else if let id = query["fact"] {
                .fact(id)
            } else if let id = query["inject"] {
                .inject(id)
            } else if let id = query["seat"] {
                .seat(id)
            } else if let id = query["item"] {
                .item(id)
            } else if let id = query["question"] {
                .question(id)
            } else {
                query["compose"] == nil ? .nothing : .compose
            }
    }

    /// The part of an address of ours that stands after the question mark.
    package init(address: String) {
        let query = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(Fields(urlEncoded: (query.count > 1 ? query[1] : "").utf8))
    }

    package var address: String {
        var fields = Fields()
        switch chosen {
        case .nothing: break
        case .compose: fields.add("compose", "yes")
        case .person(let id): fields.add("person", id)
        case .fact(let id): fields.add("fact", id)
        case .inject(let id): fields.add("inject", id)
        case .seat(let id): fields.add("seat", id)
        case .item(let id): fields.add("item", id)
        case .question(let id): fields.add("question", id)
        }
        if let agency { fields.add("agency", agency) }
        if let kind { fields.add("kind", kind.rawValue) }
        return fields.isEmpty ? "/control" : "/control?" + fields.urlEncoded
    }

    package func choosing(_ chosen: Chosen) -> ControlAsk {
        var ask = self
        ask.chosen = chosen
        return ask
    }

    package func filtering(agency: String?, kind: FeedKind?) -> ControlAsk {
        var ask = self
        (ask.agency, ask.kind) = (agency, kind)
        return ask
    }
}
