// The evidence of the indicator that the cursor is in, beside the form.
const panel = document.getElementById("evidence");
const rows = new Set(JSON.parse(document.getElementById("evidence-rows")?.textContent || "[]"));
let shown = "", waiting = 0;
document.querySelector(".paper")?.addEventListener("focusin", (event) => {
  const address = event.target.dataset?.ref;
  if (!panel || !address) return;
  const [form, key, row] = JSON.parse(address);
  if (!rows.has(row) || shown === row) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    shown = row;
    const ref = encodeURIComponent(JSON.stringify([form, key, row, ""]));
    htmx.ajax("GET", `${panel.dataset.url}?ref=${ref}`, { target: "#evidence", swap: "innerHTML" });
  }, 300);
});
