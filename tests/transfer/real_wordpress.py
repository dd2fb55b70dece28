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
DATA = FOLDER / "real_wordpress.json"

Fields = dict[str, Any]
Seen = dict[str, object]

_STATUS = {"publish": "published", "future": "scheduled", "private": "private"}
_STATE = {"1": "approved", "0": "pending", "trash": "removed"}


def read_data() -> Fields:
    data: Fields = json.loads(DATA.read_text())
    return data


def expected(data: Fields) -> dict[str, dict[str, Seen]]:
    posts = {str(post["id"]): post for post in data["posts"] if post["status"] != "trash"}
    # WordPress puts no spam into its exports.
    comments = {str(c["id"]): c for c in data["comments"] if c["state"] != "spam"}
    return {
        "posts": {key: _expected_post(post) for key, post in posts.items()},
        "comments": {key: _expected_comment(one, comments) for key, one in comments.items()},
    }


def actual(data: Fields, blog: Blog) -> dict[str, dict[str, Seen]]:
    posts = {post.imported_from.rpartition(":")[2]: post for post in blog.posts.all()}
    comments: dict[str, Comment] = {}
    for comment in data["comments"]:
        post = posts.get(str(comment["post"]))
        key = f"{post.imported_from}\n{comment['id']}\n1" if post else ""
        digest = hashlib.sha256(key.encode()).hexdigest()
        if found := blog.comments.filter(key=digest).first():
            comments[str(comment["id"])] = found
    keys_by_pk = {comment.pk: key for key, comment in comments.items()}
    return {
        "posts": {key: _actual_post(post) for key, post in posts.items()},
        "comments": {
            key: _actual_comment(comment, keys_by_pk) for key, comment in comments.items()
        },
    }


def differences(data: Fields, blog: Blog) -> list[str]:
    """One line for each fact of each thing that is not the same here."""
    expected_values, actual_values = expected(data), actual(data, blog)
    found = []
    for kind, things in expected_values.items():
        for key in things.keys() | actual_values[kind].keys():
            ours, theirs = actual_values[kind].get(key, {}), things.get(key, {})
            found += [
                f"{kind} {key}, {name}: there {theirs.get(name)!r}, here {ours.get(name)!r}"
                for name in theirs.keys() | ours.keys()
                if theirs.get(name) != ours.get(name)
            ]
    strangers = blog.comments.count() - len(actual_values["comments"])
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


def _expected_post(post: Fields) -> Seen:
    link = urlsplit(post["link"])
    path = link.path.strip("/")
    folder, _slash, name = path.rpartition("/")
    names = [*post["old_slugs"], *([name] if path else [])]
    paths = {f"{folder}/{name}".strip("/") for name in names} | {f"?p={post['id']}"}
    is_locked = post["is_locked"] and post["status"] == "publish"
    date = _parse_date(post["date_gmt"])
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


def _actual_post(post: Post) -> Seen:
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


def _expected_comment(comment: Fields, others: dict[str, Fields]) -> Seen:
    """An answer to what readers do not see stands where they see it."""
    parent, status = str(comment["parent"]), _STATE[comment["state"]]
    if status in {"approved", "removed"}:
        while parent in others and _STATE[others[parent]["state"]] == "pending":
            parent = str(others[parent]["parent"])
    is_comment = comment["type"] == "comment"
    return {
        "post": str(comment["post"]),
        "parent": parent if parent in others else None,
        "status": status,
        "kind": "comment" if is_comment else "pingback",
        "name": comment["name"] or "Anonymous",
        "email": comment["email"] if is_comment and not comment["user"] else "",
        "author": comment["email"] if comment["user"] else "",
        "posted_at": str(_parse_date(comment["date_gmt"])),
    }


def _actual_comment(comment: Comment, keys_by_pk: dict[int, str]) -> Seen:
    return {
        "post": comment.post.imported_from.rpartition(":")[2],
        "parent": keys_by_pk.get(comment.parent_id or 0),
        "status": comment.status,
        "kind": comment.kind,
        "name": comment.name,
        "email": comment.email,
        "author": comment.author.email if comment.author else "",
        "posted_at": str(comment.posted_at),
    }


def _parse_date(text: str) -> dt.datetime | None:
    if text.startswith("0000"):
        return None
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
