"use strict";
// The lists of values close by themselves: by Escape, and by a click elsewhere.
(() => {
  const open = () => document.querySelectorAll(".page-overview .facets details[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const each of open()) {
      each.open = false;
      each.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const each of open()) if (!each.contains(event.target)) each.open = false;
  });
  document.querySelector(".narrowing select")?.addEventListener("change", (event) => event.target.form.requestSubmit());
})();
