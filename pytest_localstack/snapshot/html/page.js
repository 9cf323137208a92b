"use strict";

const values = JSON.parse(document.getElementById("values").textContent);
const NAMES = {
  differs: ["Differs", "~"], missing: ["Not recorded", "?"], updated: ["Updated", "↻"],
  new: ["New", "+"], matched: ["Matches", "="], skipped: ["Skipped", "–"],
};
const FOLD = 9;
const CONTEXT = 3;
const found = Object.fromEntries(
  ["generated", "theme", "tiles", "parity", "overall", "services", "filters", "search", "service", "file", "shown", "list", "detail"]
    .map((id) => [id, document.getElementById(id)]));
const matches = values.tests.flatMap((test, one) =>
  test.matches.map((match, two) => ({ ...match, test, id: `${one}.${two}` })));
const state = { status: "", visible: [], current: null };

// Every text of the run goes through here and becomes a text node or an attribute, never markup.
function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function showTiles() {
  const total = matches.length;
  const tiles = [["", "All", total, ""], ...Object.entries(NAMES).map(([status, [name]]) =>
    [status, name, values.counts[status], status])];
  found.tiles.replaceChildren(...tiles.map(([status, name, count, style]) => make("button", {
    type: "button", class: `tile ${style}`, disabled: count === 0 && status !== "",
    "aria-pressed": String(state.status === status), "data-status": status,
    onclick: () => { state.status = state.status === status ? "" : status; showTiles(); filter(); },
  }, make("b", {}, String(count)), name)));
}

function showParity() {
  found.parity.hidden = values.parity.length === 0;
  const sum = (name) => values.parity.reduce((total, row) => total + row[name], 0);
  found.overall.textContent = `${sum("matching")} of ${sum("compared")} compared matches are as on AWS`;
  found.services.replaceChildren(...values.parity.map((row) => {
    const share = row.compared ? row.matching / row.compared : null;
    const fill = make("i");
    fill.style.width = `${(share ?? 0) * 100}%`;
    const whole = share === null ? "not compared" : `${Math.floor(share * 1000) / 10} %`;
    return make("tr", {}, make("th", { scope: "row" }, row.service),
      make("td", {}, make("span", { class: share === 1 ? "bar" : "bar partly", "aria-hidden": "true" }, fill), whole),
      ...["compared", "matching", "differing", "skipped", "unvalidated"].map((name) =>
        make("td", { class: "number" }, String(row[name]))));
  }));
}

function showChoices() {
  const choices = (select, all, names) => select.replaceChildren(make("option", { value: "" }, all),
    ...[...new Set(names)].filter(Boolean).sort().map((name) => make("option", { value: name }, name)));
  choices(found.service, "all", matches.map((match) => match.service));
  choices(found.file, "all", matches.map((match) => match.test.file));
}

function textOf(match) {
  match.text ??= [match.key, match.test.nodeid, match.request, match.status, ...match.rows.flatMap((row) => row.slice(1))]
    .join("\n").toLowerCase();
  return match.text;
}

function filter() {
  const words = found.search.value.toLowerCase().split(/\s+/).filter(Boolean);
  state.visible = matches.filter((match) =>
    (!state.status || match.status === state.status)
    && (!found.service.value || match.service === found.service.value)
    && (!found.file.value || match.test.file === found.file.value)
    && words.every((word) => textOf(match).includes(word)));
  found.shown.textContent = `${state.visible.length} of ${matches.length} matches`;
  showList();
  if (!state.visible.includes(state.current)) select(state.visible.find(isFailure) ?? state.visible[0] ?? null);
}

function isFailure(match) {
  return ["differs", "missing"].includes(match.status);
}

function showList() {
  const groups = new Map();
  for (const match of state.visible) groups.set(match.test, [...(groups.get(match.test) ?? []), match]);
  const blocks = [...groups].map(([test, some]) => {
    const [file, ...names] = test.nodeid.split("::");
    return make("section", {}, make("h3", {}, make("b", {}, names.join("::") || file), file),
      make("ul", {}, ...some.map((match) => make("li", {}, item(match)))));
  });
  found.list.replaceChildren(...(blocks.length ? blocks : [make("p", { class: "empty" }, "No match is shown by these filters.")]));
}

