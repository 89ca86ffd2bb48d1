// @ts-check
// Keeps a page as the server sees it. A notice on the stream names sections; the page is fetched once more with these
// sections asked for, and the parts `data-section` are made like their new versions.
import { morph } from "./morph.js";

const pause = 500;

/** Up to so much longer, drawn anew each time: a hundred pages that heard of one thing are not to ask together for ever. */
const spread = 250;

/** Small parts that every answer brings along; they are taken whenever they come, and not announced. */
const always = ["clock", "places"];

/** @type {Set<string>} */
const wanted = new Set();
/** @type {number | undefined} */
let timer;
let last = -Infinity;
let gap = pause;
let busy = false;
/** Has anybody asked for more than new words in place of "in 20 minutes"? Only then is there news to announce. */
let isNews = false;

/**
 * Asks for sections of this page; at once if the last time is long enough ago, otherwise as soon as it is.
 * @param {Iterable<string>} sections
 * @param {boolean} [quietly] what comes is nothing to be announced
 */
export function refresh(sections, quietly = false) {
  for (const section of sections) {
    wanted.add(section);
    if (!quietly) isNews = true;
  }
  if (timer !== undefined || busy || !wanted.size) return;
  timer = window.setTimeout(fetchNow, Math.max(0, last + gap - performance.now()));
}

async function fetchNow() {
  timer = undefined;
  busy = true;
  last = performance.now();
  gap = pause + Math.random() * spread;
  const sections = [...wanted];
  wanted.clear();
  const announces = isNews;
  isNews = false;
  try {
    const answer = await fetch(location.href, { headers: { "X-Sections": sections.join(",") }, redirect: "manual", cache: "no-store" });
    if (answer.ok) {
      const hasChanged = replace(new DOMParser().parseFromString(await answer.text(), "text/html"), sections);
      if (hasChanged && announces) announce(document.body.dataset.changed ?? "");
    } else if (answer.type === "opaqueredirect" || answer.status === 404) {
      // Signed out, or no longer there for us: the server says which.
      location.reload();
    }
    shows(true);
  } catch {
    // The line is down. What was asked for is asked for again when the stream is back.
    for (const section of sections) wanted.add(section);
    isNews ||= announces;
    shows(false);
    window.setTimeout(() => refresh([]), 3000);
  } finally {
    busy = false;
    if (wanted.size && !isLost()) refresh([]);
  }
}

/**
 * Puts the named sections of a page in place of those that stand here.
 * @param {Document} fresh
 * @param {string[]} sections
 * @returns {boolean} whether anything that a reader sees has changed
 */
function replace(fresh, sections) {
  let changed = false;
  if (fresh.title) document.title = fresh.title;
  for (const part of document.querySelectorAll("[data-section]")) {
    if (!(part instanceof HTMLElement) || !part.isConnected) continue;
    const name = part.dataset.section ?? "";
    if (!sections.includes(name) && !always.includes(name)) continue;
    const to = part.id ? fresh.getElementById(part.id) : fresh.querySelector(`[data-section="${name}"]`);
    if (!to || part.isEqualNode(to)) continue;
    if (!always.includes(name)) changed = true;
    morph(part, to);
  }
  if (changed) document.dispatchEvent(new CustomEvent("kerege:replaced"));
  return changed;
}

/**
 * Puts the whole of a page in place of this one: the answer to a form.
 * @param {Document} fresh
 */
export function replacePage(fresh) {
  const main = document.getElementById("main");
  const to = fresh.getElementById("main");
  // Forms of the band are not made anew, but each act needs an id of its own: STOP pressed twice stops twice.
  for (const form of document.querySelectorAll("form[data-live]")) {
    if (main?.contains(form)) continue;
    const action = form.getAttribute("action") ?? "";
    const same = [...fresh.querySelectorAll("form[data-live]")].find(f => !to?.contains(f) && f.getAttribute("action") === action);
    const now = form.querySelector("input[name=command]");
    const next = same?.querySelector("input[name=command]");
    if (now instanceof HTMLInputElement && next instanceof HTMLInputElement) now.value = next.value;
  }
  if (main && to) morph(main, to);
  replace(fresh, []);
  document.dispatchEvent(new CustomEvent("kerege:replaced"));
}

/**
 * Says something to who hears the page.
 * @param {string} words
 */
export function announce(words) {
  const place = document.getElementById("announcer");
  if (!place || !words) return;
  // The same words twice are said twice only if the text changes between.
  place.textContent = "";
  window.setTimeout(() => { place.textContent = words; }, 50);
}

/** @param {boolean} isConnected */
function shows(isConnected) {
  const place = document.getElementById("connection");
  const words = document.getElementById("connection-words");
  if (!place || !words) return;
  const state = isConnected ? "on" : "lost";
  if (place.dataset.link === state) return;
  const was = place.dataset.link;
  place.dataset.link = state;
  words.textContent = place.dataset[state] ?? "";
  if (was !== "still") announce(words.textContent ?? "");
}

const isLost = () => document.getElementById("connection")?.dataset.link === "lost";

/** @type {EventSource | undefined} */
let events;
/** @type {number | undefined} */
let again;
/** @type {number | undefined} */
let doubt;

// Only a page that is seen holds a connection: over HTTP/1.1 a browser allows six to one host.
function listen() {
  events?.close();
  events = undefined;
  window.clearTimeout(again);
  window.clearTimeout(doubt);
  doubt = undefined;
  const address = document.body.dataset.stream;
  if (!address || document.hidden) return;
  events = new EventSource(address);
  events.addEventListener("open", () => {
    window.clearTimeout(doubt);
    doubt = undefined;
    if (isLost()) refresh(allSections());
    shows(true);
  });
  events.addEventListener("notice", event => {
    const { sections } = /** @type {{sections?: string[]}} */ (JSON.parse(event.data));
    refresh(sections ?? allSections());
  });
  // The server asks for the whole page again: another seat, another state of the door.
  events.addEventListener("reload", () => location.reload());
  events.addEventListener("error", () => {
    // A line that is back within two seconds is nobody's worry.
    doubt ??= window.setTimeout(() => shows(false), 2000);
    // A browser tries again by itself unless the server has refused; then we ask a little later.
    if (events?.readyState === EventSource.CLOSED) again = window.setTimeout(() => { listen(); refresh(allSections()); }, 4000);
  });
}

function allSections() {
  return [...document.querySelectorAll("[data-section]")].map(e => /** @type {HTMLElement} */ (e).dataset.section ?? "");
}

/** When the page is seen again, what was missed is fetched. */
function look() {
  listen();
  if (!document.hidden && document.body.dataset.stream) refresh(allSections());
}

document.addEventListener("visibilitychange", look);
window.addEventListener("pageshow", event => { if (event.persisted) look(); });
window.addEventListener("pagehide", () => events?.close());
window.addEventListener("online", look);
window.addEventListener("offline", () => shows(false));
document.addEventListener("kerege:stale", event => {
  if (event instanceof CustomEvent) refresh(/** @type {string[]} */ (event.detail), true);
});
listen();
