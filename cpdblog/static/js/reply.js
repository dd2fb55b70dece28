// The reply form without reloads. Every step works without this file: forms and links are real.

let isSending = false;

// What the server says in words; anything else that goes wrong is the line.
class Trouble extends Error {}

function respond() {
  return document.getElementById("respond");
}

async function fetched(address, options = {}) {
  // On its own page the form is under the first heading, in a discussion under a second one.
  const place = document.querySelector("h1#respond-title") ? "page" : "discussion";
  const answer = await fetch(address, { ...options, headers: { "X-In-Place": place } });
  if (answer.status === 201) return { leave: answer.headers.get("Location") };
  if (answer.headers.get("Content-Type")?.includes("json")) throw new Trouble((await answer.json()).error);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { panel: page.getElementById("respond"), you: page.querySelector(".house-you") };
}

// The head of the page says who one is; signing out in the form changes that too.
function showYou(you) {
  const before = document.querySelector(".house-you");
  if (!you || !before) return;
  const signIn = you.querySelector(".sign-in");
  if (signIn) signIn.search = new URLSearchParams({ next: location.pathname + location.search });
  before.replaceWith(document.adoptNode(you));
}

function show(panel) {
  // Nothing was posted, so the copy on this device stays.
  sessionStorage.removeItem("sent");
  respond().replaceWith(document.adoptNode(panel));
  const wrong = panel.querySelector("[aria-invalid]");
  const first = wrong ?? panel.querySelector("textarea");
  first?.focus();
  panel.scrollIntoView({ block: "start" });
}

// While a comment is answered the form stands beneath it, and this where it stood.
const home = Object.assign(document.createElement("div"), { hidden: true });
let replyLink = null;

function typedInto(text, words) {
  text.value = words;
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function moveWords(before, panel) {
  const from = before.querySelector("textarea[name=comment]");
  const to = panel.querySelector("textarea[name=comment]");
  const words = from?.value;
  if (!to || !words) return;
  typedInto(from, "");
  typedInto(to, words);
}

function carry(before, panel) {
  for (const typed of before.querySelectorAll(".cell input")) {
    const here = panel.querySelector(`[name="${typed.name}"]`);
    if (here && typed.value) here.value = typed.value;
  }
  const remember = before.querySelector('[name="remember"]');
  const here = panel.querySelector('[name="remember"]');
  if (remember && here) here.checked = remember.checked;
}

async function answerInPlace(link) {
  const open = respond();
  const { panel } = await fetched(link.href);
  if (!panel) return location.assign(link.href);
  carry(open, panel);
  if (!home.isConnected) open.before(home);
  open.remove();
  link.closest(".comment-foot").after(document.adoptNode(panel));
  replyLink = link;
  moveWords(open, panel);
  document.dispatchEvent(new Event("respond-moved"));
  panel.querySelector("textarea")?.focus({ preventScroll: true });
  panel.scrollIntoView({ block: "nearest" });
}

async function cancelInPlace(form, button) {
  const open = respond();
  const { panel } = await fetched(form.action, { method: "POST", body: new FormData(form, button) });
  if (!panel) throw new Error("no form in the answer");
  const words = panel.querySelector("textarea[name=comment]");
  if (words) words.value = "";
  home.replaceWith(document.adoptNode(panel));
  open.remove();
  moveWords(open, panel);
  document.dispatchEvent(new Event("respond-moved"));
  replyLink.focus({ preventScroll: true });
  replyLink.scrollIntoView({ block: "nearest" });
}

async function sendInPlace(form, button) {
  const { leave, panel, you } = await fetched(form.action, { method: "POST", body: new FormData(form, button) });
  if (leave) return location.assign(leave);
  if (!panel) throw new Error("no form in the answer");
  showYou(you);
  show(panel);
}

async function unlessOffline(step, form, button) {
  if (isSending) return;
  isSending = true;
  try {
    await step(form, button);
  } catch (error) {
    const alert = form.querySelector("[data-offline]");
    const told = alert.querySelector("strong");
    told.dataset.words ??= told.textContent;
    told.textContent = error instanceof Trouble ? error.message : told.dataset.words;
    alert.hidden = false;
    sessionStorage.removeItem("sent");
  } finally {
    isSending = false;
  }
}

function tellRoom(text) {
  const told = text.closest(".cell").querySelector("[data-room]");
  const left = text.dataset.longest - [...text.value.trim()].length;
  // In steps, so that a screen reader is not told of every letter.
  const step = left < 100 ? 10 : 100;
  const fewerThan = (Math.floor(left / step) + 1) * step;
  const words = left < 0 ? told.dataset.over : told.dataset.left;
  const number = left < 0 ? -left : fewerThan;
  const said = left < 1000 ? words.replace("{n}", number.toLocaleString(document.documentElement.lang)) : "";
  if (told.textContent !== said) told.textContent = said;
}

document.addEventListener("input", (event) => {
  if (event.target.dataset?.longest) tellRoom(event.target);
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest?.("#respond form");
  // The doors lead away from here, so they are a plain journey.
  if (!form || event.submitter?.name === "through") return;
  event.preventDefault();
  const isCancelled = home.isConnected && event.submitter?.value === "cancel-reply";
  unlessOffline(isCancelled ? cancelInPlace : sendInPlace, form, event.submitter);
});

document.addEventListener("keydown", (event) => {
  const form = document.getElementById("respond-form");
  const button = respond()?.querySelector("button.cancel");
  if (event.key !== "Escape" || event.isComposing || !home.isConnected || !button) return;
  if (respond().contains(event.target)) unlessOffline(cancelInPlace, form, button);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-reply]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || !respond()) return;
  event.preventDefault();
  answerInPlace(link).catch(() => location.assign(link.href));
});

// After posting or following a permalink, reading goes on from the comment itself.
if (location.hash.startsWith("#comment-")) document.getElementById(location.hash.slice(1))?.focus();
