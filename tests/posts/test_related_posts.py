"""At the foot of a post: what else may be liked, told by shared tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posts import related
from tests.make import make_blog, make_post
from tests.pages import get, links, part

if TYPE_CHECKING:
    import pytest

    from blogs.models import Blog
    from posts.models import Post


def suggested(post: Post) -> list[str]:
    """The addresses at its foot."""
    shown = part(get(post.get_absolute_url()), "section", 'class="related"')
    return [link for link in links(shown) if link.count("/") > 4]


def addresses(*posts: Post) -> list[str]:
    return [post.get_absolute_url() for post in posts]


def test_what_shares_rarer_tags_comes_first(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, tags=["cpd23", "owls"])
    common = [make_post(tags=["cpd23"]) for _ in range(4)]
    owl = make_post(tags=["owls"])

    assert suggested(post)[0] == owl.get_absolute_url()
    assert set(suggested(post)[1:]) <= set(addresses(*common))
    assert len(suggested(post)) == 3


def test_somebody_elses_post_comes_before_ones_own(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, tags=["owls"])
    make_post(quiet_carriage)
    own = make_post(quiet_carriage, tags=["owls"])
    other = make_post(make_blog(), tags=["owls"])

    assert suggested(post) == addresses(other, own)


def test_the_next_post_and_the_one_before_it_are_not_suggested_too(quiet_carriage: Blog) -> None:
    before, post, after = (make_post(quiet_carriage, tags=["owls"]) for _ in range(3))

    assert suggested(post) == []
    assert {*addresses(before, after)} <= {*links(get(post.get_absolute_url()))}


def test_nothing_hidden_is_suggested_and_no_page(quiet_carriage: Blog) -> None:
    post = make_post(quiet_carriage, tags=["owls"])
    for state in ("draft", "scheduled", "private"):
        make_post(tags=["owls"], status=state)
    make_post(tags=["owls"], kind="page")
    make_post(tags=["owls"]).bin()

    page = get(post.get_absolute_url())

    assert "You may also like" not in page


def test_a_post_without_tags_suggests_nothing(quiet_carriage: Blog) -> None:
    make_post(tags=["owls"])

    assert suggested(make_post(quiet_carriage)) == []


def test_a_tag_that_everybody_uses_still_suggests_something(
    quiet_carriage: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(related, "FREQUENT", 2)
    post = make_post(quiet_carriage, tags=["cpd23"])
    others = [make_post(tags=["cpd23"]) for _ in range(4)]

    assert set(suggested(post)) == set(addresses(*others[-2:]))
