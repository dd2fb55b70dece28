"""What the database of a real WordPress said, against what its export became here.

bench/real_wordpress/ makes both files; bench/real_wordpress/compare.py prints the same comparison.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from posts.models import Post
from transfer.importers.common.text import strip_markup

if TYPE_CHECKING:
    from blogs.models import Blog
    from comments.models import Comment

FOLDER = Path(__file__).parent / "exports"
EXPORT = FOLDER / "real_wordpress.xml"
FACTS = FOLDER / "real_wordpress.json"

Facts = dict[str, Any]
Seen = dict[str, object]

_STATUS = {"publish": "published", "future": "scheduled", "private": "private"}
_STATE = {"1": "approved", "0": "pending", "trash": "removed"}


def fields() -> Facts:
    told: Facts = json.loads(FACTS.read_text())
    return told


def seen_there(told: Facts) -> dict[str, dict[str, Seen]]:
    posts = {str(post["id"]): post for post in told["posts"] if post["status"] != "trash"}
    # WordPress puts no spam into its exports.
    said = {str(c["id"]): c for c in told["comments"] if c["state"] != "spam"}
    return {
        "posts": {number: _post_there(post) for number, post in posts.items()},
        "comments": {number: _comment_there(one, said) for number, one in said.items()},
    }


def seen_here(told: Facts, blog: Blog) -> dict[str, dict[str, Seen]]:
    posts = {post.imported_from.rpartition(":")[2]: post for post in blog.posts.all()}
    comments: dict[str, Comment] = {}
    for said in told["comments"]:
        post = posts.get(str(said["post"]))
        key = f"{post.imported_from}\n{said['id']}\n1" if post else ""
        digest = hashlib.sha256(key.encode()).hexdigest()
        if found := blog.comments.filter(key=digest).first():
            comments[str(said["id"])] = found
    numbers = {comment.pk: number for number, comment in comments.items()}
    return {
        "posts": {number: _post_here(post) for number, post in posts.items()},
        "comments": {
            number: _comment_here(comment, numbers) for number, comment in comments.items()
        },
    }


def differences(told: Facts, blog: Blog) -> list[str]:
    """One line for each fact of each thing that is not the same here."""
    there, here = seen_there(told), seen_here(told, blog)
    found = []
    for kind, things in there.items():
        for number in things.keys() | here[kind].keys():
            ours, theirs = here[kind].get(number, {}), things.get(number, {})
            found += [
                f"{kind} {number}, {name}: there {theirs.get(name)!r}, here {ours.get(name)!r}"
                for name in theirs.keys() | ours.keys()
                if theirs.get(name) != ours.get(name)
            ]
    strangers = blog.comments.count() - len(here["comments"])
    return sorted(found) + ([f"{strangers} comments that nobody wrote there"] if strangers else [])


def totals(seen: dict[str, dict[str, Seen]]) -> dict[str, int]:
    posts, comments = seen["posts"].values(), seen["comments"].values()
    counts = {f"{kind}s": sum(post["kind"] == kind for post in posts) for kind in ("post", "page")}
    for status in ("published", "scheduled", "draft", "private"):
        counts[f"{status}"] = sum(post["status"] == status for post in posts)
    for name in ("categories", "tags", "addresses"):
        counts[name] = sum(len(_listed(post[name])) for post in posts)
    counts["stay on top"] = sum(bool(post["sticky"]) for post in posts)
    counts["writers"] = len({post["author"] for post in posts})
    counts["comments"] = len(comments)
    counts["answers"] = sum(comment["parent"] is not None for comment in comments)
    for status in ("approved", "pending", "removed"):
        counts[f"comments {status}"] = sum(comment["status"] == status for comment in comments)
    return counts


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _post_there(post: Facts) -> Seen:
    link = urlsplit(post["link"])
    path = link.path.strip("/")
    folder, _slash, name = path.rpartition("/")
    names = [*post["old_slugs"], *([name] if path else [])]
    paths = {f"{folder}/{name}".strip("/") for name in names} | {f"?p={post['id']}"}
    is_locked = post["is_locked"] and post["status"] == "publish"
    date = _moment(post["date_gmt"])
    return {
        "kind": post["type"],
        "status": "private" if is_locked else _STATUS.get(post["status"], "draft"),
        "title": strip_markup(post["title"])[:249],
        "published_at": str(date) if date else "",
        "author": post["author"],
        "sticky": post["sticky"],
        "comments_open": post["comments_open"],
        # The category that WordPress puts everything in which has none says nothing.
        "categories": sorted(name for name in post["categories"] if name != "Uncategorized"),
        "tags": sorted(post["tags"]),
        "addresses": sorted(paths),
    }


def _post_here(post: Post) -> Seen:
    is_dated = post.status != Post.Status.DRAFT
    return {
        "kind": post.kind,
        "status": post.status,
        "title": post.title.removesuffix("…")[:249],
        "published_at": str(post.published_at) if is_dated else "",
        "author": post.author.email,
        "sticky": post.is_sticky,
        "comments_open": post.comments_open,
        "categories": sorted(category.name for category in post.categories.all()),
        "tags": sorted(row.tag.name for row in post.tagged.all()),
        "addresses": sorted(old.path for old in post.old_addresses.all()),
    }


def _comment_there(said: Facts, others: dict[str, Facts]) -> Seen:
    """An answer to what readers do not see stands where they see it."""
    parent, status = str(said["parent"]), _STATE[said["state"]]
    if status in {"approved", "removed"}:
        while parent in others and _STATE[others[parent]["state"]] == "pending":
            parent = str(others[parent]["parent"])
    is_comment = said["type"] == "comment"
    return {
        "post": str(said["post"]),
        "parent": parent if parent in others else None,
        "status": status,
        "kind": "comment" if is_comment else "pingback",
        "name": said["name"] or "Anonymous",
        "email": said["email"] if is_comment and not said["user"] else "",
        "author": said["email"] if said["user"] else "",
        "posted_at": str(_moment(said["date_gmt"])),
    }


def _comment_here(comment: Comment, numbers: dict[int, str]) -> Seen:
    return {
        "post": comment.post.imported_from.rpartition(":")[2],
        "parent": numbers.get(comment.parent_id or 0),
        "status": comment.status,
        "kind": comment.kind,
        "name": comment.name,
        "email": comment.email,
        "author": comment.author.email if comment.author else "",
        "posted_at": str(comment.posted_at),
    }


def _moment(text: str) -> dt.datetime | None:
    if text.startswith("0000"):
        return None
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
