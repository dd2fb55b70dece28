"""Setting lines of text with our own fonts: what they cannot write is never drawn as boxes."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from PIL import ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SERIF, SANS = "brygada-1918", "hanken-grotesk"
_WEIGHTS = {SERIF: 400, SANS: 450}
_NOWHERE = "\uffff"  # in no font: shows what a font draws for what it does not know


class Face(NamedTuple):
    """A family at a size; its letters are in two files, the common ones and the rarer."""

    family: str
    size: int

    def fonts(self) -> tuple[FreeTypeFont, ...]:
        return _font(self.family, "latin", self.size), _font(self.family, "latin-ext", self.size)

    def width(self, text: str) -> float:
        return sum(font.getlength(part) for font, part in self._parts(text))

    def draw(self, on: ImageDraw, at: tuple[float, float], text: str, colour: str) -> None:
        """With AT on the line that the letters stand on."""
        x, y = at
        for font, part in self._parts(text):
            on.text((x, y), part, fill=colour, font=font, anchor="ls")
            x += font.getlength(part)

    def cut(self, text: str, width: float) -> str:
        """TEXT, or as much of it as fits and an ellipsis."""
        if self.width(text) <= width:
            return text
        start = text
        while start and self.width(f"{start}…") > width:
            start = start[:-1]
        whole_words = start.rpartition(" ")[0]
        if len(whole_words) > len(start) / 2:
            start = whole_words
        return f"{start.rstrip(' ,;:.–-')}…"

    def lines(self, text: str, width: float) -> list[str]:
        lines: list[str] = []
        for word in text.split():
            joined = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(joined) <= width:
                lines[-1] = joined
            else:
                lines += self._pieces(word, width)
        return lines

    def _pieces(self, word: str, width: float) -> list[str]:
        """A word that is longer than any line is broken where the line ends."""
        pieces = [""]
        for sign in word:
            if pieces[-1] and self.width(pieces[-1] + sign) > width:
                pieces.append("")
            pieces[-1] += sign
        return pieces

    def _parts(self, text: str) -> Iterator[tuple[FreeTypeFont, str]]:
        common, rare = self.fonts()
        part, is_rare = "", False
        for sign in text:
            needs_rare = not _knows(self.family, "latin", sign)
            if part and needs_rare != is_rare:
                yield (rare if is_rare else common), part
                part = ""
            part, is_rare = part + sign, needs_rare
        if part:
            yield (rare if is_rare else common), part


def writable(text: str, family: str = SERIF) -> str:
    """TEXT without pictures and signs our fonts lack; "" where a letter is among what they lack."""
    characters = []
    for sign in unicodedata.normalize("NFC", text):
        if sign.isspace():
            characters.append(" ")
        elif _knows(family, "latin", sign) or _knows(family, "latin-ext", sign):
            characters.append(sign)
        elif unicodedata.category(sign)[0] in "LN":
            return ""
    return " ".join("".join(characters).split())


@functools.cache
def _font(family: str, letters: str, size: int) -> FreeTypeFont:
    path = settings.BASE_DIR / "cpdblog/static/fonts" / f"{family}-{letters}-wght-normal.woff2"
    font = ImageFont.truetype(path, size)
    font.set_variation_by_axes([_WEIGHTS[family]])
    return font


@functools.lru_cache(maxsize=4096)
def _knows(family: str, letters: str, sign: str) -> bool:
    if sign == " ":
        return letters == "latin"
    font = _font(family, letters, 20)
    mask = font.getmask(sign)
    return bool(mask.getbbox()) and bytes(mask) != _box(family, letters)


@functools.cache
def _box(family: str, letters: str) -> bytes:
    return bytes(_font(family, letters, 20).getmask(_NOWHERE))
