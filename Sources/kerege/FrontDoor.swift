import Foundation
import HTTPServer
import Host
import Web

/// What stands between the server and the people, as the command line says.
struct ChosenFront {
    var front = Web.Front()
    var tls: TLS?
    /// The address of a proxy of ours, without a slash at its end.
    var address: String?

    /// Of the server itself, not of a proxy.
    var scheme: String { tls == nil ? "http" : "https" }
}

extension Front {
    static func chosen(_ arguments: Arguments, _ folder: DataFolder, host: String) throws -> ChosenFront {
        var chosen = ChosenFront()
        if let address = arguments.value("--public") {
            chosen.address = try checked(address)
            chosen.front.proxies = arguments.value("--proxy").map { [$0] } ?? Front.here
            chosen.front.isSecure = address.hasPrefix("https://")
        }
        switch (arguments.value("--tls-certificate"), arguments.value("--tls-key")) {
        case (let certificate?, let key?): chosen.tls = try load(certificate: certificate, key: key)
        case (nil, nil):
            if arguments.has("--tls") {
                let own = try HallCertificate(folder: folder.path + "/tls").ready(for: names(of: host))
                chosen.tls = own
                // People compare only what nobody else vouches for.
                chosen.front.fingerprint = own.fingerprint
            }
        default: throw WrongUse(message: "Give both --tls-certificate and --tls-key.")
        }
        if chosen.tls != nil { chosen.front.isSecure = true }
        return chosen
    }

    private static func checked(_ address: String) throws -> String {
        guard let url = URL(string: address), let scheme = url.scheme, ["http", "https"].contains(scheme),
            url.host != nil, url.path.isEmpty || url.path == "/", url.query == nil
        else { throw WrongUse(message: "“\(address)” is no address such as https://exercise.example.") }
        return address.hasSuffix("/") ? String(address.dropLast()) : address
    }

    private static func load(certificate: String, key: String) throws -> TLS {
        do {
            return try TLS(certificate: certificate, key: key)
        } catch {
            throw Trouble("The certificate \(certificate) with the key \(key) cannot be used: \(error)")
        }
    }

    private static func names(of host: String) -> [String] {
        let isEverywhere = host == "0.0.0.0" || host == "::"
        let others = isEverywhere ? Addresses.ofThisMachine() : [host]
        return ["localhost", "127.0.0.1"] + others.filter { $0 != "localhost" && $0 != "127.0.0.1" }
    }
}

/// A certificate that the server makes for the hall and keeps, so that its fingerprint stays the same from day to day.
struct HallCertificate {
    let folder: String

    private var certificate: String { folder + "/certificate.pem" }
    private var key: String { folder + "/key.pem" }

    /// The kept one, or a fresh one where that ends within a month or does not name where we are today.
    func ready(for hosts: [String]) throws -> TLS {
        if let kept = try? TLS(certificate: certificate, key: key), kept.serves(hosts, days: 30) {
            return kept
        }
        guard let made = TLS.make(for: hosts) else { throw Trouble("No certificate could be made.") }
        try Files.makeFolder(folder)
        try Files.write(Array(made.key.utf8), to: key)
        try Files.write(Array(made.certificate.utf8), to: certificate)
        return try TLS(certificate: certificate, key: key)
    }
}
