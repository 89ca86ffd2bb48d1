import Basics
import Model

extension State {
    /// Takes over what happened. It never refuses, reads no pack and draws no chance.
    public mutating func apply(_ event: Event, at now: ExerciseTime) {
        time = max(time, now)
        eventCount += 1
        switch event {
        case .started: phase = .running
        case .paused(let stopped):
            phase = .paused
            self.stopped = stopped
        case .resumed:
            phase = .running
            stopped = false
        case .speedSet(let speed): self.speed = speed
        case .lawShown(let shows): showsLaw = shows
        case .ended:
            phase = .ended
            schedule = Schedule()
        case .seatSet(let seat, let mode): seats[seat].mode = mode

        case .booked(let booking): book(booking, at: now)
        case .completed(let id): complete(id, at: now)
        case .minutesBooked(let seat, let minutes, let person): occupy(seat, minutes, person, at: now)

        case .escorted(let seat, let staff, let until):
            for _ in 0..<staff { seats[seat].staffUntil.append(until) }

        case .factLearned(let learning): learn(learning, at: now)
        case .met(let agency, let person):
            agencies[agency].persons[person] = true
            agencies[agency].growth += 1
        case .seen(let agency, let person, let place, _): agencies[agency].sightings[person] = place
        case .placeFound(let agency, let place):
            agencies[agency].places[place] = true
            agencies[agency].growth += 1
        case .itemSent(let item): send(item, at: now)
        case .itemOpened(let item, let seat): open(item, by: seat, at: now)
        case .notSupported(let agency, let facts): agencies[agency].unsupported.append(facts)

        case .itemAnswered(let item, let result):
            guard let place = itemPlaces[item] else { return }
            items[place].state = result
            items[place].answeredAt = now
            for seat in items[place].item.seats { seats[seat].waiting.removeAll { $0 == place } }
            schedule.remove(.item(item))
            if result == .ended || result == .revoked { leave(item, at: now) }
        case .itemStands(let item, let result, let until):
            stand(item, result, until: until, at: now)
            if result == .inForce { join(item, until: until, at: now) }
        case .orderGiven(let grant):
            orders.append(Dated(time: now, value: grant))
            if let from = grant.from { schedule.add(.order(grant.request), at: from) }
            if grant.isWatched { schedule.add(.orderOver(grant.request), at: grant.until) }
        case .orderInForce(let request): schedule.remove(.order(request))
        case .orderOver(let request): schedule.remove(.orderOver(request))

        case .dialChanged(let person, let dial, let value): persons[person].dials[dial.rawValue] = value
        case .markChanged(let person, let mark, let value): set(mark, of: person, to: value)
        case .needChanged(let person, let need, let isOpen):
            persons[person].needs.removeAll { $0 == need }
            if isOpen { persons[person].needs.append(need) }
        case .statusSet(let mark):
            marks.append(Dated(time: now, value: mark))
            persons[mark.person].status = persons[mark.person].status.after(mark.status)
            agencies[mark.agency].marked[mark.person] = mark.status
            agencies[mark.agency].told.removeAll { $0.person == mark.person }
        case .consentSet(let person, let consent, let given):
            persons[person].set(consent, given)
        case .personMoved(let person, let place):
            persons[person].place = place
            persons[person].service = nil
        case .admitted(let person, let service): persons[person].service = service
        case .stepSet(let person, let step, let agency, let isTaken):
            persons[person].steps.removeAll { $0.step == step }
            if isTaken { persons[person].steps.append(StepTaken(step: step, by: agency, time: now)) }
        case .asked(let person, let topic, _):
            persons[person].asked[topic] += 1
            persons[person].talks += 1
        case .led(let person, let topic):
            if !persons[person].led.contains(topic) { persons[person].led.append(topic) }
        case .matterChanged(let person, let matter, let value): persons[person].matters[matter.index] = value
        case .promised(let made): promise(made, at: now)
        case .promiseOver(let promise, let end): self.end(promise, end, at: now)
        case .personHeld(let person, let held): persons[person].held = held

        case .alertChanged(let network, let value): alerts[network] = value
        case .resourcesChanged(let network, let value): networks[network].resources = value
        case .noticed(let network, let agency, let act, let rise):
            networks[network].notices.append(NetworkNotice(time: now, what: .saw(agency, act, by: rise)))
        case .leaked(let network, let leak, let item, let due):
            schedule.add(.leak(network, leak, item), at: due)
        case .heard(let network, let leak, let item):
            schedule.remove(.leak(network, leak, item))
            leaks[leak] = now
            networks[network].notices.append(NetworkNotice(time: now, what: .heard(leak, item)))
        case .phaseEntered(let network, let phase): enter(phase, of: network)
        case .moveOpened(let network, let move):
            schedule.remove(.wake(network, move))
            moves[move].isOpen = true
        case .moveBegun(let network, let move, let until): begin(move, of: network, until: until, at: now)
        case .moveEnded(let network, let move, let result, let persons, let again):
            end(move, of: network, result, persons, again: again, at: now)
        case .networkHeld(let network, let held): networks[network].held = held
        case .flagSet(let flag, let value): flags[flag] = value
        case .counterSet(let counter, let value): counters[counter] = value
        case .visited(let place, _): visited[place] = true
        case .paid(let flow, let amount):
            paid.append(Dated(time: now, value: PaidFlow(flow: flow, amount: amount)))
        case .paymentStopped(let flow): stoppedPayments.append(Dated(time: now, value: flow))
        case .injectFired(let inject): fire(inject, at: now)
        case .injectHeld(let inject, let held): injects[inject].held = held
        case .injectCancelled(let inject):
            injects[inject].cancelled = true
            injects[inject].due = nil
            schedule.remove(.inject(inject))
        case .injectScheduled(let inject, let due):
            schedule.remove(.inject(inject))
            injects[inject].due = due
            injects[inject].waiting = injects[inject].held && due <= now
            if due > now { schedule.add(.inject(inject), at: due) }
        case .injectEdited(let inject, let title, let text):
            injects[inject].title = title
            injects[inject].text = text
        case .injectRetargeted(let inject, let seats): injects[inject].seats = seats
        case .followupSet(let inject, let due): schedule.add(.followup(inject), at: due)
        case .followupDropped(let inject): schedule.remove(.followup(inject))
        case .ruleWaiting(let rule, let until):
            schedule.remove(.rule(rule))
            rules[rule] = .waiting(until: until)
            schedule.add(.rule(rule), at: until)
        case .ruleIdle(let rule):
            schedule.remove(.rule(rule))
            rules[rule] = .idle
        case .ruleFired(let rule):
            schedule.remove(.rule(rule))
            rules[rule] = .fired(at: now)

        case .dutyOwed(let duty, let until):
            schedule.remove(.rule(duty))
            rules[duty] = .owed(since: now, until: until)
            if let until { schedule.add(.rule(duty), at: until) }
        case .dutyKept(let duty):
            schedule.remove(.rule(duty))
            endDuty(duty, isKept: true, at: now)
            if case .missed = rules[duty] {
                rules[duty] = .late(at: now)
            } else {
                rules[duty] = .kept(at: now)
            }
        case .dutyLapsed(let duty):
            schedule.remove(.rule(duty))
            endDuty(duty, isKept: false, at: now)
            rules[duty] = .idle
        case .dutyMissed(let duty):
            schedule.remove(.rule(duty))
            rules[duty] = .missed(at: now)

        case .operationPlanned, .operationAnswered, .operationOrdered, .operationBegun, .operationMinute,
            .operationWaits, .operationOver, .operationCalledOff:
            applyOperation(event, at: now)

        case .breached(let breach): breaches.append(Dated(time: now, value: breach))
        case .shared(let share):
            shares.append(Dated(time: now, value: share))
            agencies[share.from].passed[share.fact.index * agencies.count + share.to.index] += 1
        case .mistakeMade(let mistake): mistakes.append(Dated(time: now, value: mistake))
        case .decided(let decision): decisions.append(Dated(time: now, value: decision))
        case .formSigned(let form):
            forms.append(Dated(time: now, value: form))
            formPlaces.append(form.person.flatMap { agencies[seats[form.seat].agency].sightings[$0] })
        case .formShared(let share): formShares.append(Dated(time: now, value: share))
        case .toldBeyondScript(_, let fact): beyondScript.append(Dated(time: now, value: fact))
        case .treated(let treatment):
            treatments.removeAll { $0.value.contact == treatment.contact }
            treatments.append(Dated(time: now, value: treatment))
        }
    }

