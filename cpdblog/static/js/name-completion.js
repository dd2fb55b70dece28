// A field of names between commas: the last of them is completed from a list.
class Completion {
  constructor(field) {
    this.field = field;
    this.list = document.createElement("ul");
    this.list.className = "names-list";
    this.list.id = `${field.id}-names`;
    this.list.role = "listbox";
    this.list.setAttribute("aria-label", field.labels[0].querySelector("b").textContent);
    this.list.hidden = true;
    field.after(this.list);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.complete());
    field.addEventListener("keydown", (event) => this.keyPressed(event));
    field.addEventListener("blur", () => this.show([]));
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the field keeps the focus
      this.take(event.target.closest("li"));
    });
  }

  lastName() {
    return this.field.value.split(",").at(-1).trim().replace(/^#/, "");
  }

  async complete() {
    const begun = document.activeElement === this.field ? this.lastName() : "";
    const names = begun ? await this.names(begun) : [];
    // What stands there already is offered no more, nor what is typed to its end.
    const typed = this.field.value.split(",").map((name) => name.trim().replace(/^#/, "").toLowerCase());
    if (begun === this.lastName()) this.show(names.filter((name) => !typed.includes(name.toLowerCase())));
  }

  async names(begun) {
    const { complete, completeFrom } = this.field.dataset;
    if (complete) {
      const all = [...document.getElementById(complete).options].map((option) => option.value);
      return all.filter((name) => name.toLowerCase().startsWith(begun.toLowerCase())).slice(0, 8);
    }
    try {
      const response = await fetch(`${completeFrom}?begins=${encodeURIComponent(begun)}`);
      return (await response.json()).names;
    } catch {
      return [];
    }
  }

  show(names) {
    this.list.replaceChildren(...names.map((name, place) => this.choice(name, place)));
    this.list.hidden = !names.length;
    this.field.setAttribute("aria-expanded", String(names.length > 0));
    this.field.removeAttribute("aria-activedescendant");
  }

  choice(name, place) {
    const choice = document.createElement("li");
    choice.role = "option";
    choice.id = `${this.list.id}-${place}`;
    choice.textContent = name;
    choice.ariaSelected = "false";
    return choice;
  }

  keyPressed(event) {
    if (this.list.hidden) return;
    const choices = [...this.list.children];
    const here = choices.findIndex((choice) => choice.ariaSelected === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark(choices, (here + step + choices.length) % choices.length);
    else if (event.key === "Enter" && here >= 0) this.take(choices[here]);
    else if (event.key === "Escape") this.show([]);
    else return;
    event.preventDefault();
  }

  mark(choices, there) {
    choices.forEach((choice, place) => (choice.ariaSelected = String(place === there)));
    this.field.setAttribute("aria-activedescendant", choices[there].id);
  }

  take(choice) {
    if (!choice) return;
    const name = choice.textContent;
    const before = this.field.value.split(",").slice(0, -1).map((one) => one.trim());
    this.field.value = `${[...before, name.includes(",") ? `"${name}"` : name].join(", ")}, `;
    this.show([]);
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

for (const field of document.querySelectorAll("[data-complete], [data-complete-from]")) new Completion(field);
