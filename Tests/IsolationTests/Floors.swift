import Isolation

/// What the crawler reads and tries at least in one short run.
///
/// Measured on 2026-11-27 in the two cases and with the seeds of `IsolationTests`: the least of each, less about a quarter, and where there
/// are few of a kind, less about half. A part of the crawler that is left out falls below; whoever adds one measures anew. They are
/// of a crawler that did not read to the end after ENDEX; since it does, there is more of most.
enum Floors {
    /// Measured: 10,389.
    static let answers = 7500
    /// 367.
    static let markers = 260
    /// 1,799.
    static let comparisons = 1200

    /// Pages that not every run has: the way in, which leads on at once, a form that was just sent and is asked for anew, and
    /// what bots come to in some runs only: a step of a long form, a statement, a signed form, a joint operation.
    static let notInEveryRun: Set<String> = [
        "/", "/act/:/do", "/act/:/step", "/statement/:", "/form/:", "/operation/:",
    ]

    static func least(of kind: Read) -> Int {
        switch kind {
        case .pages: 1600  // 2,143
        case .parts: 500  // 694
        case .files: 15  // 22
        case .redirects: 1400  // 1,891
        case .errors: 4100  // 5,524
        case .streams: 85  // 115
        case .frames: 550  // 766
        case .noticesHeld: 310  // 419, since 2026-11-28, when observers began to hear of less
        case .searches: 4  // 9
        case .debriefs: 85  // 118
        case .strangers: 1200  // 1,580
        case .observers: 135  // 180
        case .players: 150  // 204
        case .control: 78  // 104
        case .movedSeats: 24  // 32
        case .secondRun: 700  // 929
        case .returns: 72  // 96
        case .moves: 195  // 260
        case .roles: 3  // 4
        case .forms: 105  // 145
        case .methods: 63  // 84
        case .trespasses: 720  // 961
        }
    }
}
