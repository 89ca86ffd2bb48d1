import Foundation
import Host

/// How whoever runs the laptop comes to the links and codes. They open seats, and one of them control: what is printed
/// where nobody looks on ends in a journal that others may read.
struct WaysIn {
    enum How {
        case json, printed
        /// In a file of the data folder.
        case kept

        init(_ arguments: Arguments) {
            let isWatched = arguments.has("--links") || isatty(STDOUT_FILENO) != 0
            self = arguments.has("--json") ? .json : isWatched ? .printed : .kept
        }
    }

    static let name = "ways-in.txt"
    private let path: String

    init(_ folder: DataFolder) { path = "\(folder.path)/\(Self.name)" }

    func tell(_ doors: Doors, _ how: How) throws {
        if how == .kept {
            try Files.write(Array((doors.text + "\n").utf8), to: path)
            Console.answer(doors.summary + "\nThe ways in lie in \(path), for its owner alone.")
        } else {
            // Of a start that did not end in order.
            forget()
            Console.answer(how == .json ? doors.json : doors.text)
        }
    }

    /// Control's link is for one start.
    func forget() { unlink(path) }
}
