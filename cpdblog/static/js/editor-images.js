// Images by button, drop or paste into a textarea[data-images], whose value is the address that takes
// them. They are described before they are sent; the text can be written on meanwhile. Without this
// file the page of the images gives the line to put into a text.
import { askForDetails, doneLabel, leaveLabels, placeholderLabel } from "./image-dialog.js";
import { browseLibrary } from "./image-library.js";
import { upload } from "./image-upload.js";
import { insertParagraph, replaceText } from "./insert-text.js";

const KINDS = "image/jpeg,image/png,image/gif,image/webp,image/avif"; // phones turn HEIC into JPEG for this

class ImagesInText {
  constructor(text) {
    this.text = text;
    this.queue = [];
    this.isSending = false;
    this.status = document.createElement("p");
    this.status.className = "image-status";
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
    input.accept = KINDS;
    input.addEventListener("change", () => input.files.length && this.ask([...input.files]));
    input.click();
  }

  browse() {
    browseLibrary(this.text.dataset.images, (image) => {
      insertParagraph(this.text, this.line(image));
      this.status.textContent = doneLabel(1);
    });
  }

  ask(files) {
    askForDetails(files, this.text.dataset.images, (jobs) => {
      this.text.focus();
      this.send(jobs);
    });
  }

  send(jobs) {
    for (const job of jobs) {
      job.placeholder = this.placeholder(job.file.name);
      insertParagraph(this.text, job.placeholder);
    }
    this.queue.push(...jobs);
    this.work();
  }

  async work() {
    if (this.isSending) return;
    this.isSending = true;
    const done = [];
    for (let number = 1; this.queue.length >= number; number += 1) {
      const job = this.queue[number - 1];
      const showProgress = (label) => (this.status.textContent = label(job.file.name, number, this.queue.length));
      try {
        const image = await upload(this.text.dataset.images, job, showProgress);
        this.replace(job.placeholder, this.line(image));
        done.push(image);
      } catch (error) {
        this.replace(job.placeholder, "");
        this.fail(job, error.message);
      }
    }
    this.queue = [];
    this.isSending = false;
    const notes = new Set(done.map((image) => image.note).filter(Boolean));
    this.status.textContent = [doneLabel(done.length), ...notes].join(" ");
  }

  fail(job, reason) {
    const { failed, again, leave } = leaveLabels(job.file.name);
    const note = document.createElement("div");
    note.className = "flash image-failed";
    note.dataset.kind = "wrong";
    const name = document.createElement("strong");
    name.textContent = failed;
    const buttons = [
      [again, () => this.send([job])],
      [leave, () => this.text.focus()],
    ].map(([label, pressed]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "line-action", textContent: label });
      button.addEventListener("click", () => {
        note.remove();
        pressed();
      });
      return button;
    });
    note.append(name, ` ${reason} `, ...buttons);
    this.failures.append(note);
  }

  // The text

  line(image) {
    return this.text.dataset.imagesAs === "html" ? image.html : image.markdown;
  }

  placeholder(name) {
    const label = placeholderLabel(name.replace(/[\[\]()\\`\n]/g, " "));
    let place = `![${label}]()`;
    for (let number = 2; this.text.value.includes(place); number += 1) place = `![${label} (${number})]()`;
    return place;
  }

  // Behind the back of the one who writes on: nothing moves the cursor.
  replace(placeholder, line) {
    const { text } = this;
    let at = text.value.indexOf(placeholder);
    if (at < 0) return; // the writer took it out meanwhile: the image waits in the library
    let end = at + placeholder.length;
    if (!line) {
      // The text as it was: with the placeholder goes the room made for it.
      const gap = text.value.slice(end).match(/^\n{0,2}/)[0].length;
      if (gap === 2 || end + gap === text.value.length) end += gap;
      if (end === text.value.length) while (text.value[at - 1] === "\n") at -= 1;
    }
    replaceText(text, line, at, end);
  }
}

for (const text of document.querySelectorAll("textarea[data-images]")) {
  const images = new ImagesInText(text);
  for (const button of text.form.querySelectorAll("[data-add-image]")) button.addEventListener("click", () => images.choose());
  for (const button of text.form.querySelectorAll("[data-choose-image]")) button.addEventListener("click", () => images.browse());
}
