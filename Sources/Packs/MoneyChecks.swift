import Basics
import Model

/// What only shows of money when the scenario is seen as a whole.
struct MoneyChecks {
    let scenario: Scenario
    let possible: Possibility
    let root: Node
    let findings: Findings

    func run() {
        if scenario.money.isEmpty { return }
        let known = possible.grasp(of: possible.seatedAgencies, abroad: true).persons
        for id in scenario.money.flows.ids {
            let flow = scenario.money.flows[id]
            let spot =
                root["money"]?["flows"]?.entries?.first { $0.key == flow.id }?.keySpot ?? root.spot
            if !possible.paid[id.index] { findings.error(.neverPaid, at: spot, flow.id) }
            if !flow.flags.isEmpty, !isFound(flow, known) {
                findings.error(.unseenRedFlag, at: spot, flow.id)
            }
        }
    }

    private func isFound(_ flow: Flow, _ known: [Bool]) -> Bool {
        if (flow.leads + flow.proves).contains(where: { possible.learnable[$0.index] }) { return true }
        let isReported = scenario.records.values.contains { record in
            record.id == flow.id && !record.flags.isEmpty
                && scenario.world.acts.ids.contains {
                    scenario.world.acts[$0].register == record.register && possible.isUsable($0)
                }
        }
        if isReported { return true }
        return (flow.from + flow.to).contains { account in
            scenario.money.accounts[account].kind.keepsRecords
                && scenario.persons(behind: account).contains { known[$0.index] } && showsRecords(of: account)
        }
    }

    private func showsRecords(of account: AccountID) -> Bool {
        let country = scenario.money.accounts[account].country
        return scenario.world.acts.ids.contains { act in
            guard scenario.world.acts[act].money == .statements else { return false }
            return possible.seatedAgencies.contains { agency in
                possible.canUse(act, agency)
                    && (country == nil || scenario.world.agencies[agency].country == country)
            }
        }
    }
}
