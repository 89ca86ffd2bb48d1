import Model
import Texts
import Views

// Joint operations as they stand, with the truth behind their gates.
extension ControlDesk {
    /// `/control/operations`.
    package func operationsPage(stream: String?) -> PageParts {
        PageParts(
            shell(ctx.t(OperationText.title), at: "/control/operations", stream: stream),
            div(
                .class("stack"),
                ctx.still {
                    pageHead(
                        ctx.t(OperationText.title), under: p(.text(ctx.t(OperationText.controlIntro))))
                },
                ctx.live("now", id: "operations-board") { operationsBoard }))
    }

    private var operationsBoard: Node {
        let lines = view.operations
        guard !lines.isEmpty else {
            return emptyState(.flag, ctx.t(OperationText.none), ctx.t(OperationText.noneBody))
        }
        return .each(lines.enumerated()) { place, line in
            OperationSheet(ctx, "operation-\(lines.count - place)", line, at: at).node
        }
    }
}
