"""What plays or is framed in a text, as a link to where it plays."""

from __future__ import annotations

import re

from transfer.importers.wordpress.links import link
from transfer.importers.wordpress.places import page_of
from transfer.importers.wordpress.tags import INSIDE, attributes

_TAG = re.compile(
    rf"<(/?)(audio|embed|iframe|object|video|param|picture|source|track)(?=[\s/>])({INSIDE})>",
    re.IGNORECASE,
)
_HOLDERS = {"audio", "iframe", "object", "video"}
_PLAYED = ("src", "data", "data-src", "data-lazy-src")
_NAMES_OF_FILM = {"movie", "src", "filename", "url"}


def replace_players(text: str, base: str) -> str:
    """Each player with what it shows to those who cannot play it; BASE is the address of TEXT."""
    tags = list(_TAG.finditer(text))
    parts, position, index = [], 0, 0
    while index < len(tags):
        last = _end_of(tags, index)
        parts.append(text[position : tags[index].start()])
        address = _address_of(tags[index : last + 1], base)
        if address:
            parts.append(link(address))
            position = tags[last].end()
            index = last + 1
        else:  # what stands in it instead is all there is
            position = tags[index].end()
            index += 1
    return "".join([*parts, text[position:]])


def _end_of(tags: list[re.Match[str]], first: int) -> int:
    """Where the player of the tag FIRST ends: there at once, if it is never closed."""
    name = tags[first][2].lower()
    if tags[first][1] or name not in _HOLDERS:
        return first
    for index in range(first + 1, len(tags)):
        if tags[index][2].lower() == name:
            return index if tags[index][1] else first
    return first


def _address_of(tags: list[re.Match[str]], base: str) -> str:
    name = tags[0][2].lower()
    if tags[0][1] or (name not in _HOLDERS and name != "embed"):
        return ""
    for tag in tags:
        values = attributes(tag[3])
        if tag[1] or tag[2].lower() in {"track", "picture"}:
            continue
        if tag[2].lower() == "param":
            is_film = values.get("name", "").lower() in _NAMES_OF_FILM
            found = values.get("value", "") if is_film else ""
        else:
            found = next((values[key] for key in _PLAYED if values.get(key)), "")
        if found and (page := page_of(found, base)):
            return page
    return ""
