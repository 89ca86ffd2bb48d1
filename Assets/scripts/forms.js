// @ts-check
// Sends the forms marked `data-live` without leaving the page. Each carries the id of its act, so that sending it again
// after a broken line is harmless. What was typed stays until the server has said that it is recorded.
import { announce, replacePage } from "./live.js";
import { forget } from "./drafts.js";
import { morph } from "./morph.js";

document.addEventListener("submit", event => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("form[data-live]") || form.method !== "post") return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  void send(form, event.submitter);
});

/** @param {HTMLFormElement} form @param {HTMLElement | null} submitter */
async function send(form, submitter) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  if (submitter instanceof HTMLButtonElement && submitter.name) body.append(submitter.name, submitter.value);
  form.setAttribute("aria-busy", "true");
  submitter?.setAttribute("aria-busy", "true");
  says(form, "sending", document.body.dataset.sending ?? "");
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    await take(form, answer);
  } catch {
    says(form, "unsent", document.body.dataset.unsent ?? "");
    announce(document.body.dataset.unsent ?? "");
  } finally {
    form.removeAttribute("aria-busy");
    submitter?.removeAttribute("aria-busy");
  }
}

/** @param {HTMLFormElement} form @param {Response} answer */
async function take(form, answer) {
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  // Not recorded, or nobody knows: the form stays, and asks for the same again under the same mark.
  if (answer.status >= 500 || answer.status === 429) {
    if (!fresh.getElementById("main")) throw new Error("not from our server");
    return stays(form, fresh);
  }
  if (!answer.ok) return refused(form, fresh);
  forget(form);
  form.reset();
  form.closest("dialog")?.close();
  const to = new URL(answer.url);
  if (answer.redirected && to.pathname + to.search !== location.pathname + location.search) {
    location.assign(to);
    return;
  }
  says(form, "", "");
  replacePage(fresh);
  announce(fresh.querySelector("[data-said]")?.textContent ?? "");
}

/**
 * The act was not accepted. What was typed stays as it is.
 * @param {HTMLFormElement} form @param {Document} fresh
 */
function refused(form, fresh) {
  const again = form.id ? fresh.getElementById(form.id) : null;
  if (again instanceof HTMLFormElement && !again.querySelector("[aria-invalid=true], .field-fault, .notice")) {
    // What speaks against it stands elsewhere on the page.
    replacePage(fresh);
    announce(fresh.querySelector("#main .notice")?.textContent ?? "");
    return;
  }
  if (again instanceof HTMLFormElement) {
    // The same form with its faults in words.
    const faults = again.querySelector(".field-fault, .notice")?.textContent ?? "";
    const unfolded = [...again.querySelectorAll("details[open][id]")].map(part => part.id);
    morph(form, again);
    // What is missing is not looked for behind a fold.
    for (const part of form.querySelectorAll("details")) {
      if (unfolded.includes(part.id) || part.querySelector("[aria-invalid=true], .field-fault")) part.open = true;
    }
    says(form, "", "");
    const first = form.querySelector("[aria-invalid=true]");
    if (first instanceof HTMLElement) first.focus();
    // A fault of the whole form stands at its top, the button that was pressed at its foot.
    else form.querySelector(".notice, .field-fault")?.scrollIntoView({ block: "center" });
    announce(faults);
    return;
  }
  stays(form, fresh);
}

/**
 * Says beside the form what the answer says; where there is no room for that, shows the answer.
 * @param {HTMLFormElement} form @param {Document} fresh
 */
function stays(form, fresh) {
  const words = [...fresh.querySelectorAll("#main h1, #main .large")].map(e => e.textContent?.trim()).join(". ");
  if (form.querySelector("[data-form-status]")) says(form, "unsent", words);
  else replacePage(fresh);
  announce(words);
}

/** @param {HTMLFormElement} form @param {string} kind @param {string} words */
function says(form, kind, words) {
  const place = form.querySelector("[data-form-status]");
  if (!(place instanceof HTMLElement)) return;
  place.dataset.kind = kind;
  place.textContent = words;
}
