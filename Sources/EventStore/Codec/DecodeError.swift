public import Basics

/// Why a stored row could not be read: what was being read, and what is wrong with it.
///
/// The run cannot be folded past this row. Tell whoever runs the server; nothing can be guessed here.
public struct DecodeError: Error, Equatable, Sendable {
    /// Kind of the event or command, such as `person.moved`; empty around them.
    public var kind: String
    public var revision: Int
    public var field: String
    public var problem: Problem

    public init(kind: String = "", revision: Int = 0, field: String = "", _ problem: Problem) {
        (self.kind, self.revision, self.field, self.problem) = (kind, revision, field, problem)
    }

    public enum Problem: Equatable, Sendable {
        /// The text is no JSON, or not of the shape that this field has.
        case json(JSONError)
        case missing
        case unknownKind
        case unknownRevision
        /// The scenario of this run has nothing with this id.
        case unknownID(String)
        /// A word that is none of the field's choices.
        case unknownWord(String)
        /// A number that says nothing here.
        case outOfRange(Int64)
        /// What people typed is neither erased nor what was typed.
        case typedChanged
    }
}

extension DecodeError: CustomStringConvertible {
    public var description: String {
        var place = kind.isEmpty ? "The row" : "“\(kind)” in revision \(revision)"
        if !field.isEmpty { place += ", field “\(field)”" }
        switch problem {
        case .json(let error): return "\(place): the text cannot be read. \(error)"
        case .missing: return "\(place): the field is missing."
        case .unknownKind: return "\(place): this kind is not known."
        case .unknownRevision: return "\(place): this revision is not known."
        case .unknownID(let id): return "\(place): the scenario has no “\(id)”."
        case .unknownWord(let word): return "\(place): “\(word)” is not one of the choices."
        case .outOfRange(let number): return "\(place): \(number) says nothing here."
        case .typedChanged: return "\(place): what was typed has been changed."
        }
    }
}
