"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const entries = new Map(data.entries.map((entry) => [entry.id, entry]));
  const titles = new Map(data.documents);
  const $ = (id) => document.getElementById(id);
  const SVG = "http://www.w3.org/2000/svg";

  // Colours have a contrast of at least 3 to 1 on white; the line style tells relations apart without colour.
  const STYLES = {
    "implements": ["#0060a8", ""], "restates": ["#5b6470", "2 3"], "details": ["#00785a", "10 3"],
    "extends": ["#7a3fa0", "10 3 2 3"], "stricter": ["#b3261e", "6 3"], "looser": ["#a85b00", "3 5"],
    "same-instrument": ["#00707e", "14 4"], "same-subject": ["#6d6a00", "1 4"], "possible-conflict": ["#c0006a", "8 2 2 2 2 2"],
  };
  const style = (relation) => STYLES[relation] || ["#444444", "4 4"];
  const WORDS = {
    zh: { title: "跨层级规定对应图", pair: "文件", filter: "筛选", score: "最低概率", gaps: "显示缺口", relations: "关系", lower: "下级", upper: "上级",
      hint: "点击任一条款或连线，查看双方原文与依据。", signal: "依据", weight: "权重", words: "字句", nothing: "没有对应规定", reason: "原因",
      compare: "比较", strength: "对应强度", difference: "差异", only: { lower: "仅下级有", upper: "仅上级有" }, severity: "轻重", sure: ["确定", "很可能", "待核"], points: "概率", lead: "牵头", cooperating: "配合", bearer: "承担", signals: { words: "词语", wording: "专门用语", clause: "最相近的句子", meaning: "词义", topic: "主题", quantity: "数量", citation: "引用" }, count: (l, g) => `${l} 条对应，${g} 处缺口`, other: "English" },
    en: { title: "Provisions linked across levels", pair: "Documents", filter: "Filter", score: "Lowest probability", gaps: "Show gaps", relations: "Relation", lower: "Lower rule", upper: "Upper rule",
      hint: "Choose a provision or a line to see both texts and the evidence.", signal: "Signal", weight: "Weight", words: "words", nothing: "No counterpart", reason: "Reason",
      compare: "Comparison", strength: "Strength", difference: "Difference", only: { lower: "Only in the lower rule", upper: "Only in the upper rule" }, severity: "Severity", sure: ["certain", "likely", "to be checked"], points: "probability", lead: "lead", cooperating: "cooperating", bearer: "bearer", signals: { words: "words", wording: "rare wording", clause: "most alike sentence", meaning: "meaning", topic: "topic", quantity: "quantity", citation: "citation" }, count: (l, g) => `${l} links, ${g} gaps`, other: "中文" },
  };
  let language = "zh";
  let chosen = null;
  const t = (key) => WORDS[language][key];
  const labelOf = (entry) => (language === "zh" ? entry.label : entry.label_en);
  const said = (of, name) => of[`${name}_${language}`];
  const part = (link, side) => said(link, side) || labelOf(entries.get(link[side]));
  const sure = (value) => `${value.toFixed(2)} ${t("sure")[value >= 0.8 ? 0 : value >= 0.5 ? 1 : 2]}`;
  const relationLabel = (link) => (language === "zh" ? link.relation_zh : link.relation_en);

  function element(tag, properties = {}, ...children) {
    const made = document.createElement(tag);
    Object.assign(made, properties);
    made.append(...children);
    return made;
  }

  const pairs = [...new Set(data.links.map((l) => `${entries.get(l.lower).document}\n${entries.get(l.upper).document}`)
    .concat(data.gaps.map((g) => { const own = entries.get(g.id).document; return g.side === "lower" ? `${own}\n${g.against}` : `${g.against}\n${own}`; })))].sort();
  const title = (document) => titles.get(document) || document;
  for (const pair of pairs) {
    $("pair").append(element("option", { value: pair }, pair.split("\n").map(title).join(" → ")));
  }
  document.querySelector(".pair").hidden = pairs.length < 2;

  const relations = new Map(data.links.map((link) => [link.relation, link]));
  for (const [relation, link] of [...relations].sort()) {
    const box = element("input", { type: "checkbox", checked: true, value: relation });
    box.addEventListener("change", draw);
    const sample = document.createElementNS(SVG, "svg");
    sample.setAttribute("aria-hidden", "true");
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", "M0 5H34");
    paint(line, relation, 3);
    sample.append(line);
    const name = element("span", {}, relationLabel(link));
    name.dataset.relation = relation;
    $("relations").append(element("label", {}, box, sample, name));
  }

  function paint(path, relation, width) {
    const [colour, dashes] = style(relation);
    path.setAttribute("stroke", colour);
    path.setAttribute("stroke-width", width);
    path.setAttribute("fill", "none");
    if (dashes) path.setAttribute("stroke-dasharray", dashes);
  }

  function visible() {
    const [low, up] = ($("pair").value || "\n").split("\n");
    const on = new Set([...document.querySelectorAll("#relations input:checked")].map((box) => box.value));
    const words = $("filter").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const says = (ids, ...more) => {
      const all = [...ids.map((id) => { const e = entries.get(id); return [e.label, e.label_en, e.text, ...e.departments.map((d) => d.name)].join(" "); }), ...more].join(" ").toLowerCase();
      return words.every((word) => all.includes(word));
    };
    const links = data.links.filter((l) => entries.get(l.lower).document === low && entries.get(l.upper).document === up
      && on.has(l.relation) && l.score >= Number($("score").value) && says([l.lower, l.upper], l.lower_zh, l.lower_en, l.upper_zh, l.upper_en));
    const gaps = !$("gaps").checked ? [] : data.gaps.filter((g) => {
      const own = entries.get(g.id).document;
      return own === (g.side === "lower" ? low : up) && g.against === (g.side === "lower" ? up : low) && says([g.id]);
    });
    return { low, up, links, gaps };
  }

  function chips(entry) {
    const box = element("span", { className: "chips" });
    for (const department of entry.departments) {
      box.append(element("span", { className: `chip ${department.role}`, title: t(department.role) || "" }, department.name));
    }
    return box;
  }

  function column(side, shown) {
    const used = new Set(shown.links.map((link) => link[side]));
    const gaps = new Map(shown.gaps.filter((gap) => gap.side === side).map((gap) => [gap.id, gap]));
    const list = $(side);
    list.replaceChildren();
    for (const entry of data.entries) {
      if (!used.has(entry.id) && !gaps.has(entry.id)) continue;
      const start = entry.text.replace(/\s+/g, "");
      const button = element("button", { type: "button", className: "provision" }, element("b", {}, labelOf(entry)),
        element("span", { className: "start" }, start.length > 46 ? `${start.slice(0, 45)}…` : start), chips(entry));
      button.dataset.id = entry.id;
      if (gaps.has(entry.id) && !used.has(entry.id)) button.classList.add("gap");
      button.addEventListener("click", () => choose({ side, id: entry.id }));
      list.append(element("li", {}, button));
    }
  }

  function draw() {
    const shown = visible();
    $("lower-title").textContent = title(shown.low);
    $("upper-title").textContent = title(shown.up);
    $("score-shown").textContent = Number($("score").value).toFixed(2);
    $("count").textContent = t("count")(shown.links.length, shown.gaps.length);
    column("lower", shown);
    column("upper", shown);
    const svg = $("curves");
    svg.replaceChildren();
    for (const link of shown.links) {
      const path = document.createElementNS(SVG, "path");
      path.classList.add("curve");
      paint(path, link.relation, 1.5 + 2.5 * link.score);
      path.setAttribute("tabindex", "0");
      path.setAttribute("role", "button");
      path.setAttribute("aria-label", `${part(link, "lower")} ${relationLabel(link)} ${part(link, "upper")}, ${t("points")} ${link.score.toFixed(2)}`);
      const tip = document.createElementNS(SVG, "title");
      tip.textContent = path.getAttribute("aria-label");
      path.append(tip);
      path.link = link;
      path.addEventListener("click", () => choose({ link }));
      path.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose({ link }); } });
      svg.append(path);
    }
    place();
    mark();
  }

  function place() {
    const svg = $("curves");
    svg.style.height = "0";
    const height = document.querySelector("main").clientHeight;
    svg.style.height = `${height}px`;
    const box = svg.getBoundingClientRect();
    const middle = (side, id) => {
      const rect = $(side).querySelector(`[data-id="${CSS.escape(id)}"]`).getBoundingClientRect();
      return Math.round(rect.top + Math.min(rect.height / 2, 20) - box.top);
    };
    for (const path of svg.querySelectorAll(".curve")) {
      const [y1, y2] = [middle("lower", path.link.lower), middle("upper", path.link.upper)];
      path.setAttribute("d", `M0 ${y1}C${box.width / 2} ${y1} ${box.width / 2} ${y2} ${box.width} ${y2}`);
    }
  }

  // The text as nodes, with the words of the evidence marked wherever they stand; the most alike sentence lightly.
  function marked(text, evidence) {
    const depth = new Array(text.length).fill(0);
    for (const [word, level] of evidence) {
      for (let at = word ? text.indexOf(word) : -1; at >= 0; at = text.indexOf(word, at + 1)) {
        for (let i = at; i < at + word.length; i += 1) depth[i] = Math.max(depth[i], level);
      }
    }
    const quote = element("blockquote");
    for (let start = 0, end = 0; start < text.length; start = end) {
      while (end < text.length && depth[end] === depth[start]) end += 1;
      const piece = text.slice(start, end);
      quote.append(depth[start] ? element("mark", { className: depth[start] === 1 ? "clause" : "" }, piece) : piece);
    }
    return quote;
  }

  function card(link) {
    const side = (name) => {
      const entry = entries.get(link[name]);
      return element("div", {}, element("b", {}, `${t(name)} · ${part(link, name)}`), chips(entry), marked(entry.text, [[link.sentences[name === "lower" ? 0 : 1], 1], ...link.evidence.map((e) => [e[name], e.signal === "clause" ? 1 : 2])]));
    };
    const table = element("table", {}, element("tr", {}, ...[t("signal"), t("weight"), `${t("lower")} ${t("words")}`, `${t("upper")} ${t("words")}`].map((head) => element("th", { scope: "col" }, head))));
    for (const e of link.evidence) {
      table.append(element("tr", {}, ...[t("signals")[e.signal] || e.signal, e.weight.toFixed(3), e.lower, e.upper].map((cell) => element("td", {}, cell))));
    }
    const heading = element("h3", {}, `${part(link, "lower")} — ${relationLabel(link)} → ${part(link, "upper")} · ${t("points")} ${sure(link.score)}`);
    heading.style.color = style(link.relation)[0];
    const facets = [["strength", said(link, "strength")], ["difference", [said(link, "difference"), link.difference_for].filter(Boolean).join(" · ")]]
      .filter(([, words]) => words).map(([name, words]) => `${t(name)}: ${words}`);
    const made = element("article", { className: "card" }, heading, ...(facets.length ? [element("p", {}, facets.join("  "))] : []), element("div", { className: "both" }, side("lower"), side("upper")), table);
    for (const only of link.only_in) made.append(element("p", {}, `${t("only")[only.side]}: ${only.words}`));
    if (link.comparison) made.append(element("p", {}, `${t("compare")}: ${link.comparison}`));
    return made;
  }

  function choose(what) {
    chosen = what;
    show();
    mark();
  }

  function show() {
    const panel = $("detail");
    if (!chosen) { panel.replaceChildren(element("p", {}, t("hint"))); return; }
    const shown = visible();
    const links = chosen.link ? [chosen.link] : shown.links.filter((link) => link[chosen.side] === chosen.id);
    const cards = links.map(card);
    if (!links.length) {
      const entry = entries.get(chosen.id);
      const gap = shown.gaps.find((g) => g.id === chosen.id);
      const state = gap && said(gap, "state") ? `${said(gap, "state")}${gap.probability === null ? "" : ` ${gap.probability.toFixed(2)}`}` : t("nothing");
      const weight = gap && said(gap, "severity") ? ` · ${t("severity")}: ${said(gap, "severity")}` : "";
      cards.push(element("article", { className: "card" }, element("h3", {}, `${labelOf(entry)} · ${state}${weight}`), chips(entry), marked(entry.text, []),
        ...(gap && gap.reason_zh ? [element("p", {}, `${t("reason")}: ${language === "zh" ? gap.reason_zh : gap.reason_en}`)] : [])));
    }
    panel.replaceChildren(...cards);
    panel.scrollTop = 0;
  }

  function mark() {
    const active = (link) => !chosen || (chosen.link ? chosen.link === link : link[chosen.side] === chosen.id);
    const ends = { lower: new Set(), upper: new Set() };
    for (const path of document.querySelectorAll(".curve")) {
      path.classList.toggle("faded", !active(path.link));
      path.classList.toggle("chosen", Boolean(chosen) && active(path.link));
      if (chosen && active(path.link)) { ends.lower.add(path.link.lower); ends.upper.add(path.link.upper); }
    }
    for (const side of ["lower", "upper"]) {
      for (const button of $(side).querySelectorAll(".provision")) {
        button.classList.toggle("linked", ends[side].has(button.dataset.id));
        const own = Boolean(chosen) && chosen.side === side && chosen.id === button.dataset.id;
        button.classList.toggle("chosen", own);
        button.setAttribute("aria-pressed", String(own));
      }
    }
  }

  function speak() {
    document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
    for (const node of document.querySelectorAll("[data-relation]")) node.textContent = relationLabel(relations.get(node.dataset.relation));
    $("language").textContent = t("other");
    $("language").lang = language === "zh" ? "en" : "zh-Hans";
    document.title = `${t("title")} · lawgraph`;
    draw();
    show();
  }

  $("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; speak(); });
  for (const id of ["filter", "score", "gaps"]) $(id).addEventListener("input", draw);
  $("pair").addEventListener("change", () => { chosen = null; draw(); show(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });
  window.addEventListener("resize", place);
  document.fonts.load('15px "LawgraphSans"', "中文").then(() => document.fonts.ready).then(() => { speak(); document.body.dataset.ready = "yes"; });
})();
