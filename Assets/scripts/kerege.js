// @ts-check
// The one script a page names. Each module makes one thing livelier; the page works without any of them.
import "./theme.js";
import "./clock.js";
import "./drafts.js";
import "./forms.js";
import "./live.js";
import "./charge.js";
import "./panzoom.js";
import "./keys.js";

document.documentElement.classList.add("scripted");

// Answers in the page itself: a link may open a dialog of this page; without script it leads to a page that asks.
document.addEventListener("click", event => {
  if (!(event.target instanceof Element)) return;
  const opener = event.target.closest("[data-opens]");
  if (opener instanceof HTMLElement) {
    const dialog = document.getElementById(opener.dataset.opens ?? "");
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
    }
  }
  if (event.target.closest("[data-print]")) window.print();
});

// On paper nothing can be unfolded: what is made for print is printed open, and folded again after it.
/** @type {Set<HTMLDetailsElement>} */
const unfolded = new Set();
window.addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("[data-frame='debrief'] details.fold, .document details")) {
    if (!(part instanceof HTMLDetailsElement) || part.open) continue;
    part.open = true;
    unfolded.add(part);
  }
});
window.addEventListener("afterprint", () => {
  for (const part of unfolded) part.open = false;
  unfolded.clear();
});

// What is folded on a phone stands open where there is room for it, unless the reader has closed it.
const isWide = window.matchMedia("(min-width: 56rem)");
/** @type {WeakSet<Element>} */
const opened = new WeakSet();
function openWide() {
  if (!isWide.matches) return;
  for (const part of document.querySelectorAll("details[data-open-wide]")) {
    if (!(part instanceof HTMLDetailsElement) || opened.has(part)) continue;
    part.open = true;
    opened.add(part);
  }
}
openWide();
isWide.addEventListener("change", openWide);
document.addEventListener("kerege:replaced", openWide);

// A link to a field opens the fold in which it stands.
document.addEventListener("click", event => {
  const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
  const id = link?.getAttribute("href")?.slice(1);
  for (let part = id ? document.getElementById(id) : null; part; part = part.parentElement) {
    if (part instanceof HTMLDetailsElement) part.open = true;
  }
});

// A list that is chosen from sends its form by itself.
document.addEventListener("change", event => {
  if (!(event.target instanceof Element)) return;
  const form = event.target.closest("form[data-send-on-change]");
  if (form instanceof HTMLFormElement) form.requestSubmit();
});