    private mutating func book(_ booking: Booking, at now: ExerciseTime) {
        bookingPlaces.set(booking.id, to: bookings.count)
        bookings.append(BookingRecord(booking: booking, startedAt: now, completedAt: nil))
        schedule.add(.booking(booking.id), at: booking.due)
        let seat = booking.seat
        seats[seat].acts += 1
        agencies[seats[seat].agency].acts += 1
        seats[seat].uses[booking.act.type] += 1
        seats[seat].lastAct = now
        seats[seat].staffUntil.removeAll { $0 <= now }
        // A conversation is answered at once, but binds whoever holds it as long as it lasts.
        let free = max(booking.due, now.after(minutes: booking.minutes))
        for _ in 0..<booking.staff { seats[seat].staffUntil.append(free) }
    }

    private mutating func complete(_ id: ItemID, at now: ExerciseTime) {
        guard let place = bookingPlaces[id] else { return }
        bookings[place].completedAt = now
        let (agency, act) = (seats[bookings[place].booking.seat].agency, bookings[place].booking.act)
        agencies[agency].did[act.type] = true
        if let person = act.person {
            agencies[agency].didFor[person.index * agencies[agency].did.count + act.type.index] = true
        }
        schedule.remove(.booking(id))
    }

    private mutating func occupy(_ seat: SeatID, _ minutes: Int, _ person: PersonID?, at now: ExerciseTime) {
        // A message written meanwhile does not end a conversation.
        if person != nil || seats[seat].busyUntil <= now { seats[seat].conversation = person }
        seats[seat].busyUntil = max(now, seats[seat].busyUntil).after(minutes: minutes)
        if let person {
            persons[person].busyUntil = max(now, persons[person].busyUntil).after(minutes: minutes)
        }
    }

