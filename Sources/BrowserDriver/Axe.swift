import Foundation

/// The accessibility checker axe, asked in the page itself.
///
/// Its script is no part of this repository: `./test` installs the Python package `axe-playwright-python` and names the
/// script in it by `KEREGE_AXE`; without that the usual places of a virtual environment are looked at.
public struct Axe: Sendable {
    private let script: String

    /// - Parameter folder: where `.build-venv` may lie.
    public init(below folder: String = FileManager.default.currentDirectoryPath) throws {
        let named = ProcessInfo.processInfo.environment["KEREGE_AXE"]
        guard let path = named ?? Self.find(below: folder + "/.build-venv") else {
            throw BrowserFailure(
                "axe is not installed: set KEREGE_AXE to axe.min.js, or run ./test, which installs it")
        }
        do {
            script = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw BrowserFailure("axe cannot be read at " + path)
        }
    }

    private static func find(below folder: String) -> String? {
        let inside = FileManager.default.enumerator(atPath: folder)
        while let name = inside?.nextObject() as? String {
            if name.hasSuffix("/axe.min.js") { return folder + "/" + name }
        }
        return nil
    }

    /// What axe finds wrong with the page that is shown: WCAG 2.2 A and AA and the best practices.
    /// One line for each fault: the rule, what it asks, and the elements.
    public func faults(of person: Person) async throws -> [String] {
        // The package holds the library; some versions wrap it in an anonymous function that must see no `module`.
        _ = try await person.value("(() => { \(script)\n; return typeof axe })()")
        _ = try await person.value(
            "typeof axe === 'undefined' ? Promise.reject(new Error('axe did not load')) : true")
        let result = try await person.value(
            """
            axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
              .then(r => r.violations.map(v => v.id + ': ' + v.help + ' — '
                + v.nodes.slice(0, 5).map(n => n.target.join(' ') + ' ' + (n.failureSummary ?? '')).join('; ')))
            """)
        return result.array.compactMap(\.string)
    }
}

extension Person {
    /// What can be pressed and is smaller than a finger: under 44 pixels on a page of controls, links within a sentence
    /// apart. Each as its words and its size.
    public func smallTargets(least: Int = 44) async throws -> [String] {
        try await value(
            """
            [...document.querySelectorAll('button, a[href], summary, select, input:not([type=hidden])')].filter(e => {
              const box = e.closest('label') ?? e;
              const r = box.getBoundingClientRect();
              if (!e.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) || r.width < 2) return false;
              if (e.matches('.skip')) return false;
              const inText = e.matches('a') && getComputedStyle(e).display === 'inline';
              return !inText && (r.height < \(least) - .5 || r.width < \(least) - .5);
            }).map(e => (e.innerText || e.id || e.className) + ' ' + Math.round(e.getBoundingClientRect().width) + 'x'
              + Math.round(e.getBoundingClientRect().height))
            """
        ).array.compactMap(\.string)
    }
}
