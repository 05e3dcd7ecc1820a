// Moving about the paper with the keyboard, as in a spreadsheet.

const slotOf = (cell) => cell.closest("[data-r]");

export class Grid {
  constructor(root) {
    this.root = root;
    this.rows = new Map();
    for (const slot of root.querySelectorAll("[data-r]")) {
      const cell = slot.querySelector(".cell");
      const [r, c] = [Number(slot.dataset.r), Number(slot.dataset.c)];
      const place = { slot, cell, r, c, rows: slot.rowSpan || 1, columns: slot.colSpan || 1 };
      for (let row = r; row < r + place.rows; row += 1) {
        if (!this.rows.has(row)) this.rows.set(row, []);
        this.rows.get(row).push(place);
      }
    }
    this.last = Math.max(0, ...this.rows.keys());
  }

  placeOf(cell) {
    const slot = slotOf(cell);
    return slot && this.rows.get(Number(slot.dataset.r))?.find((place) => place.slot === slot);
  }

  // The cells of a row from a column on, in their order; of merged ones only where they begin.
  rowFrom(row, column) {
    return (this.rows.get(row) || []).filter((p) => p.cell && p.r === row && p.c >= column).sort((a, b) => a.c - b.c);
  }

  next(cell, way) {
    const here = this.placeOf(cell);
    if (!here) return null;
    if (way === "left" || way === "right") {
      const sign = way === "right" ? 1 : -1;
      const row = (this.rows.get(here.r) || []).filter((p) => p.cell && sign * (p.c - here.c) > 0);
      return row.sort((a, b) => sign * (a.c - b.c))[0]?.cell ?? null;
    }
    const sign = way === "down" ? 1 : -1;
    for (let row = way === "down" ? here.r + here.rows : here.r - 1; row >= 1 && row <= this.last; row += sign) {
      const at = (this.rows.get(row) || []).find((p) => p.cell && p.c <= here.c && here.c < p.c + p.columns);
      if (at) return at.cell;
    }
    return null;
  }
}

export function go(cell) {
  if (!cell) return false;
  cell.focus();
  cell.dataset.mode = "go";
  cell.select();
  cell.scrollIntoView({ block: "nearest" });
  return true;
}

export function edit(cell) {
  if (cell.dataset.mode === "edit") { go(cell); return; }
  cell.dataset.mode = "edit";
  cell.setSelectionRange(cell.value.length, cell.value.length);
}

// Whether an arrow would leave the text: everything is chosen, or the caret is at its end.
function leaves(cell, key) {
  if (cell.dataset.mode === "edit") return false;
  const { selectionStart: start, selectionEnd: end, value } = cell;
  if (start === 0 && end === value.length) return true;
  if (cell.tagName === "TEXTAREA" && value.includes("\n")) {
    if (key === "ArrowUp") return !value.slice(0, start).includes("\n");
    if (key === "ArrowDown") return !value.slice(end).includes("\n");
  }
  if (key === "ArrowLeft") return start === 0 && end === 0;
  if (key === "ArrowRight") return start === value.length;
  return true;
}

const ARROWS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

// onKey in the paper's table: true where the key was ours.
export function move(event, grid) {
  const cell = event.target.closest(".cell");
  if (!cell || event.isComposing || event.ctrlKey || event.metaKey) return false;
  if (event.key === "Enter") {
    if (event.altKey) { breakLine(cell); return true; }
    return grid.placeOf(cell) ? (go(grid.next(cell, event.shiftKey ? "up" : "down")), true) : false;
  }
  const way = ARROWS[event.key];
  if (!way || event.altKey || event.shiftKey || !grid.placeOf(cell)) return false;
  return leaves(cell, event.key) && go(grid.next(cell, way));
}

function breakLine(cell) {
  if (cell.tagName !== "TEXTAREA" || cell.readOnly) return;
  cell.setRangeText("\n", cell.selectionStart, cell.selectionEnd, "end");
  cell.dispatchEvent(new Event("input", { bubbles: true }));
}
