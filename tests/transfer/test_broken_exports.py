from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from posts.models import Post
from tests.transfer.importing import import_error, import_text
from tests.transfer.wxr import comment, export, item

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_carriage")]

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "&{a};&{a};&{a};&{a};&{a};&{a};&{a};">'
        for a, b in zip("abcdef", "bcdefg", strict=True)
    )
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("bomb", [LAUGHS, OUTSIDE])
def test_entities_of_its_own_are_refused(tmp_path: Path, bomb: str) -> None:
    output = import_error(tmp_path, export(item("&g;"), head=bomb))

    assert output.startswith("Line 2: the file declares entities of its own")
    assert not Post.objects.exists()


def test_a_file_that_breaks_off_names_the_line_and_keeps_what_is_whole(tmp_path: Path) -> None:
    whole = export(item("One"), item("Two"))
    cut = whole[: whole.index("<title><![CDATA[Two") + 30]

    output = import_error(tmp_path, cut)

    assert output.startswith(f"Line {cut.count('\n') + 1}: the file breaks off here")
    assert "\n" not in output
    assert [post.title for post in Post.objects.all()] == ["One"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"", 1),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 1),
        (b"<html><body>Not found</body></html>", 1),
        (b"<rss><channel><item></item></channel></rss>", 1),
        (b'{"posts": []}', 1),
        (b"<?xml version='1.0' encoding='klingon'?><rss/>", 1),
        (b"<rss>\n<channel>\n\xff\xfe</channel></rss>", 1),
        ("<rss>\n".encode("utf-16"), 2),
    ],
)
def test_nonsense_is_refused_in_one_line(tmp_path: Path, text: bytes, line: int) -> None:
    output = import_error(tmp_path, text)

    assert output.startswith(f"Line {line}: ")
    assert "\n" not in output


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "windows-1252", "UTF-16"])
def test_an_encoding_that_is_named_is_read(tmp_path: Path, encoding: str) -> None:
    text = export(item("Café")).replace("UTF-8", encoding)

    import_text(tmp_path, text.encode(encoding))

    assert Post.objects.get().title == "Café"


def test_old_windows_letters_in_what_calls_itself_utf_8_are_read_too(tmp_path: Path) -> None:
    whole = export(item("Caf§", "“Yes”")).encode()

    import_text(tmp_path, whole.replace("§".encode(), b"\xe9"))

    assert (Post.objects.get().title, Post.objects.get().source) == ("Café", "<p>“Yes”</p>")


def test_signs_that_xml_does_not_know_are_dropped(tmp_path: Path) -> None:
    import_text(tmp_path, export(item("Pas\x0bted\x00", "from a\x08 letter")))

    assert (Post.objects.get().title, Post.objects.get().source) == (
        "Pasted",
        "<p>from a letter</p>",
    )


def test_an_item_beyond_all_measure_is_left_out_and_the_next_comes_in(tmp_path: Path) -> None:
    output = import_text(tmp_path, export(item("Long", "x" * 8_100_000), item("Short")))

    assert "“Long”: left out, it is longer than any post" in output
    assert [post.title for post in Post.objects.all()] == ["Short"]


def test_elements_in_elements_without_end_are_no_burden(tmp_path: Path) -> None:
    deep = "<a>" * 50_000 + "</a>" * 50_000

    import_text(tmp_path, export(deep, item("Short")))

    assert [post.title for post in Post.objects.all()] == ["Short"]


def test_a_file_that_is_not_there_is_a_plain_answer(tmp_path: Path) -> None:
    finished = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "import_wordpress", tmp_path / "no.xml", "--blog", "no"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.returncode == 1


MEASURED = """
import resource, sys
import tests.settings, django
django.setup()
from transfer.importers.wordpress.wxr import Export
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = peak()
with open(sys.argv[1], "rb") as file:
    items = sum(1 for item in Export(file).items())
print(items, peak() - before)
"""


def test_the_memory_it_takes_does_not_grow_with_the_file(tmp_path: Path) -> None:
    one = item(
        "One", "It rained, and we talked. " * 800, comments=[comment("so it did " * 40)] * 20
    )
    head, end = export("HERE").split("HERE")
    file = tmp_path / "large.xml"
    with file.open("w") as large:
        large.write(head)
        large.writelines(one for _number in range(30_000_000 // len(one)))
        large.write(end)

    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", MEASURED, str(file)],
        cwd=settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    items, megabytes = map(int, done.stdout.split())
    assert file.stat().st_size > 29_000_000
    assert items == 30_000_000 // len(one)
    assert megabytes < 20
