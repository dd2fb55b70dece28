// <desk-sheet>: what a keyboard can do in the editor. The toolbar is only there with scripts.

const KEYS = { b: "bold", i: "italic", k: "link" };

class DeskSheet extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.text = this.querySelector("[name=source]");
    this.heading = this.querySelector("[name=title]");
    for (const hidden of this.form.querySelectorAll("[data-with-scripts]")) hidden.hidden = false;
    for (const shown of this.form.querySelectorAll("[data-without-scripts]")) shown.hidden = true;
    this.form.addEventListener("keydown", (event) => this.pressed(event));
    // A heading is made of a line, wherever in it one stands.
    this.querySelector("[data-md-button^=header]")?.addEventListener("click", () => this.wholeLine(), true);
  }

  pressed(event) {
    if (event.target === this.heading && event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.isComposing) {
      event.preventDefault(); // a title is one line
      return this.text.focus();
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    const key = event.key.toLowerCase();
    const mark = event.target === this.text && !event.shiftKey && KEYS[key];
    const button = mark && this.querySelector(`[data-md-button="${mark}"]`);
    if (button) button.click();
    else if (key === "s") this.form.requestSubmit(this.form.querySelector('[value="save"]'));
    else if (key === "enter") this.toPostSettings();
    else return;
    event.preventDefault();
  }

  toPostSettings() {
    const settings = this.form.querySelector("desk-slip");
    settings.scrollIntoView({ block: "start" });
    settings.querySelector('[value="publish"]').focus({ preventScroll: true });
  }

  wholeLine() {
    const { value, selectionStart, selectionEnd } = this.text;
    const end = value.indexOf("\n", selectionEnd);
    this.text.setSelectionRange(value.lastIndexOf("\n", selectionStart - 1) + 1, end < 0 ? value.length : end);
  }
}

customElements.define("desk-sheet", DeskSheet);
