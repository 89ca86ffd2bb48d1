// @ts-check
// Makes a part of the page look like its new version and leaves alone what the reader does meanwhile: what they
// type, where the caret stands, what they have folded open, how far they have scrolled, which dialog is open.

/**
 * Makes `from` look like `to`. Elements with an id keep being themselves when they move.
 * @param {Element} from an element of this document
 * @param {Element} to its new version, of another document; it is used up
 */
export function morph(from, to) {
  if (from.nodeName !== to.nodeName || from.id !== to.id) {
    from.replaceWith(document.adoptNode(to));
    return;
  }
  if (from.isEqualNode(to) && !isField(from)) return;
  attributes(from, to);
  if (isField(from)) {
    field(from, /** @type {typeof from} */ (to));
    if (!(from instanceof HTMLSelectElement)) return;
  }
  children(from, to);
}

/** Attributes that belong to the reader once the element stands in the page. */
const readers = new Map([["DETAILS", "open"], ["DIALOG", "open"]]);

/** @param {Element} from @param {Element} to */
function attributes(from, to) {
  const kept = readers.get(from.nodeName);
  for (const { name, value } of [...to.attributes]) {
    if (name !== kept && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    if (name !== kept && !to.hasAttribute(name)) from.removeAttribute(name);
  }
}

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/** @param {Element} element @returns {element is Field} */
function isField(element) {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}

/**
 * Has the reader put something here that the server does not know of?
 * @param {Field} element
 */
export function isChanged(element) {
  if (element instanceof HTMLSelectElement) return [...element.options].some(o => o.selected !== o.defaultSelected);
  if (element instanceof HTMLInputElement && ["checkbox", "radio"].includes(element.type)) {
    return element.checked !== element.defaultChecked;
  }
  return element.type !== "hidden" && element.value !== element.defaultValue;
}

/** @type {WeakSet<Element>} */
const touched = new WeakSet();
document.addEventListener("input", event => { if (event.target instanceof Element) touched.add(event.target); });
document.addEventListener("reset", event => {
  if (event.target instanceof HTMLFormElement) for (const element of event.target.elements) touched.delete(element);
});

/** @param {Field} from @param {Field} to */
function field(from, to) {
  if (from === document.activeElement || touched.has(from)) return;
  if (from instanceof HTMLTextAreaElement && to instanceof HTMLTextAreaElement) {
    from.defaultValue = to.defaultValue;
    from.value = to.value;
  } else if (from instanceof HTMLInputElement && to instanceof HTMLInputElement) {
    if (["checkbox", "radio"].includes(from.type)) from.checked = to.checked;
    else if (from.type !== "file") from.value = to.value;
  }
}

/** @param {Element} from @param {Element} to */
function children(from, to) {
  /** @type {Map<string, Element>} */
  const known = new Map();
  for (const child of from.children) if (child.id) known.set(child.id, child);
  const keeps = new Set([...to.children].map(child => child.id).filter(id => known.has(id)));
  let here = from.firstChild;
  for (const next of [...to.childNodes]) {
    const id = next instanceof Element ? next.id : "";
    const kept = id ? known.get(id) : undefined;
    // What goes away is taken out first, so that what stays need not be moved: a moved field loses its caret.
    while (here instanceof Element && here !== kept && here.id && !keeps.has(here.id) && kept) {
      const gone = here;
      here = here.nextSibling;
      gone.remove();
    }
    if (kept) {
      if (kept === here) here = here.nextSibling;
      else if (kept.contains(document.activeElement)) {
        // The one the reader is in stays where it is; the others go round it.
        while (here && here !== kept) {
          const before = here;
          here = here.nextSibling;
          from.insertBefore(before, kept.nextSibling);
        }
        here = kept.nextSibling;
      } else from.insertBefore(kept, here);
      morph(kept, /** @type {Element} */ (next));
    } else if (here && !id && here.nodeName === next.nodeName && !(here instanceof Element && here.id)) {
      const now = here;
      here = here.nextSibling;
      if (now instanceof Element) morph(now, /** @type {Element} */ (next));
      else if (now.nodeValue !== next.nodeValue) now.nodeValue = next.nodeValue;
    } else {
      const added = from.insertBefore(document.adoptNode(next), here);
      if (id && added instanceof Element) added.classList.add("arrived");
    }
  }
  while (here) {
    const gone = here;
    here = here.nextSibling;
    gone.remove();
  }
}
