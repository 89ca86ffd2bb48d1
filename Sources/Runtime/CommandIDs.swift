import Basics
import Host

// What a browser sends as the id of a command is anybody's word, perhaps a name: it goes into the log, which is never erased.
extension LiveRun {
    /// The id under which a command of a browser is recorded: 32 letters that nobody can come back from without the run's
    /// secret. The same for the same word, so that a repeat is known.
    ///
    /// Logs of before hold the word itself; what is recorded so keeps it, and its repeat is a repeat.
    ///
    /// - Parameter given: what the browser sent; letters, digits, `-` and `_`.
    package func commandID(for given: String) -> String {
        // Acts of one form have the word with a number behind it.
        let parts = [given, given.prefix(56) + "-0", given.prefix(56) + "-1"]
        let isOld = known.withLock { known in parts.contains { known[String($0)] != nil } }
        return isOld ? given : URLSafe.text(Array(BLAKE2b.digest(Array(given.utf8), key: idKey).prefix(24)))
    }

    private var idKey: [UInt8] {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: secret >> UInt64(8 * $0)) }
        return BLAKE2b.digest(bytes + Array("ids of commands of \(id)".utf8))
    }
}
