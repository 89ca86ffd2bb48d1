/// What to do with the body of a request, decided when its head is complete.
public enum BodyPolicy: Sendable {
    /// Read the body into memory; more than `limit` bytes are answered 413.
    case buffer(limit: Int)
    /// Answer at once and read no further. The connection closes after it.
    case refuse(Response)

    /// For requests that carry a form: 1 MiB.
    public static let form = BodyPolicy.buffer(limit: 1 << 20)
    /// For requests that should carry none.
    public static let none = BodyPolicy.buffer(limit: 0)
}
