"use strict";
// In a hand the hits come first: what narrows them is folded away until it is wanted.
(() => {
  const choices = document.querySelector(".page-search .choices");
  if (choices && matchMedia("(max-width: 760px)").matches) choices.open = false;
})();
