internal import CFaultyDisk

/// A disk under SQLite that fails as it is told to, for tests of the real store.
///
/// It lies over the system's files, so that what was written can be opened again without it. It never asks the
/// system to sync; it remembers what was not synced, so that a loss of power can take it back.
public final class FaultyDisk: @unchecked Sendable {
    // The C side holds a mutex for everything but making and freeing.
    private let disk: OpaquePointer
    /// What SQLite knows it by.
    public let name: String

    /// Calls of SQLite that may fail.
    public struct Calls: OptionSet, Sendable {
        public let rawValue: Int32
        public init(rawValue: Int32) { self.rawValue = rawValue }

        public static let write = Calls(rawValue: Int32(FAULTY_WRITE))
        public static let sync = Calls(rawValue: Int32(FAULTY_SYNC))
        public static let truncate = Calls(rawValue: Int32(FAULTY_TRUNCATE))
        public static let delete = Calls(rawValue: Int32(FAULTY_DELETE))
        public static let read = Calls(rawValue: Int32(FAULTY_READ))
        public static let open = Calls(rawValue: Int32(FAULTY_OPEN))
        /// Whatever changes the disk.
        public static let change: Calls = [.write, .sync, .truncate, .delete]
    }

    public enum Fault: Sendable {
        /// The device reports a fault. A write leaves half of itself behind.
        case device
        case noRoom
        /// This call and all later ones fail; `loseUnsynced` then takes back what no sync has confirmed.
        case power

        fileprivate var code: Int32 {
            switch self {
            case .device: Int32(FAULTY_DEVICE)
            case .noRoom: Int32(FAULTY_NO_ROOM)
            case .power: Int32(FAULTY_POWER)
            }
        }
    }

    /// - Parameter name: no two disks of a process may have the same.
    public init(name: String) {
        guard let made = faulty_disk_make(name) else { preconditionFailure("There is memory for a disk.") }
        (disk, self.name) = (made, name)
    }

    /// Every store on it must be closed by then.
    deinit { faulty_disk_free(disk) }

    /// The call number `number`, counted from now and from 1, fails; with `lasting` all later ones, too.
    public func fail(_ calls: Calls, at number: Int, _ fault: Fault, lasting: Bool = false) {
        faulty_disk_fail(disk, calls.rawValue, Int64(number), fault.code, lasting)
    }

    /// Nothing fails any more.
    public func heal() { faulty_disk_fail(disk, 0, 0, 0, false) }

    public var hasFailed: Bool { faulty_disk_has_failed(disk) }

    /// Lets files grow by so many bytes from now on; nil takes the limit away.
    public func setRoom(_ bytes: Int?) { faulty_disk_set_room(disk, Int64(bytes ?? -1)) }

    /// After a loss of power, once everything is closed: takes back what was not synced. Seed 0 takes back all
    /// of it, another seed a part, because a disk may have written anything already.
    public func loseUnsynced(seed: UInt64) { faulty_disk_lose_unsynced(disk, seed) }
}
