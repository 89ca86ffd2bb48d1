// One function for each element our pages use. One shape for all, and no overloads: deep trees then compile fast.

package func html(_ parts: Node...) -> Node { element("html", parts) }
package func head(_ parts: Node...) -> Node { element("head", parts) }
package func body(_ parts: Node...) -> Node { element("body", parts) }
package func header(_ parts: Node...) -> Node { element("header", parts) }
package func nav(_ parts: Node...) -> Node { element("nav", parts) }
package func main(_ parts: Node...) -> Node { element("main", parts) }
package func footer(_ parts: Node...) -> Node { element("footer", parts) }
package func section(_ parts: Node...) -> Node { element("section", parts) }
package func article(_ parts: Node...) -> Node { element("article", parts) }
package func aside(_ parts: Node...) -> Node { element("aside", parts) }
package func div(_ parts: Node...) -> Node { element("div", parts) }
package func span(_ parts: Node...) -> Node { element("span", parts) }
package func p(_ parts: Node...) -> Node { element("p", parts) }
package func h1(_ parts: Node...) -> Node { element("h1", parts) }
package func h2(_ parts: Node...) -> Node { element("h2", parts) }
package func h3(_ parts: Node...) -> Node { element("h3", parts) }
package func h4(_ parts: Node...) -> Node { element("h4", parts) }
package func ul(_ parts: Node...) -> Node { element("ul", parts) }
package func ol(_ parts: Node...) -> Node { element("ol", parts) }
package func li(_ parts: Node...) -> Node { element("li", parts) }
package func dl(_ parts: Node...) -> Node { element("dl", parts) }
package func dt(_ parts: Node...) -> Node { element("dt", parts) }
package func dd(_ parts: Node...) -> Node { element("dd", parts) }
package func a(_ parts: Node...) -> Node { element("a", parts) }
package func button(_ parts: Node...) -> Node { element("button", parts) }
package func form(_ parts: Node...) -> Node { element("form", parts) }
package func fieldset(_ parts: Node...) -> Node { element("fieldset", parts) }
package func legend(_ parts: Node...) -> Node { element("legend", parts) }
package func label(_ parts: Node...) -> Node { element("label", parts) }
package func textarea(_ parts: Node...) -> Node { element("textarea", parts) }
package func select(_ parts: Node...) -> Node { element("select", parts) }
package func option(_ parts: Node...) -> Node { element("option", parts) }
package func optgroup(_ parts: Node...) -> Node { element("optgroup", parts) }
package func output(_ parts: Node...) -> Node { element("output", parts) }
package func table(_ parts: Node...) -> Node { element("table", parts) }
package func caption(_ parts: Node...) -> Node { element("caption", parts) }
package func thead(_ parts: Node...) -> Node { element("thead", parts) }
package func tbody(_ parts: Node...) -> Node { element("tbody", parts) }
package func tfoot(_ parts: Node...) -> Node { element("tfoot", parts) }
package func tr(_ parts: Node...) -> Node { element("tr", parts) }
package func th(_ parts: Node...) -> Node { element("th", parts) }
package func td(_ parts: Node...) -> Node { element("td", parts) }
package func details(_ parts: Node...) -> Node { element("details", parts) }
package func summary(_ parts: Node...) -> Node { element("summary", parts) }
package func dialog(_ parts: Node...) -> Node { element("dialog", parts) }
package func figure(_ parts: Node...) -> Node { element("figure", parts) }
package func figcaption(_ parts: Node...) -> Node { element("figcaption", parts) }
package func time(_ parts: Node...) -> Node { element("time", parts) }
package func strong(_ parts: Node...) -> Node { element("strong", parts) }
package func em(_ parts: Node...) -> Node { element("em", parts) }
package func small(_ parts: Node...) -> Node { element("small", parts) }
package func code(_ parts: Node...) -> Node { element("code", parts) }
package func pre(_ parts: Node...) -> Node { element("pre", parts) }
package func blockquote(_ parts: Node...) -> Node { element("blockquote", parts) }
package func mark(_ parts: Node...) -> Node { element("mark", parts) }
package func abbr(_ parts: Node...) -> Node { element("abbr", parts) }
package func bdi(_ parts: Node...) -> Node { element("bdi", parts) }
package func title(_ parts: Node...) -> Node { element("title", parts) }
package func script(_ parts: Node...) -> Node { element("script", parts) }

/// A bar that a screen reader reads as "so much of so much".
package func progress(_ parts: Node...) -> Node { element("progress", parts) }
package func meter(_ parts: Node...) -> Node { element("meter", parts) }

// Elements without content.

package func meta(_ parts: Node...) -> Node { void("meta", parts) }
package func link(_ parts: Node...) -> Node { void("link", parts) }
package func input(_ parts: Node...) -> Node { void("input", parts) }
package func br(_ parts: Node...) -> Node { void("br", parts) }
package func hr(_ parts: Node...) -> Node { void("hr", parts) }
package func img(_ parts: Node...) -> Node { void("img", parts) }
package func wbr(_ parts: Node...) -> Node { void("wbr", parts) }

private func void(_ name: StaticString, _ parts: [Node]) -> Node {
    .element(Node.Tag(name: name, isVoid: true), parts)
}