function item(match) {
  const [name, sign] = NAMES[match.status];
  const count = match.status === "differs" ? String(match.differences) : "";
  return make("button", {
    type: "button", class: `item ${match.status}`, id: `item-${match.id}`, title: `${name}: ${match.key}`,
    "aria-current": String(match === state.current), onclick: () => select(match),
  }, make("span", { class: "sign", "aria-label": name, role: "img" }, sign), make("span", { class: "name" }, match.key),
    make("small", {}, [match.service, count].filter(Boolean).join(" · ")));
}

function select(match) {
  if (state.current) document.getElementById(`item-${state.current.id}`)?.setAttribute("aria-current", "false");
  state.current = match;
  found.detail.replaceChildren(...(match ? detail(match) : [make("p", { class: "empty" }, "Nothing to show.")]));
  found.detail.scrollTop = 0;
  if (!match) return;
  const button = document.getElementById(`item-${match.id}`);
  button?.setAttribute("aria-current", "true");
  button?.scrollIntoView({ block: "nearest" });
  history.replaceState(null, "", `#${match.id}`);
}

function detail(match) {
  const facts = [
    ["Test", match.test.nodeid], ["Matched at", match.place],
    [match.answers ? "Answers" : "After", match.request],
    ["Recorded", match.test.recorded], ["In", match.test.file],
  ].filter(([, text]) => text);
  return [
    make("div", { class: "heading" }, make("h2", {}, match.key),
      make("span", { class: `badge ${match.status}` }, NAMES[match.status][0])),
    make("dl", {}, ...facts.flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)])),
    match.rows.length ? table(match) : make("p", { class: "empty" }, "It was not compared."),
    match.cut ? make("p", { class: "empty" }, `… and ${match.cut} more lines`) : null,
    match.skip.length ? paste("Leave it out of the comparison", marker(match.skip)) : null,
    isFailure(match) ? paste("Record it", match.test.command) : null,
  ].filter(Boolean);
}

function marker(paths) {
  const lines = paths.map((path) => `        ${JSON.stringify(path)},`);
  return ["@pytest.mark.skip_snapshot_verify(", "    paths=[", ...lines, "    ]", ")"].join("\n");
}

function paste(title, text) {
  const block = make("pre", { tabindex: "0" }, text);
  const button = make("button", { type: "button", class: "copy", onclick: () => copy(block, button) }, "Copy");
  return make("div", { class: "paste" }, make("h4", {}, title, button), block);
}

async function copy(block, button) {
  getSelection().selectAllChildren(block);
  try {
    await navigator.clipboard.writeText(block.textContent);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Selected";
  }
}

function table(match) {
  const sides = ["differs", "updated"].includes(match.status) ? ["Recorded", "Observed"] : [
    { matched: "Recorded and observed", new: "Recorded now" }[match.status] ?? "Observed"];
  const columns = sides.flatMap(() => [make("col", { class: "gutter" }), make("col")]);
  const head = sides.map((side) => make("th", { colspan: "2", scope: "colgroup" }, side));
  const body = make("tbody");
  const numbers = [0, 0];
  const rows = match.rows.map((row) => line(row, sides.length, numbers));
  body.append(...folded(match.rows, rows));
  return make("table", { class: "diff" }, make("colgroup", {}, ...columns), make("thead", {}, make("tr", {}, ...head)), body);
}

