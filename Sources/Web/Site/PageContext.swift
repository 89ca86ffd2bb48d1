import Basics
import Documents
import Model
import Texts
import Views

/// What every page needs to be written: the reader's language, the texts of the pack, fresh command ids, and
/// which sections are asked for.
package struct PageContext: Sendable {
    /// The interface in the reader's language.
    package let t: Tongue
    package let theme: Shell.Theme?
    /// The sections that a live page fetches anew; nil for the whole page.
    package let asked: [String]?
    /// Where the page stands, to come back to.
    package let path: String
    /// Every language that the interface speaks.
    package let languages: [String]
    package let styles: [String]
    package let scripts: [String]
    var words: PackWords
    /// The languages of the pack, the source language first; empty where nobody said.
    package var packLanguages: [String] = []
    /// What texts of the pack may name of the law, and the country whose law it is for this reader; nil is each.
    package var laws: LawValues?
    package var country: CountryID?
    /// The country of whoever did what the text is about.
    var actingCountry: CountryID?
    /// What the world says of words otherwise than the program.
    package var glossary: [GlossaryTerm] = []
    /// The clock of the run in which the reader is signed in; nil for strangers.
    package var clock: (@Sendable () -> ClockView)?
    /// Whose drafts a browser may show to this reader.
    package var draftsOf: String?
    private let token: @Sendable () -> String

    package init(
        t: Tongue, words: @escaping PackWords, path: String, asked: [String]? = nil,
        theme: Shell.Theme? = nil,
        languages: [String], styles: [String] = [], scripts: [String] = [],
        token: @escaping @Sendable () -> String
    ) {
        (self.t, self.words, self.path, self.asked, self.theme) = (t, words, path, asked, theme)
        (self.languages, self.styles, self.scripts, self.token) = (languages, styles, scripts, token)
    }

    package var language: String { t.language }

    /// A text of a view in the reader's language.
    package func say(_ text: Text) -> String {
        switch text.source {
        case .pack(let id): say(id)
        case .several(let ids): t.format.list(ids.map { say($0) })
        case .typed(let typed): typed ?? t(CommonText.erased)
        case .verbatim(let text): text
        case .bot: t(CommonText.byBot)
        }
    }

    package func say(_ text: Text?) -> String { text.map { say($0) } ?? "" }

    /// Names of the pack that each begin with a capital letter: in one sentence they would stand as they must not.
    package func each(_ texts: [Text]) -> Node {
        texts.count < 2 ? .text(say(texts.first)) : ul(.each(texts) { li(.text(say($0))) })
    }

    /// A text of the pack that no view carries, such as what a refusal says.
    package func say(_ id: TextID) -> String {
        id.path.isEmpty ? "" : words(id, t.language).map(withLaw) ?? ""
    }

    /// Whose an article of no single country is: of both, or of all. Empty where there is one country only.
    package var everywhere: String {
        switch laws?.countryCount {
        case 1: ""
        case 2: t(MeText.bothCountries)
        default: t(MeText.allCountries)
        }
    }

    /// What the world calls a status, else what the program does.
    package func name(of status: PersonStatus) -> String { name(of: status, else: t(status.words)) }

    package func name(of status: PersonStatus, else usual: String) -> String {
        let own = say(status.name)
        return own.isEmpty ? usual : own
    }

    /// A longer text: Markdown where the pack wrote it, plain paragraphs where somebody typed it.
    package func prose(_ text: Text) -> Node {
        if text.isByBot { return p(.class("quiet"), .text(t(CommonText.byBotWhat))) }
        guard case .pack = text.source else { return paragraphs(say(text)) }
        let html = Node.trusted(Markdown.html(say(text), topHeading: 3))
        return isForeign ? div(packLanguage, html) : html
    }

    /// The pack does not speak the language of the page: its texts stand in its own.
    private var isForeign: Bool { !packLanguages.isEmpty && !packLanguages.contains(language) }

    /// Says in which language a text of the pack stands, where that is not the page's: whoever hears the page hears it read so.
    package var packLanguage: Node { isForeign ? .lang(packLanguages[0]) : .nothing }

    /// The first paragraph of a longer text in plain words, for a line of a list.
    package func line(_ text: Text) -> String {
        let first = say(text).split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
        return first.replacing("**", with: "").replacing("`", with: "")
    }

    /// Paragraphs of what somebody wrote.
    package func paragraphs(_ text: String) -> Node {
        .each(text.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }) { p(.text(String($0))) }
    }

    /// A fresh id for the act of a form: sent twice, it counts once.
    package func command() -> String { token() }

    /// A part of the page that notices refresh. Its content is made only if it is wanted.
    package func live(_ section: String, id: String? = nil, _ content: () -> Node) -> Node {
        guard asked?.contains(section) ?? true else { return .nothing }
        return div(
            .class("stack"), .id(id ?? "section-" + section), .data("section", section), content())
    }

    /// A part of the page that stands still.
    package func still(_ content: () -> Node) -> Node { asked == nil ? content() : .nothing }

    /// The frame of a page; `band`, `places` and `stream` are filled in by whose page it is.
    package func shell(_ title: String, _ frame: Shell.Frame) -> Shell {
        var shell = plainShell(title, frame)
        if frame == .door { shell.band = band() }
        return shell
    }

    /// The band of doors and of the debrief. Who is signed in can say STOP on every page.
    package func band(who: String = "") -> Band {
        let clock = clock?()
        return Band(
            exercise: t(CommonText.exercise), who: who, clock: clock.map { Times(t, $0).band },
            stop: clock.flatMap(stop))
    }

    /// STOP, until there is nothing left to stop. It asks nothing first: a slip costs a moment, a second touch may be
    /// more than somebody has to give.
    package func stop(_ clock: ClockView) -> Band.Stop? {
        guard clock.condition != .ended else { return nil }
        return Band.Stop(
            address: "/stop", words: t(CommonText.stop), meaning: t(DoorText.stopMeaning),
            command: command())
    }

    private func plainShell(_ title: String, _ frame: Shell.Frame) -> Shell {
        var shell = Shell(
            title: title + " · " + t(CommonText.brand), language: t.language, frame: frame,
            words: Shell.Words(
                skip: t(CommonText.skipToContent), unsent: t(CommonText.unsent),
                sending: t(CommonText.sending),
                changed: t(CommonText.pageChanged)),
            placesName: t(CommonText.placesName), theme: theme, styles: styles, scripts: scripts)
        shell.draftsOf = draftsOf
        return shell
    }
}

