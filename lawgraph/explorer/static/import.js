"use strict";
// Files that are dropped, how far a build is, and saving a form without leaving it. Without this the page works by links.
(() => {
  const prefix = document.body.dataset.prefix;
  const english = document.documentElement.lang === "en";
  const words = (said) => (english ? said.en : said.zh) || said.zh || "";
  const json = { Accept: "application/json" };

  // How far the build is.
  const STAGES = {
    waiting: ["等另一个生成结束", "Waiting for another build"], linked: ["比较上下级文件", "Comparing rules of two levels"],
    merged: ["合并、建立图谱，已写陈述", "Putting the graph together, statements written"], "": ["准备", "Preparing"],
  };
  const build = document.querySelector(".import-build");

  function running() {
    if (build.dataset.phase === "running") return;
    build.dataset.phase = "running";
    build.classList.remove("trouble");
    const heading = build.querySelector("h2");
    const now = document.createElement("p");
    now.className = "import-now";
    for (const name of ["stage", "count", "name"]) {
      const part = document.createElement("span");
      part.className = `import-${name}`;
      now.append(part, " ");
    }
    const bar = document.createElement("progress");
    bar.setAttribute("aria-labelledby", "build");
    build.replaceChildren(heading, now, bar);
  }

  function show(now) {
    running();
    const [zh, en] = STAGES[now.stage] || (now.stage ? ["读取文件", "Reading files"] : STAGES[""]);
    build.querySelector(".import-stage").textContent = english ? en : zh;
    build.querySelector(".import-count").textContent = now.done ? (now.of ? `${now.done} / ${now.of}` : `${now.done}`) : "";
    build.querySelector(".import-name").textContent = now.name;
    const bar = build.querySelector("progress");
    if (now.of) { bar.max = now.of; bar.value = now.done; } else { bar.removeAttribute("value"); }
  }

  async function watch() {
    for (;;) {
      let now = null;
      try {
        now = await (await fetch(`${prefix}/import/progress`, { headers: json, cache: "no-store" })).json();
      } catch {
        // The service is busy or has ended: the next look tells.
      }
      if (now && now.phase === "running") show(now);
      else if (now) return ended(now);
      await new Promise((done) => setTimeout(done, 600));
    }
  }

  // The page is shown anew, unless there is something on it that is to be read or was filled in.
  function ended(now) {
    const kept = document.querySelector(".import-fields, .import-received .bad");
    if (busy) return;
    const url = new URL(location.href);
    for (const name of ["open", "saved"]) url.searchParams.delete(name);
    url.hash = "";
    if (!kept) {
      location.replace(url);
      return;
    }
    const link = document.createElement("a");
    link.href = url;
    link.textContent = english ? "Ended: show what became of the files" : "已结束，查看各文件的结果";
    build.dataset.phase = now.phase;
    build.replaceChildren(build.querySelector("h2"), link);
    lawgraph.say(link.textContent);
  }

  // Files.
  const list = document.querySelector(".import-received");
  const zone = document.querySelector(".import-files");
  let busy = 0;
  let fresh = false;

  function line(name) {
    const item = document.createElement("li");
    const title = document.createElement("span");
    title.className = "name";
    title.textContent = name;
    const said = document.createElement("span");
    said.className = "said";
    said.textContent = list.dataset.coming;
    item.append(title, said);
    list.append(item);
    return item;
  }

  function tell(item, text, kind) {
    const said = item.querySelector(".said");
    said.textContent = text;
    said.className = `said ${kind}`;
    lawgraph.say(`${item.querySelector(".name").textContent} ${text}`);
  }

  function button(item, text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", async () => {
      for (const each of item.querySelectorAll("button")) each.remove();
      await act();
      built();
    });
    item.append(made);
  }

  async function send(file, item, name = file.name, replace = false) {
    if (file.size > Number(list.dataset.most)) {
      tell(item, list.dataset.large, "bad");
      return;
    }
    busy += 1;
    try {
      const path = `${prefix}/import/files/${encodeURIComponent(name.normalize("NFC"))}${replace ? "?replace=1" : ""}`;
      const answer = await fetch(path, {
        method: "PUT", body: file, headers: { ...json, "Content-Type": "application/octet-stream" },
      });
      const said = await answer.json();
      if (answer.ok) {
        fresh ||= said.changed;
        tell(item, said.changed ? (said.name === file.name ? list.dataset.taken : `${list.dataset.taken} ${said.name}`) : list.dataset.same, "good");
      } else {
        tell(item, words(said), "bad");
        if (said.instead) {
          button(item, list.dataset.replace, () => send(file, item, name, true));
          button(item, `${list.dataset.keep} ${said.instead}`, () => send(file, item, said.instead));
        }
      }
    } catch {
      tell(item, list.dataset.lost, "bad");
    } finally {
      busy -= 1;
    }
  }

  async function built() {
    if (busy || !fresh) return;
    fresh = false;
    const watched = build.dataset.phase === "running";
    const answer = await fetch(`${prefix}/import/rebuild`, { method: "POST", headers: json });
    if (answer.ok) show(await answer.json());
    if (!watched) watch();
  }

  async function take(files) {
    for (const file of files) await send(file, line(file.name));
    await built();
  }

  if (list) {
    const drop = document.querySelector(".import-drop");
    drop.hidden = false;
    document.querySelector(".import-by-hand").hidden = true;
    const choose = document.getElementById("import-choose");
    choose.addEventListener("change", () => { take([...choose.files]); choose.value = ""; });
    const holdsFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
    document.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      zone.classList.add("over");
    });
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) zone.classList.remove("over"); });
    document.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      zone.classList.remove("over");
      const files = [];
      for (const item of event.dataTransfer.items) {
        const entry = item.webkitGetAsEntry ? item.webkitGetAsEntry() : null;
        const file = item.getAsFile();
        if (entry && entry.isDirectory) tell(line(entry.name), list.dataset.folder, "bad");
        else if (file) files.push(file);
      }
      take(files);
    });
  }

  // The form: what is refused is told where it was filled in, and nothing that was typed is lost.
  const form = document.querySelector(".import-fields");
  if (form) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const error = form.querySelector(".import-error");
      error.hidden = true;
      try {
        const answer = await fetch(form.action, { method: "POST", headers: json, body: new URLSearchParams(new FormData(form)) });
        const said = await answer.json();
        if (answer.ok) { location.assign(said.to); return; }
        error.textContent = words(said);
      } catch {
        error.textContent = list.dataset.lost;
      }
      error.hidden = false;
    });
  }

  if (build && build.dataset.phase === "running") watch();
})();
