// <save-bar>: says what has changed in its form, and asks before changes are left behind.

const isChanged = (field) => {
  if (field.type === "hidden") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.files.length > 0;
  if (field.options) {
    const chosen = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(chosen, 0);
  }
  return field.value !== field.defaultValue;
};

const nameOf = (field) => {
  const legend = field.type === "radio" && field.closest("fieldset")?.querySelector("legend");
  const label = legend || field.labels?.[0];
  return (label?.querySelector("b") ?? label)?.textContent.trim();
};

class SaveBar extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.isRefused = this.hasAttribute("data-changed");
    this.words = this.querySelector("[role=status]");
    this.discard = this.querySelector("[type=reset]");
    this.save = this.querySelector(".button");
    this.form.addEventListener("input", () => this.refresh());
    this.form.addEventListener("change", () => this.refresh());
    this.form.addEventListener("submit", () => (this.isLeft = true));
    this.form.addEventListener("reset", () => setTimeout(() => this.form.dispatchEvent(new Event("input"))));
    // What the browser filled in again, going back or loading anew, is there by then.
    addEventListener("pageshow", () => this.refresh());
    addEventListener("beforeunload", (event) => {
      if (this.hasAttribute("data-changed") && !this.isLeft) event.preventDefault();
    });
    this.refresh();
  }

  refresh() {
    this.isLeft = false;
    const fields = [...this.form.elements].filter((field) => field.name && field.type !== "submit");
    const changed = new Set(fields.filter(isChanged).map(nameOf).filter(Boolean));
    const isUnsaved = this.isRefused || changed.size > 0;
    const { none, some, unsaved } = this.dataset;
    const words = changed.size ? `${some} ${[...changed].join(", ")}` : this.isRefused ? unsaved : none;
    if (this.words.textContent !== words) this.words.textContent = words;
    this.toggleAttribute("data-changed", isUnsaved);
    this.discard.hidden = !changed.size;
    // Filled once there is something to save.
    if (isUnsaved) delete this.save.dataset.kind;
    else this.save.dataset.kind = "plain";
  }
}

customElements.define("save-bar", SaveBar);
