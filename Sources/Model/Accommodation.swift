/// What somebody needs in order to take part, or to live somewhere, and how others come to know of it.
public struct NeededAccommodation: Hashable, Sendable {
    public var accommodation: AccommodationID
    /// Facts of which any one tells it. Whoever asks the person learns it in any case.
    public var knownBy: [FactID]
    /// It is seen at once by who meets the person.
    public var isSeen: Bool

    public init(_ accommodation: AccommodationID, knownBy: [FactID] = [], isSeen: Bool = false) {
        (self.accommodation, self.knownBy, self.isSeen) = (accommodation, knownBy, isSeen)
    }
}
