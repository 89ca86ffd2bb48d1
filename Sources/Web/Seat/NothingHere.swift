import Texts

extension SeatPages {
    /// An address that leads nowhere: who plays keeps the clock, STOP and the way to every place.
    var nothingHere: PageParts {
        var parts = page(
            t(ProblemText.title), .now,
            ctx.still {
                div(
                    .class("center stack"), pageHead(t(ProblemText.title)),
                    p(.class("large"), .text(t(ProblemText.notFound))))
            })
        parts.shell.places = parts.shell.places.map { place in
            var place = place
            place.isCurrent = false
            return place
        }
        return parts
    }
}
