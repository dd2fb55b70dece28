// The images that are here already, a page at a time, to choose one.

const dialog = document.querySelector("[data-library-dialog]");

export async function browseLibrary(address, chosen) {
  dialog.querySelector("ul").replaceChildren();
  dialog.showModal();
  dialog.querySelector("h2").focus();
  await loadPage(address, 1, chosen);
}

async function loadPage(address, page, chosen) {
  const status = dialog.querySelector("[role=status]");
  const more = dialog.querySelector("[data-more]");
  more.hidden = true;
  status.textContent = "";
  try {
    const answer = await fetch(`${address}?page=${page}`, { headers: { "X-In-Place": "yes" } });
    const { pictures, next } = await answer.json();
    if (!pictures.length) status.textContent = dialog.dataset.empty;
    dialog.querySelector("ul").append(...pictures.map((image) => entry(image, chosen)));
    more.hidden = !next;
    more.onclick = () => loadPage(address, next, chosen);
  } catch {
    status.textContent = dialog.dataset.offline;
  }
}

function entry(image, chosen) {
  const item = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button" });
  const thumbnail = Object.assign(new Image(), { src: image.thumbnail, alt: "", loading: "lazy" });
  const name = Object.assign(document.createElement("span"), { textContent: image.name });
  button.append(thumbnail, name);
  button.addEventListener("click", () => {
    dialog.close();
    chosen(image);
  });
  item.append(button);
  return item;
}

dialog?.querySelector("[data-close]").addEventListener("click", () => dialog.close());
