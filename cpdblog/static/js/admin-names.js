// A search box of select2 has no name while it is empty: it takes that of its label.

function nameBoxes() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const name = select.getAttribute("aria-label") ?? select.labels[0]?.textContent.trim();
    const box = select.nextElementSibling?.querySelector(".select2-selection__rendered");
    if (name) box?.setAttribute("aria-label", name);
  }
}

django.jQuery(nameBoxes); // after select2 has made its boxes, which it does in the same queue
document.addEventListener("formset:added", () => setTimeout(nameBoxes));