function line([change, left, right = left], sides, numbers) {
  if (sides === 1) {
    const side = change === "a" ? right : left;
    return make("tr", {}, ...cell(side, "", "", ++numbers[0], change === "a" ? "fresh" : ""));
  }
  const [before, after] = change === "c" && left !== null && right !== null ? parts(left, right) : [[left ?? ""], [right ?? ""]];
  const differs = change !== "s";
  return make("tr", { class: differs ? "differs" : null },
    ...cell(left, before, "−", left === null ? 0 : ++numbers[0], left === null ? "void" : differs ? "old" : ""),
    ...cell(right, after, "+", right === null ? 0 : ++numbers[1], right === null ? "void" : differs ? "fresh" : ""));
}

function cell(text, pieces, sign, number, style) {
  const mark = style === "old" || style === "fresh" ? `${sign} ` : "";
  const [before, part, after] = pieces;
  const content = part === undefined ? [text ?? ""] : [before, make("mark", {}, part), after];
  return [make("td", { class: `gutter ${style}` }, number ? `${mark}${number}` : ""), make("td", { class: style }, ...content)];
}

function parts(left, right) {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const cut = (text) => [text.slice(0, start), text.slice(start, text.length - end), text.slice(text.length - end)];
  return [cut(left), cut(right)];
}

// Long equal stretches between differences are folded; a match without differences is shown whole.
function folded(rows, lines) {
  if (rows.every((row) => row[0] === rows[0]?.[0])) return lines;
  const shown = [];
  for (let begin = 0; begin < rows.length;) {
    let end = begin;
    while (end < rows.length && rows[end][0] === "s") end += 1;
    const head = begin === 0 ? 0 : CONTEXT;
    const tail = end === rows.length ? 0 : CONTEXT;
    if (end - begin < FOLD + head + tail) shown.push(...lines.slice(begin, end));
    else {
      const hidden = lines.slice(begin + head, end - tail);
      shown.push(...lines.slice(begin, begin + head), fold(hidden), ...lines.slice(end - tail, end));
    }
    if (end < rows.length) shown.push(lines[end]);
    begin = end + 1;
  }
  return shown;
}

function fold(hidden) {
  const row = make("tr", { class: "fold" }, make("td", { colspan: "4" },
    make("button", { type: "button", onclick: () => row.replaceWith(...hidden) }, `${hidden.length} equal lines`)));
  return row;
}

function move(step) {
  const next = state.visible[state.visible.indexOf(state.current) + step];
  if (!next) return;
  select(next);
  document.getElementById(`item-${next.id}`)?.focus();
}

function moveDifference(step) {
  const starts = [...found.detail.querySelectorAll("tr.differs")]
    .filter((row) => !row.previousElementSibling?.classList.contains("differs"));
  if (!starts.length) return;
  const here = starts.findIndex((row) => row.classList.contains("here"));
  const next = starts[here < 0 ? (step > 0 ? 0 : starts.length - 1) : (here + step + starts.length) % starts.length];
  starts.forEach((row) => row.classList.toggle("here", row === next));
  next.scrollIntoView({ block: "center" });
}

const THEMES = ["system", "dark", "light"];
function changeTheme(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  found.theme.textContent = `Theme: ${theme}`;
  found.theme.dataset.theme = theme;
}

function nextTheme() {
  changeTheme(THEMES[(THEMES.indexOf(found.theme.dataset.theme) + 1) % THEMES.length]);
}

const KEYS = {
  j: () => move(1), k: () => move(-1), n: () => moveDifference(1), p: () => moveDifference(-1),
  t: nextTheme, "/": () => found.search.focus(),
};

function pressed(event) {
  const typing = event.target.closest("input, select");
  if (event.key === "Escape" && typing) { found.search.value = ""; filter(); typing.blur(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const inList = event.target.closest("#list");
  const action = inList && event.key === "ArrowDown" ? KEYS.j : inList && event.key === "ArrowUp" ? KEYS.k : KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

found.generated.textContent = values.generated;
found.theme.addEventListener("click", nextTheme);
found.filters.addEventListener("input", filter);
found.filters.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", pressed);
changeTheme("system");
showTiles();
showParity();
showChoices();
state.current = matches.find((match) => `#${match.id}` === location.hash) ?? null;
filter();
if (state.current) select(state.current);
