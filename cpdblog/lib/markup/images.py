"""From `<img>` in a cleaned text to what shows a picture of ours in the width a screen needs.

It comes after the allow-list and only adds markup of our own: `<picture>` is not for writers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

IMAGE_ROOT = "/media/pictures/"
STILL = "(prefers-reduced-motion: reduce)"
# As wide as the text: see --measure in tokens.css.
_SIZES = "(min-width: 44rem) 40rem, calc(100vw - 2.5rem)"
_MOST = 500  # pictures looked up in one text

_NAMED = re.compile(r"/media/(?P<name>pictures/[\w/]+?)-\d+\.(?:webp|avif)")
_ATTRIBUTES = r'(?: [a-z-]+="[^"]*+")*+'
_IMG = rf"<img{_ATTRIBUTES}>"
_LINK = rf"<a{_ATTRIBUTES}>"
# A paragraph that holds pictures and nothing else: those stand on their own.
_ALONE = rf"<p{_ATTRIBUTES}>(?P<alone>(?:\s|<br>|{_IMG}|{_LINK}\s*{_IMG}\s*</a>)++)</p>"
_TOKEN = re.compile(
    rf"{_ALONE}|(?P<img>{_IMG})|(?P<figure><figure{_ATTRIBUTES}>)|(?P<end></figure>)"
    rf"|(?P<caption><figcaption{_ATTRIBUTES}>)|(?P<caption_end></figcaption>)"
    rf"|(?P<link>{_LINK})|(?P<link_end></a>)"
)
_ONE = re.compile(rf"(?P<before>{_LINK}\s*)?(?P<img>{_IMG})(?P<after>\s*</a>)?")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class StoredImage:
    """What a text needs to know of a picture that we keep."""

    name: str  # in the storage, without "-480.webp"
    widths: tuple[int, ...]
    width: int
    height: int
    alt: str = ""  # said where the text itself says nothing
    caption: str = ""
    credit: str = ""
    credit_url: str = ""
    licence: str = ""
    licence_url: str = ""
    moves: bool = False

    def address(self, width: int, kind: str) -> str:
        return f"/media/{self.name}-{width}.{kind}"

    def srcset(self, kind: str) -> str:
        return ", ".join(f"{self.address(width, kind)} {width}w" for width in self.widths)


_FIRST_EAGER = re.compile(r'(<img [^<>]*) loading="eager"')

LookUp = Callable[[Iterable[str]], Mapping[str, StoredImage]]


def names_in(text: str) -> list[str]:
    """The names of our pictures that TEXT speaks of, each once."""
    names = dict.fromkeys(match["name"] for match in _NAMED.finditer(text))
    return list(names)[:_MOST]


def with_images(page: str, look_up: LookUp) -> str:
    """PAGE, which came through the allow-list, with our pictures in all their widths."""
    names = names_in(page) if IMAGE_ROOT in page else []
    known = look_up(names) if names else {}
    return _Album(known).fill(page) if known else page


def featured_figure(address: str, alt: str, look_up: LookUp) -> str:
    """The picture at the head of a text: what is seen first, and asked for first; "" where the
    picture is not there any more.
    """
    img = _written("img", {"src": address, "alt": alt, "class": "u-featured"})
    figure = with_images(f"<figure>{img}</figure>", look_up)
    if "<picture>" not in figure:
        return ""
    return _FIRST_EAGER.sub(r'\1 loading="eager" fetchpriority="high"', figure, count=1)


def below_a_picture(page: str) -> str:
    """PAGE, whose first picture is not the first that is seen."""
    return _FIRST_EAGER.sub(r'\1 loading="lazy"', page, count=1)


@dataclass
class _Figure:
    shown: list[StoredImage] = field(default_factory=list)
    caption_begins: int = -1  # places in what is written so far
    caption_ends: int = -1


class _Album:
    def __init__(self, known: Mapping[str, StoredImage]) -> None:
        self.known = known
        self.out: list[str] = []
        self.open: list[_Figure] = []
        self.in_link = False
        self.owed = ""  # credits that wait for the end of the link they would stand in
        self.is_first = True

    def fill(self, page: str) -> str:
        end = 0
        for token in _TOKEN.finditer(page):
            self.out.append(page[end : token.start()])
            end = token.end()
            self._take(token)
        return "".join([*self.out, page[end:]])

    def _take(self, token: re.Match[str]) -> None:
        match token.lastgroup:
            case "alone":
                self._paragraph(token)
            case "img":
                self._inline_image(token[0])
            case "end":
                self._end_figure()
                self.out.append(token[0])
            case kind:
                self.out.append(token[0])
                self._note(kind or "")

    def _note(self, kind: str) -> None:
        if kind == "figure":
            self.open.append(_Figure())
        elif kind == "link":
            self.in_link = True
        elif kind == "link_end":
            self.out.append(self.owed)
            self.in_link, self.owed = False, ""
        elif kind == "caption" and self.open:
            self.open[-1].caption_begins = len(self.out)
        elif kind == "caption_end" and self.open:
            self.open[-1].caption_ends = len(self.out) - 1

    def _paragraph(self, token: re.Match[str]) -> None:
        found = list(_ONE.finditer(token["alone"]))
        ours = [self._known(one["img"]) for one in found]
        if self.open or not any(stored and _caption(stored) for stored in ours):
            self.out.append(_ONE.sub(self._in_figure_or_paragraph, token[0]))
            return
        for one, stored in zip(found, ours, strict=True):
            shown = f"{one['before'] or ''}{self._shown(one['img'])}{one['after'] or ''}"
            caption = _caption(stored) if stored else ""
            about = f"<figcaption>{caption}</figcaption>" if caption else ""
            self.out.append(f"<figure>{shown}{about}</figure>\n")
        self.out[-1] = self.out[-1].rstrip("\n")

    def _in_figure_or_paragraph(self, one: re.Match[str]) -> str:
        stored = self._known(one["img"])
        if stored and self.open:
            self.open[-1].shown.append(stored)
        return f"{one['before'] or ''}{self._shown(one['img'])}{one['after'] or ''}"

    def _inline_image(self, img: str) -> None:
        """A picture in the middle of a line: whom it is from follows it in the line."""
        stored = self._known(img)
        self.out.append(self._shown(img))
        if stored and self.open:
            self.open[-1].shown.append(stored)
        elif stored and (credit := _credit(stored)):
            self.owed += f" <small>({credit})</small>"
        if not self.in_link:
            self.out.append(self.owed)
            self.owed = ""

    def _end_figure(self) -> None:
        if not self.open:
            return
        figure = self.open.pop()
        if figure.caption_ends < 0:
            if about := "".join(map(_caption, figure.shown)):
                self.out.append(f"<figcaption>{about}</figcaption>")
            return
        caption = "".join(self.out[figure.caption_begins : figure.caption_ends])
        text = html.unescape(_TAG.sub("", caption))
        owed = [
            f'<p class="credit">{_credit(stored)}</p>'
            for stored in dict.fromkeys(figure.shown)
            if _credit(stored) and stored.credit not in text
        ]
        self.out.insert(figure.caption_ends, "".join(owed))

    def _known(self, img: str) -> StoredImage | None:
        match = _NAMED.fullmatch(_attributes(img).get("src", ""))
        return self.known.get(match["name"]) if match else None

    def _shown(self, img: str) -> str:
        stored = self._known(img)
        if stored is None:
            return img
        found = _attributes(img)
        loading = {"loading": "eager" if self.is_first else "lazy", "decoding": "async"}
        self.is_first = False
        widths = {"srcset": stored.srcset("webp"), "sizes": _SIZES}
        size = {"width": str(stored.width), "height": str(stored.height)}
        better = {"type": "image/avif", "srcset": stored.srcset("avif"), "sizes": _SIZES}
        still = {"media": STILL, "srcset": stored.srcset("still.webp"), "sizes": _SIZES}
        image = _written(
            "img", found | {"alt": found.get("alt") or stored.alt} | widths | size | loading
        )
        first = _written("source", still) if stored.moves else ""  # the first that fits is taken
        return f"<picture>{first}{_written('source', better)}{image}</picture>"


def _caption(stored: StoredImage) -> str:
    caption = f"<p>{html.escape(stored.caption)}</p>" if stored.caption else ""
    credit = _credit(stored)
    return "\n".join(filter(None, [caption, f'<p class="credit">{credit}</p>' if credit else ""]))


def _credit(stored: StoredImage) -> str:
    """Whom it is from, and what others may do with it: "Ada Kowalczyk, CC BY 4.0"."""
    parts = [
        _link(stored.credit or (_("Source") if stored.credit_url else ""), stored.credit_url),
        _link(stored.licence, stored.licence_url),
    ]
    return ", ".join(part for part in parts if part)


def _link(text: str, address: str) -> str:
    shown = html.escape(text)
    if not text or not address:
        return shown
    return f'<a href="{html.escape(address)}" rel="nofollow ugc noopener">{shown}</a>'


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _written(name: str, found: dict[str, str]) -> str:
    return f"<{name}{''.join(f' {key}="{html.escape(value)}"' for key, value in found.items())}>"
