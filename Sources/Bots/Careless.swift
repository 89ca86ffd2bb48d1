import Basics
import Model
import Views

/// How careless teams talk with people: the same talks as careful ones, held as the pack calls careless.
extension Bot {
    func carelessly(_ move: BotMove) -> BotMove {
        guard case .act(var request) = move, let tools, let tool = tool(request), tool.verb == .talk else {
            return move
        }
        request.choices = tool.carelessChoices
        request.setting = tools.careless.setting ?? request.setting
        if request.interpreter != nil {
            request.interpreter = tools.careless.interpreter ?? request.interpreter
        }
        return .act(request)
    }

    /// The same talk as a careful team would hold it, to look whether the law has something against the talk as such.
    func carefully(_ request: ActRequest) -> ActRequest {
        guard policy == .careless, let tool = tool(request), tool.verb == .talk else { return request }
        var careful = meeting(tool, request.person)
        careful.topic = request.topic
        return careful
    }
}
