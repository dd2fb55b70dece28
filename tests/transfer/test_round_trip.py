"""Export, an empty community, import: the same blog. Whatever is in it."""

from __future__ import annotations

import datetime as dt
import io
import re
import tempfile
from pathlib import Path
from typing import Any

from django.core.management import call_command
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from blogs.models import Blog
from comments.models import Comment
from posts.models import OldAddress, Post, Tag, TagAlias
from tests.make import NOON, make_blog, make_comment, make_member, make_user

PEOPLE = ["ben", "cleo", "dot"]
SOURCES = [
    "",
    "It rained, and **we talked** about #C++ and #tea with @ben.",
    "## Kopf\n\nEins[^1] \u202eund zwei.\n\n[^1]: Drei.",
    "茶 🍵 <b>bold</b> & <script>no</script> ]]>",
    "[home](/@quiet-carriage/2012/07/x/#y)\r\n\r\n| a | b |\n|---|---|\n| 1 | 2 |",
]
TITLES = ["", "Tea", "Tea", "C++", "éß 茶 🍵", "שלום", "a" * 250, "!!!", '"quoted" & <b>']
TAGS = ["C", "C++", "C#", "Tea", "mashlib", "Ünïcode", "日本", "two words"]
CATEGORIES = ["Things", "Tea & cake", "茶"]
WRITTEN = (
    "title",
    "source",
    "source_format",
    "kind",
    "excerpt",
    "is_sticky",
    "comments_open",
    "canonical_url",
)
STATES = ["draft", "scheduled", "published", "private", "unpublished", "binned"]

comments = st.lists(
    st.tuples(
        st.integers(0, 9),  # which one it answers, of those before it that take answers
        st.sampled_from(["", *PEOPLE]),
        st.integers(0, 2),  # seconds: many at the same
        st.sampled_from(SOURCES[1:]),
        st.sampled_from(["approved", "approved", "pending", "spam", "removed", "taken back"]),
    ),
    max_size=7,
)
posts = st.fixed_dictionaries(
    {
        "title": st.sampled_from(TITLES) | st.text(max_size=30),
        "source": st.sampled_from(SOURCES) | st.text(max_size=60),
        "source_format": st.sampled_from(Post.Format.values),
        "kind": st.sampled_from(["post", "post", "page"]),
        "excerpt": st.sampled_from(["", "Short.", "茶 & <b>"]),
        "is_sticky": st.booleans(),
        "comments_open": st.booleans(),
        "canonical_url": st.sampled_from(["", "https://elsewhere.example/x?y=1#z"]),
        "state": st.sampled_from(STATES),
        "hours": st.integers(0, 3),
        "tags": st.lists(st.sampled_from(TAGS), max_size=3),
        "categories": st.lists(st.sampled_from(CATEGORIES), max_size=2),
        "likes": st.lists(st.sampled_from(PEOPLE), unique=True),
        "old": st.lists(st.sampled_from(["2011/01/x", "?p=7", "älter/茶"]), max_size=2),
        "versions": st.integers(0, 2),
        "comments": comments,
    }
)


def write(blog: Blog, plan: dict[str, Any], people: dict[str, User]) -> None:
    fields = {name: plan[name] for name in WRITTEN}
    author = people[[*PEOPLE, "ada"][plan["hours"]]]
    fields |= {"title": printable(plan["title"]), "source": printable(plan["source"])}
    post = Post.objects.draft(blog=blog, author=author, **fields)
    file(post, plan, by=author)
    if plan["state"] in {"published", "private", "unpublished", "binned"}:
        publish(post, plan, people)
    post.refresh_from_db()
    match plan["state"]:
        case "scheduled":
            post.schedule(at=NOON.replace(year=2099))
        case "private":
            post.keep_private()
        case "unpublished":
            post.unpublish()
        case "binned":
            post.bin()


def file(post: Post, plan: dict[str, Any], *, by: User) -> None:
    post.set_tags(plan["tags"])
    for name in plan["categories"]:
        post.categories.add(post.blog.categories.get_or_create(name=name)[0])
    for _version in range(plan["versions"]):
        post.version += 1
        post.save()
        post.revisions.note(by=by)
    for path in plan["old"]:
        OldAddress.objects.get_or_create(blog=post.blog, path=path, defaults={"post": post})


def publish(post: Post, plan: dict[str, Any], people: dict[str, User]) -> None:
    post.publish(at=NOON + dt.timedelta(hours=plan["hours"]))
    for name in plan["likes"]:
        post.like(by=people[name])
    answer(post, plan["comments"], people)


def printable(text: str) -> str:
    """A NUL is refused at the door of the house, and so is half a character."""
    return re.sub(r"[\x00\ud800-\udfff]", "", text)


