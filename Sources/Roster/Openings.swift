/// Somebody had something before them to read: a letter, a statement, a form, a fact, an article of the law.
///
/// In the log stands when a seat first opened what was sent to it, because the story depends on that; here stands every
/// reading by everybody. It is about people, so it lies beside their names and goes with them.
public struct Opening: Sendable, Equatable {
    /// Counts the openings of the roster; the roster gives it.
    public var number: Int64
    public var participant: Int32
    /// The number of the session.
    public var session: Int64
    /// What sort of thing, and its id in pack or log; as the pages say it.
    public var kind: String
    public var thing: String
    /// Milliseconds since 1970, UTC.
    public var atMs: Int64

    public init(
        number: Int64 = 0, participant: Int32, session: Int64, kind: String, thing: String, atMs: Int64
    ) {
        (self.number, self.participant, self.session) = (number, participant, session)
        (self.kind, self.thing, self.atMs) = (kind, thing, atMs)
    }
}
