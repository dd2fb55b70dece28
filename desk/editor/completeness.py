"""What has to be in the editor's form before a button can do what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from desk.editor.publish_choice import PublishChoice
from posts.models import Post
from posts.models.post import NOTHING_TO_READ

if TYPE_CHECKING:
    from desk.editor.forms import EditorForm

_PUBLISHES = frozenset({"publish", "backdate", "publish-mine", "backdate-mine"})
_SAVES = frozenset({"save", "autosave"})


def is_incomplete(form: EditorForm, button: str) -> bool:
    """Is there nothing to save, or not what BUTTON needs? Adds the errors to the FORM."""
    if error := _missing_text_error(form, button):
        form.add_error("source", error)
    if button in _PUBLISHES:
        if not form.cleaned_data["when"]:
            form.add_error("when", gettext("Choose when to publish."))
        elif form.cleaned_data["when"] == PublishChoice.DATE and not form.cleaned_data["date"]:
            form.add_error("date", gettext("A day and a time, please."))
    return bool(form.errors)


def _missing_text_error(form: EditorForm, button: str) -> str:
    """Empty where there is something to save, and something that readers would see of the text."""
    title = form.cleaned_data["title"]
    can_be_saved = button in _SAVES and (title or form.post.pk is not None)
    if can_be_saved or _shows_something(form):
        return ""
    is_for_readers = button in _PUBLISHES and form.cleaned_data["when"] in PublishChoice.TO_READERS
    if is_for_readers and form.post.is_empty_in_public:
        return ""
    if not title:
        return gettext("There is nothing here yet.")
    return str(NOTHING_TO_READ) if is_for_readers else ""


def _shows_something(form: EditorForm) -> bool:
    """Marks and invisible signs are typed and leave nothing on the page."""
    preview = Post(source=form.cleaned_data["source"], source_format=form.post.source_format)
    preview.preview()
    return preview.has_visible_text
