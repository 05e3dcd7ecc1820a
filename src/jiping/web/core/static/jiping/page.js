// What every page does: a form is sent once, dialogs open and close, a line is said.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post" && !form.matches("[hx-post], [hx-boost]")) {
    form.dataset.sent = "1";
    // A page that comes back from the cache may be sent anew.
    addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
  }
});
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  const closer = event.target.closest("[data-closes]");
  if (closer) closer.closest("dialog")?.close();
  // The page before still holds what was typed there.
  if (event.target.closest("[data-back]") && history.length > 1) { event.preventDefault(); history.back(); }
});
document.addEventListener("htmx:responseError", (event) => {
  const said = document.getElementById("said");
  const status = event.detail.xhr.status;
  if (status !== 403 && status !== 409 && said) {
    said.innerHTML = '<p class="said error" role="alert">没有连上或服务器出错，刚才的操作没有保存，请稍后再试。</p>';
  }
});
document.addEventListener("htmx:beforeSwap", (event) => {
  // A refusal is shown where messages stand.
  if ([403, 409, 422].includes(event.detail.xhr.status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
});
