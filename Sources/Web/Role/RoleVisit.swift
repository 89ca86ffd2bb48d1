import HTTPCore
import HTTPServer
import Model
import Roster
import Runtime
import Texts
import Views

/// A character that somebody was asked to play.
package struct RolePart: Sendable {
    let casting: Casting
    let person: PersonID
    let view: RolePlayerView

    var address: String { "/role/" + view.handle.text }
}

/// A request of a role-player who has accepted the content note.
package struct RoleVisit: Sendable {
    package let visit: Visit
    package let guest: Guest
    /// Those that were not refused, in the order in which they were asked.
    let parts: [RolePart]
    let day: RoleDay

    package var ctx: PageContext { visit.ctx }
    package var hosted: HostedRun { guest.hosted }

    var accepted: [RolePart] { parts.filter { $0.casting.answer == .yes } }

    /// The character that the address names, if it is one of this reader's.
    var part: RolePart? {
        parts.first { $0.view.handle.text == visit.parameters.first }
    }

    /// The same character, once the reader has said yes.
    var own: RolePart? { part.flatMap { $0.casting.answer == .yes ? $0 : nil } }
}

extension RoleVisit {
    init(_ visit: Visit, _ guest: Guest) async throws(RosterError) {
        (self.visit, self.guest) = (visit, guest)
        let (run, number) = (guest.hosted.run, guest.participant.number)
        let roster = visit.site.roster
        parts = try await roster.castings(of: run.id).filter { $0.participant == number && $0.answer != .no }
            .compactMap { casting in
                guard let person = run.character(named: casting.person) else { return nil }
                let view = run.role(of: person)
                let isOpen = !view.isScripted && (!view.isForTrained || casting.confirmedBy != nil)
                return isOpen ? RolePart(casting: casting, person: person, view: view) : nil
            }
        day = RoleDay(
            of: number, try await roster.spells(of: run.id), try await roster.limits(of: run.id),
            nowMs: visit.site.nowMs())
    }

    /// Where this reader's notices come from: those of the characters that they play.
    var topic: Topic {
        hosted.streams.topic(ofPlayer: guest.participant.number, of: accepted.map(\.person))
    }

    /// The stream of a page; asked for before the run is read, so that nothing is missed in between.
    var stream: String { "/stream?mark=" + guest.hosted.streams.mark(topic).text }

    /// Carries out what the reader does as a character; a refusal comes back.
    func submit(_ act: RolePlayAct, as person: PersonID, part: Int = 0) async throws(SubmitError) {
        // Several acts of one form have ids of their own, and the same ones if it is sent again.
        let id = part == 0 ? visit.command : visit.command.prefix(56) + "-\(part)"
        _ = try await hosted.run.submit(
            .role(person, act), id: String(id), participant: Int(guest.participant.number),
            session: guest.session, seat: "")
    }
}

// MARK: - Handing over

extension Visit {
    /// Whoever goes leaves no character behind that waits for them.
    func relieve(_ guest: Guest) async throws(RosterError) {
        guard guest.role == .rolePlayer else { return }
        try await site.relieve(
            guest.participant, guest.hosted, command: command, by: guest)
    }
}

extension SiteParts {
    /// The script speaks for all that somebody plays, at once, and their time in role is over.
    ///
    /// - Parameters:
    ///   - command: the ids of the commands begin with it.
    ///   - by: who does it: the reader, or control.
    func relieve(
        _ player: Participant, _ hosted: HostedRun, command: String, by: Guest, only person: String? = nil
    ) async throws(RosterError) {
        let castings = try await roster.castings(of: player.run).filter {
            $0.participant == player.number && $0.answer == .yes && (person == nil || $0.person == person)
        }
        for (place, casting) in castings.enumerated() {
            guard let character = hosted.run.character(named: casting.person) else { continue }
            do throws(SubmitError) {
                _ = try await hosted.run.submit(
                    .role(character, .handOver), id: command.prefix(56) + "-\(place)",
                    participant: Int(by.participant.number), session: by.session, seat: "")
            } catch {
                switch error {
                // The script speaks already, or nothing is played here any more.
                case .refused, .closed: continue
                // An id that was used before is no reason to leave a character waiting.
                case .taken: try await handOver(character, hosted, by: by)
                case .notRecorded, .standsUnrecorded, .full:
                    throw .unavailable("The character was not handed over.")
                }
            }
        }
        if person == nil { try await roster.endSpell(of: player.number, atMs: nowMs()) }
        hosted.streams.knock(atPlayer: player.number)
        hosted.streams.knockAtControl()
    }

    private func handOver(_ character: PersonID, _ hosted: HostedRun, by: Guest) async throws(RosterError) {
        do throws(SubmitError) {
            _ = try await hosted.run.submit(
                .role(character, .handOver), id: newToken(), participant: Int(by.participant.number),
                session: by.session,
                seat: "")
        } catch {
            if !error.isAnswered, error != .closed {
                throw .unavailable("The character was not handed over.")
            }
        }
    }
}
