from __future__ import annotations

import zipfile
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import pytest

from images.models import Image
from posts.models import Post
from tests.drawings import moving
from tests.pages import get
from tests.transfer.images import ImageServer, image_bytes
from tests.transfer.importing import import_error, import_text
from tests.transfer.rows import all_rows
from tests.transfer.wxr import export, item

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_carriage")]


@pytest.fixture
def server(settings: Any) -> Iterator[ImageServer]:
    server = ImageServer(
        {
            "/cat.png": image_bytes(),
            "/words.png": b"<html>No</html>",
            "/wave.gif": moving("GIF"),
            "/flood.gif": moving("GIF", 301, (20, 20)),
        }
    )
    settings.HOSTS_INSIDE_OUR_WALLS = [server.host]
    yield server
    server.close()


def shown(server: ImageServer, name: str = "cat.png") -> str:
    return f'<p><img class="x" src="http://{server.host}/{name}" alt="A cat"></p>'


def test_a_picture_is_fetched_once_and_shown_from_here(tmp_path: Path, server: ImageServer) -> None:
    output = import_text(tmp_path, export(item("One", shown(server)), item("Two", shown(server))))

    image = Image.objects.get()
    assert "2 posts, 1 picture" in output or "1 picture" in output
    assert (image.alt, image.original_name) == ("A cat", "cat.png")
    assert image.imported_from == f"http://{server.host}/cat.png"
    for post in Post.objects.all():
        assert image.url in post.body_html
        assert server.host not in post.source
    assert server.requested == ["/cat.png"]


def test_what_moves_moves_on_and_what_had_to_stand_still_is_named(
    tmp_path: Path, server: ImageServer
) -> None:
    output = import_text(
        tmp_path, export(item("One", shown(server, "wave.gif") + shown(server, "flood.gif")))
    )

    notes = [line for line in output.splitlines() if "stands still here" in line]
    assert len(notes) == 1
    assert notes[0].endswith("stands still here: it is too long or too large to go on moving")
    assert "/flood.gif" in notes[0]
    assert dict(Image.objects.values_list("original_name", "moves")) == {
        "wave.gif": True,
        "flood.gif": False,
    }
    page = get(Post.objects.get().get_absolute_url())
    assert page.count('media="(prefers-reduced-motion: reduce)"') == 1


def test_a_second_time_fetches_nothing(tmp_path: Path, server: ImageServer) -> None:
    text = export(item("One", shown(server), post_id="1"))
    import_text(tmp_path, text)
    before = all_rows()

    import_text(tmp_path, text)

    assert (all_rows(), server.requested) == (before, ["/cat.png"])


def test_a_picture_that_is_here_is_not_fetched_for_a_new_post(
    tmp_path: Path, server: ImageServer
) -> None:
    import_text(tmp_path, export(item("One", shown(server), post_id="1")))
    import_text(tmp_path, export(item("Two", shown(server), post_id="2")))

    assert Image.objects.count() == len(server.requested) == 1
    assert {Image.objects.get().url in post.body_html for post in Post.objects.all()} == {True}


def test_a_trial_and_no_fetch_fetch_nothing(tmp_path: Path, server: ImageServer) -> None:
    trial = import_text(tmp_path, export(item("One", shown(server))), "--dry-run")
    output = import_text(tmp_path, export(item("One", shown(server))), "--no-fetch")

    assert "a trial fetches none" in trial
    assert "stays a link: nothing is fetched" in output
    assert server.requested == []
    assert f'<a href="http://{server.host}/cat.png"' in Post.objects.get().body_html


@pytest.mark.parametrize("name", ["gone.png", "words.png"])
def test_what_cannot_be_had_becomes_a_link_and_is_named(
    tmp_path: Path, server: ImageServer, name: str
) -> None:
    output = import_text(tmp_path, export(item("One", shown(server, name))))

    assert f"the picture {name} stays a link: " in output
    assert f"(http://{server.host}/{name})" in output
    assert f'<a href="http://{server.host}/{name}"' in Post.objects.get().body_html


@pytest.mark.parametrize("alt", ["", 'alt="" ', "alt='' "])
def test_a_link_to_what_cannot_be_had_is_named_by_its_file(
    tmp_path: Path, server: ImageServer, alt: str
) -> None:
    written = f'<p><img {alt}src="http://{server.host}/2012/gone%20cat.png?x=1"></p>'

    import_text(tmp_path, export(item("One", written)))

    assert ">gone cat.png</a>" in Post.objects.get().body_html


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/x.png", "http://[::1]/x.png", "gopher://x/", "http://[/", "//"]
)
def test_nothing_inside_our_walls_is_fetched(tmp_path: Path, address: str) -> None:
    import_text(tmp_path, export(item("One", f'<p>Hi <img src="{address}"></p>')))

    assert not Image.objects.exists()
    assert Post.objects.get().body_html.startswith("<p>Hi")


def test_a_host_that_is_down_is_not_asked_for_ever(tmp_path: Path, server: ImageServer) -> None:
    many = "".join(shown(server, f"gone-{number}.png") for number in range(30))

    output = import_text(tmp_path, export(item("One", many)))

    assert len(server.requested) == 10
    assert f"{server.host} does not answer" in output


@pytest.mark.parametrize("is_zip", [True, False])
def test_pictures_are_taken_from_what_lies_beside(
    tmp_path: Path, server: ImageServer, *, is_zip: bool
) -> None:
    beside = tmp_path / "uploads"
    (beside / "2012/07").mkdir(parents=True)
    (beside / "2012/07/gone.png").write_bytes(image_bytes("blue"))
    (beside / "2012/08").mkdir()
    (beside / "2012/08/gone.png").write_bytes(image_bytes("green"))
    if is_zip:
        with zipfile.ZipFile(beside.with_suffix(".zip"), "w") as archive:
            for file in beside.rglob("*.png"):
                archive.write(file, file.relative_to(tmp_path))
        beside = beside.with_suffix(".zip")

    import_text(
        tmp_path, export(item("One", shown(server, "2012/07/gone.png"))), "--files", str(beside)
    )

    assert server.requested == []
    assert Image.objects.get().original_name == "gone.png"


def test_no_way_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(image_bytes())
    beside = tmp_path / "beside"
    beside.mkdir()
    (beside / "link.png").symlink_to(tmp_path / "secret.png")
    images = '<img src="http://x.example/../secret.png"><img src="http://x.example/link.png">'

    import_text(tmp_path, export(item("One", images)), "--files", str(beside), "--no-fetch")

    assert not Image.objects.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"no zip at all", b"PK\x03\x04" * 900])
def test_a_zip_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "files.zip").write_bytes(content)

    output = import_error(tmp_path, export(item()), "--files", str(tmp_path / "files.zip"))

    assert "neither a folder nor a zip" in output
    assert not Post.objects.exists()


def test_a_picture_inside_the_text_is_kept_as_a_picture(tmp_path: Path) -> None:
    dot = f"data:image/png;base64,{b64encode(image_bytes()).decode()}"

    import_text(tmp_path, export(item("One", f'<p>Hi <img src="{dot}"></p>')))

    assert Image.objects.count() == 1
    assert "data:" not in Post.objects.get().body_html
