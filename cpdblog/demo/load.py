"""Fills the demo community: its people, blogs, posts and discussions, each of them once."""

import datetime as dt
import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Identity, User
from blogs.models import Blog, Category
from comments.models import Comment
from cpdblog.lib.files import keep_file
from images.models import Image, ImageDetails
from posts.models import Post

HERE = Path(__file__).parent
HOST = "samir"
AUTHOR = "ada"

_PROVIDER_NAMES = {
    "facebook": "Facebook",
    "github": "GitHub",
    "google": "Google",
    "linkedin": "LinkedIn",
    "microsoft": "Microsoft",
    "orcid": "ORCID",
    "twitter_oauth2": "X",
    "wordpress_com": "WordPress.com",
}
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(pictures/(?P<name>[\w-]+\.webp)\)")
_DRAWN_BY: ImageDetails = {"credit": "Maud Ferris", "credit_url": "https://maud.example"}
_PUBLIC = {Comment.Status.APPROVED, Comment.Status.REMOVED}


def create_people() -> None:
    present = set(User.objects.values_list("handle", flat=True))
    for person in _read(HERE / "people.toml")["person"]:
        if person["handle"] not in present:
            _create_person(person)


def create_blogs(*, at: dt.datetime) -> None:
    present = set(Blog.objects.values_list("handle", flat=True))
    for blog in _read(HERE / "blogs.toml")["blog"]:
        if blog["handle"] not in present:
            _create_blog(blog, at=at)


def missing_posts() -> list[Path]:
    """The files of posts that are not in the database yet, the oldest post first."""
    here = set(Post.objects.values_list("blog__handle", "slug"))
    files = (HERE / "posts").glob("*/*.md")
    missing = [file for file in files if (file.parent.name, file.stem) not in here]
    return sorted(missing, key=lambda file: (_parts(file)[0]["published_at"], file))


@transaction.atomic
def add_post(file: Path, *, at: dt.datetime) -> Post:
    """The whole of one post or nothing of it. What lies in the future of AT is scheduled."""
    facts, source = _parts(file)
    blog = Blog.objects.get(handle=file.parent.name)
    author = User.objects.get(handle=facts["author"])
    post = Post.objects.draft(
        blog=blog,
        author=author,
        title=facts["title"],
        slug=file.stem,
        source=_with_images(source, blog, author),
        is_sticky=facts.get("sticky", False),
        comments_open=facts.get("comments_open", True),
    )
    post.categories.set(blog.categories.filter(name__in=facts["categories"]))
    post.set_tags(facts["tags"])
    _apply_status(post, facts.get("status", Post.Status.PUBLISHED), facts["published_at"], at=at)
    if post.is_published:
        _was_here_by(author, facts["published_at"])
        for handle in facts.get("likes", []):
            post.like(by=User.objects.get(handle=handle))
        _add_comments(post, file.with_suffix(".comments.toml"), at=at)
    return post


