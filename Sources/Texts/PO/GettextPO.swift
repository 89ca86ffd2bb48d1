internal import CGettextPO
import Dispatch
import Foundation

/// The library keeps the state of its parser in globals, so files are read and written one at a time.
private let turn = DispatchQueue(label: "gettext-po")

/// The first complaint of the library about the file at hand; touched on `turn` only.
private nonisolated(unsafe) var complaint: (line: Int, message: String)?

extension POFile {
    /// Reads a PO file in UTF-8.
    public static func read(path: String) throws(POError) -> POFile {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw .unreadable(path: path) }
        return try read(Array(bytes), named: path)
    }

    /// Reads what stands in a PO file in UTF-8. No folder is written to: a start must not need room for temporary files.
    ///
    /// - Parameter name: what errors call it.
    public static func read(_ bytes: [UInt8], named name: String) throws(POError) -> POFile {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformed(path: name, line: 0, message: "the file is not UTF-8")
        }
        guard let memory = MemoryFile(bytes) else { throw .unreadable(path: name) }
        let result: Result<POFile, POError> = turn.sync {
            Result { () throws(POError) in try readAlone(memory.path, name) }
        }
        withExtendedLifetime(memory) {}
        var file = try result.get()
        file.nameLines(of: text)
        return file
    }

    /// Writes the file as `msgmerge` would lay it out, whole or not at all. The entries keep their order.
    public func write(path: String) throws(POError) {
        // The library ends the process over a file that it cannot create, so it is created before.
        let draft = path + ".new"
        guard FileManager.default.createFile(atPath: draft, contents: nil) else {
            throw .unwritable(path: path)
        }
        let isWritten = turn.sync { writeAlone(draft) }
        guard isWritten, rename(draft, path) == 0 else {
            // What stopped the writing is reported; a draft that stays behind is only untidy.
            try? FileManager.default.removeItem(atPath: draft)
            throw .unwritable(path: path)
        }
    }

    /// The library does not say where an entry stands, so the lines are found by their `msgctxt`.
    private mutating func nameLines(of text: String) {
        var lines: [String: Int] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard line.hasPrefix("msgctxt \""), let end = line.lastIndex(of: "\"") else { continue }
            let start = line.index(line.startIndex, offsetBy: 9)
            if start <= end { lines[String(line[start..<end]), default: index + 1] += 0 }
        }
        for index in messages.indices {
            guard let context = messages[index].context else { continue }
            messages[index].line = lines[context] ?? 0
        }
    }
}

private func handler() -> po_xerror_handler {
    var handler = po_xerror_handler()
    handler.xerror = { severity, _, file, line, _, _, text in
        note(severity: severity, hasFile: file != nil, line: line, text: text)
    }
    handler.xerror2 = { severity, _, file, line, _, _, text, _, _, _, _, _, _ in
        note(severity: severity, hasFile: file != nil, line: line, text: text)
    }
    return handler
}

private func note(severity: Int32, hasFile: Bool, line: Int, text: UnsafePointer<CChar>?) {
    guard severity != PO_SEVERITY_WARNING, complaint == nil else { return }
    // A line that is not known is handed over as the greatest number.
    let known = hasFile && line > 0 && line < Int(Int32.max) ? line : 0
    complaint = (known, text.map { String(cString: $0) } ?? "not a PO file")
}

/// Bytes under a path that no folder has: the library reads by path only.
private final class MemoryFile {
    private let descriptor: Int32
    var path: String { "/proc/self/fd/\(descriptor)" }

    init?(_ bytes: [UInt8]) {
        // Closed in programs that this one starts (MFD_CLOEXEC).
        descriptor = memfd_create("texts", 1)
        guard descriptor >= 0 else { return nil }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                written += count
            } else if errno != EINTR {
                return nil
            }
        }
    }

    deinit { close(descriptor) }
}

