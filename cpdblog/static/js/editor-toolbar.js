// What the toolbar has beyond marks: headings by level, a table, Undo and the way to the help.
import { insertParagraph, insertText } from "./insert-text.js";

const MARK = /^(#{1,6})[ \t]+/;

class Toolbar {
  constructor(toolbar) {
    this.toolbar = toolbar;
    this.text = document.getElementById(toolbar.getAttribute("for"));
    this.level = toolbar.querySelector("[data-heading-level]");
    this.level.addEventListener("keydown", () => (this.byKeyboard = true));
    this.level.addEventListener("pointerdown", () => (this.byKeyboard = false));
    this.level.addEventListener("change", () => this.setLevel(Number(this.level.value)));
    this.on("table", (button) => this.insertTable(button.dataset));
    this.on("undo", () => this.undo());
    this.on("help", () => this.openHelp());
    document.addEventListener("selectionchange", () => this.showLevel());
  }

  on(name, pressed) {
    const button = this.toolbar.querySelector(`[data-md-button="${name}"]`);
    button.addEventListener("click", () => pressed(button));
  }

  line() {
    const { value, selectionStart } = this.text;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const end = value.indexOf("\n", start);
    return { start, words: value.slice(start, end < 0 ? value.length : end) };
  }

  // The whole line becomes a heading, wherever in it one stands.
  setLevel(level) {
    const { start, words } = this.line();
    const old = words.match(MARK)?.[0].length ?? 0;
    const mark = level ? `${"#".repeat(level)} ` : "";
    insertText(this.text, mark + words.slice(old), { start, end: start + words.length });
    if (this.byKeyboard) this.level.focus();
  }

  showLevel() {
    if (document.activeElement !== this.text) return;
    const level = this.line().words.match(MARK)?.[1].length ?? 0;
    this.level.value = String(Math.min(level === 1 ? 2 : level, 4));
  }

  insertTable({ column, cell }) {
    const rows = [`| ${column} 1 | ${column} 2 |`, "| --- | --- |", `| ${cell} | ${cell} |`, `| ${cell} | ${cell} |`];
    const start = insertParagraph(this.text, rows.join("\n"));
    this.text.setSelectionRange(start + 2, start + 4 + column.length);
  }

  undo() {
    this.text.focus();
    document.execCommand("undo");
  }

  openHelp() {
    const help = document.getElementById("help");
    help.open = true;
    help.querySelector("summary").focus();
    help.scrollIntoView({ block: "nearest" });
  }
}

for (const toolbar of document.querySelectorAll("markdown-toolbar")) new Toolbar(toolbar);
