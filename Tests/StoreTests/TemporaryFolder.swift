import Foundation
import Host
import SQLiteStore

/// Gives a folder that is gone afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/kerege-store-" + SecureRandom.token()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
}

/// Gives a store in a fresh folder, and closes it.
func withStore(_ body: (SQLiteStore) async throws -> Void) async throws {
    try await withFolder { folder in
        let store = try await SQLiteStore.open(folder: folder)
        do {
            try await body(store)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }
}
