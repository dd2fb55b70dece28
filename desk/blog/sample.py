"""What a blog will look like: a post that nobody wrote, in the clothes that were chosen."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from blogs.models import Blog, BlogMember, Category

if TYPE_CHECKING:
    import datetime as dt

    from accounts.models import User
    from desk.blog.forms import BlogForm

_ANYWHERE = "your-blog"


@dataclass(frozen=True)
class SamplePost:
    """What templates read of a post, without a row."""

    blog: Blog
    author: User
    at: dt.datetime

    is_published = False
    kind = "post"
    comment_count = 4
    thing_number = ""
    listed_tags = ()

    @property
    def title(self) -> str:
        return _("A sample post, to try it on")

    headline = title

    @property
    def local_published_at(self) -> dt.datetime:
        return self.at.astimezone(self.blog.zone)

    @property
    def local_day(self) -> dt.date:
        return self.local_published_at.date()

    @property
    def short_year(self) -> str:
        return f"’{self.local_day:%y}"

    @property
    def byline_categories(self) -> list[Category]:
        return [Category(blog=self.blog, name=_("First things"), slug="first-things")]


def sample_of(form: BlogForm, owner: User) -> SamplePost:
    """With every choice of the FORM that makes sense; the blog itself is left as it is."""
    form.is_valid()
    blog = copy.copy(form.instance)
    if "title" in form.errors or not blog.title:
        blog.title = _("The title of your blog")
    if "handle" in form.errors or not blog.handle:
        blog.handle = _ANYWHERE
    blog.__dict__["owning"] = BlogMember(blog=blog, user=owner, role=BlogMember.Role.OWNER)
    return SamplePost(blog, owner, timezone.now())
