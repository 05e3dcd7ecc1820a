// A whole table of differences at once.
for (const bar of document.querySelectorAll(".all")) {
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const all = event.target.dataset.all;
    if (!all) return;
    for (const input of bar.closest("details").querySelectorAll(".choose input")) {
      if (input.type === "checkbox") input.checked = all === "mine";
      else input.checked = input.value === all;
    }
  });
}
// Where a value is corrected, it is the one that is meant.
for (const value of document.querySelectorAll(".pick .value")) {
  value.addEventListener("input", () => { value.closest(".pick").querySelector("input[type=radio]").checked = true; });
}
