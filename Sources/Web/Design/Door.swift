/// A page of the door: one thing at a time. `steps` says how far it is to the seat.
package func door(
    brand: String, steps: [(words: String, isCurrent: Bool)] = [], stepsName: String = "", _ parts: Node...
) -> Node {
    div(
        .class("door"),
        p(.class("door-brand"), .text(brand)),
        .when(
            !steps.isEmpty,
            nav(
                .aria("label", stepsName),
                ol(
                    .class("door-steps"),
                    .each(steps) { li(.current(if: $0.isCurrent, "step"), .text($0.words)) }))),
        .group(parts))
}

/// What is promised and what is asked before a seat opens, a drawing beside each line.
package func promises(_ lines: [(icon: Icon, words: Node)]) -> Node {
    ul(.class("promise"), .each(lines) { li($0.icon.node, div($0.words)) })
}

/// A QR code on white, whatever the theme. `drawing` is the SVG of the code; `name` says where it leads.
package func qrCode(_ drawing: Node, name: String) -> Node {
    div(.class("qr"), .role("img"), .aria("label", name), drawing)
}

/// One ticket of the sheet that control prints: whose seat, its QR code, its short code, its address.
package func seatTicket(seat: Node, qr: Node, code: String, address: String) -> Node {
    article(
        .class("ticket"), h2(seat), qr, p(.class("ticket-code"), .text(code)), small(.text(address)))
}

package func ticketSheet(_ tickets: [Node]) -> Node { div(.class("sheet"), .group(tickets)) }
