// The page on which a filing is written: saves as one types, and shows what comes of it.
import { Aside, make } from "./aside.js";
import { Grid, edit, go, move } from "./keys.js";
import { block, laidOut } from "./paste.js";
import { Queue, post } from "./queue.js";

const data = JSON.parse(document.getElementById("fill-data").textContent);
const root = document.getElementById("fill");
const paper = root.querySelector(".paper");
const editable = root.hasAttribute("data-editable");
const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
const page = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
const grid = new Grid(paper);
const byId = (id) => document.getElementById(id);
const stored = new Map();
let figures = {};
let current = null;

const aside = new Aside({ data, jump, openPanel });
const queue = new Queue({
  key: `jiping:fill:${data.draft}:${data.user}`,
  send: (cells, source) => post(data.urls["save-cells"], { cells, source, page }, token),
  onSaved: taken,
  onState: showState,
});

// --- saving -------------------------------------------------------------------------

const STATES = { saved: "已保存", waiting: "未保存", saving: "正在保存…", offline: "未保存：没有连上服务器，会自动再试", expired: "未保存：登录已过期", refused: "未保存" };

function showState(state, said) {
  const line = byId("save-state");
  line.dataset.state = state;
  line.textContent = said ? `未保存：${said}` : STATES[state];
  const expired = byId("expired");
  expired.hidden = state !== "expired";
  if (!expired.hidden) byId("again").href = `${data.signIn}?next=${encodeURIComponent(location.pathname + (current ? `#${current.id}` : location.hash))}`;
}

function typed(cell) {
  if (cell.readOnly) return;
  mark(cell, true);
  queue.put(cell.id, JSON.parse(cell.dataset.ref), cell.value, Number(cell.dataset.version));
}

function mark(cell, unsaved) {
  cell.closest("td, th, .line, .inline-field").classList.toggle("unsaved", unsaved);
  cell.classList.toggle("is-blank", !cell.value);
}

function taken(answer, sent) {
  data.left = answer.left;
  data.conflicts = answer.conflicts;
  figures = answer.figures;
  const conflicting = new Map(answer.conflicts.map((each) => [each.id, each]));
  for (const { id, raw } of sent) {
    const cell = byId(id);
    if (!cell || queue.waiting.has(id)) continue;
    mark(cell, false);
    if (conflicting.has(id) && !answer.cells[id]) { put(cell, conflicting.get(id).theirs); differs(conflicting.get(id)); }
    else if (answer.refused[id]) tell(`${cell.getAttribute("aria-label")}：“${raw}”没有保存，${answer.refused[id]}`);
  }
  for (const [id, now] of Object.entries(answer.cells)) {
    const cell = byId(id);
    if (!cell) continue;
    cell.dataset.version = now.version;
    if (!queue.waiting.has(id) && (now.derived || cell !== document.activeElement || cell.value.trim() === now.raw)) put(cell, now.raw);
  }
  lock(new Set(answer.locked));
  refresh();
}

function put(cell, raw) {
  if (cell.value !== raw) cell.value = raw;
  stored.set(cell.id, raw);
  mark(cell, false);
}

function lock(ids) {
  for (const cell of paper.querySelectorAll(".derived .cell")) if (!ids.has(cell.id)) derived(cell, false);
  for (const id of ids) { const cell = byId(id); if (cell) derived(cell, true); }
}

function derived(cell, is) {
  const slot = cell.closest("td, th");
  if (!slot || !editable || slot.classList.contains("derived") === is) return;
  slot.classList.toggle("derived", is);
  slot.classList.toggle("open", !is);
  cell.readOnly = is;
  if (is) cell.dataset.why = "由其他格自动计算"; else delete cell.dataset.why;
}

function refresh() {
  aside.mark();
  aside.list();
  for (const paragraph of paper.querySelectorAll(".paragraph")) {
    const cell = paragraph.querySelector(".cell");
    const stale = figures[cell.id];
    if (stale) showFigures(paragraph, stale);
  }
  const renew = byId("renew-all");
  if (renew) renew.disabled = !data.left.stale.count;
  if (current) aside.show(current, figures[current.id]);
}

function showFigures(paragraph, stale) {
  paragraph.querySelector(".figures")?.remove();
  if (!stale.length) return;
  paragraph.append(make("ul", { className: "figures" }, ...stale.map((each) => make("li", { className: "stale", textContent: `${each.said} → ${each.now || "（表中已空）"}` }))));
}

