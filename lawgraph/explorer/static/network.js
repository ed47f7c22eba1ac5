"use strict";
// Draws the lists of the page as a picture and keeps both together. Where things lie is said by the server; a click on
// a way on (expand, collapse, …) fetches the page of that address and shows it in place of this one.
(() => {
  const zh = document.documentElement.lang !== "en";
  const say = (inChinese, inEnglish) => lawgraph.say(zh ? inChinese : inEnglish);
  const FONT = "LawgraphSans, sans-serif";
  const LEVELS = { national: "#8c1d18", province: "#7a4a00", prefecture: "#0b5c6b", county: "#3c5a14", township: "#5b3a9c" };
  const KINDS = {
    link: ["#1f5f99", "triangle"], basis: ["#8c1d18", "vee"], citation: ["#6b7481", "chevron"],
    duty: ["#0b6b3f", "circle"], reform: ["#5b3a9c", "diamond"],
  };
  const LEAST = 0.7; // below it labels cannot be read: then a part is shown
  let cy = null;
  let chosen = null;

  const canvas = () => document.getElementById("net-canvas");
  const card = (id) => document.getElementById(id);
  const numbers = (text) => text.split(" ").map(Number);

  function elements() {
    const found = [];
    for (const lane of document.querySelectorAll("[data-lane]")) {
      const [x, y, width, height] = numbers(lane.dataset.lane);
      const colour = LEVELS[lane.dataset.level] || "#545e6d";
      found.push({ data: { width, height }, position: { x: x + width / 2, y: y + height / 2 }, classes: "lane" });
      found.push({ data: { label: lane.textContent, colour }, position: { x: x + 46, y: y + 24 }, classes: "lane-name" });
    }
    const places = {};
    for (const node of document.querySelectorAll("[data-node]")) {
      const [x, y, width, height] = numbers(node.dataset.box);
      const { node: sort, level, iri, lines } = node.dataset;
      const around = "around" in node.dataset;
      const colour = LEVELS[level] || "#545e6d";
      const shown = around ? "" : lines;
      const classes = [sort, around ? "around" : "plain", "centre" in node.dataset ? "centre" : ""].join(" ");
      places[node.id] = { x, y };
      found.push({ data: { id: node.id, iri, sort, label: shown, name: node.querySelector("h3").textContent, colour, width, height }, position: { x, y }, classes });
      if (around) {
        const title = lines.split("\n").slice(0, 2).join("\n");
        found.push({ data: { id: `${node.id}-title`, label: title, width: Math.min(width - 8, 184), of: node.id }, position: { x, y: y - height / 2 + 21 }, classes: "title" });
      }
    }
    for (const edge of document.querySelectorAll("[data-edge]")) {
      const { edge: kind, source, target, sure, count } = edge.dataset;
      const [x1, y1, a, b, c, d, x2, y2] = numbers(edge.dataset.curve);
      const length = Math.hypot(x2 - x1, y2 - y1) || 1;
      const along = (x, y) => ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / (length * length);
      const beside = (x, y) => ((y - y1) * (x2 - x1) - (x - x1) * (y2 - y1)) / length;
      const end = (id, x, y) => `${x - places[id].x}px ${y - places[id].y}px`;
      found.push({
        data: {
          id: edge.id, source, target, kind, colour: KINDS[kind][0], arrow: KINDS[kind][1],
          dash: sure === "likely" ? "dashed" : sure === "unsure" ? "dotted" : "solid",
          wide: count < 5 ? 1.4 : count < 30 ? 2.2 : 3.2,
          weights: [along(a, b), along(c, d)], distances: [beside(a, b), beside(c, d)],
          from: end(source, x1, y1), to: end(target, x2, y2),
        },
        classes: "edge",
      });
    }
    return found;
  }

  const STYLE = [
    { selector: "node", style: { "z-index-compare": "manual", "font-family": FONT, "font-size": 12, color: "#1b2430", "text-wrap": "wrap", "text-max-width": 1000, "text-valign": "center", label: "data(label)", "overlay-opacity": 0, "min-zoomed-font-size": 3, "line-height": 1.3 } },
    { selector: ".lane", style: { shape: "round-rectangle", "corner-radius": 8, label: "", width: "data(width)", height: "data(height)", "background-color": "#f5f7fa", "z-index": 0, events: "no" } },
    { selector: ".lane-name", style: { "background-opacity": 0, width: 60, height: 20, "font-size": 15, color: "data(colour)", "z-index": 1, events: "no" } },
    { selector: "node[sort]", style: { shape: "round-rectangle", "corner-radius": 5, width: "data(width)", height: "data(height)", "background-color": "#fff", "border-width": 1.2, "border-color": "data(colour)", "z-index": 4 } },
    { selector: ".around", style: { "z-index": 2 } },
    { selector: ".title", style: { shape: "rectangle", width: "data(width)", height: 36, "background-color": "#fff", "z-index": 4, events: "no" } },
    { selector: ".body, .more", style: { "corner-radius": 20 } },
    { selector: ".more", style: { "border-style": "dashed", "corner-radius": 15 } },
    { selector: ".centre", style: { "border-width": 2.6 } },
    { selector: ".centre.plain", style: { "background-color": "#fff8e1" } },
    { selector: ".edge", style: { "z-index-compare": "manual", "z-index": 3, width: "data(wide)", "line-color": "data(colour)", "line-style": "data(dash)", "line-dash-pattern": [7, 4], opacity: 0.75, "curve-style": "unbundled-bezier", "edge-distances": "endpoints", "control-point-weights": "data(weights)", "control-point-distances": "data(distances)", "source-endpoint": "data(from)", "target-endpoint": "data(to)", "target-arrow-shape": "data(arrow)", "target-arrow-color": "data(colour)", "arrow-scale": 0.75, "overlay-opacity": 0 } },
    { selector: ".faded", style: { opacity: 0.18 } },
    { selector: ".near", style: { opacity: 1 } },
    { selector: ".found", style: { "background-color": "#fff3bf" } },
    { selector: ".chosen", style: { "border-width": 3, "border-color": "#0b57d0" } },
    { selector: "edge.chosen", style: { width: 4, opacity: 1 } },
  ];

  function draw(kept) {
    const place = canvas();
    if (cy) cy.destroy();
    cy = null;
    chosen = null;
    if (!place) return;
    place.hidden = false;
    for (const part of document.querySelectorAll(".net-script")) part.hidden = false;
    cy = cytoscape({
      container: place, elements: elements(), style: STYLE, layout: { name: "preset" }, minZoom: 0.08, maxZoom: 3,
      userZoomingEnabled: false, boxSelectionEnabled: false, autounselectify: true,
    });
    look(kept);
    cy.on("tap", "node[sort]", (event) => choose(event.target));
    cy.on("dbltap", "node[sort]", (event) => enter(event.target));
    cy.on("tap", "edge", (event) => choose(event.target));
    cy.on("tap", (event) => { if (event.target === cy || !event.target.data("id") || event.target.hasClass("lane")) clear(); });
    cy.on("grab", ".around", (event) => { event.target.scratch("at", { ...event.target.position() }); });
    cy.on("drag", ".around", (event) => together(event.target));
    place.addEventListener("pointerdown", () => cy && cy.userZoomingEnabled(true));
    place.addEventListener("focus", () => cy && cy.userZoomingEnabled(true));
    place.addEventListener("blur", () => cy && cy.userZoomingEnabled(false));
    place.addEventListener("keydown", key);
    place.classList.add("drawn");
  }

  // A document takes its provisions along.
  function together(document_) {
    const before = document_.scratch("at");
    const now = document_.position();
    const half = { x: document_.width() / 2, y: document_.height() / 2 };
    const moved = cy.nodes().filter((node) => {
      const { x, y } = node.position();
      return node.id() !== document_.id() && !node.hasClass("lane") && !node.hasClass("lane-name") && Math.abs(x - before.x) < half.x && Math.abs(y - before.y) < half.y;
    });
    moved.shift({ x: now.x - before.x, y: now.y - before.y });
    document_.scratch("at", { ...now });
  }

  // Shows the whole where its labels can be read, else a part: where the reader was, or the middle.
  function look(kept) {
    const same = kept && cy.nodes("[sort]").filter((node) => node.data("iri") === kept.iri).first();
    if (same && same.length) {
      cy.zoom(kept.zoom);
      cy.pan({ x: kept.x - same.position("x") * kept.zoom, y: kept.y - same.position("y") * kept.zoom });
      return;
    }
    cy.fit(undefined, 16);
    if (cy.zoom() > 1.1) { cy.zoom(1.1); cy.center(); }
    if (cy.zoom() >= LEAST) return;
    cy.zoom(LEAST + 0.1);
    const middle = cy.nodes(".centre").first();
    if (middle.length) cy.center(middle);
    const box = cy.elements().renderedBoundingBox();
    const by = (low, high, size) => {
      if (high - low < size) return (size - high - low) / 2;
      return low > 12 ? 12 - low : high < size - 12 ? size - 12 - high : 0;
    };
    cy.panBy(middle.length ? { x: by(box.x1, box.x2, cy.width()), y: by(box.y1, box.y2, cy.height()) } : { x: 12 - box.x1, y: 12 - box.y1 });
  }

  function choose(element) {
    clear();
    chosen = element;
    const near = element.isNode() ? element.closedNeighborhood() : element.union(element.connectedNodes());
    cy.elements(".edge").not(near).addClass("faded");
    cy.nodes("[sort]").not(".around").not(near).addClass("faded");
    near.addClass("near");
    element.addClass("chosen");
    tell(element);
    if (element.isNode()) into(element);
  }

  function clear() {
    chosen = null;
    cy.elements().removeClass("faded near chosen");
  }

  // Moves the picture so that a node is in it.
  function into(node) {
    const box = node.renderedBoundingBox({ includeLabels: false });
    const edge = 12;
    const by = (low, high, size) => (low < edge ? edge - low : high > size - edge ? size - edge - high : 0);
    cy.panBy({ x: by(box.x1, box.x2, cy.width()), y: by(box.y1, box.y2, cy.height()) });
  }

  function tell(element) {
    const place = document.getElementById("net-chosen");
    if (element.isNode()) {
      const parts = [...card(element.id()).children].map((part) => part.cloneNode(true));
      const heading = document.createElement("h2");
      heading.textContent = parts[0].textContent;
      const ends = document.createElement("ul");
      ends.className = "net-ends";
      for (const edge of element.connectedEdges().toArray().slice(0, 12)) {
        const other = edge.source().id() === element.id() ? edge.target() : edge.source();
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = `#${other.id()}`;
        link.textContent = other.data("name");
        item.append(`${card(edge.id()).cells[1].textContent.trim()} `, link);
        ends.append(item);
      }
      place.replaceChildren(heading, ...parts.slice(1), ends);
      say(`${element.data("name")}，${element.degree(false)} 条连线`, `${element.data("name")}, ${element.degree(false)} edges`);
    } else {
      const [from, kind, to, known] = card(element.id()).cells;
      const heading = document.createElement("h2");
      heading.textContent = kind.textContent.trim();
      const ends = document.createElement("p");
      ends.append(...[...from.childNodes].map((part) => part.cloneNode(true)), " → ", ...[...to.childNodes].map((part) => part.cloneNode(true)));
      const said = document.createElement("div");
      said.append(...[...known.childNodes].map((part) => part.cloneNode(true)));
      const quoted = [element.source(), element.target()].map((node) => card(node.id()).querySelector("blockquote")).filter(Boolean);
      place.replaceChildren(heading, ends, said, ...quoted.map((words) => words.cloneNode(true)));
      say(`${kind.textContent.trim()}：${from.textContent.trim()} → ${to.textContent.trim()}`, `${kind.textContent.trim()}: ${from.textContent.trim()} → ${to.textContent.trim()}`);
    }
  }

  const way = (node, names) => names.map((name) => card(node.id()).querySelector(`[data-way="${name}"]`)).find(Boolean);

  function enter(node) {
    const link = way(node, node.hasClass("more") ? ["rest"] : ["close", "open", "centre"]);
    if (link) go(link.href, node);
  }

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = chosen && chosen.isNode() ? chosen : null;
    const does = {
      "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), "0": () => cy.fit(undefined, 16),
      Escape: clear, Enter: () => node && enter(node),
      r: () => { const link = node && way(node, ["read"]); if (link) location.assign(link.href); },
      c: () => { const link = node && way(node, ["centre"]); if (link) go(link.href, node); },
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (event.key in ARROWS) step(node, ...ARROWS[event.key]);
    else if (does) does();
    else return;
    event.preventDefault();
  }

  // Goes to the nearest node in a direction: up and down to the next row, left and right along it.
  function step(from, right, down) {
    const nodes = cy.nodes("[sort]").not(".around");
    if (!from) {
      const first = nodes.filter(".centre").first();
      choose(first.length ? first : nodes.first());
      return;
    }
    const { x, y } = from.position();
    const ways = nodes.toArray().map((node) => {
      const to = node.position();
      const along = (to.x - x) * right + (to.y - y) * down;
      const beside = Math.abs((to.x - x) * down) + Math.abs((to.y - y) * right);
      return { node, along, beside, far: down ? 2 * along + beside : along + 3 * beside };
    }).filter((each) => each.along > 4).sort((one, other) => one.far - other.far);
    const best = (ways.find((each) => each.beside <= 2 * each.along) || ways[0] || {}).node;
    if (best) choose(best);
    else say("这个方向没有节点了", "There is no node in this direction");
  }

  const zoom = (by) => cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });

  function png() {
    const { w, h } = cy.elements().boundingBox();
    const scale = Math.min(2, 8000 / Math.max(w, h, 1));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(cy.png({ output: "blob", full: true, scale, bg: "#fff" }));
    link.download = "network.png";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // Fetches the page of an address and shows it here; ``node`` stays where it is on the screen.
  async function go(address, node, back) {
    const place = canvas();
    const focused = Boolean(document.activeElement && document.activeElement.closest("#net-canvas, #net-chosen"));
    const kept = node && cy ? { iri: node.data("iri"), sort: node.data("sort"), zoom: cy.zoom(), ...node.renderedPosition() } : null;
    if (place) place.setAttribute("aria-busy", "true");
    let answer;
    try {
      answer = await fetch(address, { headers: { Accept: "text/html" } });
    } catch {
      answer = null;
    }
    if (!answer || !answer.ok) { location.assign(address); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of page.querySelectorAll("noscript")) part.remove();
    if (cy) cy.destroy();
    cy = null;
    for (const part of ["#main", "body > footer", "a.language"]) {
      const [ours, theirs] = [document.querySelector(part), page.querySelector(part)];
      if (ours && theirs) ours.replaceWith(document.adoptNode(theirs));
    }
    document.title = page.title;
    if (!back) history.pushState(null, "", address);
    draw(kept);
    if (!cy) return;
    if (focused) canvas().focus({ preventScroll: true });
    const same = kept && cy.nodes("[sort]").filter((each) => each.data("iri") === kept.iri && each.data("sort") !== "more").first();
    if (same && same.length) choose(same);
    say(`图中有 ${cy.nodes("[sort]").length} 个节点`, `${cy.nodes("[sort]").length} nodes are shown`);
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const tool = event.target instanceof Element && event.target.closest("[data-net]");
    if (tool && cy) {
      ({ in: () => zoom(1.25), out: () => zoom(0.8), fit: () => cy.fit(undefined, 16), middle: () => { cy.zoom(0.9); cy.center(cy.nodes(".centre").first()); }, png })[tool.dataset.net]();
      return;
    }
    const link = event.target instanceof Element && event.target.closest(".net a[href]");
    if (!link || link.hasAttribute("download") || !cy) return;
    const to = new URL(link.href);
    if (to.origin !== location.origin || to.pathname !== location.pathname) return;
    event.preventDefault();
    if (to.hash && to.search === location.search) {
      const node = cy.getElementById(to.hash.slice(1));
      if (node.length) { choose(node); canvas().scrollIntoView({ block: "nearest" }); canvas().focus({ preventScroll: true }); }
      return;
    }
    const item = link.closest("[data-node]");
    go(link.href, item ? cy.getElementById(item.id) : chosen && chosen.isNode() ? chosen : cy.nodes(".centre").first());
  });

  document.addEventListener("input", (event) => {
    if (!cy || !(event.target instanceof HTMLInputElement) || event.target.name !== "q") return;
    const words = event.target.value.trim();
    cy.nodes().removeClass("found");
    if (!words) return;
    const found = cy.nodes("[sort]").filter((node) => node.data("name").includes(words)).addClass("found");
    say(`图中有 ${found.length} 个，按回车在全部图谱中找`, `${found.length} in the picture; press Enter to search the whole graph`);
  });

  addEventListener("beforeprint", () => cy && cy.fit(undefined, 16));
  addEventListener("popstate", () => go(location.href, null, true));
  document.fonts.load("12px LawgraphSans", "国家图").then(() => draw(null), () => draw(null));
  lawgraph.network = { get graph() { return cy; } };
})();
