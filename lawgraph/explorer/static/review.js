"use strict";
// Deciding without leaving the page: keys a, r, n, u on the row in focus, j and k from row to row; without script forms do.
(() => {
  const zh = document.documentElement.lang !== "en";
  const words = {
    confirmed: zh ? "已确认对应" : "Link confirmed", rejected: zh ? "已否决对应" : "Link rejected",
    none: zh ? "已认定没有对应" : "No counterpart, it was decided", "": zh ? "尚未审核" : "Not decided yet",
    wait: zh ? "正在记下…" : "Taking it down…", failed: zh ? "没有记下：服务没有回答，请再试。" : "Not taken down: no answer; try again.",
  };
  const found = {  // of a finding of a check
    confirmed: zh ? "已确认" : "Confirmed", dismissed: zh ? "已排除" : "Dismissed", "": words[""],
  };
  const rows = () => [...document.querySelectorAll("[data-review]")];

  let latest = null;  // the row that was decided last on this page

  function counted(more) {
    const progress = document.querySelector(".queue-progress progress");
    const number = document.querySelector(".queue-progress [data-decided]");
    if (!progress || !number) return;
    progress.value += more;
    number.textContent = progress.value.toLocaleString("en-US");
  }

  function told(row, done, form) {
    const state = form.closest(".review").querySelector(".review-state");
    state.hidden = false;
    counted(Number(Boolean(done.decided)) - Number(state.dataset.state !== "open"));
    state.dataset.state = done.decided || "open";
    const by = done.by.length ? ` · ${done.by.join(zh ? "、" : ", ")} · ${done.on}` : "";
    const said = form.elements.namedItem("finding") ? found : words;
    state.querySelector(".review-words").textContent = `${said[done.decided]}${by}`;
    row.dataset.decided = done.decided;
    state.querySelector(".review-disputed").hidden = !done.disputed;
    const remark = state.querySelector(".review-remark");
    remark.hidden = !done.remark;
    remark.lastElementChild.textContent = done.remark;
    const written = form.elements.namedItem("remark");
    if (written && said === found) written.value = "";
    for (const name of ["seen", "seen_gap"]) {
      const field = form.elements.namedItem(name);
      if (field && done[name]) field.value = done[name];
    }
    const undo = form.querySelector(".review-undo");
    if (undo) undo.hidden = !done.mine;
  }

  async function decide(form, button) {
    const row = form.closest("[data-review]");
    if (!row || row.getAttribute("aria-busy") === "true") return;
    const fields = new URLSearchParams(new FormData(form));
    fields.set("did", button.value);
    row.setAttribute("aria-busy", "true");
    lawgraph.say(words.wait);
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, headers: { Accept: "application/json" } });
      if (answer.status === 401 || answer.status === 409) {
        form.dataset.plain = "yes";  // a page asks for what is missing, or shows who decided
        form.requestSubmit(button);
        return;
      }
      const done = await answer.json();
      if (!answer.ok) {
        const place = form.closest(".review").querySelector(".review-words");
        place.parentElement.hidden = false;
        place.textContent = done.trouble;
        lawgraph.say(done.trouble);
        return;
      }
      if (done.page) { location.assign(done.page); return; }
      told(row, done, form);
      latest = done.mine ? row : null;
      const all = rows();
      const next = button.value === "undo" || button.value === "remark" ? row : all[all.indexOf(row) + 1] || row;
      next.focus();
      next.scrollIntoView({ block: "nearest" });
      lawgraph.say(done.said);
    } catch {
      row.querySelector(".review-words").textContent = words.failed;
      lawgraph.say(words.failed);
    } finally {
      row.removeAttribute("aria-busy");
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".review-form") || form.dataset.plain || !event.submitter) return;
    event.preventDefault();
    decide(form, event.submitter);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.target.matches("input, select, textarea")) return;
    const row = event.target.closest("[data-review]");
    const key = event.key.toLowerCase();
    if ((key === "j" || key === "k") && document.body.matches(".page-review, .page-check")) {
      const all = rows();
      const next = all[all.indexOf(row) + (key === "j" ? 1 : -1)] || (row ? null : all[0]);
      if (next) { event.preventDefault(); next.focus(); next.scrollIntoView({ block: "nearest" }); }
      return;
    }
    const at = (place) => place && place.isConnected && place.querySelector(`.review-form [data-key="${CSS.escape(key)}"]`);
    let button = at(row);
    if (key === "u" && (!button || button.hidden)) button = at(latest);  // the row in focus is the one after it
    if (!button || button.hidden) return;
    event.preventDefault();
    decide(button.form, button);
  });
})();
