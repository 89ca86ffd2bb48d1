/// People and what is theirs alone: plain rows that can be changed and erased, apart from the logs.
///
/// All times are milliseconds since 1970, UTC. What a call has answered is on disk. Every call may be made
/// from any task at any time. What a write of unknown outcome would have changed is not told, neither as it was nor as
/// it would be: whoever asks gets `outcomeUnknown`, until the program has been started again.
public protocol Roster: Sendable {
    // MARK: People

    /// Adds somebody and gives the number; `number` of what is passed is not looked at.
    func add(_ person: Participant) async throws(RosterError) -> Participant
    func participant(_ number: Int32) async throws(RosterError) -> Participant?
    /// Everybody of a run, by number.
    func participants(of run: String) async throws(RosterError) -> [Participant]
    func setName(_ name: String, of participant: Int32) async throws(RosterError)
    func setLanguage(_ language: String, of participant: Int32) async throws(RosterError)
    func setRole(_ role: Role, alsoHolding seats: [String], of participant: Int32) async throws(RosterError)
    func acceptNote(by participant: Int32, atMs: Int64) async throws(RosterError)
    /// Takes the name away, ends every session and deletes drafts, openings, requests for a break, the password and the way
    /// back.
    /// The number stays, so that logs still add up.
    func erase(_ participant: Int32) async throws(RosterError)

    /// Keeps a password as its argon2id text; nil takes it away.
    func setPasswordHash(_ hash: String?, of participant: Int32) async throws(RosterError)
    func passwordHash(of participant: Int32) async throws(RosterError) -> String?

    /// Keeps the digest of the code by which somebody comes back on another device; nil takes it away.
    func setReturnCode(_ digest: [UInt8]?, of participant: Int32) async throws(RosterError)
    func returnCode(of participant: Int32) async throws(RosterError) -> [UInt8]?
    /// Who of the run has this code. It is used up by that, whoever else asks at the same time, and the next one stands in
    /// its place.
    func comeBack(to run: String, withCode digest: [UInt8], next: [UInt8]) async throws(RosterError)
        -> Participant?

    // MARK: Ways in

    /// Throws `taken` when the token is known already or an open link has this code.
    func add(_ link: JoinLink) async throws(RosterError)
    /// All links of a run, revoked ones too, the oldest first.
    func links(of run: String) async throws(RosterError) -> [JoinLink]
    func link(tokenDigest: [UInt8]) async throws(RosterError) -> JoinLink?
    /// The link with this code that is not revoked. Capital and small letters are the same.
    func link(code: String) async throws(RosterError) -> JoinLink?
    /// Goes through the link: true when it opened. A link that works once opens for one caller only.
    func use(linkWithDigest tokenDigest: [UInt8], atMs: Int64) async throws(RosterError) -> Bool
    func revoke(linkWithDigest tokenDigest: [UInt8], atMs: Int64) async throws(RosterError)
    /// Adds a link as `add` does and revokes every other of its run and kind, both or neither.
    func replaceLinks(by link: JoinLink) async throws(RosterError)

    // MARK: Sessions

    /// Keeps a session and gives it with its number; `number` of what is passed is not looked at.
    @discardableResult
    func open(_ session: Session) async throws(RosterError) -> Session
    func session(tokenDigest: [UInt8]) async throws(RosterError) -> Session?
    /// Who is signed in with this token at this moment, from which session; nil when ended, expired or unknown.
    func signedIn(tokenDigest: [UInt8], atMs: Int64) async throws(RosterError) -> SignedIn?
    /// All sessions of a run's participants, ended ones too, the oldest first.
    func sessions(of run: String) async throws(RosterError) -> [Session]
    func end(sessionWithDigest tokenDigest: [UInt8], atMs: Int64) async throws(RosterError)
    func endSessions(of participant: Int32, atMs: Int64) async throws(RosterError)
    /// Sets until when a session lasts, if it has not ended.
    func setEnd(_ expiresMs: Int64, of session: Session) async throws(RosterError)
    /// Notes that what somebody may do has changed: each of their open sessions is to get another token.
    func setDue(_ participant: Int32) async throws(RosterError)
    /// Has a session that is due taken up by another token, too; the one before it that was not used yet is forgotten.
    func offer(_ digest: [UInt8], to session: Session) async throws(RosterError)
    /// Makes the token that was offered the session's own: somebody has it. The one before is good for a while
    /// (`FormerToken`), the one before that no more. Nothing changes where no open session offers it.
    func settle(_ offered: [UInt8], atMs: Int64) async throws(RosterError)

    // MARK: Personal

    /// Keeps a draft in place of the earlier one; an empty text removes it.
    func save(_ draft: Draft) async throws(RosterError)
    /// By key.
    func drafts(of participant: Int32) async throws(RosterError) -> [Draft]

    /// “I need a break.” Asking again while it is open gives the open one.
    func askForBreak(by participant: Int32, atMs: Int64) async throws(RosterError) -> BreakRequest
    /// All requests of a run, the oldest first. For control alone.
    func breaks(of run: String) async throws(RosterError) -> [BreakRequest]
    func resolve(breakNumber: Int64, atMs: Int64) async throws(RosterError)

    // MARK: Openings

    /// Keeps them in their order, with numbers that count on. Nobody's are left out.
    func note(_ openings: [Opening]) async throws(RosterError)
    /// What somebody has opened, the newest first.
    func openings(by participant: Int32, limit: Int) async throws(RosterError) -> [Opening]
    /// What the participants of a run have opened after the opening with this number, the oldest first.
    func openings(of run: String, after number: Int64, limit: Int) async throws(RosterError) -> [Opening]

    // MARK: Role-players

    /// Asks somebody to play a character, in place of whatever stood there of these two.
    func save(_ casting: Casting) async throws(RosterError)
    /// Takes it back, whatever was answered.
    func remove(castingOf participant: Int32, for person: String) async throws(RosterError)
    /// All castings of a run, in the order in which they were asked.
    func castings(of run: String) async throws(RosterError) -> [Casting]
    /// Begins to play; who plays already goes on in the spell that is open.
    func beginSpell(of participant: Int32, atMs: Int64) async throws(RosterError) -> Spell
    /// Ends the open spell, if there is one.
    func endSpell(of participant: Int32, atMs: Int64) async throws(RosterError)
    /// All spells of a run, the oldest first.
    func spells(of run: String) async throws(RosterError) -> [Spell]
    func setLimits(_ limits: RoleLimits, of run: String) async throws(RosterError)
    /// What was set, or what is usual.
    func limits(of run: String) async throws(RosterError) -> RoleLimits

    // MARK: Exercises

    /// Adds an exercise, or replaces the one with this id.
    func save(_ exercise: Exercise) async throws(RosterError)
    /// The oldest first.
    func exercises() async throws(RosterError) -> [Exercise]
}

/// Why the roster did not do as asked; each case is one thing that the caller does next.
public enum RosterError: Error, Equatable, Sendable {
    /// Nothing was kept. Say so, and let it be sent again.
    case unavailable(String)
    /// It may or may not be kept, and nobody can tell before the next start: look then, before doing it again.
    case outcomeUnknown(String)
    /// Nobody has this number, or nothing has this name.
    case unknown(String)
    /// Choose another token or code.
    case taken(String)
}

extension RosterError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unavailable(let reason): "Nothing was kept. \(reason)"
        case .outcomeUnknown(let reason): "It is not certain whether this was kept. \(reason)"
        case .unknown(let what): "The roster does not know this \(what)."
        case .taken(let what): "This \(what) is taken."
        }
    }
}
