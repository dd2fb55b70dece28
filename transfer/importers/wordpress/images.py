"""The images of a WordPress post: in full size instead of a smaller one, with alt and caption."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from transfer.importers.wordpress.attachments import is_image, original_path
from transfer.importers.wordpress.tags import INSIDE, attributes, tag

if TYPE_CHECKING:
    from transfer.importers.wordpress.attachments import Attachment, PostContext

_IMG = re.compile(rf"<img\b({INSIDE})>", re.IGNORECASE)
_LINKED = re.compile(rf"<a\b({INSIDE})>(\s*+(?:<img\b{INSIDE}>\s*+)++)</a>", re.IGNORECASE)
_IMAGE_ID = re.compile(r"\bwp-image-(\d{1,20})\b")
_ATTACHMENT_PAGE = re.compile(r"[?&;]attachment_id=|\brel=[\"']?attachment\b")
_KEPT_ATTRIBUTES = ("src", "alt", "title", "width", "height", "class")
_NEAR_A_PARAGRAPH = ("alignleft", "alignright", "aligncenter")


def figure(image: Attachment, caption: str = "") -> str:
    img = tag("img", {"src": image.url, "alt": image.alt})
    text = caption or image.caption
    return f"<figure>{img}{f'<figcaption>{text}</figcaption>' if text else ''}</figure>"


def with_full_size_images(text: str, context: PostContext) -> str:
    text = _LINKED.sub(lambda found: _linked_image(found, context), text)
    return _IMG.sub(lambda found: _full_size_image(found[1], context), text)


def featured_image(text: str, context: PostContext) -> Attachment | None:
    """The thumbnail of the post, unless its TEXT shows it itself."""
    image = context.references.attachments.get(context.thumbnail)
    if not image or not image.is_image or html.escape(image.url) in text:
        return None
    return image


def _attachment_of(values: dict[str, str], context: PostContext) -> Attachment | None:
    found = _IMAGE_ID.search(values.get("class", ""))
    by_id = context.references.attachments.get(found[1] if found else values.get("data-id", ""))
    return context.references.attachment_at(values.get("src", "")) or by_id


def _full_size_image(inside: str, context: PostContext) -> str:
    values = attributes(inside)
    image = _attachment_of(values, context)
    kept = {name: values[name] for name in _KEPT_ATTRIBUTES if name in values}
    if "class" in kept:
        kept["class"] = " ".join(name for name in _NEAR_A_PARAGRAPH if name in kept["class"])
    if not kept.get("class"):
        kept.pop("class", None)
    if image:
        kept["src"] = image.url
        kept["alt"] = kept.get("alt") or image.alt
    return tag("img", kept)


def _linked_image(found: re.Match[str], context: PostContext) -> str:
    """Without the link from an image to a larger size of itself: the full size is shown."""
    href = attributes(found[1]).get("href", "")
    images = [attributes(inside) for inside in _IMG.findall(found[2])]
    shown = {image.source_id for values in images if (image := _attachment_of(values, context))}
    leads_to = context.references.attachment_at(href)
    originals = {original_path(values.get("src", "")) for values in images}
    is_size = is_image(href) and original_path(href) in originals
    is_page = bool(shown) and bool(_ATTACHMENT_PAGE.search(found[1]))
    if not href or is_size or is_page or (leads_to and leads_to.source_id in shown):
        return found[2].strip()
    return found[0]
