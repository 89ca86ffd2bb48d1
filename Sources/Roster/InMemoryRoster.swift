/// The roster in memory: for tests and for rehearsals of the server. Nothing outlives the process.
public actor InMemoryRoster: Roster {
    private var people: [Participant] = []
    private var passwords: [Int32: String] = [:]
    private var returnCodes: [Int32: [UInt8]] = [:]
    private var links: [JoinLink] = []
    private var sessions: [Session] = []
    private var sessionsMade: Int64 = 0
    private var drafts: [Draft] = []
    private var requests: [BreakRequest] = []
    private var requestsMade: Int64 = 0
    private var planned: [Exercise] = []
    private var casts: [Casting] = []
    private var played: [Spell] = []
    private var set: [String: RoleLimits] = [:]
    private var read: [Opening] = []
    private var readings: Int64 = 0

    private var isFull = false

    public init() {}

    /// From now on no draft and no wish for a break is kept, as on a disk that is full, or again as ever.
    public func fill(_ isFull: Bool) { self.isFull = isFull }

    private var isSlow = false

    /// From now on others have their turn while people and links are looked up and before sessions are ended, as on a disk.
    public func slow() { isSlow = true }

    private func letOthersGoFirst() async {
        if isSlow { for _ in 1...100 { await Task.yield() } }
    }

    // MARK: People

    public func add(_ person: Participant) throws(RosterError) -> Participant {
        var added = person
        added.number = Int32(people.count + 1)
        people.append(added)
        return added
    }

    public func participant(_ number: Int32) throws(RosterError) -> Participant? {
        people.first { $0.number == number }
    }

    public func participants(of run: String) async throws(RosterError) -> [Participant] {
        let found = people.filter { $0.run == run }
        await letOthersGoFirst()
        return found
    }

    public func setName(_ name: String, of participant: Int32) throws(RosterError) {
        people[try index(of: participant)].name = name
    }

    public func setLanguage(_ language: String, of participant: Int32) throws(RosterError) {
        people[try index(of: participant)].language = language
    }

    public func setRole(_ role: Role, alsoHolding seats: [String], of participant: Int32) throws(RosterError)
    {
        let index = try index(of: participant)
        people[index].role = role
        people[index].alsoHolds = seats
    }

    public func acceptNote(by participant: Int32, atMs: Int64) throws(RosterError) {
        people[try index(of: participant)].acceptedNoteMs = atMs
    }

    public func erase(_ participant: Int32) throws(RosterError) {
        people[try index(of: participant)].name = ""
        passwords[participant] = nil
        returnCodes[participant] = nil
        sessions.removeAll { $0.participant == participant }
        drafts.removeAll { $0.participant == participant }
        requests.removeAll { $0.participant == participant }
        casts.removeAll { $0.participant == participant }
        played.removeAll { $0.participant == participant }
        read.removeAll { $0.participant == participant }
    }

    public func setPasswordHash(_ hash: String?, of participant: Int32) throws(RosterError) {
        _ = try index(of: participant)
        passwords[participant] = hash
    }

    public func passwordHash(of participant: Int32) throws(RosterError) -> String? {
        passwords[participant]
    }

    public func setReturnCode(_ digest: [UInt8]?, of participant: Int32) throws(RosterError) {
        _ = try index(of: participant)
        returnCodes[participant] = digest
    }

    public func returnCode(of participant: Int32) throws(RosterError) -> [UInt8]? {
        returnCodes[participant]
    }

    public func comeBack(to run: String, withCode digest: [UInt8], next: [UInt8]) throws(RosterError)
        -> Participant?
    {
        guard let person = people.first(where: { $0.run == run && returnCodes[$0.number] == digest }) else {
            return nil
        }
        returnCodes[person.number] = next
        return person
    }

    // MARK: Ways in

    public func add(_ link: JoinLink) throws(RosterError) {
        guard !links.contains(where: { $0.tokenDigest == link.tokenDigest }) else { throw .taken("token") }
        guard try self.link(code: link.code) == nil else { throw .taken("code") }
        var added = link
        added.code = link.code.uppercased()
        links.append(added)
    }

    public func links(of run: String) async throws(RosterError) -> [JoinLink] {
        // The sort keeps the order of adding within one millisecond.
        let found = links.filter { $0.run == run }.sorted { $0.createdMs < $1.createdMs }
        await letOthersGoFirst()
        return found
    }

    public func link(tokenDigest: [UInt8]) throws(RosterError) -> JoinLink? {
        links.first { $0.tokenDigest == tokenDigest }
    }

    public func link(code: String) throws(RosterError) -> JoinLink? {
        guard !code.isEmpty else { return nil }
        let wanted = code.uppercased()
        return links.first { $0.code == wanted && $0.revokedMs == nil }
    }

    public func use(linkWithDigest tokenDigest: [UInt8], atMs: Int64) throws(RosterError) -> Bool {
        guard let index = links.firstIndex(where: { $0.tokenDigest == tokenDigest }), links[index].opens
        else {
            return false
        }
        links[index].usedMs = atMs
        return true
    }

    public func revoke(linkWithDigest tokenDigest: [UInt8], atMs: Int64) throws(RosterError) {
        guard let index = links.firstIndex(where: { $0.tokenDigest == tokenDigest }) else {
            throw .unknown("link")
        }
        links[index].revokedMs = links[index].revokedMs ?? atMs
    }

    public func replaceLinks(by link: JoinLink) throws(RosterError) {
        let former = links
        for index in links.indices where links[index].run == link.run && links[index].kind == link.kind {
            links[index].revokedMs = links[index].revokedMs ?? link.createdMs
        }
        do throws(RosterError) {
            try add(link)
        } catch {
            links = former
            throw error
        }
    }

    // MARK: Sessions

    @discardableResult
    public func open(_ session: Session) throws(RosterError) -> Session {
        _ = try index(of: session.participant)
        guard !sessions.contains(where: { $0.knows(session.tokenDigest) }) else {
            throw .taken("token")
        }
        sessionsMade += 1
        let numbered = session.numbered(sessionsMade)
        sessions.append(numbered)
        return numbered
    }

    public func session(tokenDigest: [UInt8]) throws(RosterError) -> Session? {
        sessions.first { $0.knows(tokenDigest) }
    }

    public func signedIn(tokenDigest: [UInt8], atMs: Int64) throws(RosterError) -> SignedIn? {
        guard let session = try session(tokenDigest: tokenDigest),
            let token = session.token(tokenDigest, atMs: atMs)
        else { return nil }
        return try participant(session.participant).map { SignedIn(person: $0, from: session, token: token) }
    }

    public func sessions(of run: String) throws(RosterError) -> [Session] {
        let numbers = people.filter { $0.run == run }.map(\.number)
        return sessions.filter { numbers.contains($0.participant) }.sorted { $0.createdMs < $1.createdMs }
    }

    public func end(sessionWithDigest tokenDigest: [UInt8], atMs: Int64) throws(RosterError) {
        endSessions(atMs: atMs) { $0.knows(tokenDigest) }
    }

    public func endSessions(of participant: Int32, atMs: Int64) async throws(RosterError) {
        await letOthersGoFirst()
        endSessions(atMs: atMs) { $0.participant == participant }
    }

    public func setEnd(_ expiresMs: Int64, of session: Session) throws(RosterError) {
        change {
            $0.number == session.number
        } to: {
            $0.expiresMs = expiresMs
        }
    }

    public func setDue(_ participant: Int32) throws(RosterError) {
        change {
            $0.participant == participant
        } to: {
            $0.isDue = true
        }
    }

    public func offer(_ digest: [UInt8], to session: Session) throws(RosterError) {
        change {
            $0.number == session.number && $0.isDue
        } to: {
            $0.offered = digest
        }
    }

    public func settle(_ offered: [UInt8], atMs: Int64) throws(RosterError) {
        change {
            $0.offered == offered
        } to: { session in
            session.former = FormerToken(digest: session.tokenDigest, replacedMs: atMs)
            (session.tokenDigest, session.offered, session.isDue) = (offered, nil, false)
        }
    }

    /// Changes sessions that have not ended.
    private func change(_ which: (Session) -> Bool, to change: (inout Session) -> Void) {
        for index in sessions.indices where sessions[index].endedMs == nil && which(sessions[index]) {
            change(&sessions[index])
        }
    }

    // MARK: Personal

    public func save(_ draft: Draft) throws(RosterError) {
        _ = try index(of: draft.participant)
        guard !isFull else { throw .unavailable("This roster was told to be full.") }
        drafts.removeAll { $0.participant == draft.participant && $0.key == draft.key }
        if !draft.text.isEmpty {
            drafts.append(draft)
        }
    }

    public func drafts(of participant: Int32) throws(RosterError) -> [Draft] {
        drafts.filter { $0.participant == participant }
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    public func askForBreak(by participant: Int32, atMs: Int64) throws(RosterError) -> BreakRequest {
        guard !isFull else { throw .unavailable("This roster was told to be full.") }
        let person = people[try index(of: participant)]
        if let open = requests.first(where: { $0.participant == participant && $0.resolvedMs == nil }) {
            return open
        }
        requestsMade += 1
        let request = BreakRequest(
            number: requestsMade, participant: participant, run: person.run, askedMs: atMs)
        requests.append(request)
        return request
    }

    public func breaks(of run: String) throws(RosterError) -> [BreakRequest] {
        requests.filter { $0.run == run }
    }

    public func resolve(breakNumber: Int64, atMs: Int64) throws(RosterError) {
        guard let index = requests.firstIndex(where: { $0.number == breakNumber }) else {
            throw .unknown("request")
        }
        requests[index].resolvedMs = requests[index].resolvedMs ?? atMs
    }

    // MARK: Openings

    public func note(_ openings: [Opening]) throws(RosterError) {
        guard !isFull else { throw .unavailable("This roster was told to be full.") }
        for var opening in openings where people.contains(where: { $0.number == opening.participant }) {
            readings += 1
            opening.number = readings
            read.append(opening)
        }
    }

    public func openings(by participant: Int32, limit: Int) throws(RosterError) -> [Opening] {
        Array(read.reversed().filter { $0.participant == participant }.prefix(max(limit, 0)))
    }

    public func openings(of run: String, after number: Int64, limit: Int) throws(RosterError) -> [Opening] {
        let numbers = people.filter { $0.run == run }.map(\.number)
        return Array(
            read.filter { $0.number > number && numbers.contains($0.participant) }.prefix(max(limit, 0)))
    }

    // MARK: Role-players

    public func save(_ casting: Casting) throws(RosterError) {
        _ = try index(of: casting.participant)
        casts.removeAll { $0.participant == casting.participant && $0.person == casting.person }
        casts.append(casting)
    }

    public func remove(castingOf participant: Int32, for person: String) throws(RosterError) {
        casts.removeAll { $0.participant == participant && $0.person == person }
    }

    public func castings(of run: String) throws(RosterError) -> [Casting] {
        casts.filter { casting in people.contains { $0.number == casting.participant && $0.run == run } }
            .sorted { ($0.askedMs, $0.participant, $0.person) < ($1.askedMs, $1.participant, $1.person) }
    }

    public func beginSpell(of participant: Int32, atMs: Int64) throws(RosterError) -> Spell {
        _ = try index(of: participant)
        if let open = played.first(where: { $0.participant == participant && $0.endedMs == nil }) {
            return open
        }
        let spell = Spell(participant: participant, beganMs: atMs)
        played.append(spell)
        return spell
    }

    public func endSpell(of participant: Int32, atMs: Int64) throws(RosterError) {
        for place in played.indices
        where played[place].participant == participant && played[place].endedMs == nil {
            played[place].endedMs = atMs
        }
    }

    public func spells(of run: String) throws(RosterError) -> [Spell] {
        played.filter { spell in people.contains { $0.number == spell.participant && $0.run == run } }
            .sorted { ($0.beganMs, $0.participant) < ($1.beganMs, $1.participant) }
    }

    public func setLimits(_ limits: RoleLimits, of run: String) throws(RosterError) { set[run] = limits }

    public func limits(of run: String) throws(RosterError) -> RoleLimits { set[run] ?? RoleLimits() }

    // MARK: Exercises

    public func save(_ exercise: Exercise) throws(RosterError) {
        planned.removeAll { $0.id == exercise.id }
        planned.append(exercise)
    }

    public func exercises() throws(RosterError) -> [Exercise] {
        planned.sorted { ($0.createdMs, $0.id) < ($1.createdMs, $1.id) }
    }

    private func index(of participant: Int32) throws(RosterError) -> Int {
        guard let index = people.firstIndex(where: { $0.number == participant }) else {
            throw .unknown("participant")
        }
        return index
    }

    private func endSessions(atMs: Int64, where isMeant: (Session) -> Bool) {
        for index in sessions.indices where isMeant(sessions[index]) && sessions[index].endedMs == nil {
            sessions[index].endedMs = atMs
        }
    }
}
