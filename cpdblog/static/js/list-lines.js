// Enter behind a line of a list or a quotation begins the next one; in an empty one it ends them.
import { insertText } from "./insert-text.js";

const MARK = /^(?<indent>\s*)(?:(?<bullet>[-*+])|(?<number>\d{1,9})(?<after>[.)]))(?<gap>\s+)(?<box>\[[ xX]\]\s+)?|^(?<quote>(?:\s*>)+\s?)/;

function nextMark({ indent, bullet, number, after, gap, box, quote }) {
  if (quote) return quote;
  return `${indent}${bullet ?? Number(number) + 1 + after}${gap}${box ? "[ ] " : ""}`;
}

function enterPressed(event) {
  const text = event.target;
  if (event.key !== "Enter" || event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
  if (text.selectionStart !== text.selectionEnd) return;
  const here = text.selectionStart;
  const start = text.value.lastIndexOf("\n", here - 1) + 1;
  const line = text.value.slice(start, here);
  const mark = line.match(MARK);
  if (!mark) return;
  event.preventDefault();
  const isEmpty = line === mark[0] && /^(\n|$)/.test(text.value.slice(here));
  if (isEmpty) insertText(text, "", { start, end: here });
  else insertText(text, `\n${nextMark(mark.groups)}`);
}

for (const text of document.querySelectorAll('[data-images-as="markdown"]')) text.addEventListener("keydown", enterPressed);
