// @ts-check
// The light the reader has chosen, at once. The form `data-theme-choice` also tells the server, which remembers it.

document.addEventListener("change", event => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
  if (!field.closest("[data-theme-choice]")) return;
  const root = document.documentElement;
  if (field.value === "light" || field.value === "dark") root.dataset.theme = field.value;
  else delete root.dataset.theme;
});

export {};
