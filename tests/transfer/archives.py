"""Packs a blog with the command, and reads what is in the zip."""

from __future__ import annotations

import html
import io
import json
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.core.management import call_command

if TYPE_CHECKING:
    from pathlib import Path

_ATTRIBUTE = re.compile(r'\s(href|src|srcset|id)="([^"]*)"')
_URL = re.compile(r"url\([\"']?([^\"')]+)")


def pack(folder: Path, handle: str) -> Path:
    file = folder / f"{handle}.zip"
    call_command("export_blog", handle, file, stdout=io.StringIO())
    return file


def texts(file: Path) -> dict[str, str]:
    """Every file of the zip that is text, by its name."""
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
        named = {name: packed.read(name) for name in packed.namelist()}
    assert len(named) == len(zipfile.ZipFile(file).namelist())
    return {
        name: data.decode()
        for name, data in named.items()
        if not name.startswith("pictures/") and not name.endswith(".woff2")
    }


def lines(file: Path, kind: str) -> list[dict[str, Any]]:
    """The posts, comments or revisions of posts.jsonl."""
    rows = [json.loads(line) for line in texts(file)["posts.jsonl"].splitlines()]
    return [line[kind] for line in rows if kind in line]


def dead_links(file: Path) -> list[str]:
    """Links inside the zip that lead to no file, or to no place in it."""
    with zipfile.ZipFile(file) as packed:
        names = set(packed.namelist())
    pages = {name: text for name, text in texts(file).items() if name.startswith("site/")}
    ids = {name: _values(text, "id") for name, text in pages.items()}
    return [
        f"{name}: {link}"
        for name, text in pages.items()
        for link in _links(name, text)
        if not _is_alive(name, link, names, ids)
    ]


def _links(name: str, text: str) -> list[str]:
    if name.endswith(".css"):
        return _URL.findall(text)
    if not name.endswith(".html"):
        return []
    sets = [part.split()[0] for found in _values(text, "srcset") for part in found.split(",")]
    return [*_values(text, "href"), *_values(text, "src"), *sets]


def _values(text: str, attribute: str) -> list[str]:
    return [html.unescape(value) for name, value in _ATTRIBUTE.findall(text) if name == attribute]


def _is_alive(name: str, link: str, names: set[str], ids: dict[str, list[str]]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    folder = posixpath.dirname(name)
    file = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else name
    return file in names and (not parts.fragment or unquote(parts.fragment) in ids[file])
