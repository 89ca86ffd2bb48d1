public import Foundation

extension Process {
    /// Kills it if it still runs after so many seconds. Whoever reads what it says, or waits for its end, waits in a call that
    /// no time limit of a test ends: so a test fails that otherwise would never end.
    public func mayTake(seconds: Double = 240) {
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) {
            // The threads of the pool block the gentler signals, and what they start inherits that.
            if self.isRunning { kill(self.processIdentifier, SIGKILL) }
        }
    }
}
