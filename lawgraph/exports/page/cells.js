// Cells of the table as elements. Text of documents is set as text, never as markup.
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") made.className = value;
    else if (name === "lang" || name === "for" || name.includes("-") || name === "role" || name === "scope" || name === "colspan") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const chinese = (tag, name, ...children) => element(tag, { class: name, lang: "zh-Hans" }, ...children);
// Offsets count code points: a text with characters beyond the basic plane is cut as an array of them.
const cuttable = kept_by_text((text) => (/[\ud800-\udfff]/.test(text) ? Array.from(text) : text));
const cut = (text, start, end) => { const piece = cuttable(text).slice(start, end); return typeof piece === "string" ? piece : piece.join(""); };

function kept_by_text(make) {
  const known = new Map();
  return (text) => { if (!known.has(text)) known.set(text, make(text)); return known.get(text); };
}

const rangesOf = (quote) => (Array.isArray(quote) ? quote : []);
const quoted = (unit, quote) => (Array.isArray(quote) ? quote.map(([start, end]) => cut(unit.text, start, end)).join("…") : quote || "");

// The text with the sentences that links go by marked, and in them the words that are evidence.
function marked(unit, sentences, words) {
  const text = cuttable(unit.text);
  const depth = new Uint8Array(text.length);
  for (const [ranges, level] of [[sentences, 1], [words, 2]]) {
    for (const [start, end] of ranges) for (let at = start; at < Math.min(end, depth.length); at += 1) depth[at] = level;
  }
  const made = chinese("blockquote", "text");
  if (unit.heading) made.append(element("strong", { class: "heading" }, unit.heading));
  for (let start = 0, end = 0; start < text.length; start = end) {
    while (end < text.length && depth[end] === depth[start]) end += 1;
    const piece = cut(unit.text, start, end);
    made.append(depth[start] ? element("mark", { class: depth[start] === 2 ? "word" : "sentence" }, piece) : piece);
  }
  if (!unit.text && !unit.heading) made.append(element("em", {}, t("noText")));
  return made;
}

const sideOf = (link, unit) => (link.low === unit ? 0 : 1);
const evidenceWords = (link, side) => link.evidence ? link.evidence.filter(([signal]) => !["clause", "meaning", "sentence", "norm"].includes(signal)).flatMap((each) => rangesOf(each[2 + side])) : [];
const sentenceOf = (link, side) => rangesOf((link.sentences || [])[side]);
const inside = (ranges, sentences) => (sentences.length ? ranges.filter(([start, end]) => sentences.some(([from, to]) => start >= from && end <= to)) : ranges);
const strongWords = (link, side) => inside(evidenceWords(link, side), sentenceOf(link, side));

// Who answers, by role: 牵头, 配合, 承担.
function bodies(unit) {
  const roles = new Map();
  for (const [name, role] of unit.departments) roles.set(role, [...(roles.get(role) || []), name]);
  if (!roles.size) return null;
  return element("dl", { class: "bodies" }, ...[...roles].map(([role, names]) => element("div", { class: role },
    element("dt", {}, t("role")[role] || named("role", role)), " ", ...names.flatMap((name, at) => [...(at ? [" "] : []), chinese("dd", "", name)]))));
}

const badge = (kind, words) => element("span", { class: `badge ${kind}` }, words);
const percent = (value) => Number(value).toFixed(2);
const reviewed = (review) => element("p", { class: "note" }, t("by"), element("bdi", {}, review));

function headOf(unit, links) {
  const topics = unit.topics.map((code) => named("topic", code)).join(language === "zh" ? "、" : ", ");
  return [
    element("h3", {}, spoken(unit.label)),
    marked(unit, links.flatMap((link) => sentenceOf(link, sideOf(link, unit))), links.filter((link) => !sentenceOf(link, sideOf(link, unit)).length).flatMap((link) => strongWords(link, sideOf(link, unit)))),
    bodies(unit), topics && element("p", { class: "note topics" }, topics),
  ];
}

function card(item, head) {
  const { link, unit } = item;
  const [own, other] = [sideOf(link, head), sideOf(link, unit)];
  const parts = [link.lowerPart, link.upperPart];
  const made = element("li", { class: `card ${item.sure}` });
  const signs = element("p", { class: "signs" }, badge(item.sure, t("sure")[item.sure]), " ", element("span", { class: "figure", title: t("probability") }, percent(link.score)));
  if (link.strength) signs.append(" ", badge("strength", named("strength", link.strength)));
  if (link.difference) signs.append(" ", badge(`difference ${link.difference}`, named("difference", link.difference)), link.whom ? element("span", { class: "whom" }, " ", t("whom"), chinese("span", "", link.whom)) : "");
  if (link.relation && link.relation !== link.difference) signs.append(" ", element("span", { class: "relation" }, named("relation", link.relation)));
  made.append(element("h4", {}, spoken(parts[other] || unit.label)), signs);
  if (parts[own]) made.append(element("p", { class: "note" }, t("of")(spoken(parts[own]))));
  made.append(marked(unit, sentenceOf(link, other), strongWords(link, other)));
  const people = bodies(unit);
  if (people) made.append(people);
  for (const [side, quote] of link.only || []) {
    made.append(element("p", { class: "note" }, `${t("onlyIn")[side]}：`, chinese("span", "quote", quoted(side === "lower" ? link.low : link.up, quote))));
  }
  if (link.compared) {
    const [measure, verdict, low, up] = link.compared;
    made.append(element("p", { class: "note" }, `${t("measure")[measure] || named("measure", measure)}：`, element("b", {}, t("verdict")[verdict] || verdict), " · ", `${t("lower")} `, chinese("span", "quote", low), " · ", `${t("upper")} `, chinese("span", "quote", up)));
  }
  if (link.review) made.append(reviewed(link.review));
  if (link.evidence) made.append(evidence(link));
  made.addEventListener("pointerenter", () => point(made, link, head));
  made.addEventListener("focusin", () => point(made, link, head));
  made.addEventListener("pointerleave", () => point(made, null, head));
  return made;
}

