"""The [shortcodes] that WordPress itself knows, made into HTML; any other stays as words."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from transfer.importers.common.text_spans import each_between
from transfer.importers.wordpress.images import attributes, figure

if TYPE_CHECKING:
    from transfer.importers.wordpress.attachments import Around

_PICTURE = re.compile(r"\s*+((?:<a\b[^<>]*+>\s*+)?+<img\b[^<>]*+>(?:\s*+</a>)?+)", re.IGNORECASE)
_ALIGNED = re.compile(r"\balign(?:left|right|center)\b")
_GALLERY = re.compile(r"(?<!\[)\[gallery\b([^\[\]]*+)\](?!\])")
_EMBED = re.compile(r"(?<!\[)\[embed\b[^\[\]]*+\]\s*+(https?://[^\s\[\]<>\"']++)\s*+\[/embed\]")
_PLAYER = re.compile(r"(?<!\[)\[(?:audio|video)\b([^\[\]]*+)\](?:\s*+\[/(?:audio|video)\])?+(?!\])")
_LIST = re.compile(r"(?<!\[)\[playlist\b([^\[\]]*+)\](?!\])")
_FILM = re.compile(r"(?<!\[)\[(youtube|vimeo)[ =]\s*+\"?+([^\s\[\]\"]++)[^\[\]]*+\](?!\])")
_ESCAPED = re.compile(r"\[(\[[a-z][\w-]*+[^\[\]]*+\])\]")
_SOURCES = ("src", "mp3", "m4a", "ogg", "wav", "flac", "mp4", "m4v", "webm", "ogv", "wmv", "flv")
_NUMBER = re.compile(r"\d+")


def opened(text: str, around: Around) -> str:
    for name in ("wp_caption", "caption"):
        text = each_between(text, f"[{name}", f"[/{name}]", _captioned)
    text = _EMBED.sub(lambda found: link(found[1]), text)
    text = _PLAYER.sub(_player, text)
    text = _FILM.sub(_film, text)
    text = _GALLERY.sub(lambda found: _gallery(found, around), text)
    text = _LIST.sub(lambda found: _playlist(found, around), text)
    return _ESCAPED.sub(r"\1", text)


def link(address: str, words: str = "") -> str:
    said, leads = words or html.escape(address, quote=False), html.escape(address)
    return f'\n\n<p><a href="{leads}">{said}</a></p>\n\n'


def _captioned(found: str) -> str:
    head, _bracket, rest = found.partition("]")
    inside = rest.rpartition("[/")[0]
    picture = _PICTURE.match(inside)
    if not picture:
        return found
    caption = inside[picture.end() :].strip() or attributes(head).get("caption", "")
    aligned = _ALIGNED.search(head)
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    side = f' class="{aligned[0]}"' if aligned else ""
    return f"\n\n<figure{side}>{picture[1]}{below}</figure>\n\n"


def _gallery(found: re.Match[str], around: Around) -> str:
    told = attributes(found[1])
    numbers = _NUMBER.findall(told.get("ids", "") or told.get("include", ""))
    known = around.known
    if numbers:
        shown = [known.attached[number] for number in numbers if number in known.attached]
    else:
        left_out = set(_NUMBER.findall(told.get("exclude", "")))
        shown = [
            one
            for one in known.pictures_under(told.get("id", "") or around.number)
            if one.number not in left_out
        ]
    figures = "\n".join(map(figure, shown))
    if len(shown) > 1:
        figures = f"<figure>{figures}</figure>"
    return f"\n\n{figures}\n\n" if shown else found[0]


def _player(found: re.Match[str]) -> str:
    told = attributes(found[1])
    address = next((told[name] for name in _SOURCES if told.get(name, "").startswith("http")), "")
    return link(address) if address else found[0]


def _playlist(found: re.Match[str], around: Around) -> str:
    numbers = _NUMBER.findall(attributes(found[1]).get("ids", ""))
    played = [around.known.attached[one] for one in numbers if one in around.known.attached]
    links = (link(one.url, html.escape(one.title, quote=False)) for one in played)
    return "".join(links) or found[0]


def _film(found: re.Match[str]) -> str:
    place, told = found[1], html.unescape(found[2])
    if told.startswith(("http://", "https://")):
        return link(told)
    if not re.fullmatch(r"[\w-]{6,20}", told):
        return found[0]
    home = "https://www.youtube.com/watch?v=" if place == "youtube" else "https://vimeo.com/"
    return link(f"{home}{told}")
