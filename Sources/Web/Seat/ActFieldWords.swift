import Model
import Texts
import Views

// What stands beside what can be chosen, and what was.
extension ActFields {
    /// Beside what a charge is to rest on: whether it may be used.
    func worth(_ fact: FactView) -> Node {
        guard act.verb == .charge else { return .nothing }
        return .with(pages.courtUse(of: fact.handle)) { .group([" ", small(.class("quiet"), .text($0))]) }
    }

    func words(_ choice: ChoiceView, _ value: Int) -> String {
        if choice.isFlag { return pages.t(value == 1 ? CommonText.yes : CommonText.no) }
        let index = value - choice.from
        return choice.options.indices.contains(index) ? pages.ctx.say(choice.options[index]) : ""
    }
}
