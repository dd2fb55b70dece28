// <div data-progress="unfinished">: shows how far something is, and what came of it, without "Refresh".

const PAUSE = 2000;
const AREA = "[data-progress]";
const said = document.querySelector("[data-said]");

function show(here, there) {
  const bar = here.querySelector("progress");
  const further = there.querySelector("progress");
  if (bar && further) {
    bar.value = further.value;
    bar.nextSibling.textContent = ` ${further.value} %`;
  } else if (there.dataset.progress !== "unfinished") {
    here.replaceWith(there);
    // The region is new, so it would not be read out by itself.
    if (said) said.textContent = there.querySelector("h2, strong")?.textContent.trim() ?? "";
  }
}

async function look() {
  const here = document.querySelector(AREA);
  if (here?.dataset.progress !== "unfinished") return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const there = page.querySelector(AREA);
      if (there) show(here, there);
    }
  } catch {
    // The line is down for a moment: the next look may find it again.
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
