"""The card that stands for a post where it is shared: 1200 by 630, in the colours of its blog."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageOps

from posts.cards.type import SANS, SERIF, Face, writable

if TYPE_CHECKING:
    from collections.abc import Sequence

# Another number where the same facts would be drawn another way.
VERSION = 1
WIDTH, HEIGHT = 1200, 630
_LEFT, _RIGHT = 100, 1120
_PAPER, _WELL, _LINE = "#f2f7f5", "#e4ede9", "#c2cfcd"
_INK, _SOFT = "#192335", "#434e5e"
_LABEL, _TOOLING = "#f8fcf9", 0.55
_CLOTH = {
    "oxblood": "#8e2029",
    "bottle": "#0c583c",
    "navy": "#1f3b7c",
    "plum": "#712a65",
    "petrol": "#07566a",
    "tobacco": "#784817",
}
_COLOURS = 128
# Size, distance of lines, first line, and how many there is room for.
_SETTINGS = ((78, 84, 196, 3), (64, 68, 178, 4))
_BESIDE_THE_SPINE = 330  # lines that reach below this are shorter


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that is on a card, and so all that decides whether it is still the right one."""

    community: str
    title: str
    thing: str  # "Thing 7", or nothing
    author: str
    initials: str
    portrait: str  # the name of the avatar in the storage
    blog: str
    place: str  # "in" and the blog
    colour: str
    day: str
    address: str
    spine: tuple[str, str]  # number and name
    # The name of the featured picture in the storage: it is all of the card then.
    picture: str = field(default="", repr=False)


def draw(facts: Facts, portrait: bytes | None) -> bytes:
    """A PNG."""
    card = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    on = ImageDraw.Draw(card)
    cloth = _CLOTH.get(facts.colour, _CLOTH["navy"])
    on.rectangle((0, 0, 35, HEIGHT), fill=cloth)
    _head(on, facts, cloth)
    _title(on, _first_writable(facts.title, facts.blog, facts.community))
    _plate(card, on, facts, portrait)
    _spine(on, facts, cloth)
    _foot(on, facts)
    written = io.BytesIO()
    card.quantize(_COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def cut_to_a_card(picture: bytes) -> bytes:
    """A JPEG of the middle of the featured PICTURE."""
    with Image.open(io.BytesIO(picture)) as whole:
        card = ImageOps.fit(whole.convert("RGB"), (WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    card.save(written, "JPEG", quality=85, optimize=True, progressive=True)
    return written.getvalue()


def _first_writable(*texts: str) -> str:
    return next(filter(None, map(writable, texts)), "")


def _head(on: ImageDraw.ImageDraw, facts: Facts, cloth: str) -> None:
    on.rectangle((100, 63, 132, 86), outline=cloth, width=2)
    on.line((109, 64, 109, 85), fill=cloth, width=2)
    on.line((113, 71, 126, 71), fill=cloth, width=2)
    on.line((113, 77, 122, 77), fill=cloth, width=2)
    name = Face(SERIF, 30)
    name.draw(on, (146, 84), name.cut(writable(facts.community), 700), _INK)
    thing = Face(SANS, 24)
    thing.draw(on, (_RIGHT - thing.width(facts.thing), 84), facts.thing, _SOFT)
    on.line((_LEFT, 114, _RIGHT, 114), fill=_LINE, width=2)


def _title(on: ImageDraw.ImageDraw, title: str) -> None:
    for size, leading, first, most in _SETTINGS:
        face = Face(SERIF, size)
        full, beside = _RIGHT - _LEFT, 1004 - _LEFT - 40
        wide = [full if first + leading * n < _BESIDE_THE_SPINE else beside for n in range(most)]
        lines = _fitted(face, title, wide)
        if len(lines) <= most:
            break
    else:
        lines = [*lines[: most - 1], face.cut(" ".join(lines[most - 1 :]), wide[-1])]
    for number, line in enumerate(lines):
        face.draw(on, (_LEFT, first + leading * number), line, _INK)


def _fitted(face: Face, title: str, widths: Sequence[float]) -> list[str]:
    """Lines of these widths; balanced, where the title fits into them."""
    lines = _filled(face, title, widths)
    narrower = 1.0
    while 1 < len(lines) <= len(widths) and narrower > 0.6:  # noqa: PLR2004
        narrower -= 0.04
        tried = _filled(face, title, [width * narrower for width in widths])
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def _filled(face: Face, title: str, widths: Sequence[float]) -> list[str]:
    lines: list[str] = []
    rest = title
    while rest:
        width = widths[min(len(lines), len(widths) - 1)]
        lines.append(face.lines(rest, width)[0])
        rest = rest[len(lines[-1]) :].lstrip()
    return lines


def _plate(
    card: Image.Image, on: ImageDraw.ImageDraw, facts: Facts, portrait: bytes | None
) -> None:
    if portrait:
        with Image.open(io.BytesIO(portrait)) as avatar:
            face = avatar.convert("RGB").resize((124, 124), Image.Resampling.LANCZOS)
        card.paste(face, (_LEFT, 402))
    else:
        on.rectangle((_LEFT, 402, 223, 525), fill=_WELL, outline=_LINE, width=2)
        initials, initials_face = writable(facts.initials), Face(SERIF, 54)
        middle = 162 - initials_face.width(initials) / 2
        initials_face.draw(on, (middle, 482), initials, _INK)
    name, blog = Face(SERIF, 36), Face(SANS, 25)
    name.draw(on, (250, 462), name.cut(writable(facts.author), 720), _INK)
    blog.draw(on, (250, 500), blog.cut(writable(facts.place, SANS), 720), _SOFT)


def _spine(on: ImageDraw.ImageDraw, facts: Facts, cloth: str) -> None:
    on.rectangle((1004, 326, 1119, 526), fill=cloth)
    red, green, blue = Image.new("RGB", (1, 1), cloth).getpixel((0, 0))  # type: ignore[misc]
    tooling = tuple(round(part + (250 - part) * _TOOLING) for part in (red, green, blue))
    for y in (346, 358):
        on.rectangle((1016, y, 1107, y + 2), fill=tooling)
    on.rectangle((1016, 382, 1107, 471), fill=_LABEL)
    for text, face, y in (
        (facts.spine[0], Face(SERIF, 50), 430),
        (facts.spine[1], Face(SANS, 26), 459),
    ):
        shown = writable(text, face.family)
        face.draw(on, (1062 - face.width(shown) / 2, y), shown, _INK)


def _foot(on: ImageDraw.ImageDraw, facts: Facts) -> None:
    on.rectangle((_LEFT, 526, _RIGHT, 533), fill=_INK)
    small = Face(SANS, 25)
    small.draw(on, (_LEFT, 580), facts.day, _SOFT)
    address = small.cut(facts.address, 700)
    small.draw(on, (_RIGHT - small.width(address), 580), address, _SOFT)
