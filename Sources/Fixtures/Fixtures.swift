public import Packs

/// Packs for tests, read from the source tree.
public enum Fixtures {
    /// The folder of the twelve-fact scenario; its world lies in `world` inside it.
    public static let twelveFolder = folder("twelve")

    /// Two countries, four agencies, four seats, four people, twelve facts.
    public static func twelve() -> LoadedPack { loadedTwelve }

    private static let loadedTwelve = load(twelveFolder)

    /// Three islands, six agencies, six seats, eight people, eighteen facts, and act types, traits and topics of
    /// its own.
    public static let harbourFolder = folder("harbour")

    public static func harbour() -> LoadedPack { loadedHarbour }

    private static let loadedHarbour = load(harbourFolder)

    /// The folder of the package.
    public static let root = top()

    private static func top(of file: String = #filePath) -> String {
        "/" + file.split(separator: "/").dropLast(3).joined(separator: "/")
    }

    private static func folder(_ name: String) -> String { "\(top())/Tests/Packs/\(name)" }

    private static func load(_ folder: String) -> LoadedPack {
        do throws(PackFaults) {
            return try PackReader.scenario(folder: folder)
        } catch {
            let faults = error.complaints.map(\.description).joined(separator: "\n")
            preconditionFailure("a test pack has faults:\n\(faults)")
        }
    }
}
