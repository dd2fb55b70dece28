// The featured image: uploaded or found in the library without leaving the editor. Without this file
// it is chosen among the newest of the library.
import { askForDetails } from "./image-dialog.js";
import { browseLibrary } from "./image-library.js";
import { upload } from "./image-upload.js";

const KINDS = "image/jpeg,image/png,image/gif,image/webp,image/avif";

class FeaturedImage {
  constructor(fold) {
    this.fold = fold;
    this.choices = fold.querySelector(".featured-choices");
    this.status = fold.querySelector("[data-featured-status]");
    this.alt = fold.querySelector("[name=featured_alt]");
    this.library = document.querySelector("[data-images]").dataset.images;
    fold.querySelector("[data-upload]").addEventListener("click", () => this.ask());
    fold.querySelector("[data-browse]").addEventListener("click", () => browseLibrary(this.library, (image) => this.choose(image)));
    this.removal = fold.querySelector("[data-remove]");
    this.removal.addEventListener("click", () => this.check(fold.querySelector("[name=featured_image]")));
    fold.addEventListener("change", (event) => event.target.name === "featured_image" && this.changed());
    this.show();
  }

  ask() {
    const input = Object.assign(document.createElement("input"), { type: "file", accept: KINDS });
    const ask = () => askForDetails([...input.files], this.library, ([job]) => this.send(job), { isInserted: false });
    input.addEventListener("change", () => input.files.length && ask());
    input.click();
  }

  async send(job) {
    const showProgress = (label) => (this.status.textContent = label(job.file.name, 1, 1));
    try {
      const image = await upload(this.library, job, showProgress);
      this.status.textContent = image.note;
      this.choose(image, image.own_alt);
    } catch (error) {
      this.status.textContent = error.message;
    }
  }

  choose(image, alt = "") {
    const known = [...this.choices.querySelectorAll("input")].find((input) => input.value === image.url);
    this.check(known ?? this.add(image), alt);
  }

  add(image) {
    const label = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type: "radio", name: "featured_image", value: image.url });
    input.dataset.alt = image.alt;
    const shown = Object.assign(new Image(480, 360), { src: image.thumbnail, alt: "" });
    const name = Object.assign(document.createElement("span"), { dir: "auto", textContent: image.name });
    label.append(input, shown, name);
    this.choices.prepend(label);
    return input;
  }

  check(input, alt = "") {
    input.checked = true;
    this.changed();
    this.alt.value = alt;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  }

  // What was said of another image is not said of this one.
  changed() {
    this.alt.value = "";
    this.show();
  }

  show() {
    const chosen = this.fold.querySelector("[name=featured_image]:checked");
    this.alt.placeholder = chosen?.dataset.alt ?? "";
    this.removal.hidden = !chosen?.value;
  }
}

for (const fold of document.querySelectorAll("[data-featured]")) new FeaturedImage(fold);
