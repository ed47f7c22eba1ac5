// Controls, and the table of what is chosen, drawn as far as somebody reads.
const AT_ONCE = 30;
const MOST_FITTING = 4;
const GROUPS = [...OF_LINKS, ...OF_GAPS];
const ORDER = {
  sure: ["reviewed", "certain", "likely", "unsure"], strength: ["same-act", "same-matter"], difference: ["stricter", "looser", "possible-conflict", "none"],
  gap: ["absent", "doubtful", "formal"], severity: ["high", "low"],
};
const view = { base: null, columns: [], table: [], shown: [], drawn: 0 };
const sameTitle = kept((title) => documents.map((_, at) => at).filter((at) => documents[at].title === title));
// Documents of one title are told apart by their dates, or by their number among them.
function titleOf(at) {
  const { title, date } = documents[at];
  const same = sameTitle(title);
  if (same.length < 2) return title || t("untitled");
  const dates = new Set(same.map((each) => documents[each].date));
  return `${title || t("untitled")}（${dates.size === same.length && date ? date : same.indexOf(at) + 1}）`;
}
const paired = documents.map((_, at) => at).filter((at) => comparedWith[at].size);

function nameOf(group, code) {
  if (group === "sure" || group === "gap") return t(group)[code] || named(group, code);
  return code === "none" ? t("noDifference") : named(group, code);
}

function wanted() {
  const chips = Object.fromEntries(GROUPS.map((group) => [group, new Set([...document.querySelectorAll(`#chips input[name="${group}"]:checked`)].map((box) => box.value))]));
  return { chips, words: $("search").value.trim().toLowerCase().split(/\s+/).filter(Boolean), department: $("department").value, topic: $("topic").value };
}

function draw() {
  const filter = wanted();
  view.shown = view.table.map((row) => [row, shownOf(row, filter)]).filter(([, cells]) => cells);
  const items = new Set(view.shown.flatMap(([, cells]) => cells.flat()).map((item) => item.link || item.gap).filter(Boolean));
  const gaps = [...items].filter((thing) => thing.unit).length;
  $("count").textContent = view.shown.length ? t("count")(view.shown.length, view.table.length, items.size - gaps, gaps) : t("none");
  $("chosen").textContent = tell(filter);
  const titles = view.columns.map(titleOf);
  const head = element("tr", { role: "row" }, ...view.columns.map((at) => element("th", { scope: "col", role: "columnheader" }, chinese("span", "title", titleOf(at)), element("small", {}, [t("levels")[documents[at].level] || documents[at].level, documents[at].number, documents[at].date].filter(Boolean).join(" · ")))));
  const table = element("table", { role: "table", class: view.columns.length > MOST_FITTING ? "wide" : "" }, element("caption", { class: "unseen" }, chinese("span", "", titles.join(" | "))), element("thead", { role: "rowgroup" }, head), element("tbody", { role: "rowgroup" }));
  const box = $("rows");
  box.className = view.columns.length > MOST_FITTING ? "scroll" : "";
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", t("title"));
  box.tabIndex = view.columns.length > MOST_FITTING ? 0 : -1;
  box.replaceChildren(table);
  view.drawn = 0;
  go();
}

function go(many = AT_ONCE) {
  const body = $("rows").querySelector("tbody");
  const titles = view.columns.map(titleOf);
  for (const [row, cells] of view.shown.slice(view.drawn, view.drawn + many)) {
    const before = view.drawn ? view.shown[view.drawn - 1][0].column : view.columns[0];
    if (row.column !== before) body.append(element("tr", { role: "row", class: "part" }, element("th", { role: "rowheader", scope: "rowgroup", colspan: view.columns.length }, t("only"), chinese("span", "title", titleOf(row.column)))));
    body.append(rowElement(row, cells, titles));
    view.drawn += 1;
  }
  const rest = view.shown.length - view.drawn;
  $("rest").hidden = !rest;
  $("more").textContent = t("more")(rest);
}

function tell(filter) {
  const parts = GROUPS.filter((group) => filter.chips[group].size).map((group) => `${t("groups")[group]} ${[...filter.chips[group]].map((code) => nameOf(group, code)).join("、")}`);
  if (filter.department) parts.push(`${t("department")} ${filter.department}`);
  if (filter.topic) parts.push(`${t("topic")} ${named("topic", filter.topic)}`);
  if (filter.words.length) parts.push(`${t("search")} ${filter.words.join(" ")}`);
  return parts.length ? t("filtered") + parts.join("；") : "";
}