// Said above the paper, which stays where it is: the hand is in a cell.
function tell(sentence, kind = "warning", ...buttons) {
  const line = make("p", { className: `said ${kind}` }, make("span", { textContent: sentence }), ...buttons,
    make("button", { type: "button", textContent: "知道了", onclick: () => line.remove() }));
  for (const old of byId("said").querySelectorAll(".said")) {
    if (old.classList.contains("success") || old.firstChild.textContent === sentence) old.remove();
  }
  byId("said").append(line);
  return line;
}

// What was typed here is kept beside the other's, and nothing is chosen by silence.
function differs(conflict) {
  const words = `${conflict.words}：${conflict.theirs_by}已填“${conflict.theirs || "（空）"}”，您填的“${conflict.mine || "（空）"}”另存着，请选定用哪个。`;
  const line = tell(words, "warning", make("button", { type: "button", textContent: "现在选定", onclick: () => { line.remove(); settle(conflict); } }));
}

// --- cells --------------------------------------------------------------------------

function jump(at) {
  const conflict = data.conflicts.find((each) => each.id === at.id);
  if (at.page !== data.page && !conflict) return false;
  const cell = byId(at.id);
  if (cell) go(cell);
  if (conflict) { settle(conflict); return true; }
  return Boolean(cell);
}

function chosen(cell) {
  current = cell;
  for (const field of root.querySelectorAll("[data-current]")) field.value = cell.dataset.ref;
  for (const button of root.querySelectorAll("[data-needs]")) {
    const needs = button.dataset.needs;
    const paragraph = cell.closest(".paragraph");
    button.disabled = !{ any: true, paragraph: Boolean(paragraph), stale: Boolean(figures[cell.id]?.length), grow: "grow" in cell.dataset, go: "go" in cell.dataset }[needs];
  }
  aside.show(cell, figures[cell.id]);
}

async function openPanel(cell) {
  await queue.flush();
  await window.htmx.ajax("GET", `${data.urls["cell-panel"]}?ref=${encodeURIComponent(cell.dataset.ref)}`, "#panel-body");
  byId("panel").showModal();
}

function settle(conflict) {
  const side = (title, value, who, when) => make("div", { className: "card" }, make("h3", { textContent: title }), make("p", { className: "value", textContent: value || "（空）" }),
    make("p", { className: "small", textContent: `${who} ${when ? new Date(when).toLocaleString("zh-CN") : ""}` }),
    make("button", { type: "button", className: "main", textContent: "用这个", onclick: () => decide(conflict, value) }));
  byId("conflict-body").replaceChildren(make("p", {}, make("strong", { textContent: conflict.words })),
    make("div", { className: "choice" }, side("表中现有", conflict.theirs, conflict.theirs_by, conflict.theirs_at), side("后来填的", conflict.mine, conflict.by, conflict.at)));
  byId("conflict").showModal();
}

async function decide(conflict, raw) {
  const answer = await post(data.urls["settle-conflict"], { ref: conflict.ref, raw }, token);
  byId("conflict").close();
  if (answer.fault) { tell(answer.said || STATES[answer.fault], "error"); return; }
  taken(answer.data, []);
  const cell = byId(conflict.id);
  if (cell) { put(cell, raw); go(cell); }
}

// --- events -------------------------------------------------------------------------

paper.addEventListener("focusin", (event) => {
  const cell = event.target.closest(".cell");
  if (!cell) return;
  if (!stored.has(cell.id)) stored.set(cell.id, cell.value);
  cell.dataset.mode = "go";
  chosen(cell);
  if (grid.placeOf(cell)) cell.select();
});
// A first click chooses a cell, as the keys do; a second goes into its text.
let entered = null;
paper.addEventListener("mousedown", (event) => {
  const cell = event.target.closest(".cell");
  entered = cell && cell !== document.activeElement ? cell : null;
  if (cell && !entered) cell.dataset.mode = "edit";
});
paper.addEventListener("mouseup", (event) => {
  if (!entered || event.target !== entered || !grid.placeOf(entered)) return;
  event.preventDefault();
  entered.select();
});
// A tall row: its cell is also where the text does not reach.
paper.addEventListener("click", (event) => { if (event.target.matches("td")) go(event.target.querySelector(".cell")); });
paper.addEventListener("focusout", (event) => {
  const cell = event.target.closest(".cell");
  if (!cell) return;
  delete cell.dataset.mode;
  if (editable && queue.waiting.has(cell.id)) queue.flush();
});
paper.addEventListener("input", (event) => { if (editable) typed(event.target); });
paper.addEventListener("paste", (event) => {
  const cell = event.target.closest(".cell");
  const text = event.clipboardData.getData("text/plain");
  const many = text.includes("\t") || (text.trim().includes("\n") && cell?.dataset.mode !== "edit");
  if (!editable || !cell || !many || !grid.placeOf(cell)) return;
  event.preventDefault();
  pasted(block(text), cell);
});

