internal import CLibevent

/// A certificate with its key: a server that has one speaks TLS and nothing else.
public final class TLS: @unchecked Sendable {
    // Not changed once it is made; OpenSSL counts its own references under a lock.
    let handle: OpaquePointer
    /// SHA-256 over the certificate, as browsers show it: `AB:CD:…`.
    public let fingerprint: String

    /// Why a certificate cannot be used, in OpenSSL's words.
    public struct Failure: Error, Hashable, CustomStringConvertible {
        public let description: String
    }

    /// - Parameters:
    ///   - certificate: path of a PEM file, the server's own certificate first.
    ///   - key: path of a PEM file.
    public init(certificate: String, key: String) throws(Failure) {
        var words = [CChar](repeating: 0, count: 256)
        guard let handle = clibevent_tls_new(certificate, key, &words, words.count) else {
            throw Failure(
                description: String(
                    decoding: words.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        var digest = [UInt8](repeating: 0, count: 32)
        guard clibevent_tls_fingerprint(handle, &digest) == 0 else {
            clibevent_tls_free(handle)
            throw Failure(description: "The certificate has no fingerprint.")
        }
        self.handle = handle
        fingerprint = digest.map(TLS.hexPair).joined(separator: ":")
    }

    deinit { clibevent_tls_free(handle) }

    private static func hexPair(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF")
        return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }

    /// Whether the certificate is still good in so many days and names all these hosts.
    public func serves(_ hosts: [String], days: Int) -> Bool {
        clibevent_tls_lasts(handle, days * 86_400) != 0
            && hosts.allSatisfy { clibevent_tls_names(handle, $0) != 0 }
    }

    /// A fresh key, and a certificate for it that vouches for itself; PEM texts. `nil` if the library cannot.
    ///
    /// - Parameter hosts: names or addresses, such as `localhost` and `192.0.2.7`.
    public static func make(for hosts: [String], days: Int = 397) -> (certificate: String, key: String)? {
        let names = hosts.map { host in
            let isAddress = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
            return (isAddress ? "IP:" : "DNS:") + host
        }
        var certificate: UnsafeMutablePointer<CChar>?
        var key: UnsafeMutablePointer<CChar>?
        guard clibevent_tls_make(names.joined(separator: ","), Int32(days), &certificate, &key) == 0,
            let certificate, let key
        else { return nil }
        defer {
            clibevent_text_free(certificate)
            clibevent_text_free(key)
        }
        return (String(cString: certificate), String(cString: key))
    }
}
