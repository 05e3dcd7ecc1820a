// Examining a package: a cell that is clicked is the place of a new point, and after one
// finding is judged the next that waits comes into view.
document.addEventListener("click", (event) => {
  const place = document.getElementById("place");
  const cell = event.target.closest("#pages [id^='c-']");
  if (!place || !cell || event.target.closest("a")) return;
  const option = place.querySelector(`option[data-anchor="${CSS.escape(cell.id)}"]`);
  if (!option) return;
  place.value = option.value;
  document.querySelectorAll("#pages .chosen").forEach((each) => each.classList.remove("chosen"));
  cell.classList.add("chosen");
});
document.addEventListener("htmx:afterSettle", (event) => {
  // Once something is agreed the way back is open, as on a page loaded anew.
  const returning = document.getElementById("returning");
  if (returning && returning.dataset.agreed !== "0") returning.parentElement.open = true;
  if (!event.target.matches?.("ol.findings > li")) return;
  const next = document.querySelector("ol.findings > li:not(.done) details[open] input[name=reason]");
  if (!next) return;
  next.focus({ preventScroll: true });
  next.closest("li").scrollIntoView({ block: "nearest" });
});
