"use strict";
// The table: keys to move between rows, rows that open on a phone, printing with all evidence open.
(() => {
  const rows = () => [...document.querySelectorAll("[data-review]")];
  const english = document.documentElement.lang === "en";

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const now = all.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
    const next = all[Math.min(Math.max(now < 0 ? (step > 0 ? 0 : all.length - 1) : now + step, 0), all.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = event.target;
    if (at instanceof HTMLElement && at.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else return;
    event.preventDefault();
  });
  for (const each of document.querySelectorAll(".cmp-keys")) each.hidden = !rows().length;

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  const shut = [];
  window.addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("main details:not([open])")) {
      if (each.closest("aside")) continue;
      each.open = true;
      shut.push(each);
    }
  });
  window.addEventListener("afterprint", () => { for (const each of shut.splice(0)) each.open = false; });

  // On a phone a row shows its first side; a tap shows what stands against it.
  const narrow = window.matchMedia("(max-width: 760px)");
  for (const row of document.querySelectorAll("table.cmp tbody tr")) {
    const head = row.querySelector("th");
    if (!head || row.querySelectorAll("td").length === 0) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cmp-fold";
    const told = row.dataset.told || "";
    const say = () => {
      const closed = row.classList.contains("cmp-shut");
      button.setAttribute("aria-expanded", String(!closed));
      button.textContent = `${closed ? "▸" : "▾"} ${told || (english ? "Counterpart" : "对应")}`;
    };
    button.addEventListener("click", () => { row.classList.toggle("cmp-shut"); say(); });
    head.append(button);
    if (narrow.matches) row.classList.add("cmp-shut");
    say();
  }
  const filters = document.querySelector(".cmp-filters");
  if (filters && narrow.matches) filters.open = false;
})();
