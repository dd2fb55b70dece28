// What do these images show? One dialog for all of them, and the labels of what becomes of them.

const dialog = document.querySelector("[data-upload-dialog]");
const DETAILS = ["alt", "caption", "credit", "credit_url", "licence"];

export function filled(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (_all, name) => values[name]);
}

export const labels = dialog?.dataset ?? {};
export const csrfToken = () => dialog.querySelector("[name=csrfmiddlewaretoken]").value;
export const placeholderLabel = (name) => filled(labels.placeholder, { name });

export function doneLabel(number) {
  if (!number) return "";
  return number > 1 ? filled(labels.done, { number }) : labels.doneOne;
}

export function leaveLabels(name) {
  return { failed: filled(labels.failed, { name }), again: labels.again, leave: labels.leave };
}

// Calls ANSWERED with a job for each file: `file` and `details`. ADDRESS is that of the library.
export function askForDetails(files, address, answered, { isInserted = true } = {}) {
  const form = dialog.querySelector("form");
  const { insert, use } = labels;
  dialog.querySelector("[data-send]").textContent = isInserted ? insert : use;
  const rows = files.map(imageRow);
  rows.forEach((row, number) => showWhatIsKnown(row, files[number], address));
  dialog.querySelector("[data-rows]").replaceChildren(...rows);
  form.onsubmit = (event) => {
    event.preventDefault();
    const wrong = rows.filter((row) => !isAnswered(row));
    if (wrong.length) return wrong[0].querySelector("[name=alt]").focus();
    dialog.close();
    answered(rows.map((row, number) => ({ file: files[number], details: detailsOf(row) })));
  };
  dialog.showModal();
  rows[0].querySelector("[name=alt]").focus();
}

function imageRow(file, number) {
  const row = dialog.querySelector("template").content.firstElementChild.cloneNode(true);
  const alt = row.querySelector("[name=alt]");
  const decorative = row.querySelector("[name=is_decorative]");
  row.querySelector("[data-name]").textContent = file.name;
  row.querySelector(".cell-error").id = `image-${number}-error`;
  alt.addEventListener("input", () => isAnswered(row));
  decorative.addEventListener("change", () => {
    alt.disabled = decorative.checked;
    isAnswered(row);
  });
  drawThumbnail(file, row.querySelector("canvas"));
  return row;
}

function isAnswered(row) {
  const alt = row.querySelector("[name=alt]");
  const error = row.querySelector(".cell-error");
  const isFine = Boolean(alt.value.trim()) || row.querySelector("[name=is_decorative]").checked;
  error.hidden = isFine;
  row.querySelector("[data-alt]").toggleAttribute("data-invalid", !isFine);
  if (isFine) alt.removeAttribute("aria-describedby");
  else alt.setAttribute("aria-describedby", error.id);
  alt.setAttribute("aria-invalid", String(!isFine));
  return isFine;
}

function detailsOf(row) {
  const details = Object.fromEntries(DETAILS.map((name) => [name, row.querySelector(`[name=${name}]`).value]));
  return row.querySelector("[name=is_decorative]").checked ? { ...details, alt: "", is_decorative: "on" } : details;
}

// One that is in the library has its description there, which stands wherever a text gives none: what
// is asked is only whether other words fit here better.
async function showWhatIsKnown(row, file, address) {
  const image = await findKnown(file, address);
  if (!image) return;
  const alt = row.querySelector("[name=alt]");
  row.querySelector(image.alt ? "[data-known]" : "[data-known-plain]").hidden = false;
  if (!image.alt) return;
  for (const part of row.querySelectorAll("[data-decorative], [data-other]")) part.hidden = true;
  row.querySelector("[name=is_decorative]").checked = alt.disabled = false;
  if (!alt.value) alt.value = image.alt;
  isAnswered(row);
}

async function findKnown(file, address) {
  try {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    const signs = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const answer = await fetch(`${address}?digest=${signs}`, { headers: { "X-In-Place": "yes" } });
    return (await answer.json()).pictures[0];
  } catch {
    return undefined; // the upload says so all the same
  }
}

// Drawn, as our pages show no picture that is not ours: not even one on its way to be.
async function drawThumbnail(file, canvas) {
  try {
    const image = await createImageBitmap(file);
    const scale = Math.max(canvas.width / image.width, canvas.height / image.height);
    const [width, height] = [image.width * scale, image.height * scale];
    const at = [(canvas.width - width) / 2, (canvas.height - height) / 2];
    canvas.getContext("2d").drawImage(image, ...at, width, height);
    image.close();
  } catch {
    canvas.hidden = true; // what it is the server will say
  }
}

dialog?.querySelector("[data-close]").addEventListener("click", () => dialog.close());
