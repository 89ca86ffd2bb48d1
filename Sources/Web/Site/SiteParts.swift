import Model
import Roster
import Runtime
import Texts

/// A text of a pack in a language; `nil` if the pack has no such text.
package typealias PackWords = @Sendable (_ text: TextID, _ language: String) -> String?

/// A run that is open in this process, with all that its pages need.
package struct HostedRun: Sendable {
    package let run: LiveRun
    package let words: PackWords
    package let streams: RunStreams

    package init(run: LiveRun, words: @escaping PackWords, streams: RunStreams) {
        (self.run, self.words, self.streams) = (run, words, streams)
    }
}

/// What a site is put together from. The program wires it; nothing here reads a clock or makes chance.
package struct SiteParts: Sendable {
    package var roster: any Roster
    package var texts: InterfaceTexts
    package var assets: Assets
    /// The runs that are open now, the newest first.
    package var runs: @Sendable () -> [HostedRun]
    /// A token that nobody can guess, fit for a link, a cookie and a command id.
    package var newToken: @Sendable () -> String
    /// What is kept of a token.
    package var digest: @Sendable ([UInt8]) -> [UInt8]
    /// Milliseconds since 1970, UTC.
    package var nowMs: @Sendable () -> Int64
    /// Where phones in the hall reach this server, such as `http://192.0.2.7:8080`; nil if only this machine does.
    package var hallAddress: @Sendable () -> String?
    /// After how many days at the latest names and typed texts are erased; said before anybody takes part.
    package var retentionDays: Int

    package init(
        roster: any Roster, texts: InterfaceTexts, assets: Assets,
        runs: @escaping @Sendable () -> [HostedRun], newToken: @escaping @Sendable () -> String,
        digest: @escaping @Sendable ([UInt8]) -> [UInt8], nowMs: @escaping @Sendable () -> Int64,
        hallAddress: @escaping @Sendable () -> String? = { nil },
        retentionDays: Int = SiteParts.usualRetentionDays
    ) {
        (self.roster, self.texts, self.assets, self.runs) = (roster, texts, assets, runs)
        (self.newToken, self.digest, self.nowMs) = (newToken, digest, nowMs)
        (self.hallAddress, self.retentionDays) = (hallAddress, retentionDays)
    }

    /// What holds when nobody has said otherwise.
    package static let usualRetentionDays = 30

    func run(_ id: String) -> HostedRun? { runs().first { $0.run.id == id } }
    func digest(of token: String) -> [UInt8] { digest(Array(token.utf8)) }
}
