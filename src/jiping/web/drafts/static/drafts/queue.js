// What was typed and is not stored yet. It lives in the browser's own storage until the
// server has said that it has it, so a lost connection or session loses nothing.

const DELAY = 700;
const RETRY = [3000, 6000, 12000, 30000];

export class Queue {
  // send(cells, source) answers {ok, data} or {fault: "offline" | "expired" | "refused", said}.
  constructor({ key, send, onSaved, onState }) {
    this.key = key;
    this.send = send;
    this.onSaved = onSaved;
    this.onState = onState;
    this.waiting = new Map(Object.entries(this.#stored()));
    this.timer = 0;
    this.failed = 0;
    this.sending = null;
    this.source = "typed";
  }

  get size() { return this.waiting.size; }

  put(id, ref, raw, version) {
    const before = this.waiting.get(id);
    this.waiting.set(id, { ref, raw, version: before ? before.version : version });
    this.#store();
    this.onState("waiting");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), DELAY);
  }

  drop(id) { this.waiting.delete(id); this.#store(); }

  // Send all that waits; true when nothing is left unsaved.
  async flush(source = "typed") {
    clearTimeout(this.timer);
    if (this.sending) await this.sending;
    if (!this.waiting.size) { this.onState("saved"); return true; }
    this.sending = this.#sendAll(source);
    const done = await this.sending;
    this.sending = null;
    return done && (this.waiting.size ? this.flush() : true);
  }

  async #sendAll(source) {
    const sent = [...this.waiting].map(([id, cell]) => ({ id, ...cell }));
    this.onState("saving");
    const answer = await this.send(sent.map(({ ref, raw, version }) => ({ ref, raw, version })), source);
    if (answer.fault) return this.#failed(answer);
    this.failed = 0;
    for (const { id, raw } of sent) {
      const now = this.waiting.get(id);
      if (!now) continue;
      const known = answer.data.cells[id];
      if (now.raw === raw) this.waiting.delete(id);
      else if (known) now.version = known.version;
    }
    this.#store();
    this.onSaved(answer.data, sent);
    this.onState(this.waiting.size ? "waiting" : "saved");
    return true;
  }

  #failed(answer) {
    this.onState(answer.fault, answer.said);
    if (answer.fault === "offline") {
      const wait = RETRY[Math.min(this.failed++, RETRY.length - 1)];
      this.timer = setTimeout(() => this.flush(), wait);
    }
    return false;
  }

  #stored() {
    try { return JSON.parse(localStorage.getItem(this.key) || "{}"); } catch { return {}; }
  }

  #store() {
    try {
      if (this.waiting.size) localStorage.setItem(this.key, JSON.stringify(Object.fromEntries(this.waiting)));
      else localStorage.removeItem(this.key);
    } catch { /* A browser without storage still saves; it only cannot keep. */ }
  }
}

// One request; what went wrong is told apart by what the person can do about it.
export async function post(url, body, token) {
  let answer;
  try {
    answer = await fetch(url, {
      method: "POST", redirect: "manual", credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token, "HX-Request": "true" },
      body: JSON.stringify(body),
    });
  } catch { return { fault: "offline" }; }
  if (answer.ok) return { data: await answer.json() };
  if (answer.status === 401 || answer.type === "opaqueredirect") return { fault: "expired" };
  const text = await answer.text().catch(() => "");
  if (answer.status === 403 && text.includes("登录已过期")) return { fault: "expired" };
  if (answer.status === 403 || answer.status === 409 || answer.status === 413) {
    const said = new DOMParser().parseFromString(text, "text/html").querySelector(".said, .error, p");
    return { fault: "refused", said: said?.textContent?.trim() || "没有保存，请刷新页面后再试。" };
  }
  return { fault: "offline" };
}
