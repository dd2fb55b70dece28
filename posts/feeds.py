"""Feeds of posts. Whole texts, newest first."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cpdblog.lib.atom import FullTextAtom, with_absolute_links
from posts.models import Blog, Post

POSTS_IN_A_FEED = 20

if TYPE_CHECKING:
    _Feed = Feed[Post, Blog]
else:
    _Feed = Feed


class BlogFeed(_Feed):
    login_required = False
    feed_type = FullTextAtom

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Blog:
        return get_object_or_404(Blog.objects.with_owner(), handle=kwargs["handle"])

    def title(self, blog: Blog) -> str:
        return blog.title

    def subtitle(self, blog: Blog) -> str:
        return blog.tagline

    def link(self, blog: Blog) -> str:
        return f"{settings.SITE_URL}{blog.get_absolute_url()}"

    def feed_url(self, blog: Blog) -> str:
        return f"{settings.SITE_URL}{reverse('posts:feed', args=[blog.handle])}"

    def author_name(self, blog: Blog) -> str:
        return str(blog.owner() or blog)

    def feed_extra_kwargs(self, blog: Blog) -> dict[str, str]:
        return {"feed_language": blog.language}

    def items(self, blog: Blog) -> list[Post]:
        return list(blog.posts.published().posts().for_page().newest_first()[:POSTS_IN_A_FEED])

    def item_title(self, item: Post) -> str:
        return item.headline

    def item_description(self, item: Post) -> str:
        return with_absolute_links(
            item.body_html, site=settings.SITE_URL, here=item.get_absolute_url()
        )

    def item_link(self, item: Post) -> str:
        return f"{settings.SITE_URL}{item.get_absolute_url()}"

    item_guid = item_link

    def item_author_name(self, item: Post) -> str:
        return str(item.author)

    def item_author_link(self, item: Post) -> str:
        return f"{settings.SITE_URL}{item.author.get_absolute_url()}"

    def item_pubdate(self, item: Post) -> Any:
        return item.published_at

    def item_updateddate(self, item: Post) -> Any:
        return item.updated_at

    def item_categories(self, item: Post) -> list[str]:
        return [*map(str, item.categories.all()), *(str(row.tag) for row in item.listed_tags)]
