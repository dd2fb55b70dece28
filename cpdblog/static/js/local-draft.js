// <local-draft>: a copy of unfinished words on this device, until they are posted or a week is over.

const WEEK = 7 * 24 * 60 * 60 * 1000;

function read(name) {
  const kept = JSON.parse(localStorage.getItem(name) ?? "null");
  return kept && Date.now() - kept.at < WEEK ? kept.words : "";
}

function write(name, words) {
  if (words.trim()) localStorage.setItem(name, JSON.stringify({ words, at: Date.now() }));
  else localStorage.removeItem(name);
}

class LocalDraft extends HTMLElement {
  connectedCallback() {
    const text = this.querySelector("textarea");
    if (!text?.form) return;
    const name = `draft:${new URL(text.form.action).pathname}`;
    // What was sent may have answered a comment; the form of the page it leads to is another one.
    const sent = sessionStorage.getItem("sent");
    if (sent && location.hash.startsWith("#comment-")) localStorage.removeItem(sent);
    sessionStorage.removeItem("sent");
    if (!text.value) text.value = read(name);
    text.addEventListener("input", () => write(name, text.value));
    text.form.addEventListener("submit", (event) => {
      write(name, text.value);
      if (!event.submitter?.name) sessionStorage.setItem("sent", name);
    });
  }
}

customElements.define("local-draft", LocalDraft);
