// swift-tools-version: 6.2
import PackageDescription

/// Swift 6 language mode is the default of these tools; warnings are errors everywhere.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func system(_ name: String, _ packages: String...) -> Target {
    .systemLibrary(name: name, providers: [.apt(packages)])
}

func target(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// What whole exercises run through: tests play many of them, so these are optimised in debug builds too.
func quick(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .target(
        name: name, dependencies: dependencies,
        swiftSettings: strict + [
            .unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))
        ])
}

func tests(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

// Arrows point upward only; `TidyTests` holds the table of ARCHITECTURE.md.
let package = Package(
    name: "kerege",
    products: [.executable(name: "kerege", targets: ["kerege"])],
    targets: [
        system("CGettextPO", "libgettextpo-dev"),
        // libevent-dev, libssl-dev
        .target(
            name: "CLibevent",
            linkerSettings: ["event", "event_openssl", "ssl", "crypto"].map { .linkedLibrary($0) }),
        system("CMarkGFM", "libcmark-gfm-dev", "libcmark-gfm-extensions-dev"),
        system("CQRCode", "libqrencode-dev"),
        system("CSQLite", "libsqlite3-dev"),
        system("CSodium", "libsodium-dev"),
        system("CYAML", "libyaml-dev"),

        quick("Basics"),
        quick("Model", "Basics"),
        quick("Engine", "Basics", "Model"),
        quick("Views", "Basics", "Model", "Engine"),
        quick("Measures", "Basics", "Model", "Engine", "Views"),
        quick("Bots", "Basics", "Model", "Views"),
        quick("Rehearsal", "Basics", "Model", "Engine", "Views", "Measures", "Bots"),

        quick("Texts", "Basics", "CGettextPO"),
        target("Documents", "CMarkGFM", "CQRCode"),
        quick("Packs", "Basics", "Model", "Engine", "Texts", "CYAML"),

        target("EventStore", "Basics", "Model"),
        target("Roster", "Basics"),
        target("SQLiteStore", "Basics", "Model", "EventStore", "Roster", "Host", "CSQLite"),
        target("Host", "CSodium"),
        quick("Runtime", "Basics", "Model", "Engine", "Views", "Bots", "EventStore", "Roster", "Host"),

        quick("HTTPCore"),
        target("HTTPServer", "HTTPCore", "Host", "CLibevent"),
        quick(
            "Web", "Basics", "Model", "Views", "Texts", "Documents", "Roster", "Runtime", "HTTPCore",
            "HTTPServer"),

        tests("HTTPCoreTests", "HTTPCore"),
        tests("HTTPServerTests", "HTTPServer", "HTTPCore", "Host", "Fixtures"),
        tests("DocumentsTests", "Documents"),
        tests("TextsTests", "Texts"),
        target("Fixtures", "Packs"),
        tests(
            "PacksTests", "Basics", "Model", "Engine", "Views", "Measures", "Bots", "Rehearsal", "Packs",
            "Fixtures",
            "Texts"),
        tests(
            "WebTests", "Web", "StyleGuide", "Basics", "Model", "Engine", "Views", "Texts", "EventStore",
            "Roster",
            "Host", "Runtime", "HTTPCore", "HTTPServer", "Fixtures", "Packs", "Bots", "Rehearsal",
            "StoreContract"),

        // For tests only: real browsers.
        target("BrowserDriver", "Host"),
        target("StyleGuide", "Web"),
        tests("BrowserDriverTests", "BrowserDriver"),
        tests("BrowserTests", "Web", "Host", "BrowserDriver", "StyleGuide", "Fixtures", "kerege"),
        tests("CodecTests", "EventStore", "Model", "Basics"),

        // Only for tests.
        .target(name: "CFaultyDisk", linkerSettings: [.linkedLibrary("sqlite3")]),
        target("FaultyDisk", "CFaultyDisk"),
        target("StoreContract", "EventStore", "Roster", "Host"),
        .executableTarget(
            name: "store-hammer",
            dependencies: ["EventStore", "Roster", "Host", "SQLiteStore", "StoreContract"],
            swiftSettings: strict
        ),
        target("Simulation", "Basics", "Model", "Engine", "Views", "Bots", "Packs", "Fixtures"),
        target(
            "Worlds", "Basics", "Model", "Engine", "Views", "Bots", "EventStore", "Host", "Runtime",
            "HTTPCore",
            "Packs", "Simulation", "StoreContract"),
        .executableTarget(
            name: "simulate",
            dependencies: ["Host", "Worlds"],
            swiftSettings: strict
        ),
        tests("WorldsTests", "Worlds", "Fixtures", "simulate"),
        tests("BasicsTests", "Basics"),
        tests("EngineTests", "Basics", "Model", "Engine", "Views", "Simulation", "Packs", "Fixtures"),
        tests("ViewsTests", "Basics", "Model", "Engine", "Views", "Simulation"),
        tests(
            "RehearsalTests", "Basics", "Model", "Engine", "Views", "Measures", "Bots", "Rehearsal", "Packs",
            "Simulation", "Fixtures", "kerege"),
        tests(
            "RuntimeTests", "Basics", "Model", "Engine", "Views", "EventStore", "Host", "Runtime", "Packs",
            "Simulation", "StoreContract"),
        // Plays worlds of markers and reads all that the server sends.
        target(
            "Isolation", "Basics", "Model", "Engine", "Views", "Bots", "EventStore", "Roster", "Host",
            "Runtime", "Texts",
            "Packs", "Simulation", "Fixtures", "HTTPCore", "HTTPServer", "Web"),
        tests("IsolationTests", "Basics", "Model", "Isolation", "Fixtures", "Packs"),
        .executableTarget(name: "crawl", dependencies: ["Isolation", "Fixtures"], swiftSettings: strict),
        tests("TidyTests"),
        tests("HostTests", "Host"),
        tests(
            "StoreTests", "EventStore", "Roster", "Host", "SQLiteStore", "StoreContract", "FaultyDisk",
            "Fixtures",
            "store-hammer"),

        tests(
            "ProgramTests", "Basics", "Engine", "EventStore", "Host", "Packs", "Roster", "Runtime",
            "SQLiteStore", "Fixtures", "kerege"),

        .executableTarget(
            name: "kerege",
            dependencies: [
                "Basics", "Model", "Engine", "Views", "Measures", "Bots", "Rehearsal", "Texts", "Documents",
                "Packs",
                "EventStore", "Roster", "SQLiteStore", "Host", "Runtime", "HTTPCore", "HTTPServer", "Web",
            ],
            swiftSettings: strict
        ),

    ]
)

// Only for Tests/Fuzz/readers.sh: libFuzzer brings the entry point, so it links with the sanitizer alone.
// A whole site is the greater part of the program; without it the readers are built in half the time.
if let reader = Context.environment["KEREGE_FUZZ"] {
    let isSite = reader == "site"
    let site: [Target.Dependency] = ["Engine", "Host", "Roster", "Runtime", "Views", "Web"]
    package.targets.append(
        .executableTarget(
            name: "fuzz-readers",
            dependencies: ["Basics", "Model", "EventStore", "Packs", "Fixtures", "HTTPCore", "Texts"]
                + (isSite ? site : []),
            path: "Tests/Fuzz/Readers", exclude: isSite ? [] : ["SiteFuzz.swift"],
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]
                + (isSite ? [.define("SITE")] : [])))
}
