import Basics
import Model
import Views

/// What people need in order to take part, and which house has it: a bot chooses by that, like whoever reads what the law says
/// beside each option.
extension Bot {
    /// Where the law does not want something as it would be done first, another way may do: of a talk another quiet place (the room
    /// for children) or one other choice (plain sentences), of a service another one (a house without steps).
    func rightly(_ request: ActRequest, _ view: SeatView) -> ActRequest {
        let answer = view.briefLaw(on: request)?.answer
        guard answer != .allowed else { return request }
        let elsewhere = request.setting == nil ? services(request) : settings(request)
        if let other = elsewhere.first(where: { isLawful($0, view) }) { return other }
        // What waits for a guardian, a consent or an order is not made lawful by how it is done.
        guard request.setting != nil, answer == .forbidden else { return request }
        return ([request] + elsewhere).flatMap(otherwise).first { isLawful($0, view) } ?? request
    }

    private func services(_ request: ActRequest) -> [ActRequest] {
        guard let service = request.service, let tool = tool(request) else { return [] }
        return tool.services.filter { $0 != service }.map { other in
            var request = request
            request.service = other
            return request
        }
    }

    private func settings(_ request: ActRequest) -> [ActRequest] {
        (tools?.apart ?? []).filter { $0 != request.setting }.map { setting in
            var request = request
            request.setting = setting
            return request
        }
    }

    /// The same talk with each other option of one choice.
    private func otherwise(_ request: ActRequest) -> [ActRequest] {
        guard let tool = tool(request), tool.choices.count == request.choices.count else { return [] }
        return tool.prospect.choices.enumerated().flatMap { place, choice -> [ActRequest] in
            if choice.isFlag { return [] }
            return choice.options.indices.map { choice.from + $0 }
                .filter { $0 != request.choices[place] }
                .map { value in
                    var other = request
                    other.choices[place] = value
                    return other
                }
        }
    }

    func tool(_ request: ActRequest) -> Tool? { tools?.all.first { $0.act == request.act } }
}
