internal import CYAML

/// Reads one YAML document into nodes. Anchors, aliases and tags are faults: a pack is what it says.
struct YAMLReader {
    private static let deepest = 40

    private let file: String
    private let bytes: [UInt8]
    private let findings: Findings

    /// - Returns: the root, or `nil` if the file cannot be read as YAML; then there is a complaint.
    static func read(_ bytes: [UInt8], file: String, findings: Findings) -> Node? {
        // Some editors begin a file with a mark that says it is UTF-8.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        let reader = YAMLReader(file: file, bytes: bytes, findings: findings)
        return bytes.withUnsafeBufferPointer { reader.document($0) }
    }

    private init(file: String, bytes: [UInt8], findings: Findings) {
        (self.file, self.bytes, self.findings) = (file, bytes, findings)
    }

    /// One event, copied out of the library's memory.
    private enum Event {
        case streamStart, documentStart, documentEnd, streamEnd
        case alias(Spot)
        case scalar(Node)
        case sequenceStart(Spot)
        case sequenceEnd
        case mappingStart(Spot)
        case mappingEnd
    }

    /// The file cannot be read on; the complaint is written.
    private struct Stop: Error {}

    private func document(_ input: UnsafeBufferPointer<UInt8>) -> Node? {
        // The library knows its parser by address, so that it must not move while it reads.
        let address = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { address.deallocate() }
        guard yaml_parser_initialize(address) == 1 else { return nil }
        defer { yaml_parser_delete(address) }
        yaml_parser_set_encoding(address, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(address, input.baseAddress, input.count)
        do {
            return try root(address)
        } catch {
            return nil
        }
    }

    private func root(_ parser: UnsafeMutablePointer<yaml_parser_t>) throws(Stop) -> Node {
        var found: Node?
        while true {
            switch try next(parser) {
            case .streamStart, .documentEnd: continue
            case .documentStart:
                if let found {
                    findings.error(
                        .yamlFeature, at: found.spot, "A second document in one file",
                        "Keep one document; remove the line “---”.")
                    throw Stop()
                }
            case .streamEnd:
                if let found { return found }
                findings.error(
                    .yamlSyntax, at: Spot(file: file, line: 1, column: 1), "the file is empty",
                    "Write the pack's keys.")
                throw Stop()
            case let event: found = try node(event, parser, depth: 0)
            }
        }
    }

    private func node(_ event: Event, _ parser: UnsafeMutablePointer<yaml_parser_t>, depth: Int)
        throws(Stop) -> Node
    {
        switch event {
        case .scalar(let node): return node
        case .alias(let spot):
            return Node(spot: spot, content: .scalar("", .plain))
        case .sequenceStart(let spot):
            try refuseDepth(depth, spot)
            var items: [Node] = []
            while true {
                let event = try next(parser)
                if case .sequenceEnd = event { return Node(spot: spot, content: .sequence(items)) }
                items.append(try node(event, parser, depth: depth + 1))
            }
        case .mappingStart(let spot):
            try refuseDepth(depth, spot)
            return Node(spot: spot, content: .mapping(try entries(parser, depth: depth + 1)))
        default: preconditionFailure("the library closes only what it opened")
        }
    }

    private func entries(_ parser: UnsafeMutablePointer<yaml_parser_t>, depth: Int) throws(Stop) -> [Entry] {
        var entries: [Entry] = []
        while true {
            let event = try next(parser)
            if case .mappingEnd = event { return entries }
            let key = try node(event, parser, depth: depth)
            let value = try node(try next(parser), parser, depth: depth)
            guard let name = key.text else {
                findings.error(
                    .yamlFeature, at: key.spot, "A key that is not a word", "Write a word before the colon.")
                continue
            }
            if let first = entries.first(where: { $0.key == name }) {
                findings.error(.duplicateKey, at: key.spot, name, String(first.keySpot.line))
                continue
            }
            entries.append(Entry(key: name, keySpot: key.spot, value: value))
        }
    }

    private func refuseDepth(_ depth: Int, _ spot: Spot) throws(Stop) {
        guard depth > Self.deepest else { return }
        findings.error(.yamlFeature, at: spot, "Such deep nesting", "Write it flatter.")
        throw Stop()
    }

    private func next(_ parser: UnsafeMutablePointer<yaml_parser_t>) throws(Stop) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else {
            complain(parser.pointee)
            throw Stop()
        }
        defer { yaml_event_delete(&event) }
        let start = spot(event.start_mark)
        switch event.type {
        case YAML_STREAM_START_EVENT: return .streamStart
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_ALIAS_EVENT:
            findings.error(
                .yamlFeature, at: start, "An alias (*)", "Write the value itself, or put the text in quotes.")
            return .alias(start)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            refuse(anchor: scalar.anchor, tag: scalar.tag, start)
            return .scalar(node(event, start))
        case YAML_SEQUENCE_START_EVENT:
            refuse(anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag, start)
            return .sequenceStart(start)
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            refuse(anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag, start)
            return .mappingStart(start)
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        default: return .streamEnd
        }
    }

    private func refuse(anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?, _ spot: Spot)
    {
        if anchor != nil {
            findings.error(
                .yamlFeature, at: spot, "An anchor (&)", "Remove it, or put the text in quotes.")
        }
        if tag != nil {
            findings.error(
                .yamlFeature, at: spot, "A tag (!)",
                "Remove it; a condition that begins with ! stands in quotes.")
        }
    }

    private func node(_ event: yaml_event_t, _ spot: Spot) -> Node {
        let scalar = event.data.scalar
        let isOneLine = event.start_mark.line == event.end_mark.line
        let text = String(
            decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
        let style: Node.Style =
            switch scalar.style {
            case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
            case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
            default: .plain
            }
        return Node(spot: spot, content: .scalar(text, style), isOneLine: isOneLine)
    }

    private func spot(_ mark: yaml_mark_t) -> Spot {
        Spot(file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    private func complain(_ parser: yaml_parser_t) {
        let problem = parser.problem.map { String(cString: $0) } ?? "unknown"
        guard parser.error != YAML_READER_ERROR else {
            findings.error(
                .yamlSyntax, at: spot(byte: parser.problem_offset),
                "a byte or character that text cannot hold",
                "Save the file as UTF-8.")
            return
        }
        let place = spot(parser.problem_mark)
        let line =
            bytes.split(separator: 10, omittingEmptySubsequences: false)
            .dropFirst(place.line - 1).first ?? []
        if line.prefix(while: { $0 == 9 || $0 == 32 }).contains(9) {
            findings.error(
                .yamlSyntax, at: place, "a tab stands before the text",
                "Indent with spaces, two for each step.")
            return
        }
        // A non-breaking space in UTF-8. YAML takes it for a letter.
        if line.prefix(while: { [9, 32, 0xC2, 0xA0].contains($0) }).contains(0xC2) {
            findings.error(
                .yamlSyntax, at: place, "a non-breaking space (U+00A0) stands before the text",
                "Replace it by an ordinary space.")
            return
        }
        let remedy =
            problem.contains("mapping values")
            ? "A text that holds “: ” stands in quotes; a key begins right under the other keys of its mapping, so count the spaces before it."
            : "Look at indenting, quotes, brackets and colons here."
        findings.error(.yamlSyntax, at: place, problem, remedy)
    }

    private func spot(byte offset: Int) -> Spot {
        let before = bytes.prefix(offset)
        let line = before.count { $0 == 10 } + 1
        let start = (before.lastIndex(of: 10) ?? -1) + 1
        let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
        return Spot(file: file, line: line, column: column)
    }
}
