// @ts-check
// What a charge carries follows what is ticked: after each tick the server is asked to work it out, as the button beside it
// asks it to. What was ticked meanwhile counts; an answer that comes late is not shown any more.
import { announce } from "./live.js";
import { morph } from "./morph.js";

/** @type {WeakMap<HTMLFormElement, AbortController>} */
const asking = new WeakMap();

document.addEventListener("change", event => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement) || !field.form) return;
  const part = field.form.querySelector("[data-looks]");
  if (part instanceof HTMLElement && part.dataset.looks) void look(field.form, part, part.dataset.looks);
});

/** @param {HTMLFormElement} form @param {HTMLElement} part @param {string} address */
async function look(form, part, address) {
  asking.get(form)?.abort();
  const ask = new AbortController();
  asking.set(form, ask);
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  body.append("grid", "part");
  part.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { method: "POST", body, signal: ask.signal });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
    if (!answer.ok || !fresh || asking.get(form) !== ask) return;
    morph(part, fresh);
    announce(part.dataset.sum ?? "");
  } catch {
    // Another tick came in between, or the line broke: the button is still there.
  } finally {
    if (asking.get(form) === ask) {
      asking.delete(form);
      part.removeAttribute("aria-busy");
    }
  }
}
