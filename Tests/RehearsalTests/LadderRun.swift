import Basics
import Bots
import Engine
import Fixtures
import Model
import Packs
import Rehearsal
import Simulation
import Testing
import Views

/// The labour case, in which what lies with a provider abroad is deleted on the first afternoon.
@Suite struct `The ladder in the labour case` {
    private func played(_ team: BotPolicy) throws -> (state: State, its: ByName, engine: Engine) {
        let pack = try PackReader.scenario(folder: "\(Fixtures.root)/Packs/reedfield")
        let engine = Engine(pack.scenario)
        let texts = pack.texts
        let played = Rehearsal(engine) { text in
            switch text.source {
            case .pack(let id): texts.text(id, in: "en") ?? ""
            case .several(let ids): ids.compactMap { texts.text($0, in: "en") }.joined(separator: ", ")
            case .verbatim(let written): written
            default: ""
            }
        }.play(team, seed: 3)
        return (played.state, ByName(pack.scenario), engine)
    }

    private func moments(of act: String, _ state: State, _ its: ByName) -> [Int] {
        state.bookings.filter { $0.booking.act.type == its.act(act) }.map(\.startedAt.minutes)
    }

    @Test
    func `is climbed by a team that works together: data are kept, asked for directly, and then formally`()
        throws
    {
        let (state, its, engine) = try played(.cooperative)
        let kept = try #require(
            state.bookings.first {
                $0.booking.act.type == its.act("ask_preservation")
                    && $0.booking.act.person == its.person("imvara")
            })
        #expect(kept.startedAt.minutes < 7 * 60)
        #expect(!moments(of: "contact_abroad", state, its).isEmpty)
        #expect(!moments(of: "request_abroad", state, its).isEmpty)
        #expect(state.knows(its.agency("ith_police"), its.fact("booking_account")))
        // Something that was asked for formally may be used as it came.
        let police = its.agency("vel_police")
        let mended = engine.scenario.facts.ids.contains { fact in
            guard let custody = engine.custody(of: fact, for: police, in: state) else { return false }
            return custody.use == .usable
                && custody.links.last?.channel == its.act("request_abroad")
        }
        #expect(mended)
    }

    @Test func `has data kept without being told what they are, and asks for them by a channel of its own`()
        throws
    {
        let (state, its, _) = try played(.cooperative)
        let keeping = its.act("ask_preservation")
        let answers = state.bookings.filter { record in
            guard record.booking.act.type == its.act("answer_request"), let asked = record.booking.act.item,
                case .request(let request) = state.item(asked)?.item.body
            else { return false }
            return request.channel == keeping
        }
        #expect(answers.count > 3)
        #expect(answers.allSatisfy { $0.booking.act.facts.isEmpty })
        // Of most of whom data are kept, what they are is asked for afterwards, in the form that a court accepts.
        let kept = state.bookings.filter { $0.booking.act.type == keeping }
        let followed = kept.filter { first in
            state.bookings.contains { later in
                later.booking.act.type == its.act("request_abroad") && later.startedAt > first.startedAt
                    && later.booking.act.person == first.booking.act.person
                    && later.booking.act.agency == first.booking.act.agency
            }
        }
        #expect(followed.count * 2 > kept.count, "\(followed.count) of \(kept.count)")
    }

    @Test func `ends in a joint team, for which both banks have opened a case`() throws {
        let (state, its, engine) = try played(.cooperative)
        let opened = state.bookings.filter { $0.booking.act.type == its.act("open_investigation") }
        let countries = opened.map {
            engine.scenario.world.agencies[state.seats[$0.booking.seat].agency].country
        }
        #expect(Set(countries.map(\.index)).count == 2)
        #expect(!moments(of: "propose_team", state, its).isEmpty)
        let team = try #require(
            state.teams.first { engine.scenario.world.agreements[$0.agreement].id == "joint_team" })
        #expect(team.members.count >= 2)
        #expect(state.breaches.allSatisfy { !$0.value.rule.hasPrefix("R-JIT") })
    }

    @Test func `is left standing by a team that works apart, and what it would have kept is gone`() throws {
        let (state, its, _) = try played(.siloed)
        for act in ["ask_preservation", "contact_abroad", "request_abroad", "propose_team"] {
            #expect(moments(of: act, state, its).isEmpty)
        }
        #expect(!state.agencies.values.contains { $0.facts[its.fact("booking_account")].knownAt != nil })
    }
}
