"""What each part of the post settings says while it is folded: its value, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import Truncator
from django.utils.translation import gettext

from desk.editor.featured import featured_name
from desk.editor.fields import join_names
from desk.editor.labels import long_time, state_label
from desk.editor.publish_choice import PublishChoice
from posts.models import Post

if TYPE_CHECKING:
    from typing import Any

    from desk.editor.forms import EditorForm

_MAX_LENGTH = 60


def settings_values(form: EditorForm, address: str) -> dict[str, str]:
    """One value for each part, under the name of the part; ADDRESS is where it will be read."""
    publish = _publish(form)
    tags, categories = (_names(form[name].value()) for name in ("tags", "categories"))
    return {
        "summary": " · ".join(value for value in (publish, tags, categories) if value),
        "publish": publish,
        "tags": tags or gettext("None"),
        "categories": categories or gettext("None"),
        "excerpt": _typed(form, "excerpt") or gettext("The first words of the post"),
        "slug": f"/{address.strip('/').rpartition('/')[2]}/",
        "featured": _shortened(featured_name(str(form["featured_image"].value() or "")))
        or gettext("None"),
        "comments": _comments(form),
        "canonical_url": _typed(form, "canonical_url") or gettext("None"),
        "more": _more(form),
    }


def _publish(form: EditorForm) -> str:
    choice = form["when"].value()
    if form.post.is_published and choice == PublishChoice.NOW:
        return state_label(form.post).capitalize()
    if choice == PublishChoice.DATE and (date := form.chosen_date() or form.post.published_at):
        return long_time(form.post.blog, date)
    labels: dict[Any, Any] = dict(form.when_choices)
    return str(labels.get(choice, ""))


def _comments(form: EditorForm) -> str:
    is_open = form["comments_open"].value()
    return str(form.post.blog.get_who_may_comment_display()) if is_open else gettext("Off")


def _more(form: EditorForm) -> str:
    is_pinned = "is_sticky" in form.fields and form["is_sticky"].value()
    is_page = "kind" in form.fields and form["kind"].value() == Post.Kind.PAGE
    parts = [gettext("Pinned") if is_pinned else gettext("Not pinned")]
    return ", ".join([*parts, gettext("a page")] if is_page else parts)


def _names(value: Any) -> str:
    return _shortened(join_names(value) if isinstance(value, list) else str(value or ""))


def _typed(form: EditorForm, name: str) -> str:
    return _shortened(str(form[name].value() or "")) if name in form.fields else ""


def _shortened(text: str) -> str:
    return Truncator(text.strip()).chars(_MAX_LENGTH)