/// - Parameter name: what errors call the file.
private func readAlone(_ path: String, _ name: String) throws(POError) -> POFile {
    complaint = nil
    var handler = handler()
    guard let file = po_file_read_v3(path, &handler) else {
        throw .malformed(
            path: name, line: complaint?.line ?? 0, message: complaint?.message ?? "not a PO file")
    }
    defer { po_file_free(file) }
    if let complaint { throw .malformed(path: name, line: complaint.line, message: complaint.message) }

    var read = POFile()
    let entries = po_message_iterator(file, nil)
    defer { po_message_iterator_free(entries) }
    while let entry = po_next_message(entries) {
        let message = message(from: entry)
        // The library forgets to free the context with its entry.
        po_message_set_msgctxt(entry, nil)
        if message.source.isEmpty && message.context == nil {
            read.header = fields(of: message.translations.first ?? "")
        } else {
            read.messages.append(message)
        }
    }
    return read
}

private func message(from entry: po_message_t) -> POMessage {
    let plural = text(po_message_msgid_plural(entry))
    var translations: [String] = []
    if plural == nil {
        translations = [text(po_message_msgstr(entry)) ?? ""]
    } else {
        while let form = text(po_message_msgstr_plural(entry, Int32(translations.count))) {
            translations.append(form)
        }
    }
    return POMessage(
        context: text(po_message_msgctxt(entry)),
        source: text(po_message_msgid(entry)) ?? "",
        sourcePlural: plural,
        translations: translations,
        isFuzzy: po_message_is_fuzzy(entry) != 0,
        isObsolete: po_message_is_obsolete(entry) != 0,
        comment: trimmed(po_message_comments(entry)),
        extractedComment: trimmed(po_message_extracted_comments(entry)),
        previousSource: text(po_message_prev_msgid(entry)),
        previousSourcePlural: text(po_message_prev_msgid_plural(entry))
    )
}

private func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    pointer.map { String(cString: $0) }
}

private func trimmed(_ pointer: UnsafePointer<CChar>?) -> String {
    (text(pointer) ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
}

private func fields(of header: String) -> [POFile.Field] {
    header.split(separator: "\n").compactMap { line in
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        return POFile.Field(String(line[..<colon]), value)
    }
}

extension POFile {
    fileprivate func writeAlone(_ path: String) -> Bool {
        complaint = nil
        let file = po_file_create()
        defer { po_file_free(file) }
        let entries = po_message_iterator(file, nil)
        defer { po_message_iterator_free(entries) }
        if !header.isEmpty {
            let lines = header.map { "\($0.name): \($0.value)\n" }.joined()
            insert(POMessage(context: nil, source: "", translations: [lines]), into: entries)
        }
        for message in messages { insert(message, into: entries) }
        var handler = handler()
        return po_file_write_v2(file, path, &handler) != nil && complaint == nil
    }
}

private func insert(_ message: POMessage, into entries: po_message_iterator_t?) {
    guard let entry = po_message_create() else { preconditionFailure("No memory for an entry of a PO file.") }
    if let context = message.context { po_message_set_msgctxt(entry, context) }
    po_message_set_msgid(entry, message.source)
    if let plural = message.sourcePlural {
        po_message_set_msgid_plural(entry, plural)
        for (index, form) in message.translations.enumerated() {
            po_message_set_msgstr_plural(entry, Int32(index), form)
        }
    } else {
        po_message_set_msgstr(entry, message.translations.first ?? "")
    }
    if !message.comment.isEmpty { po_message_set_comments(entry, message.comment + "\n") }
    if !message.extractedComment.isEmpty {
        po_message_set_extracted_comments(entry, message.extractedComment + "\n")
    }
    if let previous = message.previousSource { po_message_set_prev_msgid(entry, previous) }
    if let previous = message.previousSourcePlural { po_message_set_prev_msgid_plural(entry, previous) }
    po_message_set_fuzzy(entry, message.isFuzzy ? 1 : 0)
    po_message_set_obsolete(entry, message.isObsolete ? 1 : 0)
    po_message_insert(entries, entry)
}
