/// Whole milliseconds of scenario time since STARTEX; it stands still in a pause.
///
/// The engine measures with this and never with a wall clock, so that a recorded run folds to
/// the same instant on any machine.
public struct ExerciseTime: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    @inlinable public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    public static let start = ExerciseTime(milliseconds: 0)

    @inlinable public static func < (left: ExerciseTime, right: ExerciseTime) -> Bool {
        left.milliseconds < right.milliseconds
    }
    @inlinable public static func + (time: ExerciseTime, span: Span) -> ExerciseTime {
        ExerciseTime(milliseconds: time.milliseconds &+ span.milliseconds)
    }
    @inlinable public static func - (later: ExerciseTime, earlier: ExerciseTime) -> Span {
        Span(milliseconds: later.milliseconds &- earlier.milliseconds)
    }
    public var minutes: Int { Int(milliseconds / 60_000) }
    @inlinable public func after(minutes: Int) -> ExerciseTime {
        ExerciseTime(milliseconds: milliseconds &+ Int64(minutes) &* 60_000)
    }

    /// A length of exercise time.
    public struct Span: Hashable, Comparable, Sendable {
        public let milliseconds: Int64

        @inlinable public init(milliseconds: Int64) { self.milliseconds = milliseconds }
        @inlinable public static func minutes(_ count: Int) -> Span {
            Span(milliseconds: Int64(count) * 60_000)
        }
        @inlinable public static func < (left: Span, right: Span) -> Bool {
            left.milliseconds < right.milliseconds
        }
        public var minutes: Int { Int(milliseconds / 60_000) }
    }
}
