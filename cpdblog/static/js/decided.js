// Where one chose among texts, the copy that this browser has is not offered again.
import { LocalCopy } from "./local-copy.js";

for (const form of document.querySelectorAll("form[data-decides]")) {
  const copy = new LocalCopy(form, []);
  form.addEventListener("submit", () => copy.decide());
  for (const link of form.querySelectorAll("a[data-decides]")) link.addEventListener("click", () => copy.decide());
}
