// @ts-check
// Keeps what is typed in a field marked `data-draft` on this device until it is sent, for phones that sleep and pages that
// are closed by mistake. Nothing leaves the device; a draft older than two days is thrown away.

const prefix = "kerege.draft.";
const lifetime = 2 * 24 * 60 * 60 * 1000;

/** @typedef {{text: string, at: number}} Draft */

/** @param {Element} field */
function key(field) {
  return prefix + location.pathname + " " + (field instanceof HTMLElement ? field.dataset.draft ?? "" : "");
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

function sweep() {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(prefix) && !read(name)) erase(name);
  } catch { return; }
}

sweep();
restore();
document.addEventListener("kerege:replaced", restore);
