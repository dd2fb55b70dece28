// <editor-text>: what a keyboard can do in the editor.

const KEYS = { b: "bold", i: "italic", k: "link" };

class EditorText extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.text = this.querySelector("[name=source]");
    this.heading = this.querySelector("[name=title]");
    for (const hidden of this.form.querySelectorAll("[data-with-scripts]")) hidden.hidden = false;
    for (const shown of this.form.querySelectorAll("[data-without-scripts]")) shown.hidden = true;
    this.form.addEventListener("keydown", (event) => this.pressed(event));
  }

  pressed(event) {
    if (event.isComposing) return;
    if (event.target === this.heading && event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault(); // a title is one line
      return this.text.focus();
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const mark = event.target === this.text && !event.shiftKey && KEYS[key];
    const button = mark && this.querySelector(`[data-md-button="${mark}"]`);
    if (button) button.click();
    else if (key === "s") this.form.requestSubmit(this.form.querySelector('[value="save"]'));
    else if (key === "enter") this.form.querySelector('[value="publish"]')?.focus();
    else return;
    event.preventDefault();
  }
}

customElements.define("editor-text", EditorText);
