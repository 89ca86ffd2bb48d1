import Basics
import Testing

@Suite struct `A table of names` {
    private func taken(_ text: String, _ names: [String]) -> (place: Int?, rest: String) {
        var reader = JSONReader(Array(text.utf8))
        let place = reader.take(oneOf: NameTable(names))
        return (place, String(decoding: Array(text.utf8).dropFirst(reader.offset), as: UTF8.self))
    }

    @Test func `finds each of its names, and stands behind it`() {
        let names = (0..<500).map { "name_\($0 * 7)" } + ["", "ü", "a/b#2"]
        for (place, name) in names.enumerated() {
            let found = taken("\"\(name)\",1", names)
            #expect(found.place == place)
            #expect(found.rest == ",1")
        }
    }

    @Test(arguments: [#""other""#, #""nam""#, #""names""#, #""name"#, "name", "1", "", #""\u006eame""#, "{}"])
    func `leaves everything else where it stands`(text: String) {
        let found = taken(text, ["name", "another"])
        #expect(found.place == nil)
        #expect(found.rest == text)
    }

    @Test func `may be empty`() {
        #expect(taken("\"name\"", []).place == nil)
    }

    @Test func `lets reading go on as after any other string`() throws {
        var reader = JSONReader(Array(#"["one", "two" ,"three"]"#.utf8))
        let table = NameTable(["two", "one"])
        try reader.beginArray()
        #expect(try reader.nextElement())
        #expect(reader.take(oneOf: table) == 1)
        #expect(try reader.nextElement())
        #expect(reader.take(oneOf: table) == 0)
        #expect(try reader.nextElement())
        #expect(reader.take(oneOf: table) == nil)
        #expect(try reader.string() == "three")
        #expect(try !reader.nextElement())
        try reader.end()
    }
}
