// The post settings: the filled button says what it will do, and each fold what is set in it. Beside
// the text they are open unless one has shut them; above it they are shut until one opens them.

const WIDE = matchMedia("(min-width: 64em)");
const REMEMBERED = "editor:settings-shut";

class PostSettings {
  constructor(panel) {
    this.panel = panel;
    this.form = panel.closest("form");
    this.button = this.form.querySelector('[value="publish"]');
    this.date = panel.querySelector("[name=date]");
    panel.addEventListener("input", (event) => this.changed(event));
    panel.addEventListener("toggle", () => this.toggled());
    WIDE.addEventListener("change", () => this.fit());
    this.form.addEventListener("change", (event) => event.target.name === "view" && this.fit());
    for (const words of panel.querySelectorAll("[data-add-to]")) words.addEventListener("click", (event) => this.addName(words, event));
    this.fit();
    this.show();
  }

  fit() {
    const isBoth = this.form.elements.view?.value === "both"; // text and preview need the room
    const isShut = isBoth || localStorage.getItem(REMEMBERED) === "yes";
    this.panel.toggleAttribute("data-shut", WIDE.matches && isShut);
    if (WIDE.matches) this.panel.open = !isShut || this.hasErrors();
    else if (!this.hasErrors()) this.panel.open = false;
  }

  hasErrors() {
    return Boolean(this.panel.querySelector("[data-error]:not([hidden])"));
  }

  toggled() {
    if (!WIDE.matches || this.form.elements.view?.value === "both") return;
    this.panel.toggleAttribute("data-shut", !this.panel.open);
    if (this.panel.open) localStorage.removeItem(REMEMBERED);
    else localStorage.setItem(REMEMBERED, "yes");
  }

  changed(event) {
    if (event.target === this.date && this.date.value) this.choose("date");
    this.show();
  }

  choose(choice) {
    const radio = this.panel.querySelector(`[name=when][value=${choice}]`);
    if (radio) radio.checked = true;
  }

  show() {
    const chosen = this.panel.querySelector("[name=when]:checked");
    const choice = chosen?.value ?? "now";
    const cell = this.panel.querySelector("[data-date]");
    if (cell) cell.hidden = choice !== "date" && !cell.contains(document.activeElement);
    this.button.textContent = this.button.dataset[choice];
    for (const place of this.panel.querySelectorAll("[data-value]")) this.showValue(place, choice, chosen);
    this.showSummary();
    for (const words of this.panel.querySelectorAll("[data-add-to]")) this.hideTaken(words);
  }

  showSummary() {
    const places = ["publish", "tags", "categories"].map((name) => this.panel.querySelector(`[data-value=${name}]`));
    const values = places.map((place) => [place.textContent.trim(), place.dataset.empty]);
    const said = values.filter(([value, empty]) => value !== empty).map(([value]) => value);
    this.panel.querySelector("[data-summary]").textContent = said.join(" · ");
  }

  showValue(place, choice, chosen) {
    const name = place.dataset.value;
    if (name === "publish") {
      if (choice === "date") place.textContent = this.dateLabel();
      else if (chosen) place.textContent = chosen.closest("label").textContent.trim();
      return;
    }
    const field = this.form.elements[name];
    if (field instanceof RadioNodeList) {
      const label = field.value && this.panel.querySelector(`[name=${name}]:checked`).closest("label");
      place.textContent = label ? label.textContent.trim() : place.dataset.empty;
    } else if (field?.type === "checkbox") place.textContent = field.checked ? place.dataset.on : place.dataset.off;
    else if (field) place.textContent = field.value.trim().replace(/,$/, "") || place.dataset.empty;
  }

  // Written as typed: the clock is that of the blog, wherever this device is.
  dateLabel() {
    if (!this.date?.value) return "…";
    const day = new Date(`${this.date.value}Z`);
    const shape = { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" };
    const time = this.date.value.slice(11, 16).replace(":", ".");
    return `${day.toLocaleDateString(document.documentElement.lang, shape)}, ${time}`;
  }

  // Names that were used before, added with one press each

  names(words) {
    const { value } = this.form.elements[words.dataset.addTo];
    return value.split(",").map((name) => name.trim()).filter(Boolean);
  }

  addName(words, event) {
    const button = event.target.closest("button");
    if (!button) return;
    const field = this.form.elements[words.dataset.addTo];
    const next = button.nextElementSibling ?? button.previousElementSibling;
    field.value = [...this.names(words), button.textContent.trim()].join(", ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    (next?.matches("button:not([hidden])") ? next : field).focus();
  }

  hideTaken(words) {
    const taken = this.names(words).map((name) => name.replace(/^#/, "").toLowerCase());
    const buttons = [...words.querySelectorAll("button")];
    for (const button of buttons) button.hidden = taken.includes(button.textContent.trim().toLowerCase());
    words.hidden = buttons.every((button) => button.hidden);
  }
}

for (const panel of document.querySelectorAll(".editor-form .panel")) new PostSettings(panel);
