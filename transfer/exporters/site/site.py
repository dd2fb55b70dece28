"""The blog as files that a browser reads with no server: no scripts, every link relative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string

from comments.discussion import Row, rows_of
from comments.headings import discussion_heading
from community.identity import get_community
from cpdblog.lib.feeds.feed import ATOM, Channel, Entry, write
from cpdblog.lib.markup.absolute import with_absolute_links
from cpdblog.lib.static import whole_stylesheet
from posts.blogs import pages_of
from posts.feeds import feed_id
from transfer.exporters.rows import public_posts_of
from transfer.exporters.site.links import FEED, HOME, SiteLinks, file_of_post, ids_in, relative_url
from transfer.exporters.site.lists import lists_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from blogs.models import Blog
    from comments.models import Comment
    from posts.models import Post
    from transfer.exporters.images import ImageFiles

_IN_THE_FEED = 20
_IDS_OF_THE_PAGE = {"main", "comments", "responses"}


@dataclass
class CommentEntry:
    row: Row
    link: str
    body_html: str


@dataclass
class Site:
    blog: Blog
    at: dt.datetime
    images: ImageFiles

    def __post_init__(self) -> None:
        self.links = SiteLinks(self.blog, self.images)
        self.owner = self.blog.owner()
        self.pages = list(pages_of(self.blog))
        for page in self.pages:
            page.blog = self.blog

    def stylesheets(self) -> Iterator[tuple[str, bytes]]:
        """The stylesheet and its fonts, as file names and content."""
        return whole_stylesheet()

    def posts(self) -> Iterator[tuple[Post, str, str]]:
        """Every published post and page with its file and what stands in it."""
        for post in public_posts_of(self.blog):
            here = file_of_post(post)
            yield post, here, self._page("post", here, **self._shown(post, here))

    def lists(self) -> Iterator[tuple[str, str]]:
        for page in lists_of(self.blog):
            yield page.file, self._page("list", page.file, list=page)

    def feed(self) -> bytes:
        """The newest posts, by their addresses in the community: a feed knows no others."""
        home = f"{settings.SITE_URL}{self.blog.get_absolute_url()}"
        newest = self.blog.posts.published().posts().select_related("author").newest_first()
        channel = Channel(
            id=home,
            title=self.blog.title,
            link=home,
            folder=home,
            since=self.blog.created_at,
            language=self.blog.language,
            subtitle=self.blog.tagline,
            author=str(self.owner or self.blog),
        )
        entries = (_entry(post, self.blog) for post in newest[:_IN_THE_FEED])
        return write(ATOM, channel, entries, is_dressed=False)

    def _shown(self, post: Post, here: str) -> dict[str, Any]:
        comments = list(_placed(post))
        ids = ids_in(post.body_html) | {comment.anchor for comment in comments} | _IDS_OF_THE_PAGE
        previous, following = post.neighbours()

        def rewrite(page: str) -> str:
            return self.links.rewrite(page, here=here, online=post.get_absolute_url(), ids=ids)

        return {
            "post": post,
            "featured_html": rewrite(post.featured_html),
            "body_html": rewrite(post.body_html),
            "heading": discussion_heading(self.blog.comments_heading, post.comment_count),
            "comments": [
                CommentEntry(row, _link_of(row.comment), rewrite(row.comment.body_html))
                for row in rows_of([], comments, first_number=1)
            ],
            "likes": post.like_count if self.blog.has_likes else 0,
            "previous": previous,
            "following": following,
        }

    def _page(self, template: str, here: str, **shown: Any) -> str:
        context = {
            "blog": self.blog,
            "pages": self.pages,
            "owner": self.owner,
            "here": here,
            "home": relative_url(here, HOME),
            "feed": relative_url(here, FEED),
            "stylesheet": relative_url(here, "css/site.css"),
            "online": f"{settings.SITE_URL}{self.blog.get_absolute_url()}",
            "community_name": get_community().name,
            "at": self.at,
            **shown,
        }
        return render_to_string(f"transfer/site/{template}.html", context)


def _entry(post: Post, blog: Blog) -> Entry:
    post.blog = blog
    here = post.get_absolute_url()
    published = post.published_at or post.created_at  # a constraint says: the former
    return Entry(
        id=feed_id(post),
        title=post.headline,
        link=f"{settings.SITE_URL}{here}",
        html=with_absolute_links(
            f"{post.featured_html}{post.body_html}", site=settings.SITE_URL, here=here
        ),
        author=str(post.author),
        published=published,
        updated=max(post.updated_at, published),
        summary=post.summary,
    )


def _placed(post: Post) -> Iterator[Comment]:
    for comment in post.comments.placed().for_page().in_thread_order():
        comment.post = post
        yield comment


def _link_of(comment: Comment) -> str:
    """A member's page stays where the community is."""
    if comment.author and comment.author.is_active:
        return f"{settings.SITE_URL}{comment.author.get_absolute_url()}"
    return comment.website
