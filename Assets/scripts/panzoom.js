// @ts-check
// Pan and zoom of a drawing that the server made: drag, pinch, keys and buttons. Letters keep their size. The wheel zooms
// only with Ctrl held, so that a page can be scrolled past a drawing.

/** @typedef {{x: number, y: number, w: number, h: number}} View */

/** Where the server has put a name: on a narrow screen another side of its mark may have more room. */
/** @type {WeakMap<Element, {x: string, y: string, anchor: string}>} */
const homes = new WeakMap();

/**
 * Puts each name where it lies on no other and inside the drawing; where there is no such place it waits until
 * somebody zooms in. A table beside the drawing says the same. What something is known about goes first.
 * @param {SVGSVGElement} drawing @param {number} unit one pixel of the screen in the units of the drawing
 */
function place(drawing, unit) {
  const frame = drawing.getBoundingClientRect();
  const taken = [...drawing.querySelectorAll("circle")].map(circle => circle.getBoundingClientRect());
  const marks = [...drawing.querySelectorAll("g:has(> circle):has(> text)")];
  const isKnown = (/** @type {Element} */ mark) => mark.querySelector("circle")?.getAttribute("fill") !== "none";
  for (const mark of [...marks.filter(isKnown), ...marks.filter(mark => !isKnown(mark))]) {
    const [circle, name] = [mark.querySelector("circle"), mark.querySelector("text")];
    if (!circle || !name) continue;
    const at = (/** @type {string} */ key) => name.getAttribute(key) ?? "";
    const home = homes.get(name) ?? { x: at("x"), y: at("y"), anchor: at("text-anchor") };
    homes.set(name, home);
    const [x, y] = [circle.cx.baseVal.value, circle.cy.baseVal.value];
    // Clear of the mark, which grows with the drawing, as the letters do not.
    const gap = circle.r.baseVal.value + 5 * unit;
    const [under, over] = [y + gap + 13 * unit, y - gap - 3 * unit];
    const places = [
      home,
      { x: x + gap, y: y + 5 * unit, anchor: "start" }, { x: x - gap, y: y + 5 * unit, anchor: "end" },
      { x, y: under, anchor: "middle" }, { x, y: over, anchor: "middle" },
      { x: x - gap, y: under, anchor: "start" }, { x: x + gap, y: under, anchor: "end" },
      { x: x - gap, y: over, anchor: "start" }, { x: x + gap, y: over, anchor: "end" },
    ];
    const found = places.some(place => {
      name.setAttribute("x", String(place.x));
      name.setAttribute("y", String(place.y));
      name.setAttribute("text-anchor", place.anchor);
      const box = name.getBoundingClientRect();
      const isFree = box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom
        && taken.every(t => box.right < t.left || t.right < box.left || box.bottom < t.top || t.bottom < box.top);
      if (isFree) taken.push(box);
      return isFree;
    });
    name.classList.toggle("crowded", !found);
  }
}

/** @param {SVGSVGElement} drawing */
function attach(drawing) {
  const box = drawing.viewBox.baseVal;
  const home = { x: box.x, y: box.y, w: box.width, h: box.height };
  /** @type {View} */
  let view = { ...home };

  const show = () => {
    view.x = Math.min(home.x + home.w - view.w, Math.max(home.x, view.x));
    view.y = Math.min(home.y + home.h - view.h, Math.max(home.y, view.y));
    drawing.setAttribute("viewBox", [view.x, view.y, view.w, view.h].join(" "));
    // One pixel of the screen in the units of the drawing. Set by script, which the content policy allows.
    const unit = view.w / Math.max(1, drawing.clientWidth);
    drawing.style.setProperty("--unit", String(unit));
    place(drawing, unit);
  };
  /** @param {number} factor @param {number} [fx] @param {number} [fy] the point that stays, in shares of the view */
  const zoom = (factor, fx = .5, fy = .5) => {
    const w = Math.min(home.w, Math.max(home.w / 16, view.w * factor));
    const h = (home.h * w) / home.w;
    view = { x: view.x + (view.w - w) * fx, y: view.y + (view.h - h) * fy, w, h };
    show();
  };
  /** @param {number} dx @param {number} dy in shares of the view */
  const move = (dx, dy) => {
    view.x += dx * view.w;
    view.y += dy * view.h;
    show();
  };
  const whole = () => { view = { ...home }; show(); };

  /** @param {{clientX: number, clientY: number}} event */
  const at = event => {
    const r = drawing.getBoundingClientRect();
    return { x: (event.clientX - r.left) / r.width, y: (event.clientY - r.top) / r.height };
  };
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  drawing.addEventListener("pointerdown", event => { down.set(event.pointerId, at(event)); });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    drawing.addEventListener(end, event => { down.delete(event.pointerId); });
  }
  drawing.addEventListener("pointermove", event => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const gap = Math.hypot(now.x - other.x, now.y - other.y);
      zoom(Math.hypot(before.x - other.x, before.y - other.y) / Math.max(gap, .01), (now.x + other.x) / 2, (now.y + other.y) / 2);
    } else if (view.w < home.w) move(before.x - now.x, before.y - now.y);
    down.set(event.pointerId, now);
    // A tap stays a tap on the link below it; only a real drag takes the pointer.
    if (Math.hypot(before.x - now.x, before.y - now.y) > .004) drawing.setPointerCapture(event.pointerId);
  });
  drawing.addEventListener("wheel", event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const point = at(event);
    zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, point.x, point.y);
  }, { passive: false });

  /** @type {Record<string, () => void>} */
  const keys = {
    "+": () => zoom(1 / 1.25), "-": () => zoom(1.25), "0": whole,
    ArrowLeft: () => move(-.1, 0), ArrowRight: () => move(.1, 0), ArrowUp: () => move(0, -.1), ArrowDown: () => move(0, .1),
  };
  const figure = drawing.closest("figure");
  figure?.addEventListener("keydown", event => {
    const act = keys[event.key];
    if (!act || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    act();
  });
  for (const button of figure?.querySelectorAll("button[data-key]") ?? []) {
    button.addEventListener("click", () => keys[button.getAttribute("data-key") ?? ""]?.());
  }
  // Focus that lands outside the view brings its place into view.
  drawing.addEventListener("focusin", event => {
    if (!(event.target instanceof SVGGraphicsElement) || view.w === home.w) return;
    const place = event.target.getBBox();
    view.x = place.x + place.width / 2 - view.w / 2;
    view.y = place.y + place.height / 2 - view.h / 2;
    show();
  });
  new ResizeObserver(show).observe(drawing);
  // A new version of the page brings the drawing as the server has it.
  document.addEventListener("kerege:replaced", () => { if (drawing.isConnected) show(); });
}

/** @type {WeakSet<Element>} */
const attached = new WeakSet();
function attachAll() {
  for (const drawing of document.querySelectorAll("svg[data-pan-zoom]")) {
    if (attached.has(drawing) || !(drawing instanceof SVGSVGElement)) continue;
    attached.add(drawing);
    attach(drawing);
  }
}
attachAll();
document.addEventListener("kerege:replaced", attachAll);
export {};
