// <live-preview>: what the form around it makes of the text, again after each change of it.
const PREVIEW_AFTER = 600;

class LivePreview extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.refresh(), PREVIEW_AFTER);
    });
  }

  async refresh() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const body = new FormData(this.form);
    body.set("do", "preview");
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, headers: { "X-In-Place": "yes" } });
      const { preview } = await answer.json();
      if (turn === this.turn && preview !== undefined) this.innerHTML = preview; // cleaned by the server
    } catch {
      // There is no connection, or nobody is signed in any more: saving says so.
    }
  }
}

customElements.define("live-preview", LivePreview);