@transaction.atomic
def _create_person(person: dict[str, str]) -> None:
    user = User.objects.create_user(
        person["handle"],
        f"{person['handle']}@long-table.example",
        name=person["name"],
        bio=person["bio"],
        website=person.get("website", ""),
        region=person["region"],
        is_staff=person["handle"] == HOST,
        is_superuser=person["handle"] == HOST,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if face := person.get("face"):
        user.change_avatar(_store_avatar(HERE / face))


@transaction.atomic
def _create_blog(facts: dict[str, Any], *, at: dt.datetime) -> None:
    same = [
        "handle",
        "title",
        "tagline",
        "colour",
        "date_style",
        "byline_style",
        "comments_heading",
    ]
    same += ["who_may_comment", "what_waits", "language", "time_zone"]
    blog = Blog(
        **{name: facts[name] for name in same},
        has_likes=facts["likes"],
        close_after_days=facts.get("close_after_days"),
    )
    Blog.objects.create_blog(blog, owner=User.objects.get(handle=facts["owner"]))
    for member in facts["members"]:
        blog.members.join(User.objects.get(handle=member["person"]), role=member["role"])
    for name in facts["categories"]:
        Category.objects.create_category(Category(blog=blog, name=name))
    about = Post.objects.draft(
        blog=blog,
        author=User.objects.get(handle=facts["owner"]),
        kind=Post.Kind.PAGE,
        title="About",
        slug="about",
        source=facts["about"],
        comments_open=False,
    )
    about.publish(at=min(at, _first_day_of(blog)))


def _first_day_of(blog: Blog) -> dt.datetime:
    files = (HERE / "posts" / blog.handle).glob("*.md")
    day: dt.datetime = min(_parts(file)[0]["published_at"] for file in files)
    return day


def _with_images(source: str, blog: Blog, by: User) -> str:
    """SOURCE with each "![alt](pictures/name.webp)" as an image in the library of its blog."""

    def stored(found: re.Match[str]) -> str:
        file = HERE / "pictures" / found["name"]
        details: ImageDetails = {"alt": found["alt"], "licence": Image.Licence.CC_BY, **_DRAWN_BY}
        image: Image = Image.objects.store(
            blog=blog, by=by, content=file.read_bytes(), original_name=file.name, **details
        )
        return image.markdown()

    return _IMAGE.sub(stored, source)


def _apply_status(post: Post, status: str, published_at: dt.datetime, *, at: dt.datetime) -> None:
    if status == Post.Status.DRAFT:
        return
    if status == Post.Status.PUBLISHED and published_at <= at:
        post.publish(at=published_at)
    elif status == Post.Status.PRIVATE:
        post.published_at = published_at
        post.save(update_fields=["published_at"])
        post.keep_private()
    else:
        post.schedule(at=published_at)


def _add_comments(post: Post, file: Path, *, at: dt.datetime) -> None:
    if not file.exists():
        return
    comments: dict[int, Comment] = {}
    listed = [facts for facts in _read(file)["comment"] if facts["at"] <= at]
    for facts in listed:
        parent = comments.get(facts.get("reply_to", 0))
        if parent or "reply_to" not in facts:
            comments[facts["id"]] = _add_comment(post, facts, parent=parent)
    for facts in listed:
        if facts["id"] in comments and facts.get("status") == Comment.Status.REMOVED:
            comment = comments[facts["id"]]
            by_author = facts["removed_by"] == "author" and comment.author
            comment.remove(by=by_author or post.author)


def _add_comment(post: Post, facts: dict[str, Any], *, parent: Comment | None) -> Comment:
    """A comment that was removed later is first public, so that it is counted out again."""
    status = facts.get("status", Comment.Status.APPROVED)
    comment: Comment = Comment.objects.submit(
        post=post,
        source=facts["text"],
        key=hashlib.sha256(f"{post.pk}/{facts['id']}".encode()).hexdigest(),
        status=Comment.Status.APPROVED if status in _PUBLIC else status,
        parent=parent,
        at=facts["at"],
        **_signature(facts),
    )
    return comment


def _signature(facts: dict[str, Any]) -> dict[str, Any]:
    if "by" not in facts:
        guest = {"name": facts["name"], "email": facts["email"]}
        return {**guest, "website": facts.get("website", "")}
    user = User.objects.get(handle=facts["by"])
    _was_here_by(user, facts["at"])
    signature = {"author": user, "name": user.name, "website": user.website}
    if provider := facts.get("signed_with"):
        identity = _identity(user, provider)
        signature |= {"identity": identity, "signed_with": identity.provider_name}
    return signature


def _was_here_by(user: User, at: dt.datetime) -> None:
    """Nobody wrote here before they joined."""
    User.objects.filter(pk=user.pk, joined_at__gt=at).update(joined_at=at)


def _identity(user: User, provider: str) -> Identity:
    identity = Identity.objects.record(
        user=user,
        provider=provider,
        uid=f"demo-{user.handle}",
        provider_name=_PROVIDER_NAMES[provider],
        name=user.name,
    )
    if user.avatar.name and not identity.avatar:
        identity.change_avatar(user.avatar.name)
    return identity


def _store_avatar(face: Path) -> str:
    digest = hashlib.sha256(face.read_bytes()).hexdigest()
    return _store(face, f"avatars/{face.stem}-{digest[:16]}{face.suffix}")


def _store(file: Path, name: str) -> str:
    keep_file(name, file.read_bytes())
    return name


def _parts(file: Path) -> tuple[dict[str, Any], str]:
    _nothing, facts, source = file.read_text().split("+++\n", 2)
    return tomllib.loads(facts), source.strip()


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text())
