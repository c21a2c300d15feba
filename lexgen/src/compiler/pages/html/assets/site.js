// The search, and buttons that copy code. Everything else is readable without
// this script. No text of a lexicon becomes markup: it is only ever written to
// `textContent`.

(() => {
  // No element has this id, which would be a property of `globalThis` as well.
  const INDEX = "lexgen-search";
  const SHOWN = 40;

  const search = document.getElementById("page:search");
  const input = search?.querySelector("input");
  const list = search?.querySelector("[role=listbox]");
  const status = search?.querySelector("[role=status]");

  // What is searched, once the index is loaded: an entry for each document,
  // definition and field.
  let entries = null;
  let isLoading = false;
  // The position of the selected result.
  let selected = -1;

  // `done` is called if the index is loaded by this.
  function load(done = () => {}) {
    if (entries) return done();
    if (isLoading) return;
    isLoading = true;
    const script = document.createElement("script");
    script.src = "search-index.js";
    script.onload = () => {
      isLoading = false;
      entries = flatten(globalThis[INDEX]);
      update();
      done();
    };
    script.onerror = () => {
      isLoading = false;
      say("The index cannot be loaded: search-index.js is missing.");
    };
    document.head.append(script);
  }

  // See `search.rs` for what the index is made of.
  function flatten(documents) {
    const flat = [];
    for (const [page, nsid, kind, titles, text, names] of documents) {
      const href = `${page}.html`;
      flat.push(entry(nsid, lastOf(nsid), kind, titles.join(" · "), text, href, 6));
      for (const [name, id, text = "", part] of names) {
        const file = part ? `${page}-${part}.html` : href;
        const [definition, ...path] = id.split(".");
        const owner = definition === "main" ? nsid : `${nsid}#${definition}`;
        const isDefinition = path.length === 0;
        const label = isDefinition ? owner : `${owner} ${name}`;
        const kind = isDefinition ? "definition" : kindOf(path);
        const bonus = isDefinition ? 3 : 0;
        flat.push(entry(label, name, kind, "", text, `${file}#${id}`, bonus));
      }
    }
    return flat;
  }

  function kindOf([part]) {
    if (part === "parameters") return "parameter";
    return part === "errors" ? "error" : "field";
  }

  function entry(label, name, kind, title, text, href, bonus) {
    return {
      label,
      kind,
      text: [title, text].filter(Boolean).join(" · "),
      href,
      bonus,
      lower: label.toLowerCase(),
      name: name.toLowerCase(),
      title: title.toLowerCase(),
      words: text.toLowerCase(),
    };
  }

  const lastOf = (path) => path.slice(path.lastIndexOf(".") + 1);

  // How well an entry answers the words; 0 if one of them is not in it.
  function score(entry, words) {
    let sum = entry.bonus - entry.label.length / 50;
    for (const word of words) {
      if (entry.name === word || entry.lower === word) sum += 100;
      else if (entry.name.startsWith(word)) sum += 60;
      else if (entry.name.includes(word)) sum += 40;
      else if (entry.lower.includes(word)) sum += 20;
      else if (entry.title.includes(word)) sum += 14;
      else if (entry.words.includes(word)) sum += 8;
      else return 0;
    }
    return Math.max(sum, 1);
  }

  function update() {
    selected = -1;
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return close();
    if (!entries) return isLoading ? say("Loading…") : close();
    const found = [];
    for (const entry of entries) {
      const points = score(entry, words);
      if (points) found.push({ entry, points });
    }
    found.sort((a, b) => b.points - a.points);
    const count = found.length;
    if (!count) return say(`Nothing has all of: ${words.join(", ")}`);
    show(found.slice(0, SHOWN), words);
    if (count > SHOWN) {
      const rest = element("span", "result-rest", `${count - SHOWN} more: add a word`);
      rest.id = "search-result-rest";
      rest.setAttribute("role", "option");
      rest.setAttribute("aria-disabled", "true");
      rest.setAttribute("aria-selected", "false");
      list.append(rest);
    }
    status.className = "unseen";
    status.textContent = `${count} ${count === 1 ? "result" : "results"}`;
  }

  function show(found, words) {
    list.replaceChildren(
      ...found.map(({ entry }, position) => {
        const link = document.createElement("a");
        link.className = "result";
        link.id = `search-result-${position}`;
        link.href = entry.href;
        link.tabIndex = -1;
        link.setAttribute("role", "option");
        link.setAttribute("aria-selected", "false");
        link.append(element("span", "result-kind", entry.kind), marked(entry, words));
        if (entry.text) link.append(element("span", "result-text", entry.text));
        return link;
      }),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
  }

  // The name of an entry, with the first place of a word in bold.
  function marked({ label, lower }, words) {
    const name = element("span", "result-name", "");
    const word = words.find((word) => lower.includes(word));
    const start = word ? lower.lastIndexOf(word) : label.length;
    const end = start + (word ? word.length : 0);
    name.append(
      label.slice(0, start),
      element("b", "", label.slice(start, end)),
      label.slice(end),
    );
    return name;
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }

  function close() {
    list.replaceChildren();
    list.hidden = true;
    status.className = "unseen";
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  // A sentence instead of results.
  function say(sentence) {
    close();
    status.className = "sentence";
    status.textContent = sentence;
  }

  function select(position) {
    const results = list.children;
    if (!results.length) return;
    results[selected]?.setAttribute("aria-selected", "false");
    selected = (position + results.length) % results.length;
    const result = results[selected];
    result.setAttribute("aria-selected", "true");
    result.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", result.id);
  }

  function onKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") select(selected + 1);
    else if (event.key === "ArrowUp") select(selected < 0 ? -1 : selected - 1);
    else if (event.key === "Enter") list.children[Math.max(selected, 0)]?.click();
    else if (event.key === "Escape" && input.value) {
      input.value = "";
      close();
    } else if (event.key === "Escape") input.blur();
    else return;
    event.preventDefault();
  }

  function onSlash(event) {
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    input.focus();
    input.select();
  }

  if (search) {
    search.hidden = false;
    input.addEventListener("focus", () => load());
    input.addEventListener("focus", update);
    input.addEventListener("input", update);
    input.addEventListener("keydown", onKey);
    search.addEventListener("focusout", (event) => {
      if (!search.contains(event.relatedTarget)) close();
    });
    // A result on the same page only changes the fragment.
    list.addEventListener("click", () => setTimeout(close));
    document.addEventListener("keydown", onSlash);
    addEventListener("hashchange", follow);
    follow();
  }

  // Goes from a part of a large page to the one that has the place of the address.
  function follow() {
    const id = location.hash.slice(1);
    if (!id || document.getElementById(id)) return;
    if (!document.querySelector("nav.parts")) return;
    const whole = (href) => /([^/]*?)(-\d+)?\.html/.exec(href)?.[1];
    load(() => {
      const isPlace = ({ href }) =>
        href.endsWith(`#${id}`) && whole(href) === whole(location.pathname);
      const found = entries.find(isPlace);
      if (found) location.replace(found.href);
    });
  }

  // A button in the head of each piece of code.
  for (const head of document.querySelectorAll(".code-head")) {
    const code = head.parentElement.querySelector("pre");
    const button = element("button", "copy", "Copy");
    button.type = "button";
    button.setAttribute("aria-label", `Copy ${head.textContent.trim()}`);
    button.addEventListener("click", async () => {
      const done = await copy(code);
      button.textContent = done ? "Copied" : "Selected: press Ctrl+C";
      setTimeout(() => {
        button.textContent = "Copy";
      }, 2000);
    });
    head.append(button);
  }

  // Pages that are not from this machine or HTTPS have no clipboard; there the
  // text is selected.
  async function copy(code) {
    try {
      await navigator.clipboard.writeText(code.textContent);
      return true;
    } catch {
      getSelection().selectAllChildren(code);
      return false;
    }
  }
})();
