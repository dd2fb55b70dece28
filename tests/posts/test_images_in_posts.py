"""A picture is kept once, in widths that screens need, and stands in posts with its words."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import pytest

from images.models import Image
from posts.models import Post
from tests.drawings import drawing, moving, opened
from tests.make import make_blog, make_post
from tests.pages import get, part, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from accounts.models import User
    from blogs.models import Blog


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def kettle(quiet_carriage: Blog, ada: User) -> Image:
    return store(quiet_carriage, ada, alt="A kettle")


def store(blog: Blog, by: User | None, **more: Any) -> Image:
    picture = more.pop("picture", None) or drawing(size=(1200, 800))
    return Image.objects.store(blog=blog, by=by, content=picture, **more)


def shown(source: str, blog: Blog, **more: Any) -> str:
    return get(make_post(blog, source=source, **more).get_absolute_url())


def under(page: str) -> str:
    """What a reader reads under the first picture."""
    return text_of(f"<body>{part(page, 'figcaption', '')}")


def test_it_is_kept_in_three_widths_and_two_kinds(kettle: Image, tmp_path: Path) -> None:
    files = {name: opened((tmp_path / name).read_bytes()) for name in kettle.file_names()}

    sizes = [(file.format, file.size) for file in files.values()]
    assert sorted(sizes) == sorted(
        (kind, size) for kind in ("AVIF", "WEBP") for size in ((480, 320), (960, 640), (1200, 800))
    )
    assert (kettle.width, kettle.height, kettle.widths) == (1200, 800, [480, 960, 1200])


def test_a_small_one_stays_as_small_as_it_is(quiet_carriage: Blog, ada: User) -> None:
    small = store(quiet_carriage, ada, picture=drawing(size=(90, 40)))

    assert (small.width, small.height, small.widths) == (90, 40, [90])


def test_the_same_bytes_are_one_picture_of_a_blog(quiet_carriage: Blog, ada: User) -> None:
    picture = drawing()
    first = store(quiet_carriage, ada, picture=picture, alt="A kettle")
    again = store(quiet_carriage, ada, picture=picture, alt="A pot", caption="It whistles.")
    elsewhere = store(make_blog(), ada, picture=picture)

    assert again == first
    assert elsewhere != first
    assert elsewhere.name != first.name
    assert (again.alt, again.caption) == ("A kettle", "It whistles.")


def test_words_that_do_not_fit_are_cut_and_wrong_ones_dropped(
    quiet_carriage: Blog, ada: User
) -> None:
    image = store(
        quiet_carriage,
        ada,
        original_name="a\0b" * 200,
        alt="long " * 200,
        credit_url="javascript:alert(1)",
        licence="mine",
        imported_from="x" * 900,
    )

    assert len(image.alt) <= 500
    assert (image.credit_url, image.licence) == ("", "")
    assert "\0" not in image.original_name


def test_every_file_is_served_for_ever(kettle: Image, guest: Any) -> None:
    for name in kettle.file_names():
        answer = guest.get(f"/media/{name}")
        assert answer.status_code == 200
        assert answer["Content-Type"] == f"image/{name.rpartition('.')[2]}"
        assert "immutable" in answer["Cache-Control"]
        assert b"".join(answer.streaming_content)


def test_what_moves_stands_still_for_who_asks_for_less_movement(
    quiet_carriage: Blog, ada: User, guest: Any
) -> None:
    image = store(quiet_carriage, ada, picture=moving("GIF"))

    picture = part(shown(image.markdown(), quiet_carriage), "picture", "")

    first, second = re.findall(r"<source [^>]+>", picture)
    assert 'media="(prefers-reduced-motion: reduce)"' in first
    assert 'type="image/avif"' in second
    address = f"/media/{image.name}-600.still.webp"
    assert f"{address} 600w" in first
    answer = guest.get(address)
    assert answer["Content-Type"] == "image/webp"
    assert not getattr(opened(answer.getvalue()), "is_animated", False)
    still = store(quiet_carriage, ada)
    assert "reduced-motion" not in shown(still.markdown(), quiet_carriage)


def test_in_a_post_it_offers_every_width(quiet_carriage: Blog, kettle: Image) -> None:
    page = shown(kettle.markdown(), quiet_carriage)

    picture = part(page, "picture", "")
    assert f'<source type="image/avif" srcset="/media/{kettle.name}-480.avif 480w, ' in picture
    assert f"/media/{kettle.name}-1200.webp 1200w" in picture
    assert 'width="1200" height="800"' in picture
    assert 'alt="A kettle"' in picture
    assert f'src="{kettle.url}"' in picture
    assert "<figure" not in page


def test_only_the_first_is_fetched_at_once(quiet_carriage: Blog, ada: User, kettle: Image) -> None:
    second = store(quiet_carriage, ada)

    page = shown(f"{kettle.markdown()}\n\nAnd:\n\n{second.markdown()}", quiet_carriage)

    prose = page[page.index("<picture") :]
    assert re.findall(r'loading="(\w+)" decoding="async"', prose)[:2] == ["eager", "lazy"]


def test_caption_credit_and_licence_stand_under_it(quiet_carriage: Blog, ada: User) -> None:
    image = store(
        quiet_carriage,
        ada,
        caption='It <whistles> & "sings".',
        credit="Maud Ferris",
        credit_url="https://maud.example/?a=1&b=2",
        licence="cc-by-sa",
    )

    page = shown(image.markdown(), quiet_carriage)
    caption = part(page, "figcaption", "")

    assert "It &lt;whistles&gt; &amp; &quot;sings&quot;." in caption
    assert '<a href="https://maud.example/?a=1&amp;b=2" rel="nofollow ugc noopener">' in caption
    assert under(page) == 'It <whistles> & "sings". Maud Ferris, CC BY-SA 4.0'
    assert 'href="https://creativecommons.org/licenses/by-sa/4.0/"' in caption


def test_a_caption_of_the_text_stays_and_whom_it_is_from_is_added(
    quiet_carriage: Blog, ada: User
) -> None:
    image = store(quiet_carriage, ada, caption="Not this.", credit="Maud Ferris", licence="cc0")

    page = shown(f"{image.markdown()}\n\n/// caption\nAt *six*.\n///", quiet_carriage)

    assert under(page) == ("At six. Maud Ferris, CC0, no rights reserved")
    assert page.count("<figcaption") == 1


def test_a_credit_that_the_text_gives_is_not_said_twice(quiet_carriage: Blog, ada: User) -> None:
    image = store(quiet_carriage, ada, credit="Maud Ferris")

    page = shown(f"{image.markdown()}\n\n/// caption\nDrawn by Maud Ferris.\n///", quiet_carriage)

    assert under(page) == "Drawn by Maud Ferris."


def test_in_the_middle_of_a_line_the_credit_follows_it(quiet_carriage: Blog, ada: User) -> None:
    image = store(quiet_carriage, ada, credit="Maud Ferris", credit_url="https://maud.example/")

    page = shown(f"Look: {image.markdown()} and [{image.markdown()}](/x)", quiet_carriage)

    assert page.count('<small>(<a href="https://maud.example/"') == 2
    assert "<figure" not in page
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", part(page, "p", ""), re.DOTALL)


def test_imported_pages_show_it_too(quiet_carriage: Blog, ada: User) -> None:
    image = store(quiet_carriage, ada, alt="A kettle", credit="Maud Ferris")
    source = f'<p><a href="/big"><img class="alignleft" src="{image.url}" width="7"></a></p>'

    page = shown(source, quiet_carriage, source_format=Post.Format.HTML)

    figure = part(page, "figure", "")
    assert '<a href="/big"><picture>' in figure
    assert 'alt="A kettle"' in figure
    assert 'width="1200"' in figure
    assert under(page) == "Maud Ferris"


def test_what_looks_like_one_of_ours_and_is_not_stays_as_it_was(quiet_carriage: Blog) -> None:
    page = shown("![x](/media/pictures/ab/cdef-480.webp)", quiet_carriage)

    assert '<img alt="x" src="/media/pictures/ab/cdef-480.webp"' in page
    assert "srcset" not in page


def test_its_markup_is_not_for_writers(quiet_carriage: Blog) -> None:
    page = shown('<picture><source srcset="https://x.example/y.png"></picture>', quiet_carriage)

    assert "<source" not in page


def test_new_words_reach_every_post_that_shows_it(quiet_carriage: Blog, kettle: Image) -> None:
    post = make_post(quiet_carriage, source=kettle.markdown())
    other = make_post(quiet_carriage)
    before = post.version, post.updated_at

    kettle.update_details(caption="It whistles.", credit="Maud Ferris")

    post.refresh_from_db()
    assert "It whistles." in get(post.get_absolute_url())
    assert "It whistles." not in get(other.get_absolute_url())
    assert (post.version, post.updated_at) == before


def test_rendering_looks_all_of_them_up_at_once(
    quiet_carriage: Blog, ada: User, django_assert_max_num_queries: Any
) -> None:
    images = [store(quiet_carriage, ada) for _ in range(3)]
    post = make_post(quiet_carriage)

    post.source = "\n\n".join(image.markdown() for image in images)
    with django_assert_max_num_queries(1):
        post.preview()

    assert post.body_html.count("<picture>") == 3


def test_thrown_away_it_leaves_nothing(
    kettle: Image, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        kettle.delete_permanently()

    assert not Image.objects.exists()
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


@pytest.mark.parametrize("alt", ["[a] \\ `b` *c*", "a](x)", "#tag :) <b>", "a\nb"])
def test_the_line_for_a_post_says_what_it_shows(alt: str, quiet_carriage: Blog, ada: User) -> None:
    image = store(quiet_carriage, ada, picture=drawing(size=(20, 20)), alt=alt)
    post = make_post(quiet_carriage, source=image.markdown())

    shown_alt = re.search(r'<img alt="([^"]*)"', post.body_html)
    assert shown_alt
    assert html.unescape(shown_alt[1]) == " ".join(alt.split())
