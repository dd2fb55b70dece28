// What is typed into some fields of a form, kept in this browser until it is saved.

export class LocalCopy {
  constructor(form, fields) {
    this.form = form;
    this.fields = fields;
    this.rename();
  }

  rename() {
    this.name = `editor:${new URL(this.form.action).pathname}`;
  }

  store() {
    const stored = { at: Date.now() };
    for (const name of this.fields) stored[name] = this.form.elements[name].value;
    try {
      if (this.fields.some((name) => stored[name].trim())) localStorage.setItem(this.name, JSON.stringify(stored));
    } catch {
      // No room in this browser: the server has what was saved.
    }
  }

  drop() {
    localStorage.removeItem(this.name);
  }

  // Words of a tab that was closed before it could save.
  offer(notice, restored) {
    const stored = JSON.parse(localStorage.getItem(this.name) ?? "null");
    const { elements } = this.form;
    if (!stored || this.fields.every((name) => stored[name] === elements[name].value)) return this.drop();
    const place = notice.querySelector("[data-local-time]");
    const shape = { dateStyle: "long", timeStyle: "short" };
    const time = new Date(stored.at).toLocaleString(document.documentElement.lang, shape);
    place.textContent = place.dataset.label.replace("{time}", time);
    notice.querySelector("[data-restore]").addEventListener("click", () => {
      for (const name of this.fields) elements[name].value = stored[name];
      this.close(notice);
      restored();
    });
    notice.querySelector("[data-discard]").addEventListener("click", () => {
      this.drop();
      this.close(notice);
    });
    notice.hidden = false;
  }

  close(notice) {
    notice.hidden = true;
    this.form.elements.source.focus();
  }
}
