// <admin-preview>: shows a post below its text, in the clothes readers see; and follows the typing.

class AdminPreview extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.place = this.querySelector("section");
    this.place.attachShadow({ mode: "open" });
    this.button.addEventListener("click", (event) => {
      event.preventDefault();
      this.show();
    });
    this.querySelector("textarea").addEventListener("input", () => {
      clearTimeout(this.timer);
      if (!this.place.hidden) this.timer = setTimeout(() => this.show(), 700);
    });
  }

  async show() {
    this.asked?.abort();
    this.asked = new AbortController();
    const { signal } = this.asked;
    const { shadowRoot: room, dataset } = this.place;
    try {
      const body = new FormData(this.button.form);
      const answer = await fetch(this.button.formAction, { method: "POST", body, signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const post = page.querySelector("[data-preview]");
      if (!post) throw new Error(answer.statusText);
      const clothes = page.querySelectorAll("[rel=stylesheet]");
      if (!room.querySelector("link")) room.replaceChildren(...clothes);
      room.querySelector("[data-preview]")?.remove();
      room.append(post);
    } catch (problem) {
      if (problem.name !== "AbortError") room.replaceChildren(dataset.sorry);
    }
    this.place.hidden = false;
  }
}

customElements.define("admin-preview", AdminPreview);
