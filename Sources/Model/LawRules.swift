import Basics

extension World {
    /// The field's rules that gates of acts hold, in the order of the pack, each once. What has no rule is no law, only
    /// impossible.
    ///
    /// - Parameter broken: only those that somebody can go on against.
    public func gateRules(broken: Bool = false) -> [String] {
        let gates = acts.values.flatMap(\.gates).filter { $0.answer != .allowed && !(broken && $0.hard) }
        return unique(gates.map(\.rule))
    }

    /// The field's rules of sharing classes that can say no, in the order of the pack, each once.
    public var sharingRules: [String] {
        unique(classes.values.flatMap(\.rules).filter { $0.answer != .allowed }.map(\.rule))
    }

    private func unique(_ rules: [String]) -> [String] {
        var all: [String] = []
        for rule in rules where !rule.isEmpty && !all.contains(rule) { all.append(rule) }
        return all
    }
}
