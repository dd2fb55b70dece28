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
    const words = this.button.dataset[way];
    this.button.textContent = way === "date" ? words.replace("{date}", this.dayAndTime()) : words;
  }

  // Written as typed: the clock is that of the blog, wherever this device is.
  dayAndTime() {
    if (!this.date?.value) return "…";
    const moment = new Date(`${this.date.value}Z`);
    const language = document.documentElement.lang;
    const year = moment.getUTCFullYear() === new Date().getFullYear() ? undefined : "numeric";
    const day = moment.toLocaleDateString(language, { timeZone: "UTC", day: "numeric", month: "long", year });
    return `${day}, ${moment.getUTCHours()}.${String(moment.getUTCMinutes()).padStart(2, "0")}`;
  }
}

customElements.define("desk-slip", DeskSlip);
