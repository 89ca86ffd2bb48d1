import Model
import Texts
import Views

extension ActFields {
    /// Nobody chooses whom to tell before it is said that there is nothing to tell.
    var nothingToShare: Node {
        guard act.verb == .share, pages.view.facts.isEmpty, pages.view.forms.isEmpty else { return .nothing }
        let message = pages.openActs.first { $0.verb == .write }
        return notice(
            .waiting, pages.t(ActText.noFactsYet),
            .with(message) { act in
                p(.class("link-line"), a(.href("/act/" + act.act.text), .text(pages.ctx.say(act.name))))
            })
    }
}