// What can be filtered by is what the table has, with how often.
function facets() {
  const items = view.table.flatMap((row) => row.cells.flatMap((cell) => cell.items)).filter((item) => item.kind !== "head");
  const before = wanted();
  const boxes = GROUPS.map((group) => {
    const own = OF_GAPS.includes(group) ? "gap" : "link";
    const counts = new Map();
    const seen = new Set();
    for (const item of items) {
      const thing = item.link || item.gap || item;
      const code = item.kind === own || (group === "sure" && item.kind === "via") ? facet(item, group) : "";
      if (code && !seen.has(thing)) counts.set(code, (counts.get(code) || 0) + 1);
      seen.add(thing);
    }
    const codes = [...ORDER[group].filter((code) => counts.has(code)), ...[...counts.keys()].filter((code) => !ORDER[group].includes(code)).sort()];
    if (!codes.length) return null;
    return element("fieldset", { class: "group" }, element("legend", {}, t("groups")[group]), ...codes.map((code) => {
      const box = element("input", { type: "checkbox", name: group, value: code, checked: before.chips[group].has(code) });
      return element("label", { class: "chip" }, box, element("span", {}, nameOf(group, code), " ", element("small", {}, String(counts.get(code)))));
    }));
  });
  $("chips").replaceChildren(...boxes.filter(Boolean));
  const units = new Set(view.table.flatMap((row) => row.cells.flatMap((cell) => cell.items)).map((item) => item.unit).filter(Boolean));
  fill($("department"), tally([...units].flatMap((unit) => unit.departments.map((each) => each[0]))), (name) => name);
  fill($("topic"), tally([...units].flatMap((unit) => unit.topics)), (code) => named("topic", code));
  meanings();
}

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function fill(select, counts, name) {
  const before = select.value;
  select.replaceChildren(element("option", { value: "" }, t("all")), ...counts.map(([value, count]) => element("option", { value }, `${name(value)}（${count}）`)));
  select.value = counts.some(([value]) => value === before) ? before : "";
}

function meanings() {
  const told = [
    ...["certain", "likely", "unsure", "reviewed"].map((code) => [badge(code, t("sure")[code]), code]),
    ...["absent", "doubtful", "formal"].map((code) => [badge(code, t("gap")[code]), code]),
    ...["not-compared", "open"].map((code) => [element("span", { class: `nothing ${code}` }, t("cell")[code]), code]),
    ...["same-act", "same-matter"].map((code) => [badge("strength", named("strength", code)), code]),
    ...["stricter", "looser", "possible-conflict"].map((code) => [badge(`difference ${code}`, named("difference", code)), code]),
    [element("mark", { class: "sentence" }, t("sentence")), "sentence"], [element("mark", { class: "word" }, t("signal")), "word"],
  ];
  $("meanings").replaceChildren(...told.map(([sample, code]) => element("div", {}, element("dt", {}, sample), element("dd", {}, t("legends")[code]))));
}

function choose(base, others) {
  view.base = base;
  view.columns = [base, ...others];
  view.table = tableOf(view.columns);
  $("base").value = String(base);
  beside();
  sources();
  facets();
  draw();
}

function bases() {
  const groups = new Map();
  for (const at of paired) {
    const level = documents[at].level;
    if (!groups.has(level)) groups.set(level, element("optgroup", { label: t("levels")[level] || level }));
    groups.get(level).append(element("option", { value: String(at), lang: "zh-Hans" }, titleOf(at)));
  }
  $("base").replaceChildren(...groups.values());
}

function beside() {
  const { near, far } = neighbours(view.base);
  const choices = [...near.map((at) => [at, t("compared")]), ...far.map((at) => [at, t("over")])];
  $("others").querySelector("summary").textContent = t("beside")(view.columns.length - 1, choices.length);
  $("columns").replaceChildren(...choices.map(([at, why]) => {
    const box = element("input", { type: "checkbox", value: String(at), checked: view.columns.includes(at) });
    return element("li", {}, element("label", {}, box, element("span", {}, chinese("span", "title", titleOf(at)), element("small", {}, `${t("levels")[documents[at].level] || documents[at].level} · ${why}`))));
  }));
}

function overview() {
  const links = ["certain", "likely", "unsure", "reviewed"];
  const gaps = ["absent", "doubtful", "formal"].flatMap((state) => ["lower", "upper"].map((side) => `${state}-${side}`));
  const total = (names) => index.pairs.reduce((all, [, , counts]) => all + names.reduce((sum, name) => sum + (counts[name] || 0), 0), 0);
  $("overview").querySelector("summary").textContent = t("overview")(index.pairs.length, total(links), total(gaps));
  $("overview").hidden = index.pairs.length < 2;
  const box = $("overview").querySelector("div");
  box.replaceChildren();
  if (!$("overview").open) return;
  const heads = t("pair").map((head) => element("th", { scope: "col" }, head));
  const rows = index.pairs.map(([low, up, counts]) => {
    const open = element("button", { type: "button" }, chinese("span", "", titleOf(low)));
    open.title = t("open");
    open.addEventListener("click", () => { $("overview").open = false; choose(low, [up]); $("rows").focus(); });
    const figures = [links.reduce((sum, name) => sum + (counts[name] || 0), 0), ...links.map((name) => counts[name] || 0), counts.stricter || 0, counts.looser || 0, counts["absent-lower"] || 0, counts["absent-upper"] || 0, counts.grave || 0];
    return element("tr", {}, element("th", { scope: "row" }, open), chinese("td", "", titleOf(up)), ...figures.map((figure) => element("td", { class: "figure" }, String(figure))));
  });
  box.append(element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows)));
}

