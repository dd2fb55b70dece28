// "Bold" or "Italic" pressed again at the end of what is marked: one goes on writing behind the marks.
// Elsewhere they do what they do.

const MARKS = { bold: "**", italic: "_" };

// Only behind an odd number of marks in this paragraph is the next one the end of something.
function endsHere({ value, selectionStart, selectionEnd }, mark) {
  if (selectionStart !== selectionEnd || !value.startsWith(mark, selectionEnd)) return false;
  const before = value.slice(value.lastIndexOf("\n\n", selectionStart - 1) + 1, selectionStart);
  return !before.endsWith(mark) && before.split(mark).length % 2 === 0;
}

function pressed(event) {
  const mark = MARKS[event.target.closest("[data-md-button]")?.dataset.mdButton];
  const text = document.getElementById(event.currentTarget.getAttribute("for"));
  if (!mark || !endsHere(text, mark)) return;
  event.preventDefault();
  event.stopPropagation();
  text.focus();
  const behind = text.selectionEnd + mark.length;
  text.setSelectionRange(behind, behind);
}

for (const toolbar of document.querySelectorAll("markdown-toolbar")) toolbar.addEventListener("click", pressed, true);
