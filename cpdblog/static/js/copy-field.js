// A line to take along: one press copies it.

for (const holder of document.querySelectorAll("[data-copy]")) {
  const line = holder.querySelector("input");
  const button = holder.querySelector("button");
  button.hidden = false;
  line.addEventListener("focus", () => line.select());
  button.addEventListener("click", async () => {
    const before = button.textContent;
    line.select();
    try {
      await navigator.clipboard.writeText(line.value);
    } catch {
      document.execCommand("copy"); // without HTTPS there is no other clipboard
    }
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = before), 2000);
  });
}
