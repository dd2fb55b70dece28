// <desk-saving>: saves while one types, shows the text as readers will see it, and keeps the words
// on this device as long as the line is down. The form itself works without any of it.

const SAVE_AFTER = 2500;
const SHOW_AFTER = 600;
const WORDS = ["title", "source"];

class DeskSaving extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector(".saved");
    this.name = `desk:${new URL(this.form.action).pathname}`;
    this.sent = this.words();
    this.last = [this.status.dataset.state ?? "saved", this.status.textContent];
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.isDirty() && this.save());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && this.isDirty() && !this.isClashing) this.save();
    });
    if (this.hasAttribute("data-fresh")) this.offer();
  }

  words() {
    const data = new FormData(this.form);
    for (const name of ["version", "kept", "csrfmiddlewaretoken", "when", "date"]) data.delete(name);
    return JSON.stringify([...data]);
  }

  isDirty() {
    return this.words() !== this.sent;
  }

  typed() {
    this.keepHere();
    clearTimeout(this.saving);
    clearTimeout(this.showing);
    this.showing = setTimeout(() => this.show(), SHOW_AFTER);
    if (this.isClashing) return;
    if (!this.isDirty()) return this.say(...this.last);
    this.say("unsaved", this.dataset.unsaved);
    this.saving = setTimeout(() => this.save(), SAVE_AFTER);
  }

  say(state, words) {
    this.status.dataset.state = state;
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  async ask(act) {
    const body = new FormData(this.form);
    body.set("do", act);
    const answer = await fetch(this.form.action, { method: "POST", body, headers: { "X-In-Place": "yes" } });
    if (answer.redirected) return { status: 401, errors: {} };
    if (answer.status >= 500) throw new Error(this.dataset.away);
    if (answer.headers.get("Content-Type")?.includes("json")) return { status: answer.status, ...(await answer.json()) };
    return { status: answer.status, errors: {} };
  }

  async show() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    try {
      const told = await this.ask("preview");
      if (turn === this.turn) this.tell(told); // else a newer one is on its way
    } catch {
      // The line is down: saving says so.
    }
  }

  tell(told) {
    if (told.preview !== undefined) {
      this.querySelector("[data-preview]").innerHTML = told.preview; // cleaned by the server
      this.querySelector("[data-tally]").textContent = told.reading_time;
      this.querySelector("[data-address]").textContent = told.address;
    }
    for (const place of this.querySelectorAll("[data-error]")) {
      const words = told.errors[place.dataset.error];
      place.textContent = words ?? "";
      place.hidden = !words;
      const field = this.form.elements[place.dataset.error];
      if (words) field?.setAttribute?.("aria-invalid", "true");
      else field?.removeAttribute?.("aria-invalid");
    }
  }

  // One saving at a time: the next one carries the version that this one made.
  save() {
    this.under = (this.under ?? Promise.resolve()).then(() => this.saveNow());
    return this.under;
  }

  async saveNow() {
    if (this.isClashing || !this.isDirty()) return true;
    if (WORDS.every((name) => !this.form.elements[name].value.trim())) return true;
    const words = this.words();
    this.say("unsaved", this.dataset.saving);
    try {
      const told = await this.ask("autosave");
      this.tell(told);
      if (told.status === 409) {
        this.isClashing = true;
        this.say("wrong", this.dataset.clash);
      } else if (told.status === 200) this.saved(told, words);
      else this.say("wrong", told.status === 401 ? this.dataset.out : this.dataset.refused);
      return told.status !== 401;
    } catch (error) {
      this.keepHere();
      this.say("wrong", error.message === this.dataset.away ? error.message : this.dataset.offline);
      this.saving = setTimeout(() => this.save(), SAVE_AFTER * 4);
      return false;
    }
  }

  saved(told, words) {
    this.form.elements.version.value = told.version;
    this.form.elements.kept.value = told.kept;
    this.querySelector("[data-state-words]").textContent = told.state;
    this.sent = words;
    this.last = [told.kept ? "kept" : "saved", told.saved];
    localStorage.removeItem(this.name);
    if (this.form.getAttribute("action") !== told.editor_url) {
      this.form.action = told.editor_url; // a new post has its own address now
      history.replaceState(null, "", told.editor_url);
      this.name = `desk:${told.editor_url}`;
    }
    if (this.isDirty()) this.typed();
    else this.say(...this.last);
  }

  // Words are saved in place first, so that no journey of the form can lose them.
  async submitted(event) {
    if (this.isLeaving || event.submitter?.value === "let_go") return;
    event.preventDefault();
    clearTimeout(this.saving);
    if (!(await this.save())) return;
    this.isLeaving = true;
    setTimeout(() => this.form.requestSubmit(event.submitter)); // not while this very event is told
    setTimeout(() => (this.isLeaving = false), 3000);
  }

  keepHere() {
    const kept = { at: Date.now() };
    for (const name of WORDS) kept[name] = this.form.elements[name].value;
    try {
      if (WORDS.some((name) => kept[name].trim())) localStorage.setItem(this.name, JSON.stringify(kept));
    } catch {
      // No room on this device: the server has what was saved.
    }
  }

  offer() {
    const kept = JSON.parse(localStorage.getItem(this.name) ?? "null");
    const fields = this.form.elements;
    if (!kept || WORDS.every((name) => kept[name] === fields[name].value)) {
      return localStorage.removeItem(this.name);
    }
    const notice = this.querySelector("[data-local]");
    const when = notice.querySelector("[data-local-when]");
    const time = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    when.textContent = when.dataset.words.replace("{time}", time);
    notice.querySelector("[data-local-take]").addEventListener("click", () => {
      for (const name of WORDS) fields[name].value = kept[name];
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
