import Texts
import Views

/// The known places on the plane of the fictional region, as a drawing. A table beside it says the same.
struct PlaneMap {
    private struct Box {
        var left: Int, right: Int, top: Int, bottom: Int

        func meets(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }
    }

    private struct Spot {
        var place: PlaceView
        var name: String
        var x: Int, y: Int
    }

    private let ctx: PageContext
    private let spots: [Spot]
    private static let width = 960
    private static let margin = 60

    init(_ ctx: PageContext, _ places: [PlaceView]) {
        self.ctx = ctx
        let (left, top) = (places.map(\.x).min() ?? 0, places.map(\.y).min() ?? 0)
        let across = max((places.map(\.x).max() ?? 0) - left, 1)
        // Names need room on the right.
        let inside = PlaneMap.width - 2 * PlaneMap.margin - 200
        spots = places.map { place in
            Spot(
                place: place, name: ctx.say(place.name),
                x: PlaneMap.margin + (place.x - left) * inside / across,
                y: PlaneMap.margin + (place.y - top) * inside / across)
        }
    }

    /// A wide, flat world still gets a sheet on which names have room above and below.
    private static let leastHeight = 440

    var figure: Node {
        let depth = (spots.map(\.y).max() ?? 0) + PlaneMap.margin
        let height = max(depth, PlaneMap.leastHeight)
        let top = (depth - height) / 2
        let t = ctx.t
        return panZoomFigure(
            el(
                "svg", .role("img"), .aria("label", t(CaseText.map)), .data("pan-zoom"), .id("map"),
                .attr("viewBox", "0 \(top) \(PlaneMap.width) \(height)"), .group(marks)),
            caption: t(CaseText.mapCaption),
            words: (
                larger: t(CaseText.mapLarger), smaller: t(CaseText.mapSmaller), whole: t(CaseText.mapWhole)
            ))
    }

    private var marks: [Node] {
        var taken = spots.map { Box(left: $0.x - 8, right: $0.x + 8, top: $0.y - 8, bottom: $0.y + 8) }
        return spots.map { spot in
            let (box, label) = PlaneMap.label(spot, taken)
            taken.append(box)
            return el(
                "g",
                el(
                    "circle", .attr("cx", spot.x), .attr("cy", spot.y), .attr("r", 6),
                    .attr("fill", spot.place.facts.isEmpty ? "none" : "currentColor"),
                    .attr("stroke", "currentColor"), .attr("stroke-width", 2)),
                label)
        }
    }

    /// The name to the right, left, below or above: where nothing else is yet.
    private static func label(_ spot: Spot, _ taken: [Box]) -> (Box, Node) {
        let length = spot.name.count * 8
        let places: [(x: Int, y: Int, start: Int, anchor: String)] = [
            (spot.x + 12, spot.y + 5, spot.x + 12, "start"),
            (spot.x - 12, spot.y + 5, spot.x - 12 - length, "end"),
            (spot.x, spot.y + 24, spot.x - length / 2, "middle"),
            (spot.x, spot.y - 14, spot.x - length / 2, "middle"),
        ]
        let boxes = places.map {
            Box(left: $0.start, right: $0.start + length, top: $0.y - 14, bottom: $0.y + 4)
        }
        let free = boxes.indices.first { index in
            boxes[index].left >= 0 && boxes[index].right <= width
                && !taken.contains { $0.meets(boxes[index]) }
        }
        // Rather across another mark than over the edge.
        let inside = boxes.indices.first { boxes[$0].left >= 0 && boxes[$0].right <= width }
        let chosen = free ?? inside ?? 0
        let place = places[chosen]
        return (
            boxes[chosen],
            el(
                "text", .attr("x", place.x), .attr("y", place.y), .attr("text-anchor", place.anchor),
                .text(spot.name))
        )
    }
}
