"""The W3C's checker reads every page, every e-mail, and what is packed to be read elsewhere."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from tests.html_checker import command
from tests.site.emails import emails, html_of
from tests.site.permissions import Place
from tests.site.walking import fill, pages
from tests.transfer.archives import pack, texts
from transfer.exporters.personal import pack_person

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

    from accounts.models import User


EXCEPTIONS = {
    "which headings an author takes": re.compile(
        r"The heading “h[3-6]” .* follows the heading “h\d” .*, skipping 1 heading level"
    ),
    "how Django marks the hidden fields of its admin": re.compile(
        r"“input” element with a “type” attribute whose value is “hidden” must not have any “aria-"
    ),
    "how Django begins a choice that is looked for while one types": re.compile(
        r"“select” element with a “required” attribute"
    ),
}


@pytest.mark.html_checker
@pytest.mark.django_db
def test_every_page_is_valid_html(settings: Settings, tmp_path: Path) -> None:
    settings.STAFF_SECOND_FACTOR = False
    cache.clear()
    place = Place()
    fill(place)
    packed = texts(pack(tmp_path, place.blog.handle)).items()
    written = [
        *pages(place),
        *((file, text) for file, text in packed if file.endswith(".html")),
        ("everything of a person", everything_of(place.people["member"])),
        *((name, html_of(message)) for name, message in emails().items()),
    ]
    refused = [name for name, markup in written if "errornote" in markup]

    assert any(re.fullmatch(r"host: POST /admin/posts/post/\d+/change/", name) for name in refused)
    assert faults(tmp_path / "pages", {markup: name for name, markup in written}) == []


def everything_of(person: User) -> str:
    file = io.BytesIO()
    pack_person(person, file)
    return zipfile.ZipFile(file).read("everything.html").decode()


def faults(folder: Path, named: dict[str, str]) -> list[str]:
    """Of all pages at once: most of what the checker takes is its own beginning."""
    folder.mkdir()
    names = list(named.values())
    for number, markup in enumerate(named):
        (folder / f"{number}.html").write_text(markup)
    done = subprocess.run(  # noqa: S603
        [*command(), "--format", "json", "--stdout", "--errors-only", folder],
        stdout=subprocess.PIPE,
        check=False,  # it says so whenever there is a fault, an exception too
    )
    found = json.loads(done.stdout)["messages"]
    return [
        f"{names[_number(one)]}: {one['message']} {one.get('extract', '')}"
        for one in found
        if not any(known.search(one["message"]) for known in EXCEPTIONS.values())
    ]


def _number(fault: dict[str, str]) -> int:
    return int(fault["url"].rpartition("/")[2].removesuffix(".html"))
