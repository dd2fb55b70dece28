"""Links between the files of the static site; `here` is the file being written."""

from typing import Any

from django import template

from blogs.models import Category
from posts.models import Post, Tag
from transfer.exporters.site import links

register = template.Library()


@register.simple_tag(takes_context=True)
def link_to_post(context: dict[str, Any], post: Post) -> str:
    return _link(context, links.file_of_post(post))


@register.simple_tag(takes_context=True)
def link_to_month(context: dict[str, Any], post: Post) -> str:
    year, month = post.address_year or 0, post.address_month or 0
    return _link(context, links.file_of_month(year, month))


@register.simple_tag(takes_context=True)
def link_to_category(context: dict[str, Any], category: Category) -> str:
    return _link(context, links.file_of_category(category))


@register.simple_tag(takes_context=True)
def link_to_tag(context: dict[str, Any], tag: Tag) -> str:
    return _link(context, links.file_of_tag(tag))


@register.simple_tag(takes_context=True)
def link_to_file(context: dict[str, Any], file: str) -> str:
    return _link(context, file)


def _link(context: dict[str, Any], file: str) -> str:
    return links.relative_url(context["here"], file)
