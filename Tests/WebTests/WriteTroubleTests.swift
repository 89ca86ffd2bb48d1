import Testing
import Web

@Suite struct `A disk that takes nothing` {
    @Test func `is told of once, however much fails, and once when it takes something again`() {
        var trouble = WriteTrouble()
        #expect(trouble.look(failures: 0, isWriting: true, isTick: true) == nil)
        #expect(trouble.look(failures: 1, isWriting: false, isTick: false) == .failing(1))
        for count in 2...500 {
            #expect(trouble.look(failures: count, isWriting: false, isTick: count % 100 == 0) == nil)
        }
        #expect(trouble.look(failures: 500, isWriting: false, isTick: true) == nil, "it does not write yet")
        #expect(
            trouble.look(failures: 500, isWriting: true, isTick: false) == nil,
            "not before the second is over")
        #expect(trouble.look(failures: 500, isWriting: true, isTick: true) == .again(500))
        #expect(trouble.look(failures: 500, isWriting: true, isTick: true) == nil)
        #expect(trouble.look(failures: 501, isWriting: true, isTick: true) == .failing(501))
        #expect(trouble.look(failures: 501, isWriting: true, isTick: true) == .again(1))
    }
}
