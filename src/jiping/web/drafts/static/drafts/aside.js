// What stands beside the paper: the cell at hand, and what is left to do.

const make = (tag, props = {}, ...inside) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...inside.filter((part) => part !== null && part !== ""));
  return element;
};
const WORDS = { error: "错误", warning: "警告", info: "提示", waiting: "待填完后核对的内容" };

export class Aside {
  constructor({ data, jump, openPanel }) {
    this.data = data;
    this.jump = jump;
    this.openPanel = openPanel;
    this.here = document.getElementById("here");
    this.left = document.getElementById("left");
  }

  // --- the cell at hand -----------------------------------------------------------

  show(cell, figures) {
    const found = this.findingsOf(cell.id);
    const parts = [make("p", {}, make("strong", { textContent: cell.getAttribute("aria-label") || "" }))];
    if (cell.dataset.why) parts.push(make("p", { className: "small", textContent: cell.dataset.why + "，不能填写。" }));
    if (cell.dataset.prior) parts.push(make("p", { textContent: `上年：${cell.dataset.prior}` }));
    for (const each of figures || []) {
      parts.push(make("p", { className: "tag warning", textContent: `文中 ${each.said}，表中现为 ${each.now || "（空）"}` }));
    }
    parts.push(...found.map((each) => this.finding(each)));
    parts.push(make("p", {}, make("button", { type: "button", textContent: "批注和记录（F4）", onclick: () => this.openPanel(cell) })));
    this.here.replaceChildren(...parts);
  }

  findingsOf(id) { return this.data.left.findings.filter((each) => each.cells.includes(id)); }

  finding(each) {
    const facts = make("dl", { className: "facts" });
    const rows = [["填的是", each.stated], ["应为", each.expected], ["算式", each.arithmetic], ["相差", each.difference], ["依据", each.citation]];
    for (const [word, value] of rows) {
      if (value) facts.append(make("dt", { textContent: word }), make("dd", { textContent: value }));
    }
    const rule = make("a", { href: this.data.rules.replace("/-/", `/${each.rule}/`), target: "_blank", rel: "noopener", textContent: each.rule });
    facts.append(make("dt", { textContent: "规则" }), make("dd", {}, rule));
    return make("div", { className: `finding ${each.severity}` },
      make("p", {}, make("span", { className: `tag ${each.severity}`, textContent: each.word }), ` ${each.message}`),
      make("details", {}, make("summary", { textContent: "怎么算的、依据什么" }), facts));
  }

  // --- what is left ---------------------------------------------------------------

  list() {
    const open = new Set([...this.left.querySelectorAll("details[open]")].map((each) => each.dataset.kind));
    const left = this.data.left;
    const of = (severity) => left.findings.filter((each) => each.severity === severity);
    const groups = [
      ["conflicts", "两人填得不一样", left.conflicts.count, left.conflicts.first.map((at) => this.link(at, at.words))],
      ["error", "错误", left.errors, of("error").map((each) => this.findingLink(each))],
      ["blank", "还没填的格", left.blank.count, left.blank.first.map((at) => this.link(at, at.words))],
      ["waiting", "填完后再核对", left.waiting, of("waiting").map((each) => this.findingLink(each))],
      ["stale", "文中数字过时的段", left.stale.count, left.stale.first.map((at) => this.link(at, at.words))],
      ["warning", "警告" + (left.warnings ? `（${left.unanswered}条未说明）` : ""), left.warnings, of("warning").map((each) => this.findingLink(each))],
      ["info", "提示", of("info").length, of("info").map((each) => this.findingLink(each))],
    ];
    const shown = groups.filter(([, , count]) => count).map(([kind, name, count, items]) => this.group(kind, name, count, items, open.has(kind)));
    if (!left.errors && !left.waiting && !left.blank.count && !left.conflicts.count) {
      shown.unshift(make("p", { className: "done", textContent: "没有错误，该填的都填了。" }));
    } else {
      shown.unshift(make("p", { className: "tally", textContent: this.tally(left) }));
    }
    this.left.replaceChildren(...shown);
    this.#tabs();
  }

  tally(left) {
    const blank = left.blank.count ? `还没填的${left.blank.count}格` : "该填的都填了";
    return `${blank}；${left.errors ? `错误${left.errors}处` : "填了的没有错误"}。`;
  }

  group(kind, name, count, items, open) {
    const more = count > items.length ? [make("li", { textContent: `……还有${count - items.length}处` })] : [];
    const group = make("details", { open }, make("summary", {}, name, make("b", { textContent: count })), make("ul", {}, ...items, ...more));
    group.dataset.kind = kind;
    return group;
  }

  findingLink(each) {
    return each.at ? this.link(each.at, each.message) : make("li", { textContent: each.message });
  }

  link(at, words) {
    const sheet = at.page === this.data.page ? "" : this.sheet(at.page);
    const link = make("a", { href: `${this.data.base}${encodeURIComponent(at.page)}/#${at.id}`, textContent: sheet + (words || "本格") });
    link.addEventListener("click", (event) => { if (this.jump(at)) event.preventDefault(); });
    return make("li", {}, link);
  }

  // Another table by its tab, so that the same words of two tables are told apart.
  sheet(page) {
    const tab = document.querySelector(`.tabs [data-page="${CSS.escape(page)}"]`);
    return tab ? `${tab.dataset.words}：` : "";
  }

  #tabs() {
    for (const tab of document.querySelectorAll(".tabs [data-page]")) {
      const count = this.data.left.findings.filter((each) => each.severity === "error" && each.at?.page === tab.dataset.page).length;
      const badge = tab.querySelector(".count");
      badge.hidden = !count;
      badge.replaceChildren(count ? String(count) : "", make("span", { className: "visually-hidden", textContent: count ? "个错误" : "" }));
    }
  }

  // --- marks on the paper ---------------------------------------------------------

  mark() {
    const worst = new Map();
    const first = new Set(this.data.left.findings.map((each) => each.cells[0]));
    const rank = { waiting: 1, info: 2, warning: 3, error: 4 };
    for (const each of this.data.left.findings) {
      for (const id of each.cells) {
        if (rank[each.severity] > (rank[worst.get(id)] || 0)) worst.set(id, each.severity);
      }
    }
    const conflicts = new Set(this.data.conflicts.map((each) => each.id));
    for (const cell of document.querySelectorAll(".paper .cell")) {
      const slot = cell.closest("td, th, .line, .inline-field");
      const severity = worst.get(cell.id);
      slot.classList.remove("marked", "info", "waiting", "warning", "error", "conflict", "first");
      if (severity) slot.classList.add("marked", severity);
      slot.classList.toggle("first", first.has(cell.id));
      if (conflicts.has(cell.id)) slot.classList.add("marked", "conflict");
      if (severity === "error") cell.setAttribute("aria-invalid", "true");
      else cell.removeAttribute("aria-invalid");
      if (severity) cell.setAttribute("aria-description", `有${WORDS[severity]}`);
      else cell.removeAttribute("aria-description");
    }
  }
}

export { make };
