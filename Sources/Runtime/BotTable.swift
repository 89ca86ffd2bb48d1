import Basics
import Bots
import Engine
import Host
import Model
import Views

/// The bots that play empty seats of a live run, at a pace that people can follow.
final class BotTable: Sendable {
    private struct Player: Sendable {
        var seat: SeatID
        var bot: Bot
        var next: Int64
        var nextTime = ExerciseTime.start
        var moves = 0

        func isDue(_ wall: Int64, _ now: ExerciseTime) -> Bool { next <= wall || nextTime <= now }
    }

    private let seed: UInt64
    private let players = Locked<[Player]>([])
    /// Exercise minutes after which a bot looks again whatever the wall clock says, so that a jump leaves no bot behind.
    private static let paceMinutes = 5
    /// Wall milliseconds between two moves of one bot.
    private static let pace: Int64 = 2000
    /// How long a bot that had nothing to do waits before it looks again.
    private static let rest: Int64 = 5000

    init(seed: UInt64, read: @escaping @Sendable (Text) -> String) { (self.seed, self.read) = (seed, read) }
    private let read: @Sendable (Text) -> String

    func nextWall() -> Int64? { players.withLock { $0.map(\.next).min() } }

    /// What the bots whose turn has come want to do; their acts are recorded like anyone's.
    func moves(_ run: LiveRun, wall: Int64) -> [LiveRun.Request] {
        let (state, now) = run.snapshot()
        guard state.phase == .running else { return [] }
        return players.withLock { players in
            seatBots(state, &players, wall)
            var requests: [LiveRun.Request] = []
            for place in players.indices where players[place].isDue(wall, now) {
                let seat = players[place].seat
                let view = SeatView(run.engine, state, seat: seat, secret: run.secret, now: now)
                let before = players[place].bot
                let move = players[place].bot.move(view)
                players[place].moves += 1
                let command: Command? =
                    switch move {
                    case .open(let handle): view.itemID(handle).map { .open(seat, $0) }
                    case .act(let request): view.act(request).map { .seat(seat, $0) }
                    case .rest: nil
                    }
                players[place].next = wall + (command == nil ? BotTable.rest : BotTable.pace)
                players[place].nextTime = now.after(minutes: BotTable.paceMinutes)
                guard let command else { continue }
                requests.append(
                    LiveRun.Request(
                        what: .command(command),
                        id: "bot-\(seat.index)-\(state.eventCount)-\(players[place].moves)",
                        participant: 0, seat: run.engine.scenario.seats[seat].id, onBehalf: "",
                        answer: { [self] in heard($0, seat, move, before, run.workings) }))
            }
            return requests
        }
    }

    /// The bot hears of a refusal as in a rehearsal, so that it tries again later; what was not recorded it has
    /// never tried.
    private func heard(
        _ answer: Result<Receipt, SubmitError>, _ seat: SeatID, _ move: BotMove, _ before: Bot,
        _ workings: Workings
    ) {
        guard case .failure(let error) = answer else { return }
        players.withLock { players in
            guard let place = players.firstIndex(where: { $0.seat == seat }) else { return }
            if case .refused(let refusal) = error {
                players[place].bot.refused(move, refusal)
            } else {
                workings.reached(.botNotRecorded)
                players[place].bot = before
            }
        }
    }

    private func seatBots(_ state: State, _ players: inout [Player], _ wall: Int64) {
        for seat in state.seats.ids {
            guard case .bot(let name) = state.seats[seat].mode, let policy = BotPolicy(rawValue: name) else {
                players.removeAll { $0.seat == seat }
                continue
            }
            if players.contains(where: { $0.seat == seat && $0.bot.policy == policy }) { continue }
            players.removeAll { $0.seat == seat }
            players.append(
                Player(
                    seat: seat, bot: Bot(policy, seed: mix(seed &+ UInt64(seat.index)), read: read),
                    next: wall))
        }
    }
}

extension LiveRun {
    /// The teams whose bots may play a seat, by the names that `SeatMode.bot` takes.
    public static let botTeams = BotPolicy.allCases.map(\.rawValue)
}
