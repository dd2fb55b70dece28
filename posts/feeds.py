"""Feeds of posts. Whole texts, newest first."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed

from posts.models import Blog, Post

POSTS_IN_A_FEED = 20


@method_decorator(login_not_required, name="__call__")
class BlogFeed(Feed):
    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Blog:
        return get_object_or_404(Blog, handle=kwargs["handle"])

    def title(self, blog: Blog) -> str:
        return blog.title

    def subtitle(self, blog: Blog) -> str:
        return blog.tagline

    def link(self, blog: Blog) -> str:
        return blog.get_absolute_url()

    def items(self, blog: Blog) -> list[Post]:
        return list(blog.posts.published().posts().for_page().newest_first()[:POSTS_IN_A_FEED])

    def item_title(self, item: Post) -> str:
        return item.headline

    def item_description(self, item: Post) -> str:
        return item.body_html

    def item_author_name(self, item: Post) -> str:
        return str(item.author)

    def item_pubdate(self, item: Post) -> Any:
        return item.published_at

    def item_updateddate(self, item: Post) -> Any:
        return item.updated_at

    def item_categories(self, item: Post) -> list[str]:
        return [*map(str, item.categories.all()), *(str(row.tag) for row in item.listed_tags)]