def answer(post: Post, plans: list[Any], people: dict[str, User]) -> None:
    comments: list[Comment] = []
    for place, who, seconds, text, _fate in plans:
        parents = [None, *comments]
        make = {"parent": parents[place % len(parents)], "by": people.get(who)}
        at = NOON + dt.timedelta(seconds=seconds)
        comments.append(make_comment(post, text, at=at, website="https://x.example/", **make))
    for comment, (_place, _who, _seconds, _text, fate) in zip(comments, plans, strict=True):
        comment.refresh_from_db()
        match fate:
            case "spam":
                comment.mark_as_spam(by=post.author)
            case "removed":
                comment.remove(by=post.author)
            case "taken back" if comment.author:
                comment.remove(by=comment.author)
            case "pending" if not comment.replies.exists():
                Comment.objects.filter(pk=comment.pk).update(status="pending")
                comment.count_in(-1)


def snapshot(blog: Blog) -> dict[str, Any]:
    """Everything of the blog that somebody may see or want back."""
    fields = ("handle", "title", "tagline", "time_zone", "colour", "comments_heading", "has_likes")
    return {
        **{name: getattr(blog, name) for name in (*fields, "created_at", "closed_at")},
        "members": [(row.user.handle, row.role) for row in blog.members.order_by("pk")],
        "categories": [(row.name, row.slug) for row in blog.categories.order_by("pk")],
        "tags": sorted(
            (tag.name, tag.slug, sorted(alias.key for alias in tag.aliases.all()))
            for tag in Tag.objects.filter(tagged__content_object__blog=blog).distinct()
        ),
        "posts": [post_snapshot(post) for post in blog.posts.order_by("pk")],
    }


def post_snapshot(post: Post) -> dict[str, Any]:
    same = (
        "kind status title slug source source_format excerpt opening word_count is_sticky "
        "comments_open canonical_url published_at address_year address_month version binned_at "
        "binned_from comment_count like_count created_at updated_at"
    )
    return {
        **{name: getattr(post, name) for name in same.split()},
        "author": post.author.handle,
        "body": post.body_html.replace(f"p{post.pk}-", "p-"),
        "tags": sorted((row.tag.name, row.is_in_text) for row in post.tagged.all()),
        "categories": sorted(category.name for category in post.categories.all()),
        "likes": [(like.user.handle, like.created_at) for like in post.likes.order_by("pk")],
        "old": sorted(row.path for row in post.old_addresses.all()),
        "revisions": [
            (row.number, row.title, row.source, row.by and row.by.handle, row.created_at)
            for row in post.revisions.order_by("number")
        ],
        "comments": thread_snapshot(post),
    }


def thread_snapshot(post: Post) -> list[Any]:
    thread = list(post.comments.order_by("path", "pk"))
    places = {comment.pk: place for place, comment in enumerate(thread)}
    return [
        (
            places.get(comment.parent_id or 0),
            comment.depth,
            comment.status,
            comment.kind,
            comment.removed_by_author,
            comment.posted_at,
            None if comment.removed_by_author else comment.edited_at,
            comment.edited_by_moderator and not comment.removed_by_author,
            comment.key,
            signature(comment),
        )
        for comment in thread
    ]


def signature(comment: Comment) -> Any:
    """Of what its author took back, nothing goes along; and a #tag in an answer leads somewhere
    only where that tag is out, which it may not have been yet.
    """
    if comment.removed_by_author:
        return None
    author = comment.author.handle if comment.author else comment.email
    return (author, comment.name, comment.website, comment.source)


def differing(one: Any, other: Any, where: str = "") -> list[Any]:
    """What is not the same, and where."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [row for key in one for row in differing(one[key], other[key], f"{where} {key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [row for place, pair in pairs for row in differing(*pair, f"{where} {place}")]
    return [] if one == other else [(where, one, other)]


def empty_the_community() -> None:
    for model in (Comment, Post, Blog, TagAlias, Tag, User):
        model.objects.all().delete()


class TestOutAndHomeAgain(TestCase):
    @given(plans=st.lists(posts, max_size=4), is_closed=st.booleans())
    @settings(
        max_examples=12,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a smaller one costs minutes
        suppress_health_check=list(HealthCheck),
    )
    def test_what_comes_home_is_what_went_out(
        self, plans: list[dict[str, Any]], *, is_closed: bool
    ) -> None:
        people = {name: make_user(name.title(), handle=name) for name in [*PEOPLE, "ada"]}
        ada = people["ada"]
        blog = make_blog(
            ada, handle="quiet-carriage", tagline="茶", colour="plum", comments_heading="thoughts"
        )
        make_member(blog, people["ben"], "editor")
        TagAlias.objects.create(tag=Tag.objects.called(["mashlib"])[0], key="mashlibs")
        make_member(blog, people["cleo"], "guest")
        for plan in plans:
            write(blog, plan, people)
        if is_closed:
            blog.close()
        before = snapshot(blog)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "blog.zip")
            call_command("export_blog", "quiet-carriage", file, stdout=io.StringIO())
            empty_the_community()
            make_user("Ada", handle="ada")
            arguments = ("import_cpdblog", file, "--blog", "quiet-carriage", "--owner", "ada")
            call_command(*arguments, stdout=io.StringIO())
            once = snapshot(Blog.objects.get())
            again = io.StringIO()
            call_command(*arguments, stdout=again)

        assert differing(once, before) == []
        assert "Brought in: nothing" in again.getvalue()
        assert snapshot(Blog.objects.get()) == once
