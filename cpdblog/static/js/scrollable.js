// What is wider than its column scrolls by itself: then a keyboard must be able to get there.
const AREAS = "pre, .prose table, .comment-body table";
const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => check(target)));

function check(area) {
  if (area.scrollWidth > area.clientWidth) area.tabIndex = 0;
  else if (area !== document.activeElement) area.removeAttribute("tabindex");
}

function watch() {
  for (const area of document.querySelectorAll(AREAS)) {
    check(area);
    sizes.observe(area);
  }
}

// Of tabs that do not all fit the current one is in sight.
function middle(thing) {
  const { left, width } = thing.getBoundingClientRect();
  return left + width / 2;
}

for (const tab of document.querySelectorAll(".tabs > [aria-current]")) {
  tab.parentElement.scrollLeft += middle(tab) - middle(tab.parentElement);
}

watch();
// Previews and new comments come later.
new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });
