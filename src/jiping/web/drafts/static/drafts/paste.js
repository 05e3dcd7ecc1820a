// A block copied from a spreadsheet, put into the paper from one cell on.

// Rows of texts; a field in quotes may hold breaks and doubled quotes.
export function block(text) {
  const rows = [[""]];
  let quoted = false;
  const clean = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < clean.length; at += 1) {
    const sign = clean[at];
    const row = rows.at(-1);
    if (quoted) {
      if (sign !== '"') row[row.length - 1] += sign;
      else if (clean[at + 1] === '"') { row[row.length - 1] += '"'; at += 1; } else quoted = false;
    } else if (sign === '"' && row.at(-1) === "") quoted = true;
    else if (sign === "\t") row.push("");
    else if (sign === "\n") rows.push([""]);
    else row[row.length - 1] += sign;
  }
  return rows;
}

// What goes where, and what has no place: [{cell, text}], [{text, why}].
export function laidOut(rows, grid, from) {
  const here = grid.placeOf(from);
  const puts = [], skipped = [];
  rows.forEach((texts, down) => {
    const cells = here ? grid.rowFrom(here.r + down, here.c) : [];
    texts.forEach((text, right) => {
      const cell = cells[right]?.cell;
      const words = cell?.getAttribute("aria-label");
      if (!cell) { if (text.trim()) skipped.push({ text, why: "超出了表格" }); }
      else if (cell.readOnly) {
        if (text.trim() && text.trim() !== cell.value) skipped.push({ text, words, why: cell.dataset.why || "不能填写" });
      } else puts.push({ cell, text: text.trim() });
    });
  });
  return { puts, skipped };
}
