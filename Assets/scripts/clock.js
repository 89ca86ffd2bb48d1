// @ts-check
// Moves the fictional clock on between two updates. The server's words stand; only hours and minutes are counted here,
// and the name of the next day is the server's too.

const day = 86_400_000;

/** @type {WeakMap<Element, {from: string, ms: number, exercise: number, at: number}>} */
const starts = new WeakMap();

function tick() {
  if (document.hidden) return;
  const now = performance.now();
  for (const clock of document.querySelectorAll("[data-clock]")) if (clock instanceof HTMLElement) show(clock, now);
}

/** @param {HTMLElement} clock @param {number} now */
function show(clock, now) {
  const { ms = "0", speed = "1", running, exercise = "0" } = clock.dataset;
  const from = [ms, speed, running, exercise].join();
  let start = starts.get(clock);
  if (!start || start.from !== from) {
    start = { from, ms: Number(ms), exercise: Number(exercise), at: now };
    starts.set(clock, start);
  }
  const passed = running === "yes" ? (now - start.at) * Number(speed) : 0;
  const moment = start.ms + passed;
  const minutes = Math.floor((moment % day) / 60_000);
  const words = [Math.floor(minutes / 60), minutes % 60].map(n => String(n).padStart(2, "0")).join(":");
  put(clock.querySelector("[data-clock-time]"), words);
  if (moment >= day) put(clock.querySelector("[data-clock-day]"), clock.dataset.nextDay ?? "");
  if (moment >= 2 * day) stale(["clock"]);
  const { exercise: first } = start;
  const old = [...document.querySelectorAll("[data-stale-at]")].filter(element => {
    const at = Number(element.getAttribute("data-stale-at"));
    return at > first && at <= first + passed;
  });
  if (old.length) stale(old.map(e => e.closest("[data-section]")?.getAttribute("data-section") ?? ""));
  grown(running === "yes" ? Math.floor(moment / 60_000) : undefined, now);
}

/** The fictional minute of the words that stand here, and when they were last asked for. */
let said = { minute: -1, at: performance.now() };

/**
 * "Now" and "6 minutes ago" stand all over a page. When another minute has begun, at most every twenty seconds, the page
 * is asked for its sections again; a clock that stands asks for nothing.
 * @param {number | undefined} minute @param {number} now
 */
function grown(minute, now) {
  if (minute === undefined || minute === said.minute) return;
  if (said.minute < 0) {
    said = { minute, at: now };
    return;
  }
  if (now - said.at < 20_000) return;
  said = { minute, at: now };
  const sections = [...document.querySelectorAll("[data-section]")].map(e => e.getAttribute("data-section") ?? "");
  document.dispatchEvent(new CustomEvent("kerege:stale", { detail: [...new Set(sections)].filter(Boolean) }));
}

let asked = -Infinity;

/**
 * Words such as "in 20 minutes" have grown old: the server is asked for new ones, at most every ten seconds.
 * @param {string[]} sections
 */
function stale(sections) {
  if (performance.now() - asked < 10_000) return;
  asked = performance.now();
  document.dispatchEvent(new CustomEvent("kerege:stale", { detail: sections.filter(Boolean) }));
}

/** @param {Element | null} place @param {string} words */
function put(place, words) {
  if (place && place.textContent !== words) place.textContent = words;
}

setInterval(tick, 500);
document.addEventListener("visibilitychange", tick);
document.addEventListener("kerege:replaced", tick);
tick();
