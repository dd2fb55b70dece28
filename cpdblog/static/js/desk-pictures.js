// Pictures by button, drop or paste into a textarea[data-pictures], whose value is the address that
// takes them. What they show is asked before they are sent; the text can be written on meanwhile.
// Without this file the library page gives the line to put into a text.

const uploadDialog = document.querySelector("[data-picture-dialog]");
const libraryDialog = document.querySelector("[data-library-dialog]");
const DETAILS = ["alt", "caption", "credit", "credit_url", "licence"];

function filled(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (_all, name) => values[name]);
}

class PictureDesk {
  constructor(text) {
    this.text = text;
    this.address = text.dataset.pictures;
    this.queue = [];
    this.isSending = false;
    this.status = document.createElement("p");
    this.status.className = "picture-status";
    this.status.setAttribute("role", "status");
    this.failures = document.createElement("div");
    this.failures.setAttribute("role", "alert");
    text.after(this.status, this.failures);
    this.listen();
  }

  listen() {
    const { text } = this;
    text.addEventListener("paste", (event) => {
      const { files, types } = event.clipboardData;
      // Words copied from an office program come with a picture of themselves: the words are meant.
      if (!files.length || types.includes("text/plain")) return;
      event.preventDefault();
      this.ask([...files]);
    });
    text.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      text.dataset.dropping = "";
    });
    for (const over of ["dragleave", "dragend", "drop"]) text.addEventListener(over, () => delete text.dataset.dropping);
    text.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      this.ask([...event.dataTransfer.files]);
    });
    addEventListener("beforeunload", (event) => {
      if (this.isSending) event.preventDefault();
    });
  }

  choose() {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.accept = "image/jpeg,image/png,image/gif,image/webp,image/avif"; // phones turn HEIC into JPEG for this
    input.addEventListener("change", () => input.files.length && this.ask([...input.files]));
    input.click();
  }

  // What do they show? One dialog for all of them.

  ask(files) {
    const form = uploadDialog.querySelector("form");
    const rows = files.map((file, number) => pictureRow(file, number));
    uploadDialog.querySelector("[data-picture-rows]").replaceChildren(...rows);
    form.onsubmit = (event) => {
      event.preventDefault();
      const wrong = rows.filter((row) => !isAnswered(row));
      if (wrong.length) return wrong[0].querySelector("[name=alt]").focus();
      uploadDialog.close();
      this.text.focus();
      this.send(rows.map((row, number) => ({ file: files[number], details: detailsOf(row) })));
    };
    uploadDialog.showModal();
    rows[0].querySelector("[name=alt]").focus();
  }

  send(jobs) {
    for (const job of jobs) {
      job.placeholder = this.placeholder(job.file.name);
      this.insert(job.placeholder);
    }
    this.queue.push(...jobs);
    this.work();
  }

  async work() {
    if (this.isSending) return;
    this.isSending = true;
    const done = [];
    for (let number = 0; number < this.queue.length; number += 1) {
      const job = this.queue[number];
      const showProgress = (sentence) => {
        this.status.textContent = filled(sentence, { name: job.file.name, number: number + 1, of: this.queue.length });
      };
      try {
        const picture = await upload(this.address, job, showProgress);
        this.replace(job.placeholder, this.line(picture));
        done.push(picture);
      } catch (error) {
        this.replace(job.placeholder, "");
        this.fail(job, error.message);
      }
    }
    this.queue = [];
    this.isSending = false;
    const { done: many, doneOne } = uploadDialog.dataset;
    const message = done.length > 1 ? filled(many, { number: done.length }) : done.length ? doneOne : "";
    const notes = new Set(done.map((picture) => picture.note).filter(Boolean));
    this.status.textContent = [message, ...notes].join(" ");
  }

  fail(job, reason) {
    const note = document.createElement("div");
    note.className = "flash picture-failed";
    note.dataset.kind = "wrong";
    const name = document.createElement("strong");
    name.textContent = filled(uploadDialog.dataset.failed, { name: job.file.name });
    const again = button(uploadDialog.dataset.again, () => {
      note.remove();
      this.send([job]);
    });
    const leave = button(uploadDialog.dataset.leave, () => {
      note.remove();
      this.text.focus();
    });
    note.append(name, ` ${reason} `, again, leave);
    this.failures.append(note);
  }

  // The text

  line(picture) {
    return this.text.dataset.picturesAs === "html" ? picture.html : picture.markdown;
  }

  placeholder(name) {
    const label = filled(uploadDialog.dataset.placeholder, { name: name.replace(/[\[\]()\\`\n]/g, " ") });
    let place = `![${label}]()`;
    for (let number = 2; this.text.value.includes(place); number += 1) place = `![${label} (${number})]()`;
    return place;
  }

  insert(line) {
    const { text } = this;
    const before = text.value.slice(0, text.selectionEnd);
    const after = text.value.slice(text.selectionEnd);
    const gap = before ? "\n".repeat(Math.max(0, 2 - before.match(/\n*$/)[0].length)) : "";
    const rest = "\n".repeat(Math.max(0, 2 - after.match(/^\n*/)[0].length));
    text.setRangeText(gap + line + rest, before.length, before.length, "end");
    this.changed();
  }

  replace(placeholder, line) {
    const { text } = this;
    let at = text.value.indexOf(placeholder);
    if (at < 0) return; // the writer took it out meanwhile: the picture waits in the library
    let end = at + placeholder.length;
    if (!line) {
      // The text as it was: with the placeholder goes the room made for it.
      const gap = text.value.slice(end).match(/^\n{0,2}/)[0].length;
      if (gap === 2 || end + gap === text.value.length) end += gap;
      if (end === text.value.length) while (text.value[at - 1] === "\n") at -= 1;
    }
    text.setRangeText(line, at, end, "preserve");
    this.changed();
  }

  changed() {
    this.text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  // The library

  async browse() {
    const list = libraryDialog.querySelector("ul");
    list.replaceChildren();
    libraryDialog.showModal();
    libraryDialog.querySelector("h2").focus();
    await this.loadPage(1);
  }

  async loadPage(page) {
    const status = libraryDialog.querySelector("[role=status]");
    const more = libraryDialog.querySelector("[data-more]");
    more.hidden = true;
    status.textContent = "";
    try {
      const answer = await fetch(`${this.address}?page=${page}`, { headers: { "X-In-Place": "yes" } });
      const { pictures, next } = await answer.json();
      if (!pictures.length) status.textContent = libraryDialog.dataset.empty;
      libraryDialog.querySelector("ul").append(...pictures.map((picture) => this.pick(picture)));
      more.hidden = !next;
      more.onclick = () => this.loadPage(next);
    } catch {
      status.textContent = libraryDialog.dataset.offline;
    }
  }

  pick(picture) {
    const entry = document.createElement("li");
    const taken = button("", () => {
      libraryDialog.close();
      this.insert(this.line(picture));
      this.text.focus();
      this.status.textContent = uploadDialog.dataset.doneOne;
    });
    const image = Object.assign(new Image(), { src: picture.thumbnail, alt: "", loading: "lazy" });
    const name = document.createElement("span");
    name.textContent = picture.name;
    taken.className = "";
    taken.append(image, name);
    entry.append(taken);
    return entry;
  }
}

function button(label, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "line-action";
  made.textContent = label;
  made.addEventListener("click", pressed);
  return made;
}

function pictureRow(file, number) {
  const row = uploadDialog.querySelector("template").content.firstElementChild.cloneNode(true);
  const alt = row.querySelector("[name=alt]");
  const decorates = row.querySelector("[name=is_decorative]");
  const error = row.querySelector(".cell-error");
  row.querySelector("[data-name]").textContent = file.name;
  error.id = `picture-${number}-error`;
  alt.addEventListener("input", () => isAnswered(row));
  decorates.addEventListener("change", () => {
    alt.disabled = decorates.checked;
    isAnswered(row);
  });
  thumbnail(file, row.querySelector("canvas"));
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

// Drawn, as our pages show no picture that is not ours: not even one on its way to be.
async function thumbnail(file, canvas) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    const at = [(canvas.width - width) / 2, (canvas.height - height) / 2];
    canvas.getContext("2d").drawImage(picture, ...at, width, height);
    picture.close();
  } catch {
    canvas.hidden = true; // what it is the server will say
  }
}

// XMLHttpRequest, as only it tells when the sending is over and the waiting begins.
function upload(address, { file, details }, showProgress) {
  const { most, offline, preparing, sending, signedOut, tooLarge } = uploadDialog.dataset;
  if (file.size > most * 1e6) return Promise.reject(new Error(filled(tooLarge, { most })));
  const body = new FormData();
  body.set("csrfmiddlewaretoken", uploadDialog.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const [name, value] of Object.entries(details)) body.set(name, value);
  body.set("picture", file);
  return new Promise((taken, refused) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-In-Place", "yes");
    request.responseType = "json";
    request.upload.onloadend = () => showProgress(preparing);
    request.onerror = () => refused(new Error(offline));
    request.onload = () => {
      if (request.status === 201 && request.response) return taken(request.response);
      refused(new Error(request.response?.error ?? signedOut));
    };
    showProgress(sending);
    request.send(body);
  });
}

for (const dialog of [uploadDialog, libraryDialog]) dialog?.querySelector("[data-close]").addEventListener("click", () => dialog.close());

for (const text of uploadDialog ? document.querySelectorAll("textarea[data-pictures]") : []) {
  const desk = new PictureDesk(text);
  const scope = text.form ?? document;
  for (const button of scope.querySelectorAll("[data-picture-button]")) button.addEventListener("click", () => desk.choose());
  for (const button of scope.querySelectorAll("[data-picture-library]")) button.addEventListener("click", () => desk.browse());
}
