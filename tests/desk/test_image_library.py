"""The library of a blog: who brings pictures, what is refused and why, words, throwing away."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from blogs.models import BlogMember
from cpdblog.lib.rate_limits.limits import Rate
from images.models import Image
from posts.models import Post, WorkingCopy
from tests.casts import signed_in
from tests.drawings import drawing, moving, opened, png_of
from tests.make import make_blog, make_member, make_post, make_user
from tests.pages import get, links, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from accounts.models import User
    from blogs.models import Blog

LIBRARY = "/desk/@quiet-carriage/pictures/"


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path, quiet_carriage: Blog) -> None:
    settings.MEDIA_ROOT = tmp_path


def upload(
    by: Client,
    picture: bytes | None = None,
    *,
    name: str = "kettle.jpg",
    in_place: bool = True,
    **details: Any,
) -> Any:
    file = SimpleUploadedFile(name, drawing() if picture is None else picture)
    headers = {"X-In-Place": "yes"} if in_place else {}
    form = {"alt": "A kettle", **details, "picture": file}
    return by.post(LIBRARY, form, headers=headers)


def make_image(blog: Blog, by: User | None = None, **more: Any) -> Image:
    return Image.objects.store(blog=blog, by=by, content=drawing(), **more)


def image_url(image: Image) -> str:
    return f"{LIBRARY}{image.pk}/"


def test_in_place_the_answer_is_the_line_for_the_text(as_ada: Client, ada: User) -> None:
    answer = upload(as_ada, caption="It whistles.", licence="cc-by")

    image = Image.objects.get()
    data = answer.json()
    assert answer.status_code == 201
    assert data["markdown"] == image.markdown() == f"![A kettle]({image.url})"
    assert (data["id"], data["url"]) == (image.pk, image.url)
    assert (image.by, image.caption, image.licence) == (ada, "It whistles.", "cc-by")
    assert image.original_name == "kettle.jpg"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_moving_picture_moves_on(kind: str, as_ada: Client) -> None:
    data = upload(as_ada, moving(kind)).json()

    image = Image.objects.get()
    assert data["note"] == ""
    for name in image.file_names():
        with default_storage.open(name) as file:
            frames = getattr(opened(file.read()), "n_frames", 1)
        assert frames == (1 if name.endswith(".still.webp") else 3)


def test_in_the_library_and_for_who_wants_less_movement_it_stands_still(as_ada: Client) -> None:
    data = upload(as_ada, moving("GIF")).json()

    image = Image.objects.get()
    assert data["thumbnail"] == f"/media/{image.name}-480.still.webp"
    assert f'src="{data["thumbnail"]}"' in get(LIBRARY, by=as_ada)
    source = f'<source media="(prefers-reduced-motion: reduce)" srcset="{image.still_url}">'
    assert source in get(image_url(image), by=as_ada)


def test_what_cannot_move_on_is_told_to_stand_still(as_ada: Client) -> None:
    data = upload(as_ada, moving("GIF", 301, (20, 20))).json()
    page = upload(as_ada, moving("GIF", 302, (20, 20)), in_place=False)

    assert "to go on moving: it stands still here" in data["note"]
    assert "to go on moving: it stands still here" in as_ada.get(page["Location"]).text


def test_what_is_said_of_one_that_is_here_already_stands_in_the_text_and_not_in_the_library(
    as_ada: Client,
) -> None:
    content = drawing(size=(64, 48))
    upload(as_ada, content, alt="A kettle", caption="It whistles.")

    data = upload(as_ada, content, alt="My [kettle]", caption="It sings.").json()
    page = upload(as_ada, content, alt="My kettle", in_place=False)

    image = Image.objects.get()
    assert data["markdown"] == f"![My \\[kettle\\]]({image.url})"
    assert data["own_alt"] == "My [kettle]"
    assert "in the library already" in data["note"]
    assert (image.alt, image.caption) == ("A kettle", "It whistles.")
    assert "in the library already" in as_ada.get(page["Location"]).text


def test_one_that_is_here_already_with_the_same_words_is_nothing_to_tell_of(
    as_ada: Client,
) -> None:
    content = drawing(size=(64, 48))
    upload(as_ada, content, alt="A kettle")

    data = upload(as_ada, content, alt=" A kettle", caption="It whistles.").json()

    assert (data["note"], data["own_alt"]) == ("", "")
    assert Image.objects.get().caption == "It whistles."


def test_one_is_found_by_the_file_it_was_made_of(as_ada: Client) -> None:
    content = drawing(size=(64, 48))
    upload(as_ada, content, alt="A kettle")
    digest = hashlib.sha256(content).hexdigest()

    found, none = (
        as_ada.get(LIBRARY, {"digest": sought}, headers={"X-In-Place": "yes"}).json()["pictures"]
        for sought in (digest, "0" * 64)
    )

    assert [image["alt"] for image in found] == ["A kettle"]
    assert none == []


def test_that_it_keeps_its_description_is_said_where_one_ticked_that_it_needs_none(
    as_ada: Client,
) -> None:
    content = drawing(size=(64, 48))
    upload(as_ada, content, alt="A kettle")

    page = upload(as_ada, content, alt="", is_decorative="on", in_place=False)

    assert "in the library already" in as_ada.get(page["Location"]).text


def test_without_scripts_a_page_gives_the_line(as_ada: Client) -> None:
    answer = upload(as_ada, in_place=False)

    image = Image.objects.get()
    assert answer.url == image_url(image)
    assert f'value="{image.markdown()}"' in get(answer.url, by=as_ada)
    assert image_url(image) in links(get(LIBRARY, by=as_ada))


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (b"", "empty"),
        (b"Dear diary", "JPEG, PNG, GIF, WebP and AVIF"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"<!doctype html><script>alert(1)</script>", "web page"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (drawing("TIFF"), "TIFF"),
        (drawing("PNG")[:900], "damaged"),
        (png_of(30_000, 30_000), "30000 by 30000"),
    ],
    ids=["nothing", "words", "svg", "html", "heic", "tiff", "half", "flood"],
)
def test_a_refusal_says_why(picture: bytes, reason: str, as_ada: Client) -> None:
    in_place = upload(as_ada, picture, name="kettle.png")
    on_a_page = upload(as_ada, picture, name="kettle.png", in_place=False, caption="Kept words")

    assert (in_place.status_code, on_a_page.status_code) == (422, 422)
    assert reason in in_place.json()["error"]
    assert reason in text_of(on_a_page.content.decode())
    assert "Kept words" in on_a_page.content.decode()
    assert not Image.objects.exists()


def test_what_it_shows_is_asked_for_and_nothing_is_an_answer(as_ada: Client) -> None:
    silent = upload(as_ada, alt=" ")
    decorative = upload(as_ada, alt="", is_decorative="on")

    assert silent.status_code == 422
    assert "what it shows" in silent.json()["errors"]["alt"]
    assert decorative.status_code == 201
    assert Image.objects.get().alt == ""


@pytest.mark.parametrize(
    "details",
    [
        {"credit_url": "javascript:alert(1)"},
        {"credit_url": "http://["},
        {"licence": "mine"},
        {"alt": "x" * 501},
        {"caption": "a\0b"},
    ],
)
def test_words_that_cannot_be_are_refused(details: dict[str, Any], as_ada: Client) -> None:
    assert upload(as_ada, **details).status_code == 422
    assert not Image.objects.exists()


def test_no_file_at_all(as_ada: Client) -> None:
    answer = as_ada.post(LIBRARY, {"alt": "A kettle"}, headers={"X-In-Place": "yes"})

    assert answer.status_code == 422
    assert answer.json()["error"] == "Choose an image first."


def test_too_much_is_refused_unread(as_ada: Client, settings: Any) -> None:
    settings.MAX_IMAGE_BYTES = 1000

    a_little = upload(as_ada, drawing())
    much = upload(as_ada, b"x" * 200_000)
    much_on_a_page = upload(as_ada, b"x" * 200_000, in_place=False)

    assert a_little.status_code == 422
    assert "0.001 MB" in a_little.json()["error"]
    assert (much.status_code, much_on_a_page.status_code) == (413, 413)
    assert "too large" in much.json()["error"]


def test_so_many_in_a_minute_and_no_more(as_ada: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.library.views.UPLOADS", (Rate("pictures", 2, 60),))
    picture = drawing()

    answers = [upload(as_ada, picture).status_code for _ in range(3)]
    page = upload(as_ada, picture, in_place=False)

    assert answers == [201, 201, 429]
    assert 50 <= int(page["Retry-After"]) <= 60
    assert f"Please wait {page['Retry-After']} seconds." in text_of(page.content.decode())


def test_when_every_place_is_taken_one_is_asked_to_come_again(
    as_ada: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IMAGES_AT_ONCE = 0
    monkeypatch.setattr("desk.library.views._UPLOAD_PATIENCE", 0.1)

    answer = upload(as_ada)

    assert answer.status_code == 503
    assert "try again" in answer.json()["error"]


@pytest.mark.parametrize("role", BlogMember.Role.values)
def test_everybody_who_writes_there_may_bring_one(role: str, quiet_carriage: Blog) -> None:
    writer = make_user()
    BlogMember.objects.filter(blog=quiet_carriage, role=role).delete()
    make_member(quiet_carriage, writer, role)

    assert upload(signed_in(writer)).status_code == 201


def test_others_do_not_even_look(
    as_ben: Client, guest: Client, as_mo: Client, quiet_carriage: Blog, ada: User
) -> None:
    image = make_image(quiet_carriage, ada)

    for address in (LIBRARY, image_url(image)):
        assert as_ben.get(address).status_code == 403
        assert guest.get(address).status_code == 302
        assert as_mo.get(address).status_code == 200
        assert as_ben.post(address).status_code == 403
        assert as_mo.post(address).status_code == 403
    assert as_mo.post(f"{image_url(image)}delete/").status_code == 403
    assert upload(as_ben).status_code == 403
    assert upload(guest).status_code in {302, 403}


def test_a_closed_blog_takes_none(as_ada: Client, quiet_carriage: Blog, ada: User) -> None:
    image = make_image(quiet_carriage, ada)
    quiet_carriage.closed_at = image.created_at
    quiet_carriage.save()

    assert upload(as_ada).status_code == 403
    assert as_ada.post(image_url(image), {"alt": "x"}).status_code == 403
    assert "Upload" not in get(LIBRARY, by=as_ada)


def test_words_are_changed_by_who_brought_it_and_who_runs_the_blog(
    quiet_carriage: Blog, as_ada: Client, ben: User, as_ben: Client
) -> None:
    make_member(quiet_carriage, ben)
    bens, nobodys = make_image(quiet_carriage, ben), make_image(quiet_carriage)
    details = {"alt": "A pot", "credit": "Ben", "credit_url": "ben.example"}

    assert as_ben.post(image_url(bens), details).status_code == 302
    assert as_ada.post(image_url(bens), {**details, "caption": "Ada’s"}).status_code == 302
    assert as_ben.post(image_url(nobodys), details).status_code == 403

    bens.refresh_from_db()
    assert (bens.alt, bens.caption, bens.credit_url) == ("A pot", "Ada’s", "https://ben.example")


def test_the_words_reach_the_posts(quiet_carriage: Blog, as_ada: Client, ada: User) -> None:
    image = make_image(quiet_carriage, ada)
    post = make_post(quiet_carriage, source=image.markdown())

    as_ada.post(image_url(image), {"alt": "A kettle", "caption": "It whistles."})

    page = get(post.get_absolute_url())
    assert 'alt="A kettle"' in page
    assert "It whistles." in page


def test_wrong_words_leave_it_as_it_was(quiet_carriage: Blog, as_ada: Client, ada: User) -> None:
    image = make_image(quiet_carriage, ada, alt="A kettle")

    answer = as_ada.post(image_url(image), {"alt": "", "caption": "New"})

    assert answer.status_code == 422
    image.refresh_from_db()
    assert (image.alt, image.caption) == ("A kettle", "")


def test_it_says_where_it_stands_and_nothing_of_what_one_may_not_see(
    quiet_carriage: Blog, as_ada: Client, ada: User
) -> None:
    image = make_image(quiet_carriage, ada)
    make_post(quiet_carriage, title="Out", source=image.markdown())
    make_post(quiet_carriage, title="Soon", source=image.markdown(), status=Post.Status.DRAFT)
    draft = Post.Status.DRAFT
    make_post(make_blog(), title="Secret", source=image.markdown(), status=draft)

    page = text_of(get(image_url(image), by=as_ada))

    assert "Out" in page
    assert "Soon (Draft)" in page
    assert "Secret" not in page
    assert "in one post that you cannot see" in page


def test_only_what_stands_nowhere_is_thrown_away(
    quiet_carriage: Blog,
    as_ada: Client,
    ada: User,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    image = make_image(quiet_carriage, ada)
    post = make_post(quiet_carriage, source=image.markdown())

    as_ada.post(f"{image_url(image)}delete/")
    assert Image.objects.exists()

    post.source = "Nothing to see."
    post.write()
    with django_capture_on_commit_callbacks(execute=True):
        as_ada.post(f"{image_url(image)}delete/")
    assert not Image.objects.exists()
    assert not list(tmp_path.rglob("*.webp"))
    assert as_ada.get(image_url(image)).status_code == 404


def test_words_kept_beside_a_post_hold_it_too(
    quiet_carriage: Blog, as_ada: Client, ada: User
) -> None:
    image = make_image(quiet_carriage, ada)
    post = make_post(quiet_carriage, title="Out")
    fields = {"source": image.markdown()}
    WorkingCopy.objects.save_copy(post=post, by=ada, number=0, based_on=1, fields=fields)

    as_ada.post(f"{image_url(image)}delete/")

    assert Image.objects.exists()
    assert "Out" in text_of(get(image_url(image), by=as_ada))


def test_another_blogs_picture_is_not_here(as_ada: Client, ada: User) -> None:
    theirs = make_image(make_blog(ada))

    assert as_ada.get(image_url(theirs)).status_code == 404


def test_the_library_is_paged(
    as_ada: Client, quiet_carriage: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.library.views.IMAGES_A_PAGE", 2)
    images = [make_image(quiet_carriage) for _ in range(3)]
    in_place = {"X-In-Place": "yes"}

    first = as_ada.get(LIBRARY, headers=in_place).json()
    second = as_ada.get(f"{LIBRARY}?page={first['next']}", headers=in_place).json()

    assert [picture["id"] for picture in first["pictures"]] == [images[2].pk, images[1].pk]
    assert [picture["id"] for picture in second["pictures"]] == [images[0].pk]
    assert second["next"] is None
    assert as_ada.get(f"{LIBRARY}?page=9").status_code == 404
    assert as_ada.get(f"{LIBRARY}?page=x").status_code == 404


def test_looking_costs_the_same_however_many_there_are(
    as_ada: Client, quiet_carriage: Blog, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        make_image(quiet_carriage)

    with django_assert_max_num_queries(9):
        get(LIBRARY, by=as_ada)
