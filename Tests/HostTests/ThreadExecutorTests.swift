import Foundation
import Host
import Testing

private func ownName() -> String {
    (try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8))?.trimmingCharacters(
        in: .newlines)
        ?? ""
}

@Suite struct `A thread that runs one task` {
    @Test func `takes it back from wherever it waited`() async {
        let names = await ThreadExecutor.run(named: "own thread") {
            var names = [ownName()]
            await withCheckedContinuation { waiting in startThread(named: "other") { waiting.resume() } }
            names.append(ownName())
            await withTaskGroup(of: String.self) { group in
                group.addTask { ownName() }
                for await name in group { names.append(name) }
            }
            return names
        }
        #expect(names == ["own thread", "own thread", "own thread"])
        #expect(ownName() != "own thread")
    }

    @Test func `keeps the order, and hands back what comes of it`() async {
        let numbers = await ThreadExecutor.run(named: "own thread") {
            var numbers: [Int] = []
            for number in 1...100 {
                await Task.yield()
                numbers.append(number)
            }
            return numbers
        }
        #expect(numbers == Array(1...100))
    }
}
