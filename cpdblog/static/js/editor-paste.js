// Text with formatting, copied in a word processor or on a page, is pasted as Markdown. The server
// makes it; where it cannot, the words are pasted plain. Words without formatting are left to the browser.
import { insertText } from "./insert-text.js";

const PATIENCE = 5000;
const HAS_FORMATTING =
  /<(?:a|b|strong|i|em|h[1-6]|ul|ol|table|blockquote|pre|code|del|s|hr)[\s>]|font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic/i;

async function toMarkdown(field, html) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
  body.set("html", html);
  const response = await fetch(field.dataset.paste, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok || response.redirected) throw new Error(response.statusText);
  return (await response.json()).markdown;
}

async function pasted(event) {
  const field = event.currentTarget;
  const [html, plain] = ["text/html", "text/plain"].map((type) => event.clipboardData.getData(type));
  if (!plain || !HAS_FORMATTING.test(html)) return;
  event.preventDefault();
  const { value, selectionStart: start, selectionEnd: end } = field;
  let text = plain;
  try {
    text = (await toMarkdown(field, html)) || plain;
  } catch {
    // No connection, or too much: the words themselves are what matters.
  }
  // Where one typed on meanwhile, it stands where one is now.
  insertText(field, text, field.value === value ? { start, end } : {});
}

for (const field of document.querySelectorAll("textarea[data-paste]")) field.addEventListener("paste", pasted);
