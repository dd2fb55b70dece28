// Shows how far a file is without pressing "Refresh".

const PAUSE = 2000;

async function look() {
  const here = document.querySelector("[data-import]");
  if (here?.dataset.import !== "unfinished") return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const there = page.querySelector("[data-import]");
      const bar = here.querySelector("progress");
      const further = there?.querySelector("progress");
      if (bar && further) {
        bar.value = further.value;
        bar.nextSibling.textContent = ` ${further.value} %`;
      } else if (there) {
        here.replaceWith(there);
      }
    }
  } catch {
    // The line is down for a moment: the next look may find it again.
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
