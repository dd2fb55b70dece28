"""The comments of one post as a feed. Whole texts, newest first."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.models import Comment
from cpdblog.lib.atom import FullTextAtom, with_absolute_links
from posts.models import Post

COMMENTS_IN_A_FEED = 50

if TYPE_CHECKING:
    _Feed = Feed[Comment, Post]
else:
    _Feed = Feed


class PostCommentsFeed(_Feed):
    login_required = False
    feed_type = FullTextAtom

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Post:
        posts = Post.objects.published().posts().in_month(kwargs["year"], kwargs["month"])
        return get_object_or_404(
            posts.select_related("blog", "author"),
            blog__handle=kwargs["handle"],
            slug=kwargs["slug"],
        )

    def title(self, post: Post) -> str:
        return _("Comments on “%(title)s”") % {"title": post.headline}

    def link(self, post: Post) -> str:
        return f"{settings.SITE_URL}{post.get_absolute_url()}"

    def feed_url(self, post: Post) -> str:
        return f"{self.link(post)}comments/feed/"

    def author_name(self, post: Post) -> str:
        return str(post.author)

    def feed_extra_kwargs(self, post: Post) -> dict[str, str]:
        return {"feed_language": post.blog.language}

    def items(self, post: Post) -> list[Comment]:
        newest = post.comments.approved().with_author().newest_first()
        return list(newest[:COMMENTS_IN_A_FEED])

    def item_title(self, item: Comment) -> str:
        return item.name

    def item_description(self, item: Comment) -> str:
        return with_absolute_links(
            item.body_html, site=settings.SITE_URL, here=item.get_absolute_url()
        )

    def item_link(self, item: Comment) -> str:
        return f"{settings.SITE_URL}{reverse('comments:permalink', args=[item.pk])}"

    item_guid = item_link

    def item_author_name(self, item: Comment) -> str:
        return item.name

    def item_pubdate(self, item: Comment) -> Any:
        return item.posted_at

    def item_updateddate(self, item: Comment) -> Any:
        return item.updated_at
