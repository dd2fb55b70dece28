"""The [shortcodes] that WordPress itself knows, made into HTML; any other stays as text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from transfer.importers.common.text_spans import replace_between
from transfer.importers.wordpress.images import figure
from transfer.importers.wordpress.links import link
from transfer.importers.wordpress.tags import attributes

if TYPE_CHECKING:
    from transfer.importers.wordpress.attachments import PostContext

_IMAGE = re.compile(r"\s*+((?:<a\b[^<>]*+>\s*+)?+<img\b[^<>]*+>(?:\s*+</a>)?+)", re.IGNORECASE)
_ALIGNED = re.compile(r"\balign(?:left|right|center)\b")
_GALLERY = re.compile(r"(?<!\[)\[gallery\b([^\[\]]*+)\](?!\])")
_EMBED = re.compile(r"(?<!\[)\[embed\b[^\[\]]*+\]\s*+(https?://[^\s\[\]<>\"']++)\s*+\[/embed\]")
_PLAYER = re.compile(r"(?<!\[)\[(?:audio|video)\b([^\[\]]*+)\](?:\s*+\[/(?:audio|video)\])?+(?!\])")
_LIST = re.compile(r"(?<!\[)\[playlist\b([^\[\]]*+)\](?!\])")
_FILM = re.compile(r"(?<!\[)\[(youtube|vimeo)[ =]\s*+\"?+([^\s\[\]\"]++)[^\[\]]*+\](?!\])")
# Where that is to be seen which a shortcode names by its number: of these fields, or else bare.
_PLACES = {
    "crowdsignal": (("poll", "survey"), "https://poll.fm/{}"),
    "dailymotion": (("id",), "https://www.dailymotion.com/video/{}"),
    "flickr": (("photo", "video", "id"), "https://www.flickr.com/photo.gne?id={}"),
    "gist": (("id",), "https://gist.github.com/{}"),
    "instagram": (("id",), "https://www.instagram.com/p/{}/"),
    "polldaddy": (("poll", "survey"), "https://poll.fm/{}"),
    "scribd": (("id",), "https://www.scribd.com/doc/{}"),
    "slideshare": (("id",), "https://www.slideshare.net/slideshow/embed_code/{}"),
    "ted": (("id",), "https://www.ted.com/talks/view/id/{}"),
    "tweet": (("id", "tweet"), "https://twitter.com/i/status/{}"),
    "twitter": (("id", "tweet"), "https://twitter.com/i/status/{}"),
    "videopress": (("id",), "https://videopress.com/v/{}"),
    "wpvideo": (("id",), "https://videopress.com/v/{}"),
}
_ADDRESSED = (
    "archiveorg bandcamp document embed facebook gdoc googlemaps googlevideo gview iframe"
    " kickstarter map mixcloud pdf pinterest soundcloud spotify"
)
_NAMED = re.compile(
    rf"(?<!\[)\[({'|'.join([*_PLACES, *_ADDRESSED.split()])})(?=[\s=:\]])([^\[\]]*+)\](?!\])"
    r"(?:([^\[\]<>]{0,2000}+)\[/\1\])?+"
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>\[\]]++")
_SPOTIFY = re.compile(r"spotify:(\w+):(\w+)")
_BARE_NUMBER = re.compile(r"[\w-]{1,80}")
_OTHER = re.compile(r"(?<!\[)\[([a-z][\w-]*+)(\s[^\[\]]*+)?+\](?!\])")
_OTHER_END = re.compile(r"\[/([a-z][\w-]*+)\]")
_ESCAPED = re.compile(r"\[(\[[a-z][\w-]*+[^\[\]]*+\])\]")
_ESCAPED_PAIR = re.compile(
    r"\[(\[([a-z][\w-]*+)(?:\s[^\[\]]*+)?+\][^\[\]]*+\[/\2\])\]", re.IGNORECASE
)
_SOURCES = ("src", "mp3", "m4a", "ogg", "wav", "flac", "mp4", "m4v", "webm", "ogv", "wmv", "flv")
_ID = re.compile(r"\d+")


def replace_shortcodes(text: str, context: PostContext) -> str:
    for name in ("wp_caption", "caption"):
        text = replace_between(
            text, f"[{name}", f"[/{name}]", lambda found: _captioned(found, context)
        )
    text = _EMBED.sub(lambda found: link(found[1]), text)
    text = _NAMED.sub(_named, text)
    text = _PLAYER.sub(lambda found: _player(found, context), text)
    text = _FILM.sub(_film, text)
    text = _GALLERY.sub(lambda found: _gallery(found, context), text)
    text = _LIST.sub(lambda found: _playlist(found, context), text)
    _count_others(text, context)
    return _ESCAPED.sub(r"\1", _ESCAPED_PAIR.sub(r"\1", text))


def _captioned(found: str, context: PostContext) -> str:
    head, _bracket, rest = found.partition("]")
    inside = rest.rpartition("[/")[0]
    image = _IMAGE.match(inside)
    values = attributes(head)
    if not image:
        number = _ID.search(values.get("id", ""))
        return _lost_picture(number[0], inside.strip(), context) if number else found
    caption = inside[image.end() :].strip() or values.get("caption", "")
    aligned = _ALIGNED.search(head)
    figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
    class_attribute = f' class="{aligned[0]}"' if aligned else ""
    return f"\n\n<figure{class_attribute}>{image[1]}{figcaption}</figure>\n\n"


def _lost_picture(number: str, caption: str, context: PostContext) -> str:
    """The picture that a caption names and does not show, or a link to its page there."""
    if attachment := context.references.attachments.get(number):
        return f"\n\n{figure(attachment, caption)}\n\n"
    context.notes.append("a picture with a caption became a link, it is not in the file")
    page = link(_page_of(number, context), f"Picture {number}")
    figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"\n\n<figure>{page}{figcaption}</figure>\n\n"


def _page_of(number: str, context: PostContext) -> str:
    return urljoin(context.home, f"?attachment_id={number}")


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
    return f"\n\n{figures}\n\n" if shown else _lost_gallery(ids, context)


def _lost_gallery(ids: list[str], context: PostContext) -> str:
    """Links to the pages of its pictures there; one that names none stays."""
    if not ids:
        context.notes.append("a gallery stays as text, its pictures are not in the file")
        return "[gallery]"
    context.notes.append("a gallery became links, its pictures are not in the file")
    return "".join(link(_page_of(one, context), f"Picture {one}") for one in ids)


def _named(found: re.Match[str]) -> str:
    name, written, inside = found[1], html.unescape(found[2]), html.unescape(found[3] or "")
    if address := _ADDRESS.search(written) or _ADDRESS.search(inside):
        return link(address[0])
    if spotify := _SPOTIFY.search(written):
        return link(f"https://open.spotify.com/{spotify[1]}/{spotify[2]}")
    if name not in _PLACES:
        return found[0]
    fields, place = _PLACES[name]
    values = attributes(written.replace("&", " "))
    bare = written.strip(" =") if "=" not in written.strip(" =") else ""
    number = next((values[field] for field in fields if values.get(field)), bare or inside.strip())
    return link(place.format(number)) if _BARE_NUMBER.fullmatch(number) else found[0]


def _count_others(text: str, context: PostContext) -> None:
    """What looks like a shortcode and is none we know: it has fields, an end or a slash."""
    ended = {found[1] for found in _OTHER_END.finditer(text)}
    for found in _OTHER.finditer(text):
        fields = found[2] or ""
        if "=" in fields or fields.rstrip().endswith("/") or found[1] in ended:
            context.kept_as_text[found[1]] += 1


def _player(found: re.Match[str], context: PostContext) -> str:
    values = attributes(found[1])
    written = next((values[name] for name in _SOURCES if values.get(name)), "")
    address = _ADDRESS.search(html.unescape(found[1]))
    whole = urljoin(context.address, written) if written else address[0] if address else ""
    return link(whole) if whole.startswith("http") else found[0]


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
