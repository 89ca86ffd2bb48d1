import Basics
import Engine
import Model

/// Something that our agency has promised to a person and not done yet.
public struct PromiseView: Hashable, Sendable {
    public let name: Text
    public let person: Option
    public let due: ExerciseTime
    /// Its time is over. The person remembers; late is better than never.
    public let isBroken: Bool
    /// Acts of ours that keep it.
    public let acts: [Option]
}

extension SeatView {
    /// What our agency has promised, the nearest first. After ENDEX nothing of it can be done any more.
    public var promises: [PromiseView] {
        if state.phase == .ended { return [] }
        return state.promises.filter { $0.made.agency == agency && $0.end.map { $0 == .broken } ?? true }
            .sorted { $0.made.until < $1.made.until }
            .map { record in
                let promise = world.promises[record.made.promise]
                return PromiseView(
                    name: Text(promise.name), person: personOption(record.made.person),
                    due: record.made.until, isBroken: record.end == .broken,
                    acts: promise.keptBy.filter(engine.usable(by: agency).contains).map {
                        Option(handle: key.handle($0, .act), name: Text(world.acts[$0].name))
                    })
            }
    }
}

/// An option of an act by which something is promised that is not promised otherwise, for a bot.
public struct BriefPromising: Sendable {
    public let act: Handle
    /// Which choice, and what is chosen.
    public let choice: Int
    public let value: Int
    /// Acts of ours that keep it.
    public let keptBy: [Handle]
}

/// What our agency has promised and not done, for a bot.
public struct BriefPromise: Sendable {
    public let promise: Handle
    public let person: Handle
    public let due: ExerciseTime
    public let keptBy: [Handle]
}

extension SeatView {
    /// How something is promised in an act.
    public func promising(_ handle: Handle) -> BriefPromising? {
        guard let id: ActTypeID = key.resolve(handle, .act, count: world.acts.count) else { return nil }
        let choices = world.acts[id].choices
        var act = Act(type: id)
        act.choices = choices.map(\.start)
        let always = engine.promises(by: act, of: agency, at: now, in: state)
        for (place, choice) in choices.enumerated() {
            let values = choice.isFlag ? 0..<2 : choice.from..<choice.from + choice.options.count
            for value in values where value != choice.start {
                act.choices[place] = value
                let made = engine.promises(by: act, of: agency, at: now, in: state)
                guard let promise = made.first(where: { !always.contains($0) }) else { continue }
                return BriefPromising(
                    act: handle, choice: place, value: value, keptBy: keeping(world.promises[promise]))
            }
            act.choices[place] = choice.start
        }
        return nil
    }

    public var briefPromises: [BriefPromise] {
        state.promises.filter { $0.made.agency == agency && ($0.end == nil || $0.end == .broken) }.map {
            BriefPromise(
                promise: key.handle($0.made.id), person: key.handle($0.made.person, .person),
                due: $0.made.until, keptBy: keeping(world.promises[$0.made.promise]))
        }
    }

    private func keeping(_ promise: PromiseKind) -> [Handle] {
        promise.keptBy.filter(engine.usable(by: agency).contains).map { key.handle($0, .act) }
    }
}

extension ControlView {
    /// How somebody stands in the matters of the world, in words or as a number.
    func matters(of id: PersonID) -> [ControlMatter] { engine.matters(of: id, in: state) }

    func ties(of id: PersonID) -> [Text] {
        scenario.persons[id].ties.map { Text(scenario.persons[$0].name) }
    }

    func promises(to id: PersonID) -> [ControlPromise] {
        state.promises.filter { $0.made.person == id }.map { record in
            ControlPromise(
                name: Text(world.promises[record.made.promise].name),
                agency: Text(world.agencies[record.made.agency].name), due: record.made.until,
                end: record.end)
        }
    }
}

/// One matter of a person, for control.
public struct ControlMatter: Hashable, Sendable {
    public let name: Text
    public let value: Int
    /// Nil where the matter is a number.
    public let word: Text?
}

/// What was promised to a person, for control.
public struct ControlPromise: Hashable, Sendable {
    public let name: Text
    public let agency: Text
    public let due: ExerciseTime
    /// Nil while it is open.
    public let end: PromiseEnd?
}

extension DebriefBuilder {
    func promise(_ made: PromiseMade, _ end: PromiseEnd?) -> Debrief.Entry.Kind {
        .promise(
            Text(engine.scenario.world.promises[made.promise].name),
            person: Text(engine.scenario.persons[made.person].name), end)
    }
}
