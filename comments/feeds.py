"""The comments of one post as a feed."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from comments.models import Comment
from posts.models import Post

COMMENTS_IN_A_FEED = 50


@method_decorator(login_not_required, name="__call__")
class PostCommentsFeed(Feed):
    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Post:
        posts = Post.objects.published().posts().in_month(kwargs["year"], kwargs["month"])
        return get_object_or_404(
            posts.select_related("blog"), blog__handle=kwargs["handle"], slug=kwargs["slug"]
        )

    def title(self, post: Post) -> str:
        return _("Comments on “%(title)s”") % {"title": post.headline}

    def link(self, post: Post) -> str:
        return post.get_absolute_url()

    def items(self, post: Post) -> list[Comment]:
        newest = post.comments.approved().with_author().newest_first()
        return list(newest[:COMMENTS_IN_A_FEED])

    def item_title(self, item: Comment) -> str:
        return item.name

    def item_description(self, item: Comment) -> str:
        return item.body_html

    def item_author_name(self, item: Comment) -> str:
        return item.name

    def item_pubdate(self, item: Comment) -> Any:
        return item.posted_at

    def item_updateddate(self, item: Comment) -> Any:
        return item.updated_at