    private mutating func learn(_ learning: Learning, at now: ExerciseTime) {
        let place = ledger.count
        ledger.append(LedgerEntry(time: now, learning: learning, openedAt: learning.unread ? nil : now))
        var known = agencies[learning.agency].facts[learning.fact]
        if known.deliveredAt == nil { known.deliveredAt = now }
        if known.entry == nil { known.entry = place }
        if !learning.unread {
            if known.knownAt == nil { agencies[learning.agency].growth += 1 }
            known.rest(on: place, contaminated: learning.contaminated, at: now)
        }
        agencies[learning.agency].facts[learning.fact] = known
        agencies[learning.agency].facts[learning.fact].entries.append(place)
        if learning.unread, let item = learning.item, let at = itemPlaces[item] {
            items[at].entries.append(place)
        }
    }

    private mutating func send(_ item: Item, at now: ExerciseTime) {
        let place = items.count
        itemPlaces.set(item.id, to: place)
        items.append(ItemRecord(item: item, sentAt: now))
        for seat in item.seats { seats[seat].inbox.append(place) }
        if let sender = item.sender { seats[sender].sent.append(place) }
        switch item.body {
        case .result(let booking, _): comeUpon(item.persons, by: booking)
        case .request(let request):
            for seat in item.seats { seats[seat].waiting.append(place) }
            schedule.add(.item(item.id), at: request.due)
        case .order: for seat in item.seats { seats[seat].waiting.append(place) }
        case .referred(let referral):
            for seat in item.seats { seats[seat].waiting.append(place) }
            items[place].until = referral.acknowledgeBy ?? referral.due
            schedule.add(.item(item.id), at: referral.acknowledgeBy ?? referral.due)
        case .question(_, _, _, let until, _), .consentAsked(_, _, _, let until, _):
            schedule.add(.item(item.id), at: until)
        default: break
        }
    }

    /// The result of an act that named nobody: who stands in it was at the place.
    private mutating func comeUpon(_ met: [PersonID], by id: ItemID) {
        guard !met.isEmpty, let booking = booking(id)?.booking, booking.act.person == nil else { return }
        let agency = seats[booking.seat].agency
        for person in met where !agencies[agency].cameUpon(person, by: booking.act.type) {
            agencies[agency].encounters.append(Encounter(person: person, act: booking.act.type))
        }
    }

    private mutating func open(_ item: ItemID, by seat: SeatID, at now: ExerciseTime) {
        guard let place = itemPlaces[item], !items[place].isOpened(by: seat) else { return }
        items[place].opened.append(ItemRecord.Opening(seat: seat, time: now))
        let agency = seats[seat].agency
        hear(items[place], by: agency)
        for entry in items[place].entries where ledger[entry].learning.agency == agency {
            if ledger[entry].openedAt == nil { ledger[entry].openedAt = now }
            let learning = ledger[entry].learning
            if !knows(agency, learning.fact) { agencies[agency].growth += 1 }
            agencies[agency].facts[learning.fact].rest(
                on: entry, contaminated: learning.contaminated, at: now)
        }
    }

    private mutating func set(_ mark: PersonMark, of person: PersonID, to value: Bool) {
        let bit = UInt16(1) << UInt16(mark.rawValue)
        if value { persons[person].marks |= bit } else { persons[person].marks &= ~bit }
    }

    /// Of what was never owed nobody has been told, so that nothing ends there.
    private mutating func endDuty(_ place: Int, isKept: Bool, at now: ExerciseTime) {
        let wasMissed: Bool
        switch rules[place] {
        case .owed: wasMissed = false
        case .missed: wasMissed = true
        default: return
        }
        endedDuties.append(
            Dated(time: now, value: EndedDuty(place: place, isKept: isKept, wasMissed: wasMissed)))
    }

    private mutating func fire(_ inject: InjectID, at now: ExerciseTime) {
        injects[inject].firedAt = now
        injects[inject].due = nil
        injects[inject].waiting = false
        injects[inject].actsBefore = bookings.count
        schedule.remove(.inject(inject))
    }
}

extension Knowledge {
    /// The first that is read counts, until a clean source takes the place of a contaminated one.
    mutating func rest(on entry: Int, contaminated: Bool, at now: ExerciseTime) {
        guard knownAt == nil || (self.contaminated && !contaminated) else { return }
        if knownAt == nil { knownAt = now }
        (self.entry, self.contaminated) = (entry, contaminated)
    }
}

extension PersonStatus {
    /// A weaker mark never takes back a stronger one; formal decisions always count.
    public func after(_ mark: PersonStatus) -> PersonStatus {
        switch mark {
        case .unknown: self
        case .potential: self == .unknown ? .potential : self
        case .presumed: self == .identified ? self : .presumed
        case .identified, .notIdentified: mark
        }
    }
}
