// The form that validates data: the verdict in place, with the problems marked in
// the text. Without this script, the form is sent and answered as a page. No text
// becomes markup: it is only ever written to `textContent`.

(() => {
  const form = document.querySelector("form.validate");
  if (!form) return;

  const { data, subject } = form.elements;
  const marks = form.querySelector(".validate-marks");
  const outcome = form.querySelector(".validate-outcome");
  const file = form.querySelector(".validate-file");
  const key = `lexgen:form:${location.pathname}`;

  const MOST_BYTES = 4 * 1024 * 1024;
  // Longer texts have a list of problems, but no marks, and are not kept.
  const MOST_MARKED = 200_000;
  const PAUSE = 400;

  // The number of the last question: answers to earlier ones do not count.
  let asked = 0;
  // Whether the text is validated again after a change.
  let follows = false;
  let timer = 0;

  // What a request asks about.
  function question() {
    const at = subject.value.lastIndexOf("/");
    return new URLSearchParams({
      nsid: form.elements.nsid.value,
      definition: subject.value.slice(0, at),
      part: subject.value.slice(at + 1),
    });
  }

  async function validate() {
    clearTimeout(timer);
    follows = true;
    const number = ++asked;
    const text = data.value;
    const body = new Blob([text]);
    if (body.size > MOST_BYTES) return fail(tooLarge());
    const query = question();
    for (const name of ["allow-unresolved", "strict"]) {
      query.set(name, String(form.elements[name].checked));
    }
    try {
      const headers = { "Content-Type": "application/json" };
      const response = await fetch(`validate?${query}`, {
        method: "POST",
        headers,
        body,
      });
      const answer = await response.json();
      if (number !== asked) return;
      if (response.ok) show(answer, text);
      else fail(answer.message);
    } catch {
      if (number === asked)
        fail("The server does not answer. Is lexgen serve still running?");
    }
  }

  async function example(kind) {
    const number = ++asked;
    clearTimeout(timer);
    const query = question();
    query.set("example", kind);
    try {
      const response = await fetch(`example?${query}`);
      const text = await response.text();
      if (number !== asked) return;
      if (!response.ok) return fail(text);
      put(text);
    } catch {
      fail("The server does not answer. Is lexgen serve still running?");
    }
  }

  // Replaces the text.
  function put(text) {
    data.value = text;
    data.scrollTo(0, 0);
    clear();
    if (follows) validate();
  }

  async function read(chosen) {
    if (!chosen) return;
    if (chosen.size > MOST_BYTES) return fail(tooLarge());
    put(await chosen.text());
    validate();
  }

  const tooLarge = () =>
    "The data is larger than 4 MiB; the command lexgen validate checks files of any size.";

  function clear() {
    marks.replaceChildren();
    outcome.replaceChildren();
  }

  function fail(message) {
    clear();
    outcome.append(element("p", "validate-bad", message));
  }

  function show({ valid, summary, problems, notShown }, text) {
    clear();
    outcome.append(element("p", valid ? "validate-good" : "validate-bad", summary));
    const ranges = places(problems, text);
    mark(ranges, text);
    if (!problems.length) return;
    const list = element("ol", "problems", "");
    problems.forEach((problem, position) => {
      list.append(item(problem, ranges[position]));
    });
    outcome.append(list);
    if (notShown)
      outcome.append(element("p", "muted", `${notShown} more are not shown.`));
  }

  function item(problem, [start, end]) {
    const { line, column, path, severity, code, message, help } = problem;
    const place = element("button", "problem-place", `${line}:${column}`);
    place.type = "button";
    place.title = "Show in the text";
    place.addEventListener("click", () => select(start, end, line));
    const made = element("li", `problem ${severity}`, "");
    made.append(
      place,
      element("span", "problem-message", message),
      element("span", "problem-code", `${severity}[${code}]`),
    );
    if (path) made.append(element("code", "problem-path", path));
    if (help) made.append(element("span", "problem-help", `help: ${help}`));
    return made;
  }

  // The ranges of problems in a text. Their columns are characters; a script counts
  // other units. Problems are in order, so each line is gone through once.
  function places(problems, text) {
    let [line, start, column, at] = [1, 0, 1, 0];
    const unit = (end) => (text.codePointAt(end) > 0xffff ? 2 : 1);
    const find = (wantedLine, wantedColumn) => {
      if (wantedLine < line || (wantedLine === line && wantedColumn < column)) {
        [line, start, column, at] = [1, 0, 1, 0];
      }
      while (line < wantedLine) {
        const end = text.indexOf("\n", start);
        if (end < 0) break;
        [line, start, column, at] = [line + 1, end + 1, 1, end + 1];
      }
      while (column < wantedColumn && at < text.length) {
        at += unit(at);
        column += 1;
      }
      return at;
    };
    return problems.map(({ line, column, endLine, endColumn }) => {
      if (!line) return [0, 0];
      const from = find(line, column);
      // Of a value on several lines, only its bracket is marked.
      const isLong = endLine !== line;
      const to = isLong ? from + unit(from) : find(endLine, endColumn);
      return [from, Math.max(to, from)];
    });
  }

  // Marks ranges behind the text.
  function mark(ranges, text) {
    if (!ranges.length || text.length > MOST_MARKED) return;
    const nodes = [];
    let done = 0;
    for (const [start, end] of ranges) {
      const from = Math.max(start, done);
      // What is missing at the end of the text has a place, too.
      const to = Math.max(end, start + 1);
      if (from >= to) continue;
      nodes.push(
        text.slice(done, from),
        element("mark", "", text.slice(from, to) || " "),
      );
      done = to;
    }
    nodes.push(`${text.slice(done)}\n`);
    marks.replaceChildren(...nodes);
    scroll();
  }

  function select(start, end, line) {
    data.focus();
    data.setSelectionRange(start, Math.max(end, start + 1));
    const height = Number.parseFloat(getComputedStyle(data).lineHeight);
    data.scrollTop = Math.max(0, (line - 4) * height);
  }

  function scroll() {
    marks.scrollTo(data.scrollLeft, data.scrollTop);
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }

  // The page is loaded again after a change of the lexicons; the form stays.
  function keep() {
    if (data.value.length > MOST_MARKED) return;
    const { value, selectionStart, selectionEnd, scrollTop } = data;
    const state = {
      value,
      subject: subject.value,
      unresolved: form.elements["allow-unresolved"].checked,
      strict: form.elements.strict.checked,
      follows,
      focus: document.activeElement === data && [selectionStart, selectionEnd, scrollTop],
    };
    sessionStorage.setItem(key, JSON.stringify(state));
  }

  function restore() {
    const state = JSON.parse(sessionStorage.getItem(key) ?? "null");
    if (!state || data.value) return;
    data.value = state.value;
    const options = [...subject.options].map((option) => option.value);
    if (options.includes(state.subject)) subject.value = state.subject;
    form.elements["allow-unresolved"].checked = state.unresolved;
    form.elements.strict.checked = state.strict;
    if (state.focus) {
      data.focus({ preventScroll: true });
      data.setSelectionRange(state.focus[0], state.focus[1]);
      data.scrollTop = state.focus[2];
    }
    if (state.follows && state.value) validate();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.name === "example") example(event.submitter.value);
    else validate();
  });
  data.addEventListener("input", () => {
    marks.replaceChildren();
    clearTimeout(timer);
    if (follows) timer = setTimeout(validate, PAUSE);
  });
  data.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    validate();
  });
  data.addEventListener("scroll", scroll);
  subject.addEventListener("change", () => {
    clear();
    if (follows && data.value) validate();
  });
  for (const name of ["allow-unresolved", "strict"]) {
    form.elements[name].addEventListener("change", () => follows && validate());
  }
  file.hidden = false;
  form.querySelector(".validate-keys").hidden = false;
  const chooser = file.querySelector("input");
  chooser.addEventListener("change", () => {
    read(chooser.files[0]);
    chooser.value = "";
  });
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    const [dropped] = event.dataTransfer.files;
    if (!dropped) return;
    event.preventDefault();
    read(dropped);
  });
  addEventListener("pagehide", keep);
  restore();
})();
