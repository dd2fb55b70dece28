// Under the text the images that it shows: among the words they are lines of marks. Each leads to its line.
const MARKDOWN = /!\[(?<alt>(?:\\.|[^\]\\])*)\]\((?<src>[^)\s]+)/g;
const HTML = /<img\b[^>]*>/g;

function attribute(tag, name) {
  return tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? "";
}

function imagesOf(text) {
  const found =
    text.dataset.imagesAs === "html"
      ? [...text.value.matchAll(HTML)].map((match) => [match, attribute(match[0], "src"), attribute(match[0], "alt")])
      : [...text.value.matchAll(MARKDOWN)].map((match) => [match, match.groups.src, match.groups.alt]);
  return found
    .map(([match, src, alt]) => ({ src, alt, start: match.index, end: match.index + match[0].length }))
    .filter((image) => image.src && isOurs(image.src));
}

// What lies on another site is not fetched from there while somebody writes.
function isOurs(address) {
  return URL.canParse(address, location.href) && new URL(address, location.href).origin === location.origin;
}

class TextImages {
  constructor(list, text) {
    this.list = list;
    this.text = text;
    this.shown = "";
    text.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.show(), 200);
    });
    this.show();
  }

  show() {
    const images = imagesOf(this.text);
    const now = JSON.stringify(images.map(({ src, alt }) => [src, alt]));
    if (now === this.shown) return;
    this.shown = now;
    this.list.replaceChildren(...images.map((image, place) => this.item(image, place)));
    this.list.hidden = !images.length;
  }

  item({ src, alt }, place) {
    const picture = Object.assign(document.createElement("img"), { src, alt: "", width: 72, height: 72, loading: "lazy" });
    const words = Object.assign(document.createElement("span"), { textContent: alt || this.list.dataset.decorative });
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.append(picture, words);
    button.addEventListener("click", () => this.goTo(place));
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  goTo(place) {
    const { start, end } = imagesOf(this.text)[place];
    this.text.setSelectionRange(start, end);
    this.text.focus(); // brings what is selected into sight
  }
}

for (const list of document.querySelectorAll("[data-text-images]")) {
  new TextImages(list, list.closest("form").elements.source);
}
