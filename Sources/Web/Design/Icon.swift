/// The drawings we use, by what they mean here. The raw value is the name in `Assets/icons`.
///
/// An icon never stands alone: words say the same, beside it or for screen readers.
package enum Icon: String, CaseIterable, Sendable {
    // The five places
    case now = "inbox"
    case caseFolder = "folder2-open"
    case act = "pencil-square"
    case talk = "chat-dots"
    case me = "person-badge"
    // Signals and states
    case new = "circle-fill"
    case waiting = "hourglass-split"
    case due = "alarm"
    case breach = "exclamation-octagon"
    case done = "check-circle"
    case held = "pause-circle"
    case running = "play-circle"
    case stop = "stop-circle"
    case online = "wifi"
    case offline = "wifi-off"
    case locked = "lock"
    case unlocked = "unlock"
    case hidden = "eye-slash"
    case seen = "eye"
    // Things
    case agency = "building"
    case bell = "bell"
    case book = "book"
    case bot = "cpu"
    case calendar = "calendar3"
    case chart = "diagram-3"
    case clock = "clock"
    case cost = "hourglass"
    case decision = "clipboard-check"
    case document = "file-earmark-text"
    case fact = "card-text"
    case flag = "flag"
    case fork = "signpost-split"
    case help = "question-circle"
    case information = "info-circle"
    case language = "translate"
    case law = "bank"
    case list = "list-ul"
    case note = "journal-text"
    case people = "people"
    case person = "person"
    case place = "geo-alt"
    case register = "archive"
    case request = "arrow-left-right"
    case safety = "shield-check"
    case source = "signpost"
    case telephone = "telephone"
    case warning = "exclamation-triangle"
    // Doing
    case add = "plus-lg"
    case back = "arrow-left"
    case rest = "cup-hot"
    case close = "x-lg"
    case download = "download"
    case edit = "pencil"
    case filter = "funnel"
    case forward = "chevron-right"
    case jump = "skip-forward"
    case leave = "box-arrow-right"
    case link = "link-45deg"
    case print = "printer"
    case qr = "qr-code"
    case search = "search"
    case send = "send"
    case share = "share"
    case settings = "sliders"
    case theme = "circle-half"
    case undo = "arrow-counterclockwise"

    /// The drawing, without a voice. It comes from one file that the browser keeps.
    package var node: Node { Icon.drawn[self] ?? .nothing }

    /// Written down once: a page has a hundred of them, which are all alike.
    private static let drawn = Dictionary(
        uniqueKeysWithValues: allCases.map { icon in
            (icon, Node.trusted(el("svg", .class("icon"), .decorative, icon.use).html))
        })

    /// The drawing with one more class, for the few places that style it apart.
    package func node(class name: String) -> Node {
        el("svg", .class("icon " + name), .decorative, use)
    }

    private var use: Node { el("use", .attr("href", "/assets/icons.svg#" + rawValue)) }
}
