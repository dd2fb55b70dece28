// Side by side the preview goes along with the text: what is read first in one is read first in the
// other. Its head, which is taller than that of the text, goes faster.
const HEAD_SPEED = 4;

class PreviewScroll {
  constructor(side) {
    this.side = side;
    const form = side.closest("form");
    this.text = form.querySelector("[name=source]");
    this.tools = form.querySelector(".toolbar-line");
    addEventListener("scroll", () => this.follow(), { passive: true });
    addEventListener("resize", () => this.follow());
  }

  follow() {
    const { side } = this;
    const prose = side.querySelector(".prose:last-of-type");
    if (!prose || side.scrollHeight <= side.clientHeight) return;
    const text = this.text.getBoundingClientRect();
    const edge = (this.tools ?? side).getBoundingClientRect()[this.tools ? "bottom" : "top"];
    const above = Math.max(0, edge - text.top);
    const { top, height } = prose.getBoundingClientRect();
    const start = top - edge + side.scrollTop;
    side.scrollTop = Math.min(above * HEAD_SPEED, start + (height * above) / text.height);
  }
}

for (const side of document.querySelectorAll(".preview-side")) new PreviewScroll(side);
