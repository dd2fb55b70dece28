// <editor-form>: saves while one types, shows the text as readers will see it, and keeps it in this
// browser as long as there is no connection.
import { refreshParts } from "./editor-parts.js";
import { LocalCopy } from "./local-copy.js";

const SAVE_AFTER = 2500;
const PREVIEW_AFTER = 600;
const TEXT_FIELDS = ["title", "source"];
const NOT_OF_THE_TEXT = ["version", "working_copy", "csrfmiddlewaretoken", "when", "date", "view"];

class EditorForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector(".saved");
    this.announcement = this.querySelector("[data-announce]");
    this.copy = new LocalCopy(this.form, TEXT_FIELDS);
    this.sent = this.valuesAsTheyCame();
    this.last = [this.status.dataset.state ?? "saved", this.status.textContent.trim()];
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.isDirty() && this.save());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && this.isDirty() && !this.hasConflict) this.save();
    });
    if (this.hasAttribute("data-fresh")) this.copy.offer(this.querySelector("[data-local-copy]"), () => this.typed());
    if (this.isDirty()) this.typed();
  }

  // Somebody may have typed before this script was there.
  valuesAsTheyCame() {
    const form = this.form.cloneNode(true);
    form.reset();
    return this.values(form);
  }

  values(form = this.form) {
    const data = new FormData(form);
    for (const name of NOT_OF_THE_TEXT) data.delete(name);
    return JSON.stringify([...data]);
  }

  isDirty() {
    return this.values() !== this.sent;
  }

  typed() {
    this.copy.store();
    clearTimeout(this.saving);
    clearTimeout(this.previewing);
    this.previewing = setTimeout(() => this.preview(), PREVIEW_AFTER);
    if (this.hasConflict) return;
    if (!this.isDirty()) return this.showStatus(...this.last);
    this.showStatus("pending", this.dataset.saving);
    this.saving = setTimeout(() => this.save(), SAVE_AFTER);
  }

  // Listeners hear when the kind of state changes, not each minute in which it was saved.
  showStatus(state, text) {
    this.status.dataset.state = state;
    if (this.status.textContent !== text) this.status.textContent = text;
    if (state === "pending" || state === this.announced) return;
    this.announced = state;
    this.announcement.textContent = state === "wrong" ? text : this.dataset.saved;
  }

  async post(button) {
    const body = new FormData(this.form);
    body.set("do", button);
    const response = await fetch(this.form.action, { method: "POST", body, headers: { "X-In-Place": "yes" } });
    if (response.redirected) return { status: 401, errors: {} };
    if (response.status >= 500) throw new Error(this.dataset.serverDown);
    if (response.headers.get("Content-Type")?.includes("json")) return { status: response.status, ...(await response.json()) };
    return { status: response.status, errors: {} };
  }

  async preview() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    try {
      const data = await this.post("preview");
      if (turn === this.turn) this.showResult(data); // else a newer one is on its way
    } catch {
      // There is no connection: saving says so.
    }
  }

  showResult(data) {
    if (data.preview !== undefined) {
      this.querySelector("[data-preview]").innerHTML = data.preview; // cleaned by the server
      this.querySelector("[data-reading-time]").textContent = data.reading_time;
      this.querySelector("[data-address]").textContent = data.address;
      this.querySelector("[data-last-part]").textContent = data.address.replace(/^.*(?=\/[^/]+\/$)/, "");
    }
    for (const place of this.querySelectorAll("[data-error]")) {
      const message = data.errors[place.dataset.error];
      place.textContent = message ?? "";
      place.hidden = !message;
      if (message) for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      const field = this.form.elements[place.dataset.error];
      if (message) field?.setAttribute?.("aria-invalid", "true");
      else field?.removeAttribute?.("aria-invalid");
    }
  }

  // One saving at a time: the next one carries the version that this one made. Answers "saved",
  // "refused" where the full page has more to say, or "failed" where only trying again helps.
  save(button = "autosave") {
    this.saves = (this.saves ?? Promise.resolve()).then(() => this.saveNow(button));
    return this.saves;
  }

  async saveNow(button) {
    const isEmpty = TEXT_FIELDS.every((name) => !this.form.elements[name].value.trim());
    if (this.hasConflict || isEmpty) return "refused";
    if (button === "autosave" && !this.isDirty()) return "saved";
    const values = this.values();
    this.showStatus("pending", this.dataset.saving);
    try {
      const data = await this.post(button);
      this.showResult(data);
      if (data.status === 409) {
        this.hasConflict = true;
        this.showStatus("wrong", data.message ?? this.dataset.conflict);
      } else if (data.status === 200) this.saved(data, values);
      else this.showStatus("wrong", data.status === 401 ? this.dataset.signedOut : this.dataset.refused);
      return { 200: "saved", 401: "failed" }[data.status] ?? "refused";
    } catch (error) {
      this.copy.store();
      const { offline, serverDown } = this.dataset;
      this.showStatus("wrong", error.message === serverDown ? serverDown : offline);
      this.saving = setTimeout(() => this.save(), SAVE_AFTER * 4);
      return "failed";
    }
  }

  saved(data, values) {
    const { version, working_copy: copy } = this.form.elements;
    const isNewHere = this.form.getAttribute("action") !== data.editor_url || (copy.value === "0" && data.working_copy);
    version.value = data.version;
    copy.value = data.working_copy;
    this.querySelector("[data-state-label]").textContent = data.state;
    this.sent = values;
    this.last = ["saved", data.saved];
    this.copy.drop();
    if (this.form.getAttribute("action") !== data.editor_url) {
      this.form.action = data.editor_url; // a new post has its own address now
      const heading = this.querySelector("h1[data-later]");
      heading.textContent = heading.dataset.later;
      history.replaceState(null, "", data.editor_url);
      this.copy.rename();
    }
    if (isNewHere) refreshParts(data.editor_url);
    if (this.isDirty()) this.typed();
    else this.showStatus(...this.last);
  }

  // The text is saved in place first, so that no journey of the form can lose it. "Save" ends there:
  // cursor, focus and what can be undone stay.
  async submitted(event) {
    if (this.isLeaving) return;
    event.preventDefault();
    clearTimeout(this.saving);
    const isSave = event.submitter?.value === "save";
    const result = await this.save(isSave ? "save" : "autosave");
    if (result === "failed") return;
    if (isSave && result === "saved") return this.savedOnPurpose();
    if (event.submitter?.value === "discard") this.copy.decide();
    this.isLeaving = true;
    setTimeout(() => this.form.requestSubmit(event.submitter)); // not while this very event is dispatched
    setTimeout(() => (this.isLeaving = false), 3000);
  }

  savedOnPurpose() {
    this.announcement.textContent = this.last[1];
    for (const corrected of this.querySelectorAll("[data-to-correct]")) corrected.remove();
  }
}

customElements.define("editor-form", EditorForm);
