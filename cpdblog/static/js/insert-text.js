// Text put into a textarea as if it were typed: "Undo" takes it back.

export function insertText(field, text, { start = field.selectionStart, end = field.selectionEnd } = {}) {
  field.focus();
  field.setSelectionRange(start, end);
  const isTyped = text ? document.execCommand("insertText", false, text) : start === end || document.execCommand("delete");
  if (isTyped) return;
  field.setRangeText(text, start, end, "end"); // a browser that has no such command
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

// A paragraph of its own behind what is selected: with an empty line before and after it. Returns
// where it begins.
export function insertParagraph(field, text) {
  const at = field.selectionEnd;
  const [before, after] = [field.value.slice(0, at), field.value.slice(at)];
  const gap = before.trim() ? "\n".repeat(Math.max(0, 2 - before.match(/\n*$/)[0].length)) : "";
  const rest = "\n".repeat(Math.max(0, 2 - after.match(/^\n*/)[0].length));
  insertText(field, gap + text + rest, { start: at, end: at });
  return before.length + gap.length;
}

// Other text in the place of some, without moving the cursor of the one who writes on.
export function replaceText(field, text, start, end) {
  if (document.activeElement !== field) {
    field.setRangeText(text, start, end, "preserve");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    return;
  }
  const moved = (place) => (place >= end ? place + text.length - (end - start) : Math.min(place, start));
  const selection = [moved(field.selectionStart), moved(field.selectionEnd)];
  insertText(field, text, { start, end });
  field.setSelectionRange(...selection);
}
