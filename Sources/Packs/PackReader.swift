import Model

/// Reads packs from folders and from lists of files, and checks them as a whole.
public enum PackReader {
    /// What a folder or archive turned out to hold.
    public enum Pack: Sendable {
        case scenario(LoadedPack)
        case world(LoadedWorld)

        public var warnings: [Complaint] {
            switch self {
            case .scenario(let pack): pack.warnings
            case .world(let world): world.warnings
            }
        }
    }

    /// Reads the folder of a scenario, of a world, or a stored copy with `scenario/` and `world/`.
    /// - Parameter care: lists that its texts are held against; what they find is warned of.
    public static func read(folder: String, care: CareLists? = nil) throws(PackFaults) -> Pack {
        var draft = try Draft(PackFolders(folder: folder))
        return try draft.pack(care)
    }

    /// Reads a stored copy: files whose paths begin with `scenario/` and `world/`, or with `world/` alone.
    public static func read(files: [PackFile], care: CareLists? = nil) throws(PackFaults) -> Pack {
        var draft = try Draft(PackFolders(files: files))
        return try draft.pack(care)
    }

    /// The texts that stand in this folder, for its files of translations; these need not be there yet.
    public static func textSheet(folder: String) throws(PackFaults) -> TextSheet {
        try Draft(PackFolders(folder: folder)).sheet()
    }

    /// Reads a scenario; a world alone is a fault here.
    public static func scenario(folder: String) throws(PackFaults) -> LoadedPack {
        try playable(try read(folder: folder), folder)
    }

    /// Reads a copy of a scenario that was whole when it was stored: its examples are not played once more and its story is
    /// not gone through, which is most of the time that reading takes, and a start after a crash waits for it.
    public static func stored(folder: String) throws(PackFaults) -> LoadedPack {
        var draft = try Draft(PackFolders(folder: folder))
        return try playable(try draft.pack(isNew: false), folder)
    }

    /// Reads a stored copy of a scenario; a world alone is a fault here.
    public static func scenario(files: [PackFile]) throws(PackFaults) -> LoadedPack {
        try playable(try read(files: files), "scenario")
    }

    private static func playable(_ pack: Pack, _ folder: String) throws(PackFaults) -> LoadedPack {
        if case .scenario(let pack) = pack { return pack }
        let spot = Spot(file: folder + "/scenario.yaml", line: 1, column: 1)
        let fault = Complaint(
            .error, .missingFile, at: spot,
            ["scenario.yaml", "This folder holds a world; choose the folder of a scenario."])
        throw PackFaults(complaints: [fault])
    }
}
