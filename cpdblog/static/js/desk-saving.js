// <desk-saving>: saves while one types, shows the text as readers will see it, and keeps it on
// this device as long as the line is down. The form itself works without any of it.

const SAVE_AFTER = 2500;
const SHOW_AFTER = 600;
const TEXT_FIELDS = ["title", "source"];

class DeskSaving extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector(".saved");
    this.name = `desk:${new URL(this.form.action).pathname}`;
    this.sent = this.values();
    this.last = [this.status.dataset.state ?? "saved", this.status.textContent];
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.isDirty() && this.save());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && this.isDirty() && !this.isClashing) this.save();
    });
    if (this.hasAttribute("data-fresh")) this.offerStored();
  }

  values() {
    const data = new FormData(this.form);
    for (const name of ["version", "kept", "csrfmiddlewaretoken", "when", "date"]) data.delete(name);
    return JSON.stringify([...data]);
  }

  isDirty() {
    return this.values() !== this.sent;
  }

  typed() {
    this.storeLocally();
    clearTimeout(this.saving);
    clearTimeout(this.showing);
    this.showing = setTimeout(() => this.show(), SHOW_AFTER);
    if (this.isClashing) return;
    if (!this.isDirty()) return this.showStatus(...this.last);
    this.showStatus("unsaved", this.dataset.unsaved);
    this.saving = setTimeout(() => this.save(), SAVE_AFTER);
  }

  showStatus(state, text) {
    this.status.dataset.state = state;
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  async post(button) {
    const body = new FormData(this.form);
    body.set("do", button);
    const response = await fetch(this.form.action, { method: "POST", body, headers: { "X-In-Place": "yes" } });
    if (response.redirected) return { status: 401, errors: {} };
    if (response.status >= 500) throw new Error(this.dataset.away);
    if (response.headers.get("Content-Type")?.includes("json")) return { status: response.status, ...(await response.json()) };
    return { status: response.status, errors: {} };
  }

  async show() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    try {
      const data = await this.post("preview");
      if (turn === this.turn) this.showResult(data); // else a newer one is on its way
    } catch {
      // The line is down: saving says so.
    }
  }

  showResult(data) {
    if (data.preview !== undefined) {
      this.querySelector("[data-preview]").innerHTML = data.preview; // cleaned by the server
      this.querySelector("[data-tally]").textContent = data.reading_time;
      this.querySelector("[data-address]").textContent = data.address;
    }
    for (const place of this.querySelectorAll("[data-error]")) {
      const message = data.errors[place.dataset.error];
      place.textContent = message ?? "";
      place.hidden = !message;
      const field = this.form.elements[place.dataset.error];
      if (message) field?.setAttribute?.("aria-invalid", "true");
      else field?.removeAttribute?.("aria-invalid");
    }
  }

  // One saving at a time: the next one carries the version that this one made.
  save() {
    this.saves = (this.saves ?? Promise.resolve()).then(() => this.saveNow());
    return this.saves;
  }

  async saveNow() {
    if (this.isClashing || !this.isDirty()) return true;
    if (TEXT_FIELDS.every((name) => !this.form.elements[name].value.trim())) return true;
    const values = this.values();
    this.showStatus("unsaved", this.dataset.saving);
    try {
      const data = await this.post("autosave");
      this.showResult(data);
      if (data.status === 409) {
        this.isClashing = true;
        this.showStatus("wrong", this.dataset.clash);
      } else if (data.status === 200) this.saved(data, values);
      else this.showStatus("wrong", data.status === 401 ? this.dataset.out : this.dataset.refused);
      return data.status !== 401;
    } catch (error) {
      this.storeLocally();
      this.showStatus("wrong", error.message === this.dataset.away ? error.message : this.dataset.offline);
      this.saving = setTimeout(() => this.save(), SAVE_AFTER * 4);
      return false;
    }
  }

  saved(data, values) {
    this.form.elements.version.value = data.version;
    this.form.elements.kept.value = data.kept;
    this.querySelector("[data-state-words]").textContent = data.state;
    this.sent = values;
    this.last = [data.kept ? "kept" : "saved", data.saved];
    localStorage.removeItem(this.name);
    if (this.form.getAttribute("action") !== data.editor_url) {
      this.form.action = data.editor_url; // a new post has its own address now
      history.replaceState(null, "", data.editor_url);
      this.name = `desk:${data.editor_url}`;
    }
    if (this.isDirty()) this.typed();
    else this.showStatus(...this.last);
  }

  // The text is saved in place first, so that no journey of the form can lose it.
  async submitted(event) {
    if (this.isLeaving) return;
    event.preventDefault();
    clearTimeout(this.saving);
    if (!(await this.save())) return;
    this.isLeaving = true;
    setTimeout(() => this.form.requestSubmit(event.submitter)); // not while this very event is dispatched
    setTimeout(() => (this.isLeaving = false), 3000);
  }

  storeLocally() {
    const stored = { at: Date.now() };
    for (const name of TEXT_FIELDS) stored[name] = this.form.elements[name].value;
    try {
      if (TEXT_FIELDS.some((name) => stored[name].trim())) localStorage.setItem(this.name, JSON.stringify(stored));
    } catch {
      // No room on this device: the server has what was saved.
    }
  }

  offerStored() {
    const stored = JSON.parse(localStorage.getItem(this.name) ?? "null");
    const fields = this.form.elements;
    if (!stored || TEXT_FIELDS.every((name) => stored[name] === fields[name].value)) {
      return localStorage.removeItem(this.name);
    }
    const notice = this.querySelector("[data-local]");
    const when = notice.querySelector("[data-local-when]");
    const time = new Date(stored.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    when.textContent = when.dataset.words.replace("{time}", time);
    notice.querySelector("[data-local-take]").addEventListener("click", () => {
      for (const name of TEXT_FIELDS) fields[name].value = stored[name];
      notice.hidden = true;
      fields.source.focus();
      this.typed();
    });
    notice.querySelector("[data-local-drop]").addEventListener("click", () => {
      localStorage.removeItem(this.name);
      notice.hidden = true;
      fields.source.focus();
    });
    notice.hidden = false;
  }
}

customElements.define("desk-saving", DeskSaving);
