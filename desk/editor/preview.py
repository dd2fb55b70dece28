"""The post as readers will see it, of what is typed so far; nothing of it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from blogs.models import Category
from cpdblog.lib.text.plain import one_line
from cpdblog.lib.text.slugs import base_slug
from desk.editor.fields import MAX_LIST_LENGTH, split_names
from posts.models import Post, Tag, TaggedPost
from posts.models.limits import MAX_ALT_LENGTH, MAX_SOURCE_LENGTH, MAX_TITLE_LENGTH
from posts.models.tag import tag_key

if TYPE_CHECKING:
    from desk.editor.forms import EditorForm


def preview_of(form: EditorForm) -> Post:
    """With its categories and tags, as the templates of a post read them."""
    post = form.post
    preview = Post(
        pk=post.pk,
        blog=post.blog,
        author=post.author,
        status=post.status,
        kind=str(form["kind"].value() or post.kind) if "kind" in form.fields else post.kind,
        title=typed(form, "title")[:MAX_TITLE_LENGTH],
        source=typed(form, "source")[:MAX_SOURCE_LENGTH],
        source_format=post.source_format,
        featured_image=typed(form, "featured_image"),
        featured_alt=typed(form, "featured_alt")[:MAX_ALT_LENGTH],
        published_at=form.chosen_date() or post.published_at or timezone.now(),
        address_year=post.address_year,
        address_month=post.address_month,
    )
    preview.preview()
    preview.byline_categories = _categories(form)
    preview.listed_tags = [TaggedPost(tag=tag) for tag in _tags(form)]
    return preview


def typed(form: EditorForm, name: str) -> str:
    return str(form[name].value() or "")


def _names(form: EditorForm, name: str) -> list[str]:
    return split_names(one_line(typed(form, name))[:MAX_LIST_LENGTH])


def _categories(form: EditorForm) -> list[Category]:
    """Those of the blog, and such as are made when the post is saved."""
    blog = form.post.blog
    known = {str(category).casefold(): category for category in blog.categories.by_name()}
    new = {
        name: Category(blog=blog, name=name, slug=base_slug(name) or "category")
        for name in _names(form, "categories")
    }
    return [known.get(name.casefold(), category) for name, category in new.items()]


def _tags(form: EditorForm) -> list[Tag]:
    names = _names(form, "tags")
    return [Tag(name=name, slug=base_slug(tag_key(name)) or "tag") for name in names]
