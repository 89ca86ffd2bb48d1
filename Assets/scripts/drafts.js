// @ts-check
// Keeps what is typed in a field marked `data-draft` on this device until it is sent, for phones that sleep and pages that
// are closed by mistake. None of that leaves the device; a draft older than two days is thrown away.
// What stands in a form marked `data-kept` is kept by the server as well, for the other devices of the same person.

import { announce } from "./live.js";

const prefix = "kerege.draft.";
const lifetime = 2 * 24 * 60 * 60 * 1000;

/** @typedef {{text: string, at: number}} Draft */

// Several people may use one phone, one after the other.
const own = prefix + (document.body.dataset.draftsOf ?? "") + " ";

/** @param {Element} field */
function key(field) {
  return own + location.pathname + " " + (field instanceof HTMLElement ? field.dataset.draft ?? "" : "");
}

/** @param {EventTarget | Element | null} target @returns {target is HTMLTextAreaElement | HTMLInputElement} */
function keeps(target) {
  return (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) && target.dataset.draft !== undefined;
}

document.addEventListener("input", event => {
  const field = event.target;
  if (!keeps(field)) return;
  if (field.value) write(key(field), JSON.stringify({ text: field.value, at: Date.now() }));
  else erase(key(field));
});

/** Puts kept drafts into fields that are still as the server sent them. */
function restore() {
  for (const field of document.querySelectorAll("[data-draft]")) {
    if (!keeps(field) || field.value !== field.defaultValue) continue;
    // What the server kept may have been written on another device, later than here.
    if (field.defaultValue && field.closest("form[data-kept]")) continue;
    const draft = read(key(field));
    if (draft && draft.text !== field.value) {
      field.value = draft.text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

/**
 * Forgets the drafts of a form whose content is recorded.
 * @param {HTMLFormElement} form
 */
export function forget(form) {
  for (const field of form.querySelectorAll("[data-draft]")) erase(key(field));
}

/** @param {string} name @returns {Draft | undefined} */
function read(name) {
  try {
    const draft = /** @type {Draft} */ (JSON.parse(localStorage.getItem(name) ?? "null"));
    return draft && Date.now() - draft.at < lifetime ? draft : undefined;
  } catch {
    return undefined;
  }
}

// A browser that keeps nothing (a private window, a full disk) still sends forms: drafts are a help, not a need.
/** @param {string} name @param {string} value */
function write(name, value) {
  try { localStorage.setItem(name, value); } catch { return; }
}

/** @param {string} name */
function erase(name) {
  try { localStorage.removeItem(name); } catch { return; }
}

/** Throws away what is old, what was somebody else's, and everything once its owner has left. */
function sweep() {
  const { draftsOf, forgetsDrafts } = document.body.dataset;
  try {
    for (const name of Object.keys(localStorage).filter(name => name.startsWith(prefix))) {
      const isOthers = draftsOf !== undefined && !name.startsWith(own);
      if (forgetsDrafts !== undefined || isOthers || !read(name)) erase(name);
    }
  } catch { return; }
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** @type {HTMLFormElement | undefined} */
let changed;

/** @param {Event} event */
function noted(event) {
  const form = event.target instanceof Element ? event.target.closest("form[data-kept]") : null;
  if (!(form instanceof HTMLFormElement)) return;
  changed = form;
  clearTimeout(waiting);
  waiting = setTimeout(keepNow, 1500);
}

/**
 * Sends what is filled in; if the line is down, the next change tries again. What is too long or too much is said, and
 * stays as it is on this page.
 */
function keepNow() {
  clearTimeout(waiting);
  const form = changed;
  changed = undefined;
  if (!form?.dataset.kept) return;
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  void fetch(form.dataset.kept, { method: "POST", body, keepalive: true })
    .then(answer => answer.status === 413 ? notKept(answer) : undefined)
    .catch(() => { changed = form; });
}

/** @param {Response} answer */
async function notKept(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  announce(page.querySelector("#act-form .notice")?.textContent ?? "");
}

document.addEventListener("input", noted);
document.addEventListener("change", noted);
// Steps keep what they send by themselves.
document.addEventListener("submit", () => { clearTimeout(waiting); changed = undefined; });
addEventListener("pagehide", () => { if (changed) keepNow(); });

sweep();
restore();
document.addEventListener("kerege:replaced", restore);
