// The data of the page, read when they are needed, and the table of some documents.
const $ = (id) => document.getElementById(id);
const read = (id) => { const at = $(id); return at ? JSON.parse(at.textContent) : null; };
const index = read("index");
const documents = index.documents;
const rankOf = (at) => { const rank = ["national", "province", "prefecture", "county"].indexOf(documents[at].level); return rank < 0 ? 4 : rank; };
const named = (kind, code) => (Object.hasOwn(index.names[kind] || {}, code) ? spoken(index.names[kind][code]) : code);

function kept(make) {
  const known = new Map();
  return (...keys) => { const key = keys.join(" "); if (!known.has(key)) known.set(key, make(...keys)); return known.get(key); };
}

const unitsOf = kept((at) => (read(`document-${at}`) || []).map((unit, number) => Object.assign({ departments: [], topics: [], text: "" }, unit, { document: at, number })));

// What there is between two documents, by the units of both: links, and gaps of a unit against the other document.
const between = kept((low, up) => {
  const found = read(`pair-${low}-${up}`);
  if (!found) return null;
  const [below, above] = [unitsOf(low), unitsOf(up)];
  const of = new Map();
  const put = (unit, kind, thing) => { if (!of.has(unit)) of.set(unit, { links: [], gaps: [] }); of.get(unit)[kind].push(thing); };
  for (const link of found.links) {
    Object.assign(link, { low: below[link.low], up: above[link.up] });
    put(link.low, "links", link);
    put(link.up, "links", link);
  }
  for (const gap of found.gaps) {
    gap.unit = (gap.side === "lower" ? below : above)[gap.unit];
    put(gap.unit, "gaps", gap);
  }
  return of;
});

const comparedWith = (() => {
  const found = documents.map(() => new Map());
  for (const [low, up, counts] of index.pairs) {
    const links = (counts.certain || 0) + (counts.likely || 0) + (counts.unsure || 0) + (counts.reviewed || 0);
    found[low].set(up, links + (found[low].get(up) || 0));
    found[up].set(low, links + (found[up].get(low) || 0));
  }
  return found;
})();

// Links and gaps of a unit with a document, on whichever side each is; null where the two were not compared.
function direct(unit, other) {
  const both = [between(unit.document, other), between(other, unit.document)].filter(Boolean);
  if (!both.length) return null;
  const found = both.map((of) => of.get(unit)).filter(Boolean);
  return { links: found.flatMap((each) => each.links), gaps: found.flatMap((each) => each.gaps) };
}

const LIKELY = 0.5;
const otherEnd = (link, unit) => (link.low === unit ? link.up : link.low);

// A cell: what a document has of the matter that a unit heads, each item with the unit that it leads to.
function cellOf(head, at) {
  if (head.document === at) return { state: "head", items: [{ kind: "head", unit: head }] };
  const found = direct(head, at);
  if (!found) return { state: "not-compared", items: [] };
  const items = [
    ...found.links.map((link) => ({ kind: "link", link, sure: link.sure, unit: otherEnd(link, head) })).sort((a, b) => b.link.score - a.link.score || a.unit.number - b.unit.number),
    ...found.gaps.map((gap) => ({ kind: "gap", gap, unit: null })),
  ];
  return { state: items.length ? "said" : "open", items };
}