// While one card is pointed at, the head shows what that link alone goes by.
function point(made, link, head) {
  const row = made.closest("tr");
  if (!row || !row.heading) return;
  const links = link ? [link] : row.links;
  const words = link ? strongWords(link, sideOf(link, head)) : [];
  const text = marked(head, links.flatMap((each) => sentenceOf(each, sideOf(each, head))), words);
  row.heading.querySelector(".text").replaceWith(text);
}

// The evidence, signal by signal: its share of the probability, and the words of both sides, once where they are the same.
function evidence(link) {
  const made = element("details", { class: "evidence" }, element("summary", {}, t("evidence")(link.evidence.length)));
  made.fill = () => { if (made.childElementCount === 1) made.append(signals(link)); };
  made.addEventListener("toggle", made.fill);
  return made;
}

function signals(link) {
  const found = new Map();
  for (const [signal, weight, low, up] of link.evidence) {
    if (!found.has(signal)) found.set(signal, { weight: 0, words: new Map() });
    const one = found.get(signal);
    one.weight += weight;
    const [below, above] = [quoted(link.low, low), quoted(link.up, up)];
    const whole = [low, up].every((quote, side) => rangesOf(quote).length && JSON.stringify(quote) === JSON.stringify((link.sentences || [])[side]));
    one.words.set(`${below}\n${above}`, whole ? element("span", {}, t("sentence")) : element("span", {}, chinese("span", "quote", below), ...(below === above ? [] : [" ↔ ", chinese("span", "quote", above)])));
  }
  const rows = [...found].sort((a, b) => b[1].weight - a[1].weight).map(([signal, { weight, words }]) => element("div", {},
    element("dt", {}, signal === "review" ? t("review") : named("signal", signal), " ", element("span", { class: "figure" }, percent(weight))), " ",
    element("dd", {}, ...[...words.values()].flatMap((each, at) => (at ? [" ", each] : [each])))));
  return element("dl", {}, ...rows);
}

function viaCard(item) {
  const words = element("p", { class: "signs" }, badge(item.sure, t("sure")[item.sure]), " ", element("span", { class: "figure" }, percent(item.score)));
  return element("li", { class: `card via ${item.sure}` }, element("h4", {}, spoken(item.unit.label)), words, element("p", { class: "note" }, t("via"), chinese("span", "", documents[item.over.document].title), " ", spoken(item.over.label)), marked(item.unit, [], []), bodies(item.unit));
}

function gapCard({ gap }) {
  const signs = element("p", { class: "signs" }, badge(gap.state, t("gap")[gap.state] || named("gap", gap.state)));
  if (gap.review) signs.append(" ", badge("reviewed", t("sure").reviewed));
  if (gap.probability !== undefined) {
    const sure = gap.probability >= 0.8 ? "certain" : gap.probability >= LIKELY ? "likely" : "unsure";
    signs.append(" ", element("span", { class: "figure" }, gap.state === "absent" && !gap.review ? `${t("sure")[sure]} ` : "", percent(gap.probability)));
  }
  if (gap.severity && gap.state !== "formal") signs.append(" ", badge(`severity ${gap.severity}`, named("severity", gap.severity)));
  const made = element("li", { class: `card gap ${gap.state}` }, signs);
  if (gap.part) made.append(element("p", { class: "note" }, t("of")(spoken(gap.part))));
  if (gap.reason && spoken(gap.reason)) made.append(element("p", { class: "note" }, t("reason"), element("bdi", {}, spoken(gap.reason))));
  if (gap.nearest) made.append(element("p", { class: "note" }, t("nearest")(spoken(gap.nearest))));
  if (gap.review) made.append(reviewed(gap.review));
  return made;
}

function cellElement(row, place, items, titles) {
  const cell = row.cells[place];
  const caption = element("p", { class: "of", "aria-hidden": "true" }, chinese("span", "", titles[place]));
  if (cell.state === "head") {
    return element("th", { scope: "row", role: "rowheader", class: "head" }, caption);
  }
  const made = element("td", { role: "cell" }, caption);
  const left = cell.items.length - items.length;
  if (items.length) {
    made.append(element("ul", { class: "cards" }, ...items.map((item) => (item.kind === "gap" ? gapCard(item) : item.kind === "via" ? viaCard(item) : card(item, row.head)))));
  } else if (!left) {
    made.append(element("p", { class: `nothing ${cell.state}` }, t("cell")[cell.state] || ""));
  }
  if (left) made.append(element("p", { class: "note left" }, t("hidden")(left)));
  return made;
}

function rowElement(row, shown, titles) {
  const made = element("tr", { role: "row", class: "matter", id: `row-${row.head.document}-${row.head.number}` });
  row.cells.forEach((_, place) => made.append(cellElement(row, place, shown[place], titles)));
  made.heading = element("div", { class: "stays" });
  made.querySelector(".head").append(made.heading);
  made.links = shown.flat().filter((item) => item.kind === "link").map((item) => item.link);
  made.heading.append(...headOf(row.head, made.links).filter(Boolean));
  return made;
}
