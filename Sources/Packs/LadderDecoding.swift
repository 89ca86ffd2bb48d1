import Basics
import Model

/// The ladder of international channels: rungs, agreements, and what an act type of it must have.
extension Decoder {
    func agreement(_ entry: Entry) -> Agreement {
        var agreement = Agreement()
        agreement.id = entry.key
        guard let fields = Fields(entry.value, "The agreement \(entry.key)", findings) else {
            return agreement
        }
        agreement.name = text(fields.required("name"), "agreement.\(entry.key).name")
        agreement.about = optionalText(
            fields.optional("about"), "agreement.\(entry.key).about", markdown: true)
        agreement.members = ids(oneOrMore(fields.required("members")), "power", in: names.powers)
        agreement.setUp = limit(fields.optional("set_up"), "set_up") ?? .minutes(0)
        agreement.lasts = period(fields.required("lasts"), "lasts") ?? agreement.lasts
        fields.finish()
        return agreement
    }

    /// `rung` of act types of the verbs request and share, `agreement` of those of request and accept.
    func ladderKeys(_ act: inout ActType, _ fields: Fields) {
        if act.verb == .request || act.verb == .share {
            act.rung = fields.optional("rung").flatMap(rung)
        } else {
            fields.refuse(
                "rung", because: "only act types of the verbs request and share are sent by a channel")
        }
        if act.verb == .request || act.verb == .accept {
            act.agreement = id(fields.optional("agreement"), "agreement", in: names.agreements)
        } else {
            fields.refuse(
                "agreement", because: "an agreement is proposed by a request and signed by accepting it")
        }
    }

    private func rung(_ node: Node) -> Rung? {
        guard let fields = Fields(node, "The rung", findings) else { return nil }
        var rung = Rung()
        rung.travels = limit(fields.optional("travels"), "travels")
        rung.answerTravels = limit(fields.optional("answer_travels"), "answer_travels")
        let reaches: [(String, Rung.Reach)] = [("abroad", .abroad), ("home", .home), ("anywhere", .anywhere)]
        rung.reach = word(fields.optional("to"), "abroad, home or anywhere", reaches) ?? .abroad
        rung.toPowers = ids(oneOrMore(fields.optional("to_power")), "power", in: names.powers)
        rung.preserves = truth(fields.optional("preserves"), "preserves") ?? false
        fields.finish()
        return rung
    }

    /// A channel must lead to somebody, and an agreement must be proposed and signed.
    func checkLadder(_ world: World, _ root: Node) {
        for type in world.acts.values {
            guard let rung = type.rung else { continue }
            let senders = world.agencies.values.filter { may(type, $0) }
            let reaches = senders.contains { from in
                world.agencies.values.contains { to in
                    to.id != from.id
                        && (rung.reach == .anywhere
                            || (rung.reach == .home) == (to.country == from.country))
                        && (rung.toPowers.isEmpty || rung.toPowers.contains(where: to.powers.contains))
                }
            }
            guard !reaches else { continue }
            let entry = root["acts"]?.entries?.first { $0.key == type.id }
            findings.error(.channelToNobody, at: entry?.keySpot ?? root.spot, type.id)
        }
        for id in world.agreements.ids {
            let agreement = world.agreements[id]
            func isUsed(_ verb: Verb) -> Bool {
                world.acts.values.contains { type in
                    type.verb == verb && type.agreement == id
                        && world.agencies.values.contains {
                            may(type, $0) && agreement.members.contains(where: $0.powers.contains)
                        }
                }
            }
            let entry = root["agreements"]?.entries?.first { $0.key == agreement.id }
            for verb in [Verb.request, .accept] where !isUsed(verb) {
                findings.error(
                    .agreementUnsigned, at: entry?.keySpot ?? root.spot, agreement.id, Words.word(verb))
            }
        }
    }

    private func may(_ type: ActType, _ agency: Agency) -> Bool {
        type.powers.isEmpty && type.agencies.isEmpty
            || type.powers.contains(where: agency.powers.contains)
            || type.agencies.contains { names.agencies[agency.id] == $0 }
    }
}
