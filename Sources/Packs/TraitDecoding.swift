import Basics
import Model

/// Circumstances of people, and which of them mean a child.
extension Decoder {
    /// `deaf: Deaf`, or `minor: {name: Under age, child: true}`.
    func traits(_ node: Node?) -> [Labelled] {
        let traits = mapping(node, "traits").map { entry in
            let path = "trait.\(entry.key)"
            guard entry.value.entries != nil,
                let fields = Fields(entry.value, "The trait \(entry.key)", findings)
            else { return Labelled(id: entry.key, name: text(entry.value, path)) }
            let name = text(fields.required("name"), path)
            if let isChild = truth(fields.optional("child"), "child") {
                saysWhoIsAChild = true
                if isChild, let id = names.traits[entry.key] { names.childTraits.append(id) }
            }
            fields.finish()
            return Labelled(id: entry.key, name: name)
        }
        // As worlds were written before the mark.
        if !saysWhoIsAChild, let id = names.traits["child"] { names.childTraits = [id] }
        return traits
    }

    /// What is said of children somewhere reaches nobody where no trait means a child. Where nothing speaks of any, one
    /// `child: false` says that the world has none.
    func checkChildTrait(_ world: World, _ root: Node) {
        guard world.childTraits.isEmpty, let what = speaksOfChildren(world) else { return }
        let entry = root.entries?.first { $0.key == "traits" }
        findings.warn(.noChildTrait, at: entry?.keySpot ?? root.spot, what)
    }

    private func speaksOfChildren(_ world: World) -> String? {
        if let act = world.acts.values.first(where: { $0.verb == .appoint }) {
            return "“\(act.id)” appoints a guardian"
        }
        if let act = world.acts.values.first(where: { $0.gates.contains { $0.answer == .needsGuardian } }) {
            return "a gate of “\(act.id)” asks for a guardian"
        }
        let classes = world.classes.values
        if let kind = classes.first(where: { $0.rules.contains { $0.answer == .needsGuardian } }) {
            return "the class “\(kind.id)” asks for a guardian"
        }
        if let element = world.elements.values.first(where: { $0.notFor != nil }) {
            return "the element “\(element.id)” is not asked for where somebody has a trait"
        }
        if world.indicators.lists.values.contains(where: \.isForChildren) {
            return "a list of signs is for children"
        }
        return world.traits.count > 0 && !saysWhoIsAChild ? "people have traits" : nil
    }
}