async function pasted(rows, cell) {
  await queue.flush();
  const { puts, skipped } = laidOut(rows, grid, cell);
  if (puts.length > data.mostCells) { tell(`一次最多粘贴${data.mostCells}格，请分几次粘贴。`, "error"); return; }
  for (const { cell: into, text } of puts) {
    if (into.value === text) continue;
    into.value = text;
    mark(into, true);
    queue.put(into.id, JSON.parse(into.dataset.ref), text, Number(into.dataset.version));
  }
  const saved = await queue.flush("pasted");
  const parts = [make("p", { textContent: `粘贴了${puts.length}格${saved ? "，已保存" : "，还没有保存"}。` })];
  if (skipped.length) {
    parts.push(make("p", { textContent: `跳过${skipped.length}格：` }));
    parts.push(make("ul", {}, ...skipped.slice(0, 60).map((each) => make("li", { textContent: `“${each.text}”${each.words ? `（${each.words}）` : ""}：${each.why}` }))));
  }
  byId("pasted-body").replaceChildren(...parts);
  if (skipped.length) byId("pasted").showModal(); else tell(`粘贴了${puts.length}格。`, "success");
}

paper.addEventListener("keydown", (event) => {
  const cell = event.target.closest(".cell");
  if (!cell) return;
  if (event.key === "F2") { edit(cell); event.preventDefault(); }
  else if (event.key === "Escape" && stored.has(cell.id) && cell.value !== stored.get(cell.id)) {
    cell.value = stored.get(cell.id);
    typed(cell);
    event.preventDefault();
  } else if (move(event, grid)) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); if (editable) queue.flush(); }
  else if (event.key === "F4" && current && !document.querySelector("dialog[open]")) { event.preventDefault(); openPanel(current); }
  else if (event.key === "F1") { event.preventDefault(); byId("help").showModal(); }
  else if (event.key === "F8") { event.preventDefault(); nextFault(); }
});

function nextFault() {
  const cells = [...paper.querySelectorAll(".marked .cell")];
  const at = cells.indexOf(current);
  go(cells[(at + 1) % cells.length]);
}

for (const form of document.querySelectorAll("form[data-after-saving]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.asks && !confirm(form.dataset.asks)) { delete form.dataset.sent; return; }
    if (await queue.flush()) form.submit();
    else { delete form.dataset.sent; tell("还有内容没有保存，保存后再试。", "error"); }
  });
  form.addEventListener("submit", () => setTimeout(() => delete form.dataset.sent));
}
for (const link of document.querySelectorAll("a[data-after-saving]")) {
  link.addEventListener("click", async (event) => {
    if (!editable || !queue.size) return;
    event.preventDefault();
    if (await queue.flush()) location.assign(link.href);
    else tell("还有内容没有保存，保存后再试。", "error");
  });
}
byId("show-prior")?.addEventListener("change", (event) => {
  root.classList.toggle("show-prior", event.target.checked);
  try { localStorage.setItem("jiping:show-prior", event.target.checked ? "1" : ""); } catch { /* only a habit */ }
});
addEventListener("online", () => queue.flush());
addEventListener("hashchange", () => go(byId(location.hash.slice(1))));

// --- begin --------------------------------------------------------------------------

for (const cell of paper.querySelectorAll(".cell")) cell.classList.toggle("is-blank", !cell.value);
try {
  const box = byId("show-prior");
  if (box && localStorage.getItem("jiping:show-prior")) { box.checked = true; root.classList.add("show-prior"); }
} catch { /* only a habit */ }
for (const [id, { raw }] of queue.waiting) {
  const cell = byId(id);
  if (cell && !cell.readOnly) { cell.value = raw; mark(cell, true); }
}
figures = data.figures || {};
refresh();
if (editable && queue.size) { showState("waiting"); queue.flush(); }
if (location.hash) go(byId(location.hash.slice(1)));
