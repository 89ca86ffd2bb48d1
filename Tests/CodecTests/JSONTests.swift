import Basics
import Foundation
import Testing

@Suite struct `A JSON text` {
    @Test func `is written in the order of the calls`() {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("b", 1)
            writer.member("a", true)
            writer.array("list", [1, 2, 3]) { $0.value($1) }
            writer.key("empty")
            writer.array([Int]()) { $0.value($1) }
            writer.object("inner") { $0.member("x", "y") }
            writer.key("nothing")
            writer.null()
            writer.member("share", permille: 825)
        }
        #expect(
            writer.text
                == #"{"b":1,"a":true,"list":[1,2,3],"empty":[],"inner":{"x":"y"},"nothing":null,"share":0.825}"#
        )
    }

    @Test(arguments: [
        (825, 3, "0.825"), (1000, 3, "1.000"), (7, 3, "0.007"), (-5, 1, "-0.5"), (12345, 2, "123.45"),
        (4, 0, "4"),
    ])
    func `holds numbers with a fixed count of decimals`(number: Int, scale: Int, text: String) {
        var writer = JSONWriter()
        writer.decimal(number, scale: scale)
        #expect(writer.text == text)
    }

    @Test(arguments: [
        "", "plain", "say \"no\"", "back\\slash", "line\nbreak\r\ttab", "\u{0}\u{1}\u{8}\u{C}\u{1F}\u{7F}",
        "Қазақ тілі, Ўзбек", "🙂👩🏽‍⚕️", "\u{2028}\u{FEFF}", "a/b </script>",
    ])
    func `carries every letter through, for us and for Foundation`(text: String) throws {
        var writer = JSONWriter()
        writer.array([text]) { $0.value($1) }
        #expect(try JSONValue(writer.bytes) == .array([.string(text)]))
        let other = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String]
        #expect(other == [text])
        #expect(!writer.bytes.contains { $0 < 0x20 })
    }

    @Test(arguments: [Int64.min, -1, 0, 1, 9, 10, 1_000_000, Int64.max])
    func `keeps every whole number`(number: Int64) throws {
        var writer = JSONWriter()
        writer.value(number)
        #expect(writer.text == "\(number)")
        #expect(try JSONValue(writer.bytes) == .int(number))
    }

    @Test func `may hold white space and every escape`() throws {
        let text = #" { "k" : [ 1 , true , null , "\u0416\ud83d\ude42\/\b\f\n\r\t\"\\" ] } "#
        let value = try JSONValue(Array(text.utf8))
        let list = JSONValue.array([.int(1), .bool(true), .null, .string("Ж🙂/\u{8}\u{C}\n\r\t\"\\")])
        #expect(value["k"] == list)
    }

    @Test(arguments: [
        "", " ", "{", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
        "{\"a\":1 \"b\":2}", "{\"a\":1,\"a\":2}", "\"abc", "\"a\nb\"", #""\x""#, #""\u12""#, #""\u12g4""#,
        #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, "tru", "nul", "truth", "01", "-", "-x", "+1", "1.5",
        "1e3",
        "9223372036854775808", "-9223372036854775809", "1 1", "[1]]", "NaN", "'a'",
    ])
    func `is refused when it is not one`(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(Array(text.utf8)) }
    }

    @Test func `is refused when it is not UTF-8`() {
        for bytes: [UInt8] in [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
        ] {
            #expect(throws: JSONError(offset: 1, .notUTF8)) { try JSONValue(bytes) }
        }
    }

    @Test func `is refused when it nests too deeply`() throws {
        let deep =
            Array(repeating: UInt8(ascii: "["), count: 33) + Array(repeating: UInt8(ascii: "]"), count: 33)
        #expect(throws: JSONError(offset: 32, .tooDeep)) { try JSONValue(deep) }
        _ = try JSONValue(Array(deep[1..<65]))
    }

    @Test func `is read key by key in a fixed order`() throws {
        var reader = JSONReader(Array(#"{"a":1,"c":"x","d":[true]}"#.utf8))
        try reader.beginObject()
        #expect(try reader.take("a"))
        #expect(try reader.int() == 1)
        #expect(try !reader.take("b"))
        #expect(try reader.take("c"))
        #expect(try reader.string() == "x")
        #expect(throws: JSONError(offset: 14, .unexpectedKey("d"))) { try reader.endObject() }
    }

    @Test func `is passed over as a whole`() throws {
        var reader = JSONReader(Array(#"[{"a":[1,{"b":null}],"c":"\n"},7]"#.utf8))
        try reader.beginArray()
        #expect(try reader.nextElement())
        try reader.skip()
        #expect(try reader.nextElement())
        #expect(try reader.int() == 7)
        #expect(try !reader.nextElement())
        try reader.end()
    }
}
