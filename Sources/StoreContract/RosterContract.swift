public import Roster

/// What every roster promises. Each promise wants a roster in which there is nothing yet.
public enum RosterContract {
    public typealias Promises = [Promise<any Roster>]

    public static let promises: Promises = people + doors + sessions + personal + rolePlayers

    private static let people: Promises = [
        Promise("numbers people and gives them back, run by run") { roster in
            let aida = try await roster.add(person("Aida", .seat("seat.police_a"), alsoHolds: ["seat.duty"]))
            let boris = try await roster.add(person("Boris", .control))
            let chiara = try await roster.add(person("Chiara", .observer, run: "run_2"))
            try expect([aida.number, boris.number, chiara.number], equals: [1, 2, 3], "numbers")
            try expect(try await roster.participants(of: "run_1"), equals: [aida, boris], "people of run_1")
            try expect(try await roster.participants(of: "run_2"), equals: [chiara], "people of run_2")
            try expect(try await roster.participant(3), equals: chiara, "person 3")
            try expect(try await roster.participant(4), equals: nil, "person 4")
        },
        Promise("changes name, language, seat and consent") { roster in
            var aida = try await roster.add(person("Aida", .seat("seat.police_a")))
            try await roster.setName("Аида", of: 1)
            try await roster.setLanguage("ru", of: 1)
            try await roster.setRole(.seat("seat.shelter"), alsoHolding: ["seat.hotline"], of: 1)
            try await roster.acceptNote(by: 1, atMs: 77)
            aida.name = "Аида"
            aida.language = "ru"
            aida.role = .seat("seat.shelter")
            aida.alsoHolds = ["seat.hotline"]
            aida.acceptedNoteMs = 77
            try expect(try await roster.participant(1), equals: aida, "person")
        },
        Promise("refuses to change somebody it does not know") { roster in
            try await expect(RosterError.unknown("participant")) { () async throws(RosterError) in
                try await roster.setLanguage("ru", of: 9)
            }
            try await expect(RosterError.unknown("participant")) { () async throws(RosterError) in
                try await roster.save(Draft(participant: 9, key: "k", text: "t", savedMs: 1))
            }
        },
        Promise("keeps a password's text until it is taken away") { roster in
            _ = try await roster.add(person("Boris", .control))
            try expect(try await roster.passwordHash(of: 1), equals: nil, "hash")
            try await roster.setPasswordHash("$argon2id$x", of: 1)
            try expect(try await roster.passwordHash(of: 1), equals: "$argon2id$x", "hash")
            try await roster.setPasswordHash(nil, of: 1)
            try expect(try await roster.passwordHash(of: 1), equals: nil, "hash")
        },
        Promise("lets somebody come back by a code, once, whoever asks at the same time") { roster in
            _ = try await roster.add(person("Aida", .seat("seat.police_a")))
            let boris = try await roster.add(person("Boris", .rolePlayer))
            try expect(try await roster.returnCode(of: 2), equals: nil, "code")
            try await roster.setReturnCode([1, 1], of: 1)
            try await roster.setReturnCode([2, 2], of: 2)
            try expect(try await roster.returnCode(of: 2), equals: [2, 2], "code")
            try expect(
                try await roster.comeBack(to: "run_1", withCode: [3], next: [4]), equals: nil, "unknown code")
            try expect(
                try await roster.comeBack(to: "run_2", withCode: [2, 2], next: [4]), equals: nil,
                "code of another run")
            let back = await withTaskGroup(of: Participant?.self) { group in
                for number in 1...8 as ClosedRange<UInt8> {
                    group.addTask {
                        try? await roster.comeBack(to: "run_1", withCode: [2, 2], next: [9, number])
                    }
                }
                return await group.reduce(into: [Participant]()) { if let person = $1 { $0.append(person) } }
            }
            try expect(back, equals: [boris], "who came back")
            try expect(try await roster.returnCode(of: 2)?.first, equals: 9, "next code")
            try expect(try await roster.returnCode(of: 1), equals: [1, 1], "code of the other")
            try await roster.setReturnCode(nil, of: 1)
            try expect(
                try await roster.comeBack(to: "run_1", withCode: [1, 1], next: [4]), equals: nil,
                "code taken away")
        },
        Promise("erases a person and everything personal, and keeps the number") { roster in
            _ = try await roster.add(person("Aida", .seat("seat.police_a")))
            try await roster.setPasswordHash("$argon2id$x", of: 1)
            try await roster.setReturnCode([8], of: 1)
            try await roster.save(Draft(participant: 1, key: "k", text: "t", savedMs: 1))
            _ = try await roster.askForBreak(by: 1, atMs: 5)
            try await roster.open(Session(tokenDigest: [7], participant: 1, createdMs: 0, expiresMs: 100))
            try await roster.erase(1)
            try expect(try await roster.participant(1)?.name, equals: "", "name")
            try expect(try await roster.passwordHash(of: 1), equals: nil, "hash")
            try expect(
                try await roster.comeBack(to: "run_1", withCode: [8], next: [9]), equals: nil, "way back")
            try expect(try await roster.drafts(of: 1), equals: [], "drafts")
            try expect(try await roster.breaks(of: "run_1"), equals: [], "requests")
            try expect(try await roster.signedIn(tokenDigest: [7], atMs: 1), equals: nil, "signed in")
            try expect(try await roster.add(person("Dana", .observer)).number, equals: 2, "next number")
        },
    ]

