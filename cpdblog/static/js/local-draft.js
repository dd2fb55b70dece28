// <local-draft>: a copy of unfinished words on this device, until they are posted or a week is over.

const WEEK = 7 * 24 * 60 * 60 * 1000;

function read(name) {
  const kept = JSON.parse(localStorage.getItem(name) ?? "null");
  return kept && Date.now() - kept.at < WEEK ? kept : { words: "" };
}

function write(name, words, to) {
  if (words.trim()) localStorage.setItem(name, JSON.stringify({ words, to, at: Date.now() }));
  else localStorage.removeItem(name);
}

function nameOf(form) {
  return `draft:${new URL(form.action).pathname}`;
}

class LocalDraft extends HTMLElement {
  connectedCallback() {
    const text = this.querySelector("textarea");
    if (!text?.form || this.isReady) return;
    this.isReady = true;
    const name = nameOf(text.form);
    const to = document.querySelector("#respond-title a")?.textContent;
    // What was sent may have answered a comment; the form of the page it leads to is another one.
    const sent = sessionStorage.getItem("sent");
    if (sent && location.hash.startsWith("#comment-")) localStorage.removeItem(sent);
    sessionStorage.removeItem("sent");
    if (!text.value) text.value = read(name).words;
    text.addEventListener("input", () => write(name, text.value, to));
    text.form.addEventListener("submit", (event) => {
      write(name, text.value, to);
      if (!event.submitter?.name) sessionStorage.setItem("sent", name);
    });
  }
}

customElements.define("local-draft", LocalDraft);

// Replies that were begun on this device and not posted are told of where they would stand.

const notice = document.getElementById("unfinished");

function unfinished() {
  const here = document.getElementById("respond-form");
  const begun = `draft:${notice.dataset.base}`;
  const names = Object.keys(localStorage).filter((name) => name.startsWith(begun) && name !== begun);
  return names.filter((name) => read(name).words && !(here && name === nameOf(here)));
}

function tellOf(name) {
  const { to, words } = read(name);
  const number = name.slice(0, -1).split("/").pop();
  const comment = document.getElementById(`comment-${number}`);
  const reply = comment?.querySelector(":scope > article > .comment-foot a[data-reply]");
  const told = notice.content.firstElementChild.cloneNode(true);
  const author = comment?.querySelector(":scope > article > .comment-head .comment-name");
  told.querySelector("[data-name]").textContent = author?.textContent ?? to ?? "";
  const goOn = told.querySelector("a");
  goOn.href = name.replace("draft:", "");
  goOn.addEventListener("click", (event) => {
    if (!comment) return;
    event.preventDefault();
    if (reply) return reply.click();
    // It cannot be answered any more: the words are for the post then.
    const text = document.querySelector("#respond textarea");
    text.value = [text.value, words].filter(Boolean).join("\n\n");
    localStorage.removeItem(name);
    text.dispatchEvent(new Event("input", { bubbles: true }));
    told.remove();
    text.focus();
  });
  told.querySelector("button").addEventListener("click", () => {
    localStorage.removeItem(name);
    told.remove();
    (reply ?? document.querySelector("#respond textarea"))?.focus();
  });
  const said = comment?.querySelector(":scope > article");
  const place = said?.querySelector(".comment-foot") ?? said?.querySelector(".comment-body");
  if (place) place.after(told);
  else document.getElementById("respond").before(told);
}

function tellOfAll() {
  for (const told of document.querySelectorAll("[data-unfinished]")) told.remove();
  unfinished().forEach(tellOf);
}

if (notice) {
  tellOfAll();
  document.addEventListener("respond-moved", tellOfAll);
}
