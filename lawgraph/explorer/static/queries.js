"use strict";
// Values that the graph has are offered as one types into a field.
(() => {
  const WAIT = 250; // ms after a key
  for (const field of document.querySelectorAll("input[data-values]")) {
    const list = document.getElementById(field.getAttribute("list"));
    let timer = 0;
    let last = null;
    let asking = null;
    async function offer() {
      const near = field.value.trim();
      if (near === last) return;
      last = near;
      asking?.abort();
      asking = new AbortController();
      try {
        const address = `${field.dataset.values}?${new URLSearchParams({ limit: "30", ...(near && { near }) })}`;
        const found = await (await fetch(address, { headers: { Accept: "application/json" }, signal: asking.signal })).json();
        if (near !== field.value.trim()) return;
        list.replaceChildren(...found.values.map((each) => {
          const option = document.createElement("option");
          option.value = each.zh;
          return option;
        }));
      } catch { /* the field does without */ }
    }
    field.addEventListener("focus", offer);
    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(offer, WAIT); });
  }
})();
