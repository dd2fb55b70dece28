// What the page of a post has and that of a new one has not, such as its revisions and the way to the
// bin: fetched as soon as the post is saved, while one writes on.

export async function refreshParts(address) {
  try {
    const answer = await fetch(address);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-part]")) {
      const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
      if (fresh && !part.contains(document.activeElement)) part.replaceWith(fresh);
    }
  } catch {
    // There is no connection: they are there when the page is opened again.
  }
}
