import Foundation
import Host
import Testing

@Suite struct `A digest` {
    // The values are those of Python's hashlib.
    @Test func `is the one that others make of the same bytes`() {
        #expect(
            hex(BLAKE2b.digest([])) == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8")
        #expect(
            hex(BLAKE2b.digest(Array("abc".utf8)))
                == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319")
        #expect(
            hex(BLAKE2b.digest(Array("abc".utf8), key: Array(0..<32)))
                == "d63a32d3e44738d7907f964316c241adaba0abfeabc32349677578a15a203f7f")
    }
}

@Suite struct `Secure chance` {
    @Test func `does not repeat itself`() {
        let tokens = (1...100).map { _ in SecureRandom.token() }
        #expect(Set(tokens).count == 100)
        #expect(tokens.allSatisfy { $0.utf8.count == 32 })
    }

    @Test func `makes tokens that stand in an address as they are`() {
        let safe = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        #expect((1...50).allSatisfy { SecureRandom.token(bytes: $0).allSatisfy(safe.contains) })
    }

    @Test func `makes codes of digits`() {
        let codes = (1...100).map { _ in SecureRandom.code(digits: 8) }
        #expect(codes.allSatisfy { $0.count == 8 && $0.allSatisfy(\.isNumber) })
        #expect(Set(codes).count > 90)
    }

    @Test(
        arguments: [
            ([], ""), ([0xfb, 0xff], "-_8"), ([0x66, 0x6f, 0x6f], "Zm9v"),
            ([0x66, 0x6f, 0x6f, 0x62], "Zm9vYg"),
        ] as [([UInt8], String)])
    func `writes bytes as address-safe base64`(bytes: [UInt8], text: String) {
        #expect(URLSafe.text(bytes) == text)
    }

    @Test func `tells equal secrets from different ones`() {
        #expect(equalInConstantTime([1, 2, 3], [1, 2, 3]))
        #expect(!equalInConstantTime([1, 2, 3], [1, 2, 4]))
        #expect(!equalInConstantTime([1, 2, 3], [1, 2]))
        #expect(equalInConstantTime([], []))
    }
}

@Suite struct `A password` {
    @Test func `matches its own text only`() async throws {
        let passwords = Passwords()
        let text = try await passwords.hash("чорний кіт")
        #expect(text.hasPrefix("$argon2id$"))
        #expect(try await passwords.verify("чорний кіт", against: text))
        #expect(try await !passwords.verify("чорний кит", against: text))
        #expect(try await !passwords.verify("чорний кіт", against: "no such text"))
    }

    /// Each takes 64 MiB, so a crowd at the door must not take all there is. Threads are known by their names.
    @Test func `is worked on by two threads and no more`() async throws {
        let passwords = Passwords()
        _ = try await passwords.hash("x")
        let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
        let names = tasks.compactMap {
            try? String(contentsOfFile: "/proc/self/task/\($0)/comm", encoding: .utf8)
        }
        let numbers = Set(names.filter { $0.hasPrefix("password ") })
        #expect(!numbers.isEmpty && numbers.isSubset(of: ["password 1\n", "password 2\n"]), "\(numbers)")
    }

    @Test func `is refused when too many wait in line`() async {
        let passwords = Passwords(waiting: 1)
        let outcomes = await withTaskGroup(of: Passwords.Failure?.self) { group in
            for _ in 1...12 {
                group.addTask {
                    do throws(Passwords.Failure) {
                        _ = try await passwords.hash("x")
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.contains(nil))
        #expect(outcomes.contains(.busy))
    }
}
