"use strict";
// The table and the gaps: keys to move between rows, rows that open on a phone, printing with all evidence open.
(() => {
  const english = document.documentElement.lang === "en";
  const rows = [...document.querySelectorAll("[data-review]")];

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (!step || event.target.matches("input, select, textarea")) return;
    const row = event.target.closest("[data-review]");
    const next = row ? rows[rows.indexOf(row) + step] : rows[0];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  });
  for (const each of document.querySelectorAll(".cmp-keys")) each.hidden = !rows.length;

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
