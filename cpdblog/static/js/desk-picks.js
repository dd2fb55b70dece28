// Lists with ticks: all of a page at once, and how many are ticked is said aloud.

const all = document.querySelector("[data-pick-all]");
const picked = document.querySelector("[data-picked]");
const ticks = [...document.querySelectorAll(".rows .pick input")];

function count() {
  const number = ticks.filter((tick) => tick.checked).length;
  if (picked) picked.textContent = number ? picked.dataset.words.replace("{count}", number) : "";
  const box = all.querySelector("input");
  box.checked = number > 0 && number === ticks.length;
  box.indeterminate = number > 0 && number < ticks.length;
}

if (all && ticks.length) {
  all.hidden = false;
  all.addEventListener("change", (event) => {
    for (const tick of ticks) tick.checked = event.target.checked;
    count();
  });
  for (const tick of ticks) tick.addEventListener("change", count);
  window.addEventListener("pageshow", count);
}
