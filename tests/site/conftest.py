from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from posts.models import Tag, TagAlias
from tests.make import make_comment, make_post, make_user

if TYPE_CHECKING:
    from accounts.models import User
    from blogs.models import Blog

# Addresses that anybody may open, and a few where nothing is.
PAGES = [
    "/",
    "/posts/",
    "/people/",
    "/people/ada/",
    "/people/ben/",
    "/people/ben/comments/",
    "/blogs/",
    "/blogs/?letter=T",
    "/blogs/?letter=%C3%A9",
    "/feeds/",
    "/tags/",
    "/tags/weather/",
    "/search/",
    "/search/?q=rain",
    "/search/?q=nothing+of+it",
    "/@quiet-carriage/",
    "/@quiet-carriage/about/",
    "/@quiet-carriage/2012/07/",
    "/@quiet-carriage/category/trains/",
    "/@quiet-carriage/2012/07/rain/",
    "/@quiet-carriage/2012/07/rain/reply/",
    "/@quiet-carriage/2012/07/post/",
    "/house-rules/",
    "/privacy/",
]
FEED_FOLDERS = [
    "/",
    "/comments/",
    "/tags/weather/",
    "/people/ada/",
    "/@quiet-carriage/",
    "/@quiet-carriage/comments/",
    "/@quiet-carriage/category/trains/",
    "/@quiet-carriage/2012/07/rain/comments/",
]
FEEDS = [folder + form for folder in FEED_FOLDERS for form in ("feed/", "feed.rss", "feed.json")]
MISSING = [
    "/nothing/",
    "/@nobody/",
    "/posts/?page=99",
    "/media/nothing.webp",
    "/static/nothing.css",
]


@pytest.fixture
def community(ada: User, ben: User, quiet_carriage: Blog) -> Blog:
    """A bit of everything that can stand on a page, missing parts included."""
    ada.bio, ada.website, ada.region = "Two libraries.", "https://panniers.example", "Ely"
    ada.save()
    make_post(quiet_carriage, kind="page", title="About", source="I take trains.")
    rain = make_post(quiet_carriage, title="Rain", tags=["weather"], categories=["Trains"])
    make_post(quiet_carriage, title="", source="No title, %s and 100%, {{ braces }} too.")
    rain.like(by=ben)
    make_comment(make_post(quiet_carriage, title="Snow", tags=["weather", "snow"]), by=ben)
    make_comment(rain, parent=make_comment(rain), by=make_user())
    TagAlias.objects.create(tag=Tag.objects.get(key="snow"), key="sleet")
    return quiet_carriage


@pytest.fixture
def no_rate_limit(settings: Any) -> None:
    """One address writes comment after comment in these tests."""
    settings.SECONDS_BETWEEN_COMMENTS = 0
