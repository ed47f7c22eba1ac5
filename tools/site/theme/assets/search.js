// Finds words in all pages. A row of lawgraphPages is [address, language, title, [[anchor, heading, words], …]].
// There is no index: a megabyte is looked through at each key in some milliseconds, and what is found is really there.
(() => {
  "use strict";
  const form = document.getElementById("search"), field = form.q, box = document.getElementById("found");
  const list = box.querySelector("ol"), count = document.getElementById("count");
  const language = document.documentElement.lang.slice(0, 2), root = document.body.dataset.root;
  const say = (zh, en) => language === "zh" ? zh : en;
  const HAN = /^[\u3400-\u9fff]+$/, MOST = 20;
  let loading = null;

  // Of the same length as the text, so that places in the one are places in the other.
  const plain = text => text.toLowerCase().replace(/[\uff01-\uff5e]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  const load = () => loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = document.body.dataset.words;
    script.onload = () => done(lawgraphPages.map(([address, of, title, rows]) => ({
      address, of, title,
      rows: rows.map(([anchor, heading, words]) => ({ anchor, heading, words, in: plain(words), head: plain(heading) })),
    })));
    script.onerror = failed;
    document.head.append(script);
  });

  // How well a section fits a word: as it stands, else by the pairs of characters that it shares, the most of them.
  function fit(row, word) {
    if (row.head.includes(word)) return row.head === word ? 40 : 20;
    if (row.in.includes(word)) return 8 + Math.min(4, row.in.split(word).length - 1);
    if (word.length < 3 || !HAN.test(word)) return 0;
    const pairs = [...word].slice(1).map((last, at) => word[at] + last);
    const share = pairs.filter(pair => row.in.includes(pair) || row.head.includes(pair)).length / pairs.length;
    const titled = pairs.filter(pair => row.head.includes(pair)).length / pairs.length;
    return share >= .6 ? 4 * share + 12 * titled : 0;
  }

  function search(pages, asked) {
    const words = plain(asked).split(/\s+/).filter(Boolean);
    const found = [];
    for (const page of words.length ? pages : []) {
      const rows = page.rows.map(row => {
        const fits = words.map(word => fit(row, word));
        return { row, score: fits.every(Boolean) ? fits.reduce((sum, each) => sum + each, 0) : 0 };
      }).filter(each => each.score).sort((a, b) => b.score - a.score);
      if (!rows.length) continue;
      const own = (page.of === language ? 10 : 0) + (words.every(word => plain(page.title).includes(word)) ? 20 : 0);
      found.push({ page, rows: rows.slice(0, 3), score: rows[0].score + own + Math.min(4, rows.length) });
    }
    return { found: found.sort((a, b) => b.score - a.score), words };
  }

  function marked(row, words) {
    const wanted = words.flatMap(word => row.in.includes(word) ? [word]
      : HAN.test(word) ? [...word].slice(1).map((last, at) => word[at] + last).filter(pair => row.in.includes(pair)) : []);
    const first = wanted.length ? Math.max(0, Math.min(...wanted.map(word => row.in.indexOf(word))) - 24) : 0;
    const shown = row.words.slice(first, first + 110), low = plain(shown);
    const line = document.createElement("p");
    line.className = "words";
    let at = 0;
    while (at < shown.length) {
      const hit = wanted.find(word => low.startsWith(word, at));
      const next = hit ? at + hit.length : at + 1;
      const put = hit ? Object.assign(document.createElement("mark"), { textContent: shown.slice(at, next) }) : shown.slice(at, next);
      line.append(put);
      at = next;
    }
    if (first) line.prepend("…");
    return line;
  }

  function entry({ page, rows }, words) {
    const item = document.createElement("li");
    for (const { row } of rows) {
      const link = document.createElement("a");
      link.href = `${root}/${page.address}${row.anchor ? `#${encodeURIComponent(row.anchor)}` : ""}`;
      link.textContent = row.heading || page.title;
      const where = document.createElement("span");
      where.className = "where";
      where.textContent = ` ${page.title}${page.of === language ? "" : say("（英文）", " (in Chinese)")}`;
      item.append(link, where, marked(row, words));
    }
    return item;
  }

  async function show() {
    const asked = field.value.trim();
    if (!asked) { box.hidden = true; return; }
    box.hidden = false;
    try {
      const { found, words } = search(await load(), asked);
      if (asked !== field.value.trim()) return;
      list.replaceChildren(...found.slice(0, MOST).map(each => entry(each, words)));
      count.textContent = found.length
        ? say(`在 ${found.length} 页中找到${found.length > MOST ? `，列出前 ${MOST} 页` : ""}`,
          `Found on ${found.length} pages${found.length > MOST ? `, of which these are the first ${MOST}` : ""}`)
        : say("没有找到；可以换一个说法，或少写几个字。", "Nothing found; try other words, or fewer.");
    } catch {
      count.textContent = say("检索所用的 assets/words.js 读不到。", "assets/words.js, which the search reads, is not there.");
    }
  }

  form.hidden = false;
  form.addEventListener("submit", event => { event.preventDefault(); list.querySelector("a")?.focus(); });
  field.addEventListener("input", show);
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && !box.hidden) { box.hidden = true; field.focus(); }
    if (event.key !== "/" || event.ctrlKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    event.preventDefault();
    field.focus();
  });
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) show();
})();
