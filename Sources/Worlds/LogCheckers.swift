import Basics
import Engine
import EventStore
import Model
import Runtime

struct AcknowledgedOnce: Checker {
    let rule = "acknowledged is recorded, once"
    private var positions: [String: Int64] = [:]
    private var stops: Set<String> = []
    /// From which records on the run was stopped, or went on.
    private var changes: [(position: Int64, isStopped: Bool)] = []

    mutating func see(_ happening: Happening) -> String? {
        switch happening {
        case .asked(let asking):
            if case .command(.control(.stop)) = asking.what { stops.insert(asking.id) }
        case .row(let told):
            note(told.body.events, told.row.position)
            guard !told.row.commandID.isEmpty else { return nil }
            if let first = positions.updateValue(told.row.position, forKey: told.row.commandID) {
                return "\(told.row.commandID) stands in records \(first) and \(told.row.position)."
            }
        case .answered(let id, .success(let receipt)):
            guard positions[id] == receipt.position || stands(id, receipt) else {
                let place = positions[id].map { "record \($0)" } ?? "nowhere"
                return "\(id) was acknowledged as record \(receipt.position) and stands \(place)."
            }
        default: break
        }
        return nil
    }
}

extension AcknowledgedOnce {
    private mutating func note(_ events: [Event], _ position: Int64) {
        for event in events {
            switch event {
            case .paused(let isStop): changes.append((position, isStop))
            case .resumed, .ended: changes.append((position, false))
            default: break
            }
        }
    }

    /// STOP while the run is stopped stands already; nothing is recorded for it.
    private func stands(_ id: String, _ receipt: Receipt) -> Bool {
        positions[id] == nil && stops.contains(id) && receipt.isRepeat
            && changes.last { $0.position <= receipt.position }?.isStopped == true
    }
}

struct RefusedIsNotRecorded: Checker {
    let rule = "refused is not recorded"

    private struct Attempts {
        /// On their way, or ended so that anything may have become of them.
        var unclear = 0
        var acknowledged = 0
        var isRecorded = false
    }
    private var attempts: [String: Attempts] = [:]

    mutating func see(_ happening: Happening) -> String? {
        switch happening {
        case .sent(let id): attempts[id, default: Attempts()].unclear += 1
        case .row(let told) where !told.row.commandID.isEmpty:
            attempts[told.row.commandID, default: Attempts()].isRecorded = true
        case .answered(let id, .success):
            attempts[id, default: Attempts()].unclear -= 1
            attempts[id, default: Attempts()].acknowledged += 1
        // `closed` leaves open what became of it, and a STOP that stands is recorded as soon as it can be.
        case .answered(let id, .failure(let error)) where error != .closed && error != .standsUnrecorded:
            attempts[id, default: Attempts()].unclear -= 1
            if let these = attempts[id], these.isRecorded, these.unclear == 0, these.acknowledged == 0 {
                return "\(id) was answered with \(error), and stands in the log."
            }
        default: break
        }
        return nil
    }
}

struct RecordedWasAsked: Checker {
    let rule = "what is recorded was asked for"
    private var asked: [String: Asking] = [:]

    mutating func see(_ happening: Happening) -> String? {
        if case .asked(let asking) = happening { asked[asking.id] = asking }
        guard case .row(let told) = happening else { return nil }
        let (row, command) = (told.row, told.body.command)
        if row.commandID.isEmpty {
            return command == .time ? nil : "Record \(row.position) is \(command), and nobody asked."
        }
        if row.commandID.hasPrefix("bot-") {
            return row.participant == 0 ? nil : "Record \(row.position) is a bot's with a participant."
        }
        guard let asking = asked[row.commandID] else {
            return "Record \(row.position) has the unknown id \(row.commandID)."
        }
        let wanted: Command =
            switch asking.what {
            case .command(let command): command
            case .jump: .time
            }
        guard wanted == command, Int(row.participant) == asking.participant, row.seat == asking.seat,
            row.session == asking.session
        else {
            return "\(row.commandID) stands in the log as \(command) by \(row.participant) in “\(row.seat)”."
        }
        return nil
    }
}

