// <desk-slip>: the button says what it will do.

class DeskSlip extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector('[value="publish"]');
    this.date = this.querySelector("[name=date]");
    this.addEventListener("input", (event) => {
      if (event.target === this.date && this.date.value) this.choose("date");
      this.sayWhatWillBe();
    });
    this.sayWhatWillBe();
  }

  choose(way) {
    const radio = this.querySelector(`[name=when][value=${way}]`);
    if (radio) radio.checked = true;
  }

  sayWhatWillBe() {
    const way = this.querySelector("[name=when]:checked")?.value ?? "now";
    const cell = this.querySelector("[data-date]");
    if (cell?.matches(".cell")) cell.hidden = way !== "date" && !cell.contains(document.activeElement);
    let words = this.button.dataset[way];
    if (way === "date") words = words.replace("{day}", this.day()).replace("{time}", this.date?.value.slice(11, 16).replace(":", ".") || "…");
    this.button.textContent = words;
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
