import Model

extension SeatView {
    /// The languages of somebody with whom our agency has talked; none of anybody else, for nobody has heard them yet.
    public func tonguesHeard(of handle: Handle) -> [Text] {
        guard let view = person(handle), !view.talks.isEmpty, let id = resolvePerson(handle) else {
            return []
        }
        return engine.tongues(of: id)
    }
}
