import Basics
import EventStore
import Fixtures
import Foundation
import HTTPCore
import Model
import Packs
import Texts

// Feeds one reader with what libFuzzer invents: whatever the bytes, it says what is wrong or reads them, and what it
// has read comes out the same when it is written and read again. Built and run by readers.sh, which says which reader.

private enum Reader: String {
    case pack, condition, events, po, form, site
}

private let reader = Reader(rawValue: ProcessInfo.processInfo.environment["KEREGE_FUZZ"] ?? "") ?? .form
private let twelve = Fixtures.twelve()
private let codec = LogCodec(scenario: twelve.scenario, digest: summed)

/// Not a digest, but as long as one: what is read is fuzzed, not what is hashed.
func summed(_ bytes: [UInt8]) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: 32)
    for (place, byte) in bytes.enumerated() { out[place % 32] = out[place % 32] &* 31 &+ byte }
    return out
}

@_cdecl("LLVMFuzzerInitialize")
public func begin(_ count: UnsafeMutablePointer<CInt>?, _ words: UnsafeMutableRawPointer?) -> CInt {
    guard let folder = ProcessInfo.processInfo.environment["KEREGE_SEEDS"] else { return 0 }
    switch reader {
    case .events: writeEvents(to: folder)
    case .pack: for file in twelve.files { write(pack(file), to: folder) }
    case .condition:
        for text in [
            "true", "person.trust > 40 and not flag(\"moved\")",
            "knows(police, \"pays_debt\") or 1 + 2 * 3 = 7",
        ] {
            write(Array(text.utf8), to: folder)
        }
    case .po:
        for file in twelve.files where file.path.hasSuffix(".po") {
            write(Array(file.bytes.prefix(3000)), to: folder)
        }
    case .form: write(Array("a=b&c=%41+d&a=".utf8), to: folder)
    case .site:
        #if SITE
            writeRequests { write($0, to: folder) }
        #endif
    }
    return 0
}

private func write(_ bytes: [UInt8], to folder: String) {
    var name = Fingerprint()
    name.add(bytes)
    try? Data(bytes).write(to: URL(fileURLWithPath: folder + "/\(name.value)"))
}

/// Every fifth record of the newest run that was recorded to be read for ever.
private func writeEvents(to folder: String) {
    let runs = Fixtures.root + "/Tests/Golden/runs"
    let newest = (try? FileManager.default.contentsOfDirectory(atPath: runs))?.sorted().last ?? ""
    let path = "\(runs)/\(newest)/log.jsonl"
    let lines = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n") ?? []
    precondition(lines.count > 100, "There is a recorded run to begin with.")
    for (place, line) in lines.enumerated() where place % 5 == 0 {
        let row = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        guard let body = row?["body"] as? String else { continue }
        guard let column = row?["typed"] as? String else {
            write(Array(body.utf8), to: folder)
            continue
        }
        let bytes = Array(marked(body, column).utf8) + [typedBegins] + Array(column.utf8)
        let parts = bytes.split(separator: typedBegins)
        precondition(
            (try? codec.decode(StoredBody(body: Array(parts[0]), typed: Array(parts[1])))) != nil,
            "A recorded row can be read with its texts.")
        write(bytes, to: folder)
    }
}

/// The body with our marks of its typed texts in place of those of the real digest.
private func marked(_ body: String, _ column: String) -> String {
    func strings(_ text: Any?) -> [String] { text as? [String] ?? [] }
    let typed = strings(try? JSONSerialization.jsonObject(with: Data(column.utf8)))
    let fields = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
    let salt = stride(from: 0, to: typed[0].count, by: 2).map { place -> UInt8 in
        UInt8(typed[0].dropFirst(place).prefix(2), radix: 16) ?? 0
    }
    return zip(strings(fields?["typed"]), typed.dropFirst()).reduce(body) { body, pair in
        let mark = summed(Array("kerege typed 1".utf8) + salt + Array(pair.1.utf8))
        return body.replacingOccurrences(of: pair.0, with: mark.map { String(format: "%02x", $0) }.joined())
    }
}

/// One byte says which file it takes the place of.
private func pack(_ file: PackFile) -> [UInt8] {
    [UInt8(twelve.files.firstIndex { $0.path == file.path } ?? 0)] + file.bytes
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    switch reader {
    case .pack: readPack(bytes)
    case .condition: readCondition(bytes)
    case .events: readEvents(bytes)
    case .po: readPO(bytes)
    case .form: readForm(bytes)
    case .site:
        #if SITE
            askSite(bytes)
        #else
            preconditionFailure("This build has no site.")
        #endif
    }
    return 0
}

private func readPack(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    var files = twelve.files
    files[Int(first) % files.count].bytes = Array(bytes.dropFirst())
    judge(files)
}

/// A condition in the place of one that the scenario has.
private func readCondition(_ bytes: [UInt8]) {
    var files = twelve.files
    guard let place = files.firstIndex(where: { $0.path == "scenario/scenario.yaml" }) else { return }
    let text = String(decoding: bytes, as: UTF8.self).map { $0.isNewline ? " " : $0 }
    let quoted = String(text).replacingOccurrences(of: "'", with: "''")
    let lines = String(decoding: files[place].bytes, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
    var done = false
    let changed = lines.map { line -> String in
        guard !done, let key = line.range(of: "when: ") else { return String(line) }
        done = true
        return line[..<key.upperBound] + "'" + quoted + "'"
    }
    precondition(done, "The scenario has a condition.")
    files[place].bytes = Array(changed.joined(separator: "\n").utf8)
    judge(files)
}

private func judge(_ files: [PackFile]) {
    do throws(PackFaults) {
        let read = try PackReader.scenario(files: files)
        let again = try PackReader.scenario(files: read.files)
        precondition(again.files == read.files, "A pack changes when its copy is read.")
    } catch {
        precondition(error.complaints.contains { $0.severity == .error }, "A refusal says why.")
        for complaint in error.complaints { _ = complaint.description }
    }
}

/// Between a body and its column of typed texts; JSON has no such byte.
private let typedBegins: UInt8 = 0

private func readEvents(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: typedBegins, maxSplits: 1, omittingEmptySubsequences: false)
    let typed = parts.count > 1 ? Array(parts[1]) : nil
    let row = StoredBody(body: Array(parts[0]), typed: typed)
    guard let body = try? codec.decode(row) else {
        // A column that was changed is refused; without it the same record may be read, and is.
        if typed != nil { readEvents(row.body) }
        return
    }
    let stored = codec.encode(body, salt: [UInt8](repeating: 1, count: 16))
    guard let again = try? codec.decode(stored) else {
        preconditionFailure("What was read cannot be written and read.")
    }
    precondition(again == body, "A record changes when it is written again.")
}

private func readPO(_ bytes: [UInt8]) {
    let path = "/dev/shm/kerege-fuzz-\(getpid()).po"
    try? Data(bytes).write(to: URL(fileURLWithPath: path))
    guard let file = try? POFile.read(path: path) else { return }
    if let rule = try? file.pluralRule() {
        for number in [0, 1, 2, 5, 11, 100, 1_000_000] { _ = rule.form(number) }
    }
}

private func readForm(_ bytes: [UInt8]) {
    let fields = Fields(urlEncoded: bytes)
    precondition(Fields(urlEncoded: fields.urlEncoded.utf8) == fields, "A form changes when it is rewritten.")
    for part in [";", ",", "=", " "] {
        _ = Fields(cookieHeaders: String(decoding: bytes, as: UTF8.self).components(separatedBy: part))
    }
}
