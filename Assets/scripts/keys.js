// @ts-check
// Keys that lead somewhere, such as Alt+N to write an inject. An element names its key in `data-shortcut`; the letter is
// taken by its place on the keyboard, so that it is the same key whatever script is typed.

document.addEventListener("keydown", event => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const opener = document.querySelector(`[data-shortcut="${CSS.escape(event.code)}"]`);
  if (!(opener instanceof HTMLElement)) return;
  event.preventDefault();
  opener.click();
});
export {};
