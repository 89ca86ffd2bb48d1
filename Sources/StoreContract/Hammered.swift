public import EventStore
public import Roster

/// What `store-hammer` writes, so that whoever reads it again knows every word of it: no two rows hold the same.
public enum Hammered {
    /// - Parameter run: its id.
    public static func row(_ position: Int64, of run: String) -> Row {
        let length = Int(position % 700)
        return Row(
            position: position, commandID: "c\(position)", participant: Int32(position % 26),
            session: position % 40,
            seat: "seat.\(position % 26)", onBehalf: position % 9 == 0 ? "seat.z" : "", timeMs: position * 10,
            body: text("body \(position) of \(run). ", atLeast: length),
            typed: position % 4 == 0
                ? text("What was typed for \(position) of \(run). ", atLeast: length * 8) : nil)
    }

    /// The only draft of somebody: each takes the place of the one before.
    public static func draft(_ moment: Int64, by person: Int32) -> Draft {
        Draft(participant: person, key: "k", text: "Begun at \(moment) by \(person).", savedMs: moment)
    }

    private static func text(_ sentence: String, atLeast length: Int) -> [UInt8] {
        let piece = Array(sentence.utf8)
        return Array((0...(length / piece.count)).map { _ in piece }.joined())
    }
}