/// What a handler makes: a frame and what stands in it.
package struct PageParts: Sendable {
    package var shell: Shell
    package var content: Node

    package init(_ shell: Shell, _ content: Node) { (self.shell, self.content) = (shell, content) }
}

extension PageParts {
    /// The whole page, or only the sections that were asked for.
    func bytes(asked: [String]?) -> [UInt8] {
        let whole = page(shell, content)
        guard let asked else { return whole.document() }
        var out = Array("<!doctype html><title></title>".utf8)
        whole.renderSections(asked, into: &out)
        return out
    }
}

extension Node {
    /// Appends the elements whose `data-section` is asked for, in the order of the page.
    func renderSections(_ asked: [String], into out: inout [UInt8]) {
        switch self {
        case .group(let parts): for part in parts { part.renderSections(asked, into: &out) }
        case .element(_, let parts):
            if let name = parts.attribute("data-section"), asked.contains(name) {
                render(into: &out)
            } else {
                for part in parts { part.renderSections(asked, into: &out) }
            }
        case .text, .attribute, .flag, .markup: return
        }
    }
}

extension [Node] {
    fileprivate func attribute(_ wanted: String) -> String? {
        for part in self {
            switch part {
            case .attribute(let name, let value) where name == wanted: return value
            case .group(let parts):
                if let value = parts.attribute(wanted) { return value }
            default: continue
            }
        }
        return nil
    }
}
