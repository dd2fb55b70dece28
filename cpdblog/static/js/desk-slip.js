// <desk-slip>: the button says what it will do.

class DeskSlip extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector('[value="publish"]');
    this.date = this.querySelector("[name=date]");
    this.addEventListener("input", (event) => {
      if (event.target === this.date && this.date.value) this.choose("date");
      this.labelButton();
    });
    this.labelButton();
  }

  choose(choice) {
    const radio = this.querySelector(`[name=when][value=${choice}]`);
    if (radio) radio.checked = true;
  }

  labelButton() {
    const choice = this.querySelector("[name=when]:checked")?.value ?? "now";
    const cell = this.querySelector("[data-date]");
    if (cell?.matches(".cell")) cell.hidden = choice !== "date" && !cell.contains(document.activeElement);
    let label = this.button.dataset[choice];
    if (choice === "date") label = label.replace("{day}", this.day()).replace("{time}", this.date?.value.slice(11, 16).replace(":", ".") || "…");
    this.button.textContent = label;
  }

  // Written as typed: the clock is that of the blog, wherever this device is.
  day() {
    if (!this.date?.value) return "…";
    const day = new Date(`${this.date.value}Z`);
    const year = day.getUTCFullYear() === new Date().getFullYear() ? undefined : "numeric";
    const shape = { timeZone: "UTC", day: "numeric", month: "long", year };
    return day.toLocaleDateString(document.documentElement.lang, shape);
  }
}

customElements.define("desk-slip", DeskSlip);
