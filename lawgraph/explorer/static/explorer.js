"use strict";
// What every page has: saying something to a screen reader, and copying.
window.lawgraph = {
  say(words) {
    const place = document.getElementById("said");
    place.textContent = "";
    requestAnimationFrame(() => { place.textContent = words; });
  },
};
document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  if (!button) return;
  const from = document.getElementById(button.dataset.copy);
  const text = from instanceof HTMLTextAreaElement || from instanceof HTMLInputElement ? from.value : from.textContent;
  try {
    await navigator.clipboard.writeText(text);
    lawgraph.say(button.dataset.copied || "已复制 Copied");
    const before = button.textContent;
    button.textContent = button.dataset.copied || "已复制";
    setTimeout(() => { button.textContent = before; }, 1500);
  } catch {
    getSelection().selectAllChildren(from);
  }
});
