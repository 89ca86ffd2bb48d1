import BrowserDriver
import Foundation
import StyleGuide
import Testing
import Web

/// The style guide on three screens in both themes: nothing wider than the screen, no target too small for a finger, no
/// fault that axe can find, no complaint of the browser. With KEREGE_PICTURES set to a folder each sight is kept there.
@Suite(.serialized) struct `The style guide in a browser` {
    private static let sights: [(Device, Bool)] = [
        (.smallPhone, false), (.smallPhone, true), (.tablet, false), (.laptop, false), (.laptop, true),
    ]

    @Test(.timeLimit(.minutes(10))) func `looks as it should`() async throws {
        let axe = try Axe()
        let assets = try Assets(folder: assetsFolder)
        try await Browser.open { browser in
            for (device, isDark) in Self.sights {
                let person = try await browser.person(device, isDark: isDark)
                try await person.served(by: { serve(samples: $0, assets) })
                for sample in StyleGuide.pages {
                    try await person.open("http://kerege.test/" + sample.name)
                    let name = "\(sample.name)-\(device.width)-\(isDark ? "dark" : "light")"
                    try await keepPicture(of: person, named: name)
                    let excess =
                        try await person.value("document.documentElement.scrollWidth - innerWidth").int ?? 0
                    #expect(excess <= 0, "\(name) is wider than the screen")
                    for fault in try await person.smallTargets() {
                        Issue.record("\(name): too small: \(fault)")
                    }
                    for fault in try await axe.faults(of: person) { Issue.record("\(name): \(fault)") }
                    for fault in person.complaints() { Issue.record("\(name): \(fault)") }
                }
            }
        }
    }
}

/// The repository's `Assets`, from where this file lies.
let assetsFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Assets").path

/// The assets, for whoever serves pages to a browser in place of a server.
func asset(at path: String, _ assets: Assets) -> PageAnswer? {
    guard path.hasPrefix("/assets/"), let found = assets.file(at: String(path.dropFirst("/assets/".count)))
    else {
        return nil
    }
    return .file(found.file.bytes, type: found.file.contentType)
}

private func serve(samples request: PageRequest, _ assets: Assets) -> PageAnswer {
    if let file = asset(at: request.path, assets) { return file }
    guard let sample = StyleGuide.pages.first(where: { "/" + $0.name == request.path }) else {
        return .nothing
    }
    return .page(sample.page.document())
}

private func keepPicture(of person: Person, named name: String) async throws {
    guard let folder = ProcessInfo.processInfo.environment["KEREGE_PICTURES"] else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await person.picture().write(to: URL(fileURLWithPath: folder + "/" + name + ".png"))
}