struct TimeInOrder: Checker {
    let rule = "what is due happens at its moment, once, and exercise time never runs backwards"
    let engine: Engine
    private var last: Int64 = 0
    private var pausedAt: Int64?
    private var fired: Set<InjectID> = []
    private var completed: Set<ItemID> = []

    init(_ engine: Engine) { self.engine = engine }

    mutating func see(_ happening: Happening) -> String? {
        guard case .row(let told) = happening else { return nil }
        let row = told.row
        defer { last = row.timeMs }
        if row.timeMs < last { return "Record \(row.position) is at \(row.timeMs) ms, after one at \(last)." }
        if let pausedAt, told.before.phase == .paused, row.timeMs != pausedAt {
            return "Record \(row.position) is at \(row.timeMs) ms in a pause that began at \(pausedAt)."
        }
        let due = engine.nextDue(told.before)?.milliseconds
        if told.body.command == .time {
            guard due == row.timeMs else {
                return "Record \(row.position) plays at \(row.timeMs) what is due at \(due ?? -1) ms."
            }
        } else if told.before.phase == .running, let due, due < row.timeMs {
            return "Record \(row.position) at \(row.timeMs) overtook what was due at \(due) ms."
        }
        return once(told)
    }

    private mutating func once(_ told: Told) -> String? {
        for event in told.body.events {
            switch event {
            case .paused: pausedAt = told.row.timeMs
            case .resumed, .ended: pausedAt = nil
            case .injectFired(let inject):
                guard case .at = engine.scenario.injects[inject].trigger else { break }
                if !fired.insert(inject).inserted { return "Inject \(inject.index) fired twice." }
            case .completed(let id):
                if !completed.insert(id).inserted { return "The act \(id.text) was completed twice." }
            default: break
            }
        }
        return nil
    }
}

struct DecidesAgain: Checker {
    let rule = "deciding the log again gives the same events"
    let engine: Engine

    mutating func see(_ happening: Happening) -> String? {
        guard case .row(let told) = happening else { return nil }
        let events = try? engine.decide(
            told.body.command, id: told.row.commandID, at: told.time, in: told.before)
        if events == told.body.events { return nil }
        return "Record \(told.row.position) comes out otherwise: \(told.body.command)."
    }
}

struct StaysWritten: Checker {
    let rule = "what was written is there after every start"
    private var digests: [Int64: [UInt8]] = [:]
    /// What a process has read that is not reported yet.
    private var ahead: [Int64: [UInt8]] = [:]

    mutating func see(_ happening: Happening) -> String? {
        switch happening {
        case .row(let told):
            let row = told.row
            digests[row.position] = row.digest
            if let read = ahead.removeValue(forKey: row.position), read != row.digest {
                return "Record \(row.position) was another when it was read."
            }
        case .opened(let look) where look.position > 0:
            guard let written = digests[look.position] else {
                ahead[look.position] = look.digest
                return nil
            }
            if written != look.digest {
                return "Process \(look.process) finds another record \(look.position) than was written."
            }
        default: break
        }
        return nil
    }
}

struct LiveIsFold: Checker {
    let rule = "the live state is what the log folds to"
    let engine: Engine
    private var state: State
    private var position: Int64 = 0
    /// A process that opens the log while another writes may have read what is not reported yet.
    private var ahead: [Look] = []

    init(_ engine: Engine, seed: UInt64) {
        (self.engine, state) = (engine, engine.initial(seed: seed))
    }

    mutating func see(_ happening: Happening) -> String? {
        switch happening {
        case .row(let told):
            (state, position) = (told.after, told.row.position)
            let now = ahead.filter { $0.position == position }
            ahead.removeAll { $0.position == position }
            return now.lazy.compactMap(compare).first
        case .opened(let look), .looked(let look):
            if look.position > position { ahead.append(look) }
            return compare(look)
        case .ended(let ending):
            if let look = ahead.first { return "Record \(look.position) was shown and never written." }
            guard ending.position == position, ending.state == state else {
                return "At the end, the run stands at record \(ending.position), the log at \(position)."
            }
        default: break
        }
        return nil
    }

    private func compare(_ look: Look) -> String? {
        if look.position != position || look.state == state { return nil }
        return "At record \(position), the state of process \(look.process) is another."
    }
}