    private static let doors: Promises = [
        Promise("finds a link by its token and by its code") { roster in
            let link = JoinLink(
                tokenDigest: [1, 2], kind: .seat("seat.police_a"), run: "run_1", code: "KILN7", createdMs: 5)
            let page = JoinLink(tokenDigest: [3], kind: .joinPage, run: "run_1", createdMs: 4)
            let observers = JoinLink(
                tokenDigest: [4], kind: .observer, run: "run_1", code: "LOOK", createdMs: 6)
            try await roster.add(link)
            try await roster.add(page)
            try await roster.add(observers)
            try expect(try await roster.link(tokenDigest: [1, 2]), equals: link, "link by token")
            try expect(try await roster.link(code: "kiln7"), equals: link, "link by code")
            try expect(try await roster.link(code: ""), equals: nil, "link by no code")
            try expect(try await roster.link(tokenDigest: [9]), equals: nil, "unknown link")
            try expect(try await roster.links(of: "run_1"), equals: [page, link, observers], "links")
        },
        Promise("refuses a token or a code that is taken") { roster in
            try await roster.add(link([1], code: "KILN7"))
            try await expect(RosterError.taken("token")) { () async throws(RosterError) in
                try await roster.add(link([1]))
            }
            try await expect(RosterError.taken("code")) { () async throws(RosterError) in
                try await roster.add(link([2], code: "kiln7"))
            }
        },
        Promise("lets a link that works once open for one of many") { roster in
            var control = link([1])
            control.once = true
            try await roster.add(control)
            let opened = await withTaskGroup(of: Bool.self) { group in
                for moment in 1...8 {
                    group.addTask {
                        (try? await roster.use(linkWithDigest: [1], atMs: Int64(moment))) ?? false
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            try expect(opened, equals: 1, "times opened")
        },
        Promise("opens a seat's link again and again until it is revoked") { roster in
            try await roster.add(link([1], code: "KILN7"))
            try expect(try await roster.use(linkWithDigest: [1], atMs: 1), "The first use was refused")
            try expect(try await roster.use(linkWithDigest: [1], atMs: 2), "The second use was refused")
            try await roster.revoke(linkWithDigest: [1], atMs: 3)
            try expect(!(try await roster.use(linkWithDigest: [1], atMs: 4)), "It opened when revoked")
            try expect(try await roster.link(code: "KILN7"), equals: nil, "link by code")
            try expect(try await roster.link(tokenDigest: [1])?.revokedMs, equals: 3, "moment")
            try expect(!(try await roster.use(linkWithDigest: [9], atMs: 4)), "An unknown link opened")
        },
        Promise("puts a link in the place of those of its run and kind, or leaves them") { roster in
            for (token, seat) in [(1, "a"), (2, "b")] {
                try await roster.add(
                    JoinLink(
                        tokenDigest: [UInt8(token)], kind: .seat(seat), run: "run_1", code: "C\(token)",
                        createdMs: 1))
            }
            try await expect(RosterError.taken("code")) { () async throws(RosterError) in
                try await roster.replaceLinks(
                    by: JoinLink(tokenDigest: [3], kind: .seat("a"), run: "run_1", code: "C2", createdMs: 5))
            }
            try await expect(RosterError.taken("token")) { () async throws(RosterError) in
                try await roster.replaceLinks(
                    by: JoinLink(tokenDigest: [2], kind: .seat("a"), run: "run_1", code: "C3", createdMs: 5))
            }
            try expect(try await roster.link(tokenDigest: [1])?.revokedMs, equals: nil, "after a refusal")
            try await roster.replaceLinks(
                by: JoinLink(tokenDigest: [3], kind: .seat("a"), run: "run_1", code: "C1", createdMs: 5))
            try expect(
                try await roster.links(of: "run_1").map(\.opens), equals: [false, true, true], "which open")
            try expect(try await roster.link(tokenDigest: [1])?.revokedMs, equals: 5, "moment")
        },
        Promise("gives a revoked link's code to another") { roster in
            try await roster.add(link([1], code: "KILN7"))
            try await roster.revoke(linkWithDigest: [1], atMs: 3)
            try await roster.add(link([2], code: "KILN7"))
            try expect(try await roster.link(code: "KILN7")?.tokenDigest, equals: [2], "link by code")
        },
    ]

    private static let sessions: Promises = [
        Promise("knows who is signed in, until the session expires") { roster in
            let aida = try await roster.add(person("Aida", .seat("seat.police_a")))
            let session = try await roster.open(
                Session(tokenDigest: [1], participant: 1, createdMs: 0, expiresMs: 100))
            try expect(try await roster.session(tokenDigest: [1]), equals: session, "session")
            try expect(
                try await roster.signedIn(tokenDigest: [1], atMs: 99),
                equals: SignedIn(person: aida, from: session), "signed in")
            try expect(try await roster.signedIn(tokenDigest: [1], atMs: 100), equals: nil, "signed in")
            try expect(try await roster.signedIn(tokenDigest: [2], atMs: 1), equals: nil, "signed in")
        },
        Promise("says who is signed in as they are now, however often it was asked before") { roster in
            var aida = try await roster.add(person("Aida", .seat("seat.police_a")))
            try await roster.open(Session(tokenDigest: [1], participant: 1, createdMs: 0, expiresMs: 100))
            let isKnown = { (aida: Participant) async throws in
                for _ in 1...2 {
                    let found = try await roster.signedIn(tokenDigest: [1], atMs: 6)
                    try expect(found?.person, equals: aida, "signed in")
                }
            }
            try await isKnown(aida)
            try await roster.acceptNote(by: 1, atMs: 3)
            aida.acceptedNoteMs = 3
            try await isKnown(aida)
            try await roster.setRole(.seat("seat.police_b"), alsoHolding: ["seat.ngo_a"], of: 1)
            (aida.role, aida.alsoHolds) = (.seat("seat.police_b"), ["seat.ngo_a"])
            try await isKnown(aida)
            try await roster.setLanguage("ru", of: 1)
            aida.language = "ru"
            try await isKnown(aida)
            try await roster.endSessions(of: 1, atMs: 4)
            try expect(try await roster.signedIn(tokenDigest: [1], atMs: 6), equals: nil, "signed in")
        },
        Promise("ends one session or all of a person's") { roster in
            _ = try await roster.add(person("Aida", .seat("seat.police_a")))
            for token: UInt8 in 1...3 {
                try await roster.open(
                    Session(tokenDigest: [token], participant: 1, createdMs: 0, expiresMs: 100))
            }
            try await roster.end(sessionWithDigest: [1], atMs: 5)
            try expect(try await roster.signedIn(tokenDigest: [1], atMs: 6), equals: nil, "first")
            let other = try await roster.signedIn(tokenDigest: [2], atMs: 6)
            try expect(other?.person.number, equals: 1, "second")
            try await roster.endSessions(of: 1, atMs: 7)
            try expect(try await roster.signedIn(tokenDigest: [2], atMs: 8), equals: nil, "second")
            try expect(try await roster.session(tokenDigest: [1])?.endedMs, equals: 5, "first end")
        },
        Promise("puts off the end of a session that has not ended") { roster in
            _ = try await roster.add(person("Aida", .seat("seat.police_a")))
            let session = try await roster.open(
                Session(tokenDigest: [1], participant: 1, createdMs: 0, expiresMs: 100))
            try expect(try await roster.signedIn(tokenDigest: [1], atMs: 150), equals: nil, "before")
            try await roster.setEnd(200, of: session)
            let later = try await roster.signedIn(tokenDigest: [1], atMs: 150)
            try expect(later?.from.expiresMs, equals: 200, "its end")
            try await roster.setEnd(120, of: session)
            try expect(try await roster.signedIn(tokenDigest: [1], atMs: 150), equals: nil, "after")
            try await roster.end(sessionWithDigest: [1], atMs: 5)
            try await roster.setEnd(900, of: session)
            try expect(
                try await roster.session(tokenDigest: [1])?.expiresMs, equals: 120, "end of an ended one")
        },
        Promise(
            "gives a session another token when its owner has changed, and knows the one before for a while"
        ) {
            roster in
            _ = try await roster.add(person("Aida", .seat("seat.police_a")))
            let session = try await roster.open(
                Session(tokenDigest: [1], participant: 1, createdMs: 0, expiresMs: 900_000))
            let token = { (digest: [UInt8], now: Int64) async throws in
                try await roster.signedIn(tokenDigest: digest, atMs: now)?.token
            }
            try await roster.offer([2], to: session)
            try expect(try await token([2], 1), equals: nil, "offered while nothing has changed")
            try await roster.setDue(1)
            try expect(try await roster.signedIn(tokenDigest: [1], atMs: 1)?.from.isDue, equals: true, "due")
            try await roster.offer([2], to: session)
            try expect(try await token([1], 600_000), equals: .own, "as long as nobody uses the other")
            try expect(try await token([2], 600_000), equals: .offered, "offered")
            try await roster.settle([2], atMs: 600_000)
            let now = try await roster.signedIn(tokenDigest: [2], atMs: 600_001)
            try expect(now?.token, equals: .own, "used")
            try expect(now?.from.isDue, equals: false, "due again")
            try expect(now?.session, equals: session.number, "the same session")
            let grace = FormerToken.graceMs
            try expect(try await token([1], 600_000 + grace - 1), equals: .former, "a while")
            try expect(try await token([1], 600_000 + grace), equals: nil, "no longer")
            try expect(try await token([1], 599_999), equals: nil, "when the clock is set back")
            try await roster.settle([2], atMs: 700_000)
            try await roster.settle([1], atMs: 700_000)
            try expect(
                try await roster.session(tokenDigest: [1])?.former?.replacedMs, equals: 600_000, "twice")
        },
        Promise("ends a session by whichever of its tokens") { roster in
            for (number, last) in [[UInt8(1)], [2], [3]].enumerated() {
                _ = try await roster.add(person("Aida", .seat("seat.police_a")))
                let owner = Int32(number + 1)
                let session = try await roster.open(
                    Session(tokenDigest: [1, UInt8(owner)], participant: owner, createdMs: 0, expiresMs: 100))
                try await roster.setDue(owner)
                try await roster.offer([2, UInt8(owner)], to: session)
                try await roster.settle([2, UInt8(owner)], atMs: 1)
                try await roster.setDue(owner)
                try await roster.offer([3, UInt8(owner)], to: session)
                try await roster.end(sessionWithDigest: last + [UInt8(owner)], atMs: 2)
                for token in UInt8(1)...3 {
                    try expect(
                        try await roster.signedIn(tokenDigest: [token, UInt8(owner)], atMs: 3), equals: nil,
                        "token \(token) after \(last)")
                }
                try await roster.settle([3, UInt8(owner)], atMs: 4)
                try expect(
                    try await roster.signedIn(tokenDigest: [3, UInt8(owner)], atMs: 5), equals: nil,
                    "used late")
            }
        },
        Promise("gives every session a number, and none twice") { roster in
            _ = try await roster.add(person("Aida", .seat("seat.police_a")))
            let opened = { (token: UInt8) async throws in
                try await roster.open(
                    Session(
                        number: 77, tokenDigest: [token], participant: 1, createdMs: 0, expiresMs: 100))
            }
            try expect(try await opened(1).number, equals: 1, "the first number")
            try expect(try await opened(2).number, equals: 2, "the second number")
            // Its rows go; logs may name them still.
            try await roster.erase(1)
            try expect(try await opened(3).number, equals: 3, "the number after erasing")
            try expect(try await roster.sessions(of: "run_1").map(\.number), equals: [3], "numbers")
        },
        Promise("lists the sessions of a run, the oldest first") { roster in
            _ = try await roster.add(person("Aida", .seat("seat.police_a")))
            _ = try await roster.add(person("Bekzat", .control, run: "run_2"))
            try await roster.open(Session(tokenDigest: [2], participant: 1, createdMs: 5, expiresMs: 100))
            try await roster.open(Session(tokenDigest: [1], participant: 1, createdMs: 3, expiresMs: 100))
            try await roster.open(Session(tokenDigest: [3], participant: 2, createdMs: 1, expiresMs: 100))
            try await roster.end(sessionWithDigest: [2], atMs: 7)
            let sessions = try await roster.sessions(of: "run_1")
            try expect(sessions.map(\.tokenDigest), equals: [[1], [2]], "tokens")
            try expect(sessions.map(\.endedMs), equals: [nil, 7], "ends")
        },
        Promise("opens no session for a stranger, and none twice") { roster in
            let session = Session(tokenDigest: [1], participant: 1, createdMs: 0, expiresMs: 100)
            try await expect(RosterError.unknown("participant")) { () async throws(RosterError) in
                try await roster.open(session)
            }
            _ = try await roster.add(person("Aida", .seat("seat.police_a")))
            try await roster.open(session)
            try await expect(RosterError.taken("token")) { () async throws(RosterError) in
                try await roster.open(session)
            }
        },
    ]

    private static let personal: Promises = [
        Promise("keeps the latest draft of each field until it is emptied") { roster in
            _ = try await roster.add(person("Aida", .seat("seat.police_a")))
            let (b, a) = (draft("b", "first"), draft("a", "письмо"))
            try await roster.save(b)
            try await roster.save(a)
            try await roster.save(draft("b", "second"))
            try expect(try await roster.drafts(of: 1), equals: [a, draft("b", "second")], "drafts")
            try await roster.save(draft("a", ""))
            try expect(try await roster.drafts(of: 1), equals: [draft("b", "second")], "drafts")
        },
        Promise("keeps one open request for a break, and shows control when it was resolved") { roster in
            _ = try await roster.add(person("Aida", .seat("seat.police_a")))
            let first = try await roster.askForBreak(by: 1, atMs: 5)
            try expect(try await roster.askForBreak(by: 1, atMs: 6), equals: first, "the same request")
            try await roster.resolve(breakNumber: first.number, atMs: 7)
            let second = try await roster.askForBreak(by: 1, atMs: 8)
            let breaks = try await roster.breaks(of: "run_1")
            try expect(breaks.map(\.resolvedMs), equals: [7, nil], "moments of resolution")
            try expect(breaks.last, equals: second, "the open request")
            try expect(try await roster.breaks(of: "run_2"), equals: [], "requests of another run")
            try await expect(RosterError.unknown("request")) { () async throws(RosterError) in
                try await roster.resolve(breakNumber: 99, atMs: 9)
            }
        },
        Promise("keeps who opened what, and gives it by person and by run") { roster in
            _ = try await roster.add(person("Aida", .seat("seat.police_a")))
            _ = try await roster.add(person("Bekzat", .control, run: "run_2"))
            func opening(_ number: Int64, _ participant: Int32, _ thing: String) -> Opening {
                Opening(
                    number: number, participant: participant, session: 4, kind: "fact", thing: thing, atMs: 5)
            }
            try await roster.note([opening(0, 1, "kiln"), opening(0, 2, "kiln"), opening(0, 9, "kiln")])
            try await roster.note([opening(0, 1, "van"), opening(0, 1, "kiln")])
            let all = try await roster.openings(of: "run_1", after: 0, limit: 9)
            try expect(all.map(\.thing), equals: ["kiln", "van", "kiln"], "things")
            let later = try await roster.openings(of: "run_1", after: all[0].number, limit: 1)
            try expect(later, equals: [all[1]], "the next one")
            try expect(all[0], equals: opening(all[0].number, 1, "kiln"), "field by field")
            let newest = try await roster.openings(by: 1, limit: 2)
            try expect(newest, equals: [all[2], all[1]], "the newest of one person")
            try await roster.erase(1)
            try expect(try await roster.openings(by: 1, limit: 9), equals: [], "openings after erasing")
            try expect(try await roster.openings(by: 2, limit: 9).count, equals: 1, "another's")
        },
        Promise("keeps exercises with their runs in order") { roster in
            var week = Exercise(id: "week", title: "The week", runs: ["b", "a"], createdMs: 2)
            let day = Exercise(id: "day", title: "One day", runs: [], createdMs: 1)
            try await roster.save(week)
            try await roster.save(day)
            week.runs.append("c")
            try await roster.save(week)
            try expect(try await roster.exercises(), equals: [day, week], "exercises")
        },
    ]

    private static let rolePlayers: Promises = [
        Promise("keeps who was asked to play whom, and the last answer") { roster in
            _ = try await roster.add(person("Aida", .rolePlayer))
            _ = try await roster.add(person("Boris", .rolePlayer, run: "run_2"))
            let first = Casting(participant: 1, person: "mira", askedMs: 5)
            var second = Casting(participant: 1, person: "davit", askedMs: 6, confirmedBy: 7)
            try await roster.save(second)
            try await roster.save(first)
            second.answer = .yes
            try await roster.save(second)
            try expect(try await roster.castings(of: "run_1"), equals: [first, second], "castings")
            try expect(try await roster.castings(of: "run_2"), equals: [], "castings of another run")
            try await roster.remove(castingOf: 1, for: "mira")
            try expect(try await roster.castings(of: "run_1"), equals: [second], "what is left")
            try await roster.erase(1)
            try expect(try await roster.castings(of: "run_1"), equals: [], "after erasing")
            try await expect(RosterError.unknown("participant")) { () async throws(RosterError) in
                try await roster.save(Casting(participant: 9, person: "mira", askedMs: 5))
            }
        },
        Promise("keeps one open time in role, and all that are over") { roster in
            _ = try await roster.add(person("Aida", .rolePlayer))
            try await roster.endSpell(of: 1, atMs: 1)
            let first = try await roster.beginSpell(of: 1, atMs: 5)
            try expect(try await roster.beginSpell(of: 1, atMs: 6), equals: first, "the same time")
            try await roster.endSpell(of: 1, atMs: 7)
            try await roster.endSpell(of: 1, atMs: 8)
            let second = try await roster.beginSpell(of: 1, atMs: 9)
            let spells = try await roster.spells(of: "run_1")
            try expect(spells, equals: [Spell(participant: 1, beganMs: 5, endedMs: 7), second], "times")
            try await roster.erase(1)
            try expect(try await roster.spells(of: "run_1"), equals: [], "after erasing")
        },
        Promise("keeps how long somebody may be in role, run by run") { roster in
            try expect(try await roster.limits(of: "run_1"), equals: RoleLimits(), "what is usual")
            try await roster.setLimits(RoleLimits(minutes: 20, spells: 3), of: "run_1")
            try await roster.setLimits(RoleLimits(minutes: 30, spells: 3), of: "run_1")
            let kept = try await roster.limits(of: "run_1")
            try expect(kept, equals: RoleLimits(minutes: 30, spells: 3), "what was set")
            try expect(try await roster.limits(of: "run_2"), equals: RoleLimits(), "of another run")
        },
    ]

    private static func person(
        _ name: String,
        _ role: Role,
        run: String = "run_1",
        alsoHolds: [String] = []
    ) -> Participant {
        Participant(
            number: 0, name: name, language: "en", run: run, role: role, alsoHolds: alsoHolds, joinedMs: 4)
    }

    private static func link(_ token: [UInt8], code: String = "") -> JoinLink {
        JoinLink(tokenDigest: token, kind: .control, run: "run_1", code: code, createdMs: 1)
    }

    private static func draft(_ key: String, _ text: String) -> Draft {
        Draft(participant: 1, key: key, text: text, savedMs: 3)
    }
}
