"use strict";
// Finds terms on the page as one types.
(() => {
  const field = document.getElementById("vocabulary-find");
  const count = document.getElementById("vocabulary-count");
  const terms = [...document.querySelectorAll(".term")].map((term) => [term, term.textContent.toLowerCase()]);
  const around = document.querySelectorAll("#prefixes, #queries, #links, #schemes");
  field.closest("[hidden]").hidden = false;
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    let found = 0;
    for (const [term, text] of terms) {
      term.hidden = !text.includes(wanted);
      found += !term.hidden;
    }
    for (const each of around) each.hidden = wanted !== "";
    for (const section of document.querySelectorAll("section:has(> .term)")) {
      section.hidden = !section.querySelector(".term:not([hidden])");
    }
    count.textContent = wanted ? count.dataset.words.replace("{}", found) : "";
  });
})();