// Two documents that were not compared meet over a third: the product of both probabilities says how surely.
function reached(head, at, cells) {
  const best = new Map();
  for (const cell of cells) {
    for (const { kind, link, unit } of cell.items) {
      const further = kind === "link" && unit.document !== at ? direct(unit, at) : null;
      for (const next of further ? further.links : []) {
        const score = Math.round(link.score * next.score * 1e4) / 1e4;
        const end = otherEnd(next, unit);
        if (score >= LIKELY && !(best.has(end) && best.get(end).score >= score)) best.set(end, { kind: "via", unit: end, over: unit, score, sure: score >= 0.8 ? "certain" : "likely" });
      }
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score || a.unit.number - b.unit.number);
}

// The rows of some documents: each unit of the first, then those of the next that no row above holds, and so on.
function tableOf(columns) {
  const placed = new Set();
  const rows = [];
  for (const column of columns) {
    for (const head of unitsOf(column)) {
      if (placed.has(head)) continue;
      const cells = columns.map((at) => cellOf(head, at));
      columns.forEach((at, place) => {
        const items = cells[place].state === "not-compared" ? reached(head, at, cells) : [];
        if (items.length) cells[place] = { state: "said", items };
      });
      if (!cells.some((cell) => cell.state === "said")) continue;
      for (const { unit } of cells.flatMap((cell) => cell.items)) if (unit) placed.add(unit);
      rows.push({ head, column, cells });
    }
  }
  return rows;
}

// Documents that can stand beside one: those it was compared with, then those that share one of them.
function neighbours(base) {
  const near = [...comparedWith[base].keys()];
  const far = new Set(near.flatMap((at) => [...comparedWith[at].keys()]));
  near.forEach((at) => far.delete(at));
  far.delete(base);
  const order = (a, b) => Math.abs(rankOf(a) - rankOf(base)) - Math.abs(rankOf(b) - rankOf(base)) || rankOf(b) - rankOf(a) || a - b;
  return { near: near.sort(order), far: [...far].sort(order) };
}

const MOST_UNASKED = 3;
function columnsFor(base) {
  const { near } = neighbours(base);
  const foremost = [...near].sort((a, b) => comparedWith[base].get(b) - comparedWith[base].get(a) || a - b).slice(0, MOST_UNASKED);
  return near.filter((at) => foremost.includes(at));
}

// What is looked for: nothing chosen in a group means all; groups of links do not concern gaps, nor the other way round.
const OF_LINKS = ["sure", "strength", "difference"];
const OF_GAPS = ["gap", "severity"];
const facet = (item, group) => {
  if (group === "sure") return item.sure;
  if (item.kind === "via") return "";
  if (item.kind === "link") return group === "difference" ? item.link.difference || "none" : item.link[group];
  return group === "gap" ? item.gap.state : item.gap.severity;
};

function passes(item, wanted) {
  if (item.kind === "head") return true;
  const own = item.kind === "gap" ? OF_GAPS : OF_LINKS;
  const others = item.kind === "gap" ? OF_LINKS : OF_GAPS;
  const chosen = (group) => wanted.chips[group].size > 0;
  if (!own.some(chosen) && others.some(chosen)) return false;
  return own.every((group) => !chosen(group) || wanted.chips[group].has(facet(item, group)));
}

const wordsOf = (unit) => [...unit.label, unit.heading, unit.text, ...unit.departments.map((each) => each[0]), ...unit.topics.flatMap((code) => (index.names.topic || {})[code] || [])];

function said(row) {
  if (!row.said) {
    const words = row.cells.flatMap((cell) => cell.items).flatMap((item) => [
      ...(item.unit ? wordsOf(item.unit) : []), ...(item.gap ? item.gap.reason || [] : []),
      ...(item.link ? [...(item.link.lowerPart || []), ...(item.link.upperPart || []), item.link.whom, item.link.review, ...((index.names.relation || {})[item.link.relation] || [])] : []),
    ]);
    row.said = words.filter(Boolean).join("\n").toLowerCase();
  }
  return row.said;
}

// The items of each cell that are shown, or null where the row is not.
function shownOf(row, wanted) {
  const cells = row.cells.map((cell) => cell.items.filter((item) => passes(item, wanted)));
  const left = cells.flat();
  if (!left.some((item) => item.kind !== "head")) return null;
  if (wanted.words.length && !wanted.words.every((word) => said(row).includes(word))) return null;
  const units = left.map((item) => item.unit).filter(Boolean);
  if (wanted.department && !units.some((unit) => unit.departments.some((each) => each[0] === wanted.department))) return null;
  if (wanted.topic && !units.some((unit) => unit.topics.includes(wanted.topic))) return null;
  return cells;
}