function sources() {
  const rows = documents.map((each, at) => element("tr", { class: view.columns.length && !view.columns.includes(at) ? "aside" : "" }, element("th", { scope: "row", lang: "zh-Hans" }, each.title || t("untitled")), ...[t("levels")[each.level] || each.level, each.number, each.date, each.file, each.sha256].map((cell) => element("td", {}, cell))));
  $("sources").hidden = !rows.length;
  $("sources").querySelector("div").replaceChildren(element("table", {}, element("thead", {}, element("tr", {}, ...t("source").map((head) => element("th", { scope: "col" }, head)))), element("tbody", {}, ...rows)));
}

function speak() {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  $("language").textContent = t("other");
  $("language").lang = language === "zh" ? "en" : "zh-Hans";
  document.title = `${t("title")} · lawgraph`;
  for (const id of ["choice", "filters", "count", "print", "rows"]) $(id).hidden = !paired.length;
  if (!paired.length) {
    $("nothing").hidden = false;
    $("nothing").textContent = documents.length ? t("noPairs")(documents.length) : t("empty");
    $("sources").open = true;
    sources();
    return;
  }
  bases();
  overview();
  choose(view.base, view.columns.slice(1));
}

// On paper everything is there and open; afterwards all is as it was.
let closed = null;
function unfold() {
  if (closed) return;
  go(view.shown.length);
  closed = [...document.querySelectorAll("details:not([open])")].filter((each) => each.id !== "others" && each.id !== "overview");
  for (const each of closed) { if (each.fill) each.fill(); each.open = true; }
  // A row stays on one page unless it is so high that it would leave half of the page before it empty.
  for (const row of document.querySelectorAll("tr.matter")) row.classList.toggle("high", row.offsetHeight > 420);
}
function fold() {
  for (const each of closed || []) each.open = false;
  closed = null;
}

$("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; speak(); });
$("print").addEventListener("click", () => window.print());
$("clear").addEventListener("click", () => {
  for (const box of document.querySelectorAll("#chips input")) box.checked = false;
  for (const id of ["search", "department", "topic"]) $(id).value = "";
  draw();
});
let waiting = 0;
$("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(draw, 120); });
for (const id of ["department", "topic", "chips"]) $(id).addEventListener("change", draw);
$("base").addEventListener("change", () => { const base = Number($("base").value); choose(base, columnsFor(base)); });
$("columns").addEventListener("change", () => {
  const at = [...$("columns").querySelectorAll("input")];
  const focused = at.indexOf(document.activeElement);
  choose(view.base, at.filter((box) => box.checked).map((box) => Number(box.value)));
  if (focused >= 0) $("columns").querySelectorAll("input")[focused].focus();
});
$("overview").addEventListener("toggle", overview);
$("more").addEventListener("click", () => { const at = view.drawn; go(); const next = $("rows").querySelectorAll("tr.matter")[at]; next.tabIndex = -1; next.focus({ preventScroll: true }); });
new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting) && view.drawn < view.shown.length) go(); }, { rootMargin: "1200px" }).observe($("rest"));
$("rows").addEventListener("scroll", (event) => { const box = event.target; if (box.scrollTop + box.clientHeight > box.scrollHeight - 1200 && view.drawn < view.shown.length) go(); });
window.addEventListener("beforeprint", unfold);
window.addEventListener("afterprint", fold);
window.matchMedia("print").addEventListener("change", (event) => (event.matches ? unfold() : fold()));

// First shown: the lower document of the pair with most links, with what it was compared with.
if (paired.length) {
  const most = index.pairs.reduce((best, pair) => (comparedWith[pair[0]].get(pair[1]) > comparedWith[best[0]].get(best[1]) ? pair : best));
  view.base = most[0];
  view.columns = [most[0], ...columnsFor(most[0])];
}
$("legend").open = !window.matchMedia("(max-width: 720px)").matches;
document.fonts.load('15px "LawgraphSans"', "中文").then(() => document.fonts.ready).then(() => { speak(); document.body.dataset.ready = "yes"; });
