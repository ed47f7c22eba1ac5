"use strict";
// The editor over the plain form: completion from our vocabulary, the answer without a new page, the place of an error.
(() => {
  const form = document.getElementById("sparql-form");
  const plain = document.getElementById("sparql-text");
  const run = document.getElementById("sparql-run");
  const LONGEST = 60000; // characters of an address
  const SHOWN = 40; // completions at a time
  const WORD = /[^\s{}()|;,"'^=!*+<>]*$/u;

  let vocabulary = null;
  const terms = () => (vocabulary ??= fetch(form.dataset.completion).then((answer) => answer.json()).then((found) =>
    found.terms.map(([written, kindZh, kindEn, zh, en, saidZh, saidEn]) => ({
      written,
      kind: english ? kindEn : kindZh, name: (english ? en : zh) || "", said: english ? saidEn : saidZh,
      keys: [written.toLowerCase(), written.toLowerCase().replace(/^[^:]*:/, ""), zh, en.toLowerCase()],
    }))));
  const english = document.documentElement.lang === "en";

  function likeness(term, wanted) {
    const [written, local, zh, en] = term.keys;
    if (written.startsWith(wanted)) return 0;
    if (local.startsWith(wanted) || zh.startsWith(wanted)) return 1;
    if (zh.includes(wanted) || en.startsWith(wanted)) return 2;
    return wanted.length > 1 && (local.includes(wanted) || en.includes(wanted)) ? 3 : 9;
  }

  const CLASS = /(^|\s)(a|rdf:type)\s+$/u;
  const PROPERTY = /(;|[{.]\s*[^\s{}.;]+)\s*$/u;
  function misplaced(before, term) { // a class where a property belongs, or the other way about
    const wants = CLASS.test(before) ? ["类", "class"] : PROPERTY.test(before) ? ["属性", "property", "关系", "relation"] : [];
    return wants.length > 0 && !wants.includes(term.kind) ? 1 : 0;
  }

  function drawn(place, _, hint) {
    const row = document.createElement("div");
    row.className = "sparql-hint";
    for (const [tag, words] of [["b", hint.name || hint.shown], ["code", hint.name ? hint.shown : ""], ["span", hint.said]]) {
      if (!words) continue;
      const part = document.createElement(tag);
      part.textContent = words;
      row.append(part);
    }
    place.append(row);
  }

  function variables(text, wanted) {
    const found = new Set(text.match(/\?[\p{L}\p{N}_]+/gu) || []);
    found.delete(wanted);
    return [...found].filter((each) => each.startsWith(wanted)).map((each) => ({ text: each, shown: each, render: drawn }));
  }

  async function hints(editor) {
    const doc = editor.getDoc();
    const cursor = doc.getCursor();
    const word = WORD.exec(doc.getLine(cursor.line).slice(0, cursor.ch))[0];
    const wanted = word.toLowerCase();
    const before = doc.getRange({ line: 0, ch: 0 }, { line: cursor.line, ch: cursor.ch - word.length });
    let list = [];
    if (word.startsWith("?")) list = variables(editor.getValue(), word);
    else {
      list = (await terms())
        .map((term) => [wanted ? likeness(term, wanted) : term.written.startsWith("lg:") ? 0 : 9, term])
        .filter(([far]) => far < 9)
        .sort(([a, one], [b, other]) => misplaced(before, one) - misplaced(before, other) || a - b)
        .slice(0, SHOWN)
        .map(([, term]) => ({
          text: term.written, name: term.name, render: drawn,
          shown: term.written.replace(/^<.*\/(.+\/.+)>$/, "$1"),
          said: [term.kind, term.said].filter(Boolean).join("：") + (term.said && term.said.length > 58 ? "…" : ""),
          hint: (cm, data, hint) => {
            cm.replaceRange(hint.text, data.from, data.to, "complete");
            declare(cm);
          },
        }));
    }
    return { list, from: { line: cursor.line, ch: cursor.ch - word.length }, to: cursor };
  }

  const PREFIXES = new Map([...document.getElementById("sparql-prefixes").textContent
    .matchAll(/PREFIX ([a-z]+): <([^>]*)>/g)].map(([, prefix, namespace]) => [prefix, namespace]));
  function declare(editor) { // the prefixes of ours that the query uses
    const declared = editor.getPrefixesFromQuery();
    const plainly = editor.getValue().replace(/<[^<>\s]*(?:>|$)|"[^"\n]*(?:"|$)|'[^'\n]*(?:'|$)|#.*/gm, " ");
    for (const [, prefix] of plainly.matchAll(/(?<![\w?$:-])([a-z]+):(?=[A-Za-z_])/g)) {
      if (PREFIXES.has(prefix) && !(prefix in declared)) {
        editor.addPrefixes({ [prefix]: PREFIXES.get(prefix) });
        declared[prefix] = PREFIXES.get(prefix);
      }
    }
  }

  function complete(editor) {
    editor.showHint({ hint: hints, completeSingle: false, closeCharacters: /[\s{}();,]/, container: editor.getWrapperElement().parentNode });
  }

  Yasgui.Yasqe.defaults.autocompleters = []; // those of the bundle ask other hosts
  const editor = new Yasgui.Yasqe(plain.parentNode, {
    value: plain.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "300px",
    screenReaderLabel: form.querySelector("label").textContent,
    requestConfig: { endpoint: form.action },
    extraKeys: {
      Tab: false, "Shift-Tab": false, // the keyboard leaves the editor as it leaves any field
      "Ctrl-Space": complete,
      "Ctrl-Enter": () => form.requestSubmit(),
      "Cmd-Enter": () => form.requestSubmit(),
      "Ctrl-S": false,
    },
  });
  plain.hidden = true;
  form.querySelector("label").htmlFor = "";
  run.parentNode.before(editor.rootEl);
  form.querySelector(".sparql-keys").hidden = false;
  editor.refresh();

  editor.on("inputRead", (_, change) => {
    if (/[A-Za-z_]$/.test(change.text[change.text.length - 1])) declare(editor);
    if (/[\p{L}:?]$/u.test(change.text[change.text.length - 1]) && !editor.state.completionActive) complete(editor);
  });
  const plainMarks = () => { // the hints of the bundle are English, with styles that the policy of the page refuses
    for (const each of editor.rootEl.querySelectorAll(".parseErrorIcon")) {
      each.onmouseover = each.onmouseout = null;
      each.setAttribute("role", "img");
      each.setAttribute("aria-label", form.dataset.invalid);
      if (!each.querySelector("title")) {
        const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
        title.textContent = form.dataset.invalid;
        each.prepend(title);
      }
    }
  };
  let wrong = null;
  editor.on("changes", () => { plainMarks(); wrong?.clear(); });

  function mark(there) {
    wrong?.clear();
    if (!there) return;
    const line = Number(there.dataset.line) - 1;
    const characters = Array.from(editor.getDoc().getLine(line) || "");
    const units = (count) => characters.slice(0, count).join("").length;
    const from = units(Number(there.dataset.column) - 1);
    const to = units(Number(there.dataset.column) - 1 + Math.max(1, Number(there.dataset.length)));
    wrong = editor.getDoc().markText({ line, ch: Math.min(from, Math.max(0, to - 1)) }, { line, ch: to }, { className: "sparql-wrong" });
    editor.getDoc().setCursor({ line, ch: from });
    editor.scrollIntoView({ line, ch: from }, 60);
  }
  const place = () => mark(document.querySelector("#sparql-answer [data-line]"));

  let asking = null;
  async function ask(address, remember) {
    asking?.abort();
    const mine = asking = new AbortController();
    const answer = document.getElementById("sparql-answer");
    const words = run.textContent;
    answer.setAttribute("aria-busy", "true");
    run.textContent = form.dataset.stop;
    try {
      const reply = await fetch(address, { headers: { Accept: "text/html" }, signal: mine.signal });
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const made = page.getElementById("sparql-answer");
      if (!made) throw new Error(String(reply.status));
      answer.replaceWith(document.adoptNode(made));
      const twins = document.querySelector("footer .twins");
      const others = page.querySelector("footer .twins");
      if (twins && others) twins.replaceWith(document.adoptNode(others));
      if (remember) history.pushState(null, "", address);
      place();
      lawgraph.say((made.querySelector(".sparql-summary strong") || made.querySelector(".notice p") || made).textContent);
    } catch (error) {
      answer.removeAttribute("aria-busy");
      if (error.name !== "AbortError") lawgraph.say(form.dataset.failed);
      if (error.name !== "AbortError") tell(form.dataset.failed);
    } finally {
      if (asking === mine) { asking = null; run.textContent = words; }
    }
  }
  function tell(words) {
    const note = document.createElement("p");
    note.className = "notice trouble";
    note.textContent = words;
    document.getElementById("sparql-answer").replaceChildren(note);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (asking) { asking.abort(); return; }
    declare(editor);
    const address = `${form.action}?${new URLSearchParams({ text: editor.getValue() })}`;
    if (address.length > LONGEST) tell(form.dataset.long);
    else ask(address, true);
  });
  window.addEventListener("popstate", () => location.reload());
  if (matchMedia("(max-width: 760px)").matches) document.querySelector(".sparql-examples").open = false;
  if (!document.querySelector("#sparql-answer [data-line]")) declare(editor); // the place that is told is of the text as it is
  plainMarks();
  place();
})();
