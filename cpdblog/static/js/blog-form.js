// <blog-form>: shows what a blog will look like while one chooses, and proposes the address of a new one.

class BlogForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.handle = this.form.elements.namedItem("handle");
    this.querySelector("[name=show]").hidden = true;
    // An address that somebody typed is theirs; one that we proposed follows the title.
    this.isTyped = Boolean(this.handle?.value);
    this.handle?.addEventListener("input", () => (this.isTyped = Boolean(this.handle.value)));
    this.form.addEventListener("input", () => {
      if ("inColour" in this.form.dataset) this.form.dataset.binding = this.form.elements.colour.value;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.refresh(), 350);
    });
  }

  async refresh() {
    this.running?.abort();
    this.running = new AbortController();
    const body = new FormData(this.form);
    body.set("show", "live");
    if (!this.isTyped) body.delete("handle");
    try {
      const response = await fetch(this.form.action, { method: "POST", body, signal: this.running.signal });
      if (response.ok) this.show(new DOMParser().parseFromString(await response.text(), "text/html"));
    } catch {
      // The line is down, or something else was typed meanwhile: what is shown stays.
    }
  }

  show(page) {
    for (const part of ["[data-look]", "[data-note]"]) {
      const changed = page.querySelector(part);
      const shown = this.querySelector(part);
      if (!changed || !shown || changed.innerHTML === shown.innerHTML) continue;
      shown.replaceChildren(...changed.childNodes);
    }
    const proposed = page.querySelector("[data-note]")?.dataset.address;
    if (this.handle && !this.isTyped && proposed !== undefined) this.handle.value = proposed;
  }
}

customElements.define("blog-form", BlogForm);
