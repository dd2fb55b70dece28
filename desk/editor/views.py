"""Writing: a new post, one that is there, and what is answered while somebody types."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.requests import AuthedRequest
from blogs.models import Blog
from desk.editor.completeness import is_incomplete
from desk.editor.conflict import KEEPS_MINE, conflict_page, own_text, pressed
from desk.editor.forms import EditorForm
from desk.editor.labels import result_message
from desk.editor.page import IN_PLACE, editor_page, preview_json, saved_json
from desk.editor.saving import save_and_publish, save_draft
from posts.models import Post, WorkingCopy
from posts.models.conflicts import EditConflict
from posts.models.working_copy import WorkingCopyConflict


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: AuthedRequest, handle: str) -> HttpResponse:
    blog = get_object_or_404(Blog, handle=handle)
    if not blog.can_be_written_by(request.user):
        raise PermissionDenied
    post = Post(blog=blog, author=request.user)
    if request.method == "POST":
        return _submitted(request, post)
    form = EditorForm.for_post(post, by=request.user)
    form.initial["creation_key"] = get_random_string(24)
    return editor_page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AuthedRequest, post_id: int) -> HttpResponse:
    managed = Post.objects.managed_by(request.user).select_related("blog", "author")
    post = get_object_or_404(managed.not_binned(), pk=post_id)
    if not post.can_be_edited_by(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _submitted(request, post)
    copy = WorkingCopy.objects.of(post, by=request.user)
    return editor_page(request, EditorForm.for_post(post, by=request.user, copy=copy), copy=copy)


def _submitted(request: AuthedRequest, post: Post) -> HttpResponse:
    button = request.POST.get("do", "save")
    data = own_text(request.POST) if button in KEEPS_MINE else request.POST
    form = EditorForm(data, post=post, by=request.user)
    answer = _BUTTONS.get(button, _preview)
    is_valid = form.is_valid()
    if answer not in {_preview, _discard} and (not is_valid or is_incomplete(form, button)):
        answer = _refuse
    try:
        return answer(request, form)
    except (EditConflict, WorkingCopyConflict) as conflict:
        return conflict_page(request, form, conflict)


def _preview(request: AuthedRequest, form: EditorForm) -> HttpResponse:
    if IN_PLACE in request.headers:
        return preview_json(form)
    return editor_page(request, form, view="preview")


def _refuse(request: AuthedRequest, form: EditorForm) -> HttpResponse:
    if IN_PLACE in request.headers:
        return preview_json(form, status=422)
    return editor_page(request, form, status=422)


def _save(request: AuthedRequest, form: EditorForm) -> HttpResponse:
    copy = save_draft(form, is_autosave=request.POST.get("do") == "autosave")
    if IN_PLACE in request.headers:
        return saved_json(form, copy)
    return redirect(form.editor_url)  # which says when it was saved


def _publish(request: AuthedRequest, form: EditorForm) -> HttpResponse:
    is_backdated = pressed(request) == "backdate"
    if form.is_dated_in_the_past() and not is_backdated:
        return editor_page(request, form, status=422, is_past=True)
    was_public = form.post.is_published
    save_and_publish(form, is_backdated=is_backdated)
    post = form.post
    is_public = post.is_published
    message = result_message(post, form.by, was_public=was_public)
    messages.success(request, message, "published" if is_public else "")
    return redirect(post if is_public else form.editor_url)


def _save_mine(request: AuthedRequest, form: EditorForm) -> HttpResponse:
    """The writer's own text, whole, in place of the other one, which stays in the revisions."""
    if not save_draft(form):
        label = gettext("Your text is saved. The other one is in the revisions.")
        messages.success(request, label)
    return redirect(form.editor_url)


def _save_separately(request: AuthedRequest, form: EditorForm) -> HttpResponse:
    """The text as a post of its own; the post it was typed into stays as others left it."""
    if not form.post.blog.can_be_written_by(request.user):
        raise PermissionDenied
    form.post = Post(blog=form.post.blog, author=request.user)
    form.fields.pop("slug", None)
    save_draft(form)
    messages.success(request, gettext("Your text is a draft of its own now."))
    return redirect(form.editor_url)


def _discard(request: AuthedRequest, form: EditorForm) -> HttpResponse:
    """Back to what readers see: the working copy is deleted."""
    if form.post.pk is not None:
        WorkingCopy.objects.discard(post=form.post, by=form.by, number=form.copy_number)
        messages.success(request, gettext("Your changes are discarded."))
    return redirect(form.editor_url)


_BUTTONS = {
    "save": _save,
    "autosave": _save,
    "preview": _preview,
    "publish": _publish,
    "backdate": _publish,
    "mine": _save_mine,
    "publish-mine": _publish,
    "backdate-mine": _publish,
    "apart": _save_separately,
    "discard": _discard,
}
