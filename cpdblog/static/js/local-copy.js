// What is typed into some fields of a form, kept in this browser until it is saved.

// As everywhere at the desk: 16 July 2012, 08.00.
function timeLabel(time) {
  const day = time.toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  const [hours, minutes] = [time.getHours(), time.getMinutes()].map((number) => String(number).padStart(2, "0"));
  return `${day}, ${hours}.${minutes}`;
}

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

  // One chose among texts: when the editor opens again, what was stored before that is not offered.
  decide() {
    sessionStorage.setItem(this.name, Date.now());
  }

  isDecided(stored) {
    const decidedAt = Number(sessionStorage.getItem(this.name));
    sessionStorage.removeItem(this.name);
    return stored.at <= decidedAt;
  }

  // Words of a tab that was closed before it could save.
  offer(notice, restored) {
    const stored = JSON.parse(localStorage.getItem(this.name) ?? "null");
    const { elements } = this.form;
    if (!stored || this.isDecided(stored)) return this.drop();
    if (this.fields.every((name) => stored[name] === elements[name].value)) return this.drop();
    const place = notice.querySelector("[data-local-time]");
    place.textContent = place.dataset.label.replace("{time}", timeLabel(new Date(stored.at)));
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
