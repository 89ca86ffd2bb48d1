import Basics
import Model

/// What is asked of agencies that have no act to do it by.
struct DeedChecks {
    let world: World
    let root: Node
    let findings: Findings

    func run() {
        checkDuties()
        checkPathways()
    }

    /// Whoever owes a duty can do one of the acts that it lists.
    private func checkDuties() {
        for duty in world.duties.values where !duty.acts.isEmpty {
            let unable = duty.owedBy.filter { agency in !duty.acts.contains { world.mayUse($0, agency) } }
            guard !unable.isEmpty else { continue }
            findings.warn(
                .dutyWithoutAct, at: spot(of: duty.id, in: root["duties"]), duty.id,
                unable.map { "“\(world.agencies[$0].id)”" }.joined(separator: ", "), names(of: duty.acts))
        }
    }

    /// Somebody in the country of a pathway can do one of the acts of each step.
    private func checkPathways() {
        for pathway in world.pathways.values {
            let own = world.agencies.ids.filter { world.agencies[$0].country == pathway.country }
            for step in pathway.steps where !step.acts.isEmpty {
                let isOpen = step.acts.contains { act in own.contains { world.mayUse(act, $0) } }
                if isOpen { continue }
                let id = world.steps[step.step].id
                findings.warn(
                    .stepWithoutAct, at: spot(of: id, in: root["pathways"]?[pathway.id]?["steps"]), id,
                    pathway.id, world.countries[pathway.country].id, names(of: step.acts))
            }
        }
    }

    private func names(of acts: [ActTypeID]) -> String {
        acts.map { "“\(world.acts[$0].id)”" }.joined(separator: ", ")
    }

    private func spot(of id: String, in section: Node?) -> Spot {
        section?.entries?.first { $0.key == id }?.keySpot ?? root.spot
    }
}

extension World {
    /// The agency has the register, the power or the name that the act type asks for.
    func mayUse(_ act: ActTypeID, _ agency: AgencyID) -> Bool {
        let type = acts[act]
        if type.verb == .query, let register = type.register, registers[register].owner != agency {
            return false
        }
        if type.powers.isEmpty, type.agencies.isEmpty { return true }
        return type.agencies.contains(agency)
            || agencies[agency].powers.contains { type.powers.contains($0) }
    }
}
