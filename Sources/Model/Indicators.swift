import Basics

/// Signs of trafficking by dimension, and the lists that weigh them. They help to look and to count; nothing in the engine
/// asks them, so that nothing can wait for them.
public struct Indicators: Sendable {
    public var dimensions = Table<Kind.Dimension, Labelled>()
    public var signs = Table<Kind.Indicator, Indicator>()
    /// Any of these makes a dimension positive.
    public var positive: [IndicatorMix] = []
    public var lists = Table<Kind.IndicatorList, IndicatorList>()
    /// What dimensions say together; a list names one of these.
    public var readings: [[IndicatorReading]] = []
    public init() {}
}

/// One operational indicator: something that can be observed, in one dimension.
public struct Indicator: Sendable {
    public var id = ""
    public var name = TextID("")
    public var dimension = DimensionID(0)
    public init() {}
}

public enum Strength: Int, CaseIterable, Hashable, Sendable { case strong, medium, weak }

/// At least so many indicators of each strength.
public struct IndicatorMix: Hashable, Sendable {
    public var strong = 0
    public var medium = 0
    public var weak = 0
    public init() {}
}

/// A published or working list: which signs count for whom, and how much.
public struct IndicatorList: Sendable {
    public var id = ""
    public var name = TextID("")
    /// Where the weights come from, in words.
    public var source = TextID("")
    /// When the source was published.
    public var year: Int?
    /// Of this list as it stands here.
    public var version = ""
    /// Somebody has held the weights against the source.
    public var isVerified = false
    public var isForChildren = false
    /// By sign; nil: not on this list.
    public var weights: [Strength?] = []
    /// By position in `Indicators.readings`.
    public var readings: Int?
    public init() {}

    public func weight(of sign: IndicatorID) -> Strength? {
        weights.indices.contains(sign.index) ? weights[sign.index] : nil
    }
}

/// What it means when certain dimensions are positive together. Of several the first that fits is told.
public struct IndicatorReading: Sendable {
    /// In each group at least one is positive.
    public var dimensions: [[DimensionID]] = []
    /// Something is known that shows each of these of the person, such as an act done to a child.
    public var elements: [ElementID] = []
    /// Together it is what the law calls trafficking.
    public var makesCase = false
    public var says = TextID("")
    public init() {}
}
