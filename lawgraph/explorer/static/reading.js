"use strict";
// The reading page: kinds of facts are switched at once, facts are shown without leaving the place, keys go from
// provision to provision, JSON-LD is fetched as such. All of it works without this script, more slowly.
(() => {
  const root = document.querySelector(".rd");
  if (!root) return;
  const form = root.querySelector(".rd-kinds");
  for (const each of document.querySelectorAll(".script")) each.hidden = false;
  form.querySelector("button").hidden = true;

  const WORD = new Set();
  for (const sample of form.querySelectorAll(".f.word")) WORD.add(sample.dataset.k);
  const names = new Map([...form.querySelectorAll("label")].map((label) => [
    label.querySelector("input").value, label.querySelector(".f").textContent,
  ]));
  const chosenKinds = () => [...form.querySelectorAll("input[type=checkbox]:checked")].map((box) => box.value);

  function query(fact) {
    const asked = new URLSearchParams();
    const boxes = form.querySelectorAll("input[type=checkbox]").length;
    const on = chosenKinds();
    if (on.length < boxes) for (const kind of ["none", ...on]) asked.append("kind", kind);
    if (fact) asked.set("fact", fact);
    return `?${asked}`;
  }

  // What the server does in page.py (_mark, _classes), for the kinds that are switched on now.
  function mark(segment, on, doubtful) {
    const facts = segment.dataset.f.split(" ");
    const kinds = segment.dataset.k.split(" ").map((each) => each.replace("?", ""));
    const doubts = segment.dataset.k.split(" ").map((each) => each.endsWith("?"));
    const seen = kinds.map((kind, at) => at).filter((at) => on.has(kinds[at]));
    const classes = ["f"];
    for (const layer of ["whole", "word"]) {
      const last = seen.filter((at) => WORD.has(kinds[at]) === (layer === "word")).pop();
      if (last === undefined) continue;
      classes.push(layer, `k-${kinds[last]}`);
      if (doubts[last]) classes.push(`${layer}-doubt`);
    }
    const begins = (segment.dataset.b ?? "").split(" ");
    const whole = seen.filter((at) => !WORD.has(kinds[at])).pop();
    if (begins.includes(`${whole}`)) classes.push("first");
    if (segment.classList.contains("here")) classes.push("here");
    if (begins.includes(`${seen[seen.length - 1]}`)) segment.removeAttribute("tabindex");
    else segment.tabIndex = -1;
    segment.className = classes.join(" ");
    if (!seen.length) {
      segment.removeAttribute("href");
      segment.removeAttribute("title");
      return;
    }
    segment.setAttribute("href", `${query(facts[seen[seen.length - 1]])}#here`);
    const said = seen.reverse().map((at) => names.get(kinds[at]) + (doubts[at] ? doubtful : ""));
    segment.title = said.join(document.documentElement.lang === "en" ? ", " : "、");
  }

  form.addEventListener("change", () => {
    const on = new Set(chosenKinds());
    const doubtful = document.documentElement.lang === "en" ? " (doubtful)" : "（存疑）";
    for (const segment of root.querySelectorAll(".rd-text .f[data-f]")) mark(segment, on, doubtful);
    const fact = new URLSearchParams(location.search).get("fact");
    history.replaceState(null, "", `${location.pathname}${query(fact)}${location.hash}`);
  });

  // A fact is fetched with its page and put beside the text, which stays where it is.
  function select(fact) {
    for (const each of root.querySelectorAll(".f.here")) each.classList.remove("here");
    const old = document.getElementById("here");
    if (old) old.removeAttribute("id");
    if (!fact) return;
    const all = [...root.querySelectorAll(".rd-text .f[data-f]")].filter((each) => each.dataset.f.split(" ").includes(fact));
    for (const each of all) each.classList.add("here");
    if (all.length) all[0].id = "here";
  }

  let asking = 0;
  async function show(address, push) {
    const turn = ++asking;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn !== asking) return;
      const panel = page.getElementById("fact");
      document.getElementById("fact")?.remove();
      if (panel) root.append(document.importNode(panel, true));
      select(new URL(address, location.href).searchParams.get("fact"));
      if (push) history.pushState(null, "", address);
      document.getElementById("fact")?.focus({ preventScroll: true });
    } catch {
      location.assign(address);
    }
  }

  function close() {
    const here = document.getElementById("here");
    asking += 1;
    document.getElementById("fact")?.remove();
    history.pushState(null, "", `${location.pathname}${query("")}`);
    if (here) here.focus({ preventScroll: true });
    select("");
  }

  root.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link) return;
    if (link.classList.contains("rd-close")) {
      event.preventDefault();
      close();
    } else if (link.matches(".rd-text .f[href], .rd-others a")) {
      event.preventDefault();
      show(link.href, true);
    } else if (link.classList.contains("rd-jsonld")) {
      event.preventDefault();
      linked(link.href);
    }
  });
  window.addEventListener("popstate", () => {
    if (!location.hash || new URLSearchParams(location.search).get("fact")) show(location.href, false);
  });

  async function linked(address) {
    const answer = await fetch(address, { headers: { Accept: "application/ld+json" } });
    const file = document.createElement("a");
    file.href = URL.createObjectURL(await answer.blob());
    file.download = `${address.split("/").slice(-2).join("-")}.jsonld`;
    file.click();
    setTimeout(() => URL.revokeObjectURL(file.href), 10_000);
  }

  // j and k go on and back; Enter chooses; Esc closes the fact.
  const rows = [...root.querySelectorAll(".rd-row[data-row]")];
  function step(by) {
    const now = document.activeElement?.closest(".rd-row[data-row]")
      ?? rows.findLast((row) => row.getBoundingClientRect().top < 90) ?? null;
    const next = rows[now ? rows.indexOf(now) + by : by > 0 ? 0 : -1];
    if (!next) return;
    if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }
  document.addEventListener("keydown", (event) => {
    const writes = event.target instanceof Element && event.target.matches("input:not([type=checkbox]), textarea, select");
    if (writes || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "Escape" && document.getElementById("fact")) close();
    else if (event.key === "Enter" && document.activeElement?.matches(".rd-row[data-row]")) {
      location.assign(document.activeElement.dataset.row);
    }
  });

  // The part that is read is marked in the table of contents.
  const entries = new Map([...root.querySelectorAll(".rd-contents a[href^='#at-']")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
  const side = root.querySelector(".rd-side");
  const chosen = root.querySelector(".row-chosen");
  const inWindow = (row) => row && row.getBoundingClientRect().top < innerHeight && row.getBoundingClientRect().bottom > 90;
  const watch = new IntersectionObserver((seen) => {
    const first = seen.find((each) => each.isIntersecting)?.target;
    if (!first) return;
    const link = entries.get((inWindow(chosen) ? chosen : first).querySelector("[id^='at-']")?.id);
    if (!link) return;
    for (const each of root.querySelectorAll(".rd-contents [aria-current]")) each.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    for (let held = link.closest("details"); held; held = held.parentElement.closest("details")) held.open = true;
    const place = link.getBoundingClientRect().top - side.getBoundingClientRect().top;
    if (side.scrollHeight > side.clientHeight && (place < 0 || place > side.clientHeight - 40)) {
      side.scrollTop += place - side.clientHeight / 2;
    }
  }, { rootMargin: "-80px 0px -75% 0px" });
  for (const row of rows) watch.observe(row);
})();
