"use strict";
// Printing: the button for it, and what is folded is opened on paper. On a phone filters are folded.
(() => {
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

  const filters = document.querySelector("details[data-filters]");
  if (filters && window.matchMedia("(max-width: 760px)").matches) filters.open = false;
})();
