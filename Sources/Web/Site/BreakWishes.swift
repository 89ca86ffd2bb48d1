import Roster
import Runtime

/// Wishes for a break that could not be written down: they are for people, so control is told all the same. They go to the
/// roster when there is room; a program that ends before that has lost them.
actor BreakWishes {
    private var waiting: [BreakRequest] = []
    private var count: Int64 = 0

    /// Numbers below zero are of wishes that are in no roster.
    func keep(_ participant: Int32, _ run: String, atMs now: Int64) {
        guard !waiting.contains(where: { $0.participant == participant }) else { return }
        count += 1
        waiting.append(BreakRequest(number: -count, participant: participant, run: run, askedMs: now))
    }

    func wishes(of run: String) -> [BreakRequest] { waiting.filter { $0.run == run } }

    /// Somebody has looked after them; true where there was one.
    func resolve(_ number: Int64, of run: String) -> Bool {
        let before = waiting.count
        waiting.removeAll { $0.number == number && $0.run == run }
        return waiting.count < before
    }

    /// Brings them to the roster; the runs whose wishes are there now.
    func write(to roster: any Roster) async -> [String] {
        var written: [String] = []
        for wish in waiting {
            do throws(RosterError) {
                _ = try await roster.askForBreak(by: wish.participant, atMs: wish.askedMs)
            } catch {
                // It waits on, unless whoever wished it has been erased.
                if case .unknown = error { _ = resolve(wish.number, of: wish.run) }
                continue
            }
            _ = resolve(wish.number, of: wish.run)
            written.append(wish.run)
        }
        return written
    }
}

extension SiteParts {
    /// Tells control that somebody needs a break, whatever the disk says.
    func wishBreak(_ guest: Guest) async {
        let number = guest.participant.number
        do throws(RosterError) {
            _ = try await roster.askForBreak(by: number, atMs: nowMs())
        } catch {
            await breakWishes.keep(number, guest.participant.run, atMs: nowMs())
        }
        guest.hosted.streams.knockAtControl()
    }

    /// All wishes of a run, written down or not.
    func breaks(of run: String) async throws(RosterError) -> [BreakRequest] {
        let unwritten = await breakWishes.wishes(of: run)
        return try await roster.breaks(of: run) + unwritten
    }
}

extension Site {
    /// Writes down the wishes for a break that had to wait.
    package func writeBreakWishes() async {
        for run in await parts.breakWishes.write(to: parts.roster) {
            parts.run(run)?.streams.knockAtControl()
        }
    }
}
