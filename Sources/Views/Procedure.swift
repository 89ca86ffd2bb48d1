import Basics
import Engine
import Model

/// Something that the law asks of the viewer's agency for a person.
public struct DutyView: Hashable, Sendable {
    public enum Standing: Hashable, Sendable { case owed, missed }
    /// The field's id, such as `R-RRP-01`.
    public let rule: String
    public let name: Text
    public let says: Text
    public let article: ArticleView?
    public let person: Option?
    public let since: ExerciseTime?
    public let due: ExerciseTime?
    public let standing: Standing
    /// Acts of ours that keep it.
    public let acts: [Option]
}

/// A duty of the viewer's agency that asks for nothing any more.
public struct EndedDutyView: Hashable, Sendable {
    public let rule: String
    public let name: Text
    public let person: Option?
    public let endedAt: ExerciseTime
    /// An act of our own ended it. Of what others did nothing is said.
    public let isOurs: Bool
    /// Its time was over before that.
    public let wasMissed: Bool
}

/// The procedure of the viewer's country for one person, as far as the viewer's agency took its steps.
public struct PathwayView: Hashable, Sendable {
    public struct Step: Hashable, Sendable {
        public let name: Text
        public let says: Text
        public let article: ArticleView?
        /// When our agency took it.
        public let takenAt: ExerciseTime?
        /// Acts of ours that take it.
        public let acts: [Option]
    }
    public let name: Text
    public let about: Text
    public let steps: [Step]
}

extension SeatView {
    /// Whether seats are told what the law says before they act.
    public var showsLaw: Bool { state.showsLaw }

    /// What our agency owes now or did not keep, the nearest first. Empty in test mode, and after ENDEX.
    public var duties: [DutyView] {
        guard state.showsLaw, state.phase != .ended else { return [] }
        return engine.duties(of: agency).compactMap(dutyView).sorted { left, right in
            let last = ExerciseTime(milliseconds: .max)
            return (left.due ?? last, left.rule) < (right.due ?? last, right.rule)
        }
    }

    private func dutyView(_ place: Int) -> DutyView? {
        let (since, due, standing): (ExerciseTime?, ExerciseTime?, DutyView.Standing)
        switch state.rules[place] {
        case .owed(let from, let until): (since, due, standing) = (from, until, .owed)
        case .missed(let at): (since, due, standing) = (nil, at, .missed)
        default: return nil
        }
        guard let instance = engine.duty(at: place) else { return nil }
        let duty = world.duties[instance.duty]
        // A prohibition that nothing has broken asks for nothing.
        if duty.isProhibition, standing == .owed { return nil }
        guard engine.isKnown(instance, in: state) else { return nil }
        return DutyView(
            rule: duty.id, name: Text(duty.name), says: Text(duty.says),
            article: duty.article.map(articleView), person: instance.person.map(personOption), since: since,
            due: due, standing: standing,
            acts: duty.acts.filter(engine.usable(by: agency).contains).map {
                Option(handle: key.handle($0, .act), name: Text(world.acts[$0].name))
            })
    }

    /// What our agency owed or had missed, and what asks for nothing any more; the newest first, each once.
    public var endedDuties: [EndedDutyView] {
        guard state.showsLaw, state.phase != .ended else { return [] }
        var seen: [Int] = []
        return state.endedDuties.reversed().compactMap { ended in
            let place = ended.value.place
            guard let instance = engine.duty(at: place), instance.agency == agency, !seen.contains(place)
            else { return nil }
            seen.append(place)
            return endedView(ended, instance)
        }
    }

    private func endedView(_ ended: Dated<EndedDuty>, _ instance: DutyInstance) -> EndedDutyView? {
        // It stands among the others again.
        switch state.rules[ended.value.place] {
        case .owed, .missed: return nil
        default: break
        }
        let duty = world.duties[instance.duty]
        if duty.isProhibition, !ended.value.wasMissed { return nil }
        guard engine.isKnownAfterwards(instance, in: state) else { return nil }
        return EndedDutyView(
            rule: duty.id, name: Text(duty.name), person: instance.person.map(personOption),
            endedAt: ended.time, isOurs: ended.value.isKept && didOurselves(duty, instance, at: ended.time),
            wasMissed: ended.value.wasMissed)
    }

    /// An act of ours that keeps it was carried out at that moment, or a step of ours was taken then.
    private func didOurselves(_ duty: Duty, _ instance: DutyInstance, at time: ExerciseTime) -> Bool {
        let steps = instance.person.map { state.persons[$0].steps } ?? []
        if steps.contains(where: { $0.by == agency && $0.time == time }) { return true }
        return state.bookings.contains { record in
            let act = record.booking.act
            return record.completedAt == time && duty.acts.contains(act.type)
                && (instance.person == nil || act.person == instance.person)
                && state.seats[record.booking.seat].agency == agency
        }
    }

    /// Whether the book of law may be read: in test mode it is closed until ENDEX.
    public var opensLawBook: Bool { state.showsLaw || state.phase == .ended }

    /// The procedures of our country for a person whom we know. In test mode only the steps that we have taken, and
    /// nothing of what they ask.
    public func pathways(for handle: Handle) -> [PathwayView] {
        guard let person = resolvePerson(handle) else { return [] }
        let country = world.agencies[agency].country
        let usable = engine.usable(by: agency)
        let (tells, nothing) = (state.showsLaw, Text(verbatim: ""))
        return world.pathways.values.filter { $0.country == country }.map { pathway in
            PathwayView(
                name: Text(pathway.name), about: tells ? Text(pathway.about) : nothing,
                steps: pathway.steps.compactMap { step in
                    let taken = state.persons[person].steps.last {
                        $0.step == step.step && $0.by == agency
                    }
                    guard tells || taken != nil else { return nil }
                    return PathwayView.Step(
                        name: Text(world.steps[step.step].name), says: tells ? Text(step.says) : nothing,
                        article: tells ? step.article.map(articleView) : nil, takenAt: taken?.time,
                        acts: !tells
                            ? []
                            : step.acts.filter(usable.contains).map {
                                Option(handle: key.handle($0, .act), name: Text(world.acts[$0].name))
                            })
                })
        }
    }
}
