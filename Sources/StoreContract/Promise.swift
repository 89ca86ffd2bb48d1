/// One thing that every adapter of a port must do, as a test that needs no test library.
public struct Promise<Subject: Sendable>: Sendable, CustomStringConvertible {
    public let description: String
    /// Throws `Broken` when a fresh, empty subject does not keep it.
    public let keep: @Sendable (Subject) async throws -> Void

    init(_ description: String, _ keep: @escaping @Sendable (Subject) async throws -> Void) {
        self.description = description
        self.keep = keep
    }
}

/// A promise was not kept.
public struct Broken: Error, CustomStringConvertible {
    public let description: String
}

func expect(_ holds: Bool, _ otherwise: String) throws(Broken) {
    guard holds else { throw Broken(description: otherwise) }
}

func expect<T: Equatable>(_ found: T, equals wanted: T, _ what: String) throws(Broken) {
    guard found == wanted else { throw Broken(description: "\(what): found \(found), wanted \(wanted)") }
}

func expect<E: Error & Equatable, R>(
    _ refusal: E,
    from call: () async throws(E) -> R
) async throws(Broken) {
    let outcome: Result<R, E>
    do throws(E) {
        outcome = .success(try await call())
    } catch {
        outcome = .failure(error)
    }
    switch outcome {
    case .success: throw Broken(description: "Nothing was refused; wanted \(refusal)")
    case .failure(let error):
        guard error == refusal else { throw Broken(description: "Refused with \(error); wanted \(refusal)") }
    }
}
