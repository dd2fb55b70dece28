"""The [shortcodes] that WordPress itself knows, made into HTML; any other stays as text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from transfer.importers.common.text_spans import replace_between
from transfer.importers.wordpress.images import attributes, figure

if TYPE_CHECKING:
    from transfer.importers.wordpress.attachments import PostContext

_IMAGE = re.compile(r"\s*+((?:<a\b[^<>]*+>\s*+)?+<img\b[^<>]*+>(?:\s*+</a>)?+)", re.IGNORECASE)
_ALIGNED = re.compile(r"\balign(?:left|right|center)\b")
_GALLERY = re.compile(r"(?<!\[)\[gallery\b([^\[\]]*+)\](?!\])")
_EMBED = re.compile(r"(?<!\[)\[embed\b[^\[\]]*+\]\s*+(https?://[^\s\[\]<>\"']++)\s*+\[/embed\]")
_PLAYER = re.compile(r"(?<!\[)\[(?:audio|video)\b([^\[\]]*+)\](?:\s*+\[/(?:audio|video)\])?+(?!\])")
_LIST = re.compile(r"(?<!\[)\[playlist\b([^\[\]]*+)\](?!\])")
_FILM = re.compile(r"(?<!\[)\[(youtube|vimeo)[ =]\s*+\"?+([^\s\[\]\"]++)[^\[\]]*+\](?!\])")
_ESCAPED = re.compile(r"\[(\[[a-z][\w-]*+[^\[\]]*+\])\]")
_ESCAPED_PAIR = re.compile(
    r"\[(\[([a-z][\w-]*+)(?:\s[^\[\]]*+)?+\][^\[\]]*+\[/\2\])\]", re.IGNORECASE
)
_SOURCES = ("src", "mp3", "m4a", "ogg", "wav", "flac", "mp4", "m4v", "webm", "ogv", "wmv", "flv")
_ID = re.compile(r"\d+")


def replace_shortcodes(text: str, context: PostContext) -> str:
    for name in ("wp_caption", "caption"):
        text = replace_between(text, f"[{name}", f"[/{name}]", _captioned)
    text = _EMBED.sub(lambda found: link(found[1]), text)
    text = _PLAYER.sub(_player, text)
    text = _FILM.sub(_film, text)
    text = _GALLERY.sub(lambda found: _gallery(found, context), text)
    text = _LIST.sub(lambda found: _playlist(found, context), text)
    return _ESCAPED.sub(r"\1", _ESCAPED_PAIR.sub(r"\1", text))


def link(address: str, label: str = "") -> str:
    shown, href = label or html.escape(address, quote=False), html.escape(address)
    return f'\n\n<p><a href="{href}">{shown}</a></p>\n\n'


def _captioned(found: str) -> str:
    head, _bracket, rest = found.partition("]")
    inside = rest.rpartition("[/")[0]
    image = _IMAGE.match(inside)
    if not image:
        return found
    caption = inside[image.end() :].strip() or attributes(head).get("caption", "")
    aligned = _ALIGNED.search(head)
    figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
    class_attribute = f' class="{aligned[0]}"' if aligned else ""
    return f"\n\n<figure{class_attribute}>{image[1]}{figcaption}</figure>\n\n"


def _gallery(found: re.Match[str], context: PostContext) -> str:
    values = attributes(found[1])
    ids = _ID.findall(values.get("ids", "") or values.get("include", ""))
    references = context.references
    if ids:
        shown = [references.attachments[one] for one in ids if one in references.attachments]
    else:
        excluded = set(_ID.findall(values.get("exclude", "")))
        shown = [
            one
            for one in references.images_of_post(values.get("id", "") or context.post_id)
            if one.source_id not in excluded
        ]
    figures = "\n".join(map(figure, shown))
    if len(shown) > 1:
        figures = f"<figure>{figures}</figure>"
    return f"\n\n{figures}\n\n" if shown else found[0]


def _player(found: re.Match[str]) -> str:
    values = attributes(found[1])
    address = next(
        (values[name] for name in _SOURCES if values.get(name, "").startswith("http")), ""
    )
    return link(address) if address else found[0]


def _playlist(found: re.Match[str], context: PostContext) -> str:
    ids = _ID.findall(attributes(found[1]).get("ids", ""))
    attachments = context.references.attachments
    played = [attachments[one] for one in ids if one in attachments]
    links = (link(one.url, html.escape(one.title, quote=False)) for one in played)
    return "".join(links) or found[0]


def _film(found: re.Match[str]) -> str:
    site, video = found[1], html.unescape(found[2])
    if video.startswith(("http://", "https://")):
        return link(video)
    if not re.fullmatch(r"[\w-]{6,20}", video):
        return found[0]
    home = "https://www.youtube.com/watch?v=" if site == "youtube" else "https://vimeo.com/"
    return link(f"{home}{video}")
