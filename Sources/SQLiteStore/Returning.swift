public import Roster

// By what somebody comes back on another device: a digest beside the person.
extension SQLiteStore {
    public func setReturnCode(_ digest: [UInt8]?, of participant: Int32) async throws(RosterError) {
        try await change(participant, [.one(.wayBack, participant)]) { connection throws(SQLFault) in
            try connection.run(
                "UPDATE participant SET return_code = ? WHERE number = ?",
                .optional(digest), .int(Int64(participant)))
        }
    }

    public func returnCode(of participant: Int32) async throws(RosterError) -> [UInt8]? {
        try await read([.one(.wayBack, participant)]) {
            connection throws(SQLFault) -> Result<[UInt8]?, RosterError> in
            .success(
                try connection.first(
                    "SELECT return_code FROM participant WHERE number = ? AND return_code IS NOT NULL",
                    .int(Int64(participant))
                ) { $0.bytes(0) })
        }
    }

    public func comeBack(to run: String, withCode digest: [UInt8], next: [UInt8]) async throws(RosterError)
        -> Participant?
    {
        try await write([.all(.wayBack)]) {
            connection throws(SQLFault) -> Result<Participant?, RosterError> in
            let person = try connection.first(
                "\(People.select) WHERE return_code = ? AND run = ?", .blob(digest), .text(run),
                read: People.person)
            guard let person else { return .success(nil) }
            try connection.run(
                "UPDATE participant SET return_code = ? WHERE number = ?", .blob(next),
                .int(Int64(person.number)))
            return .success(person)
        }
    }
}
