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
from desk.editor import saving
from desk.editor.conflict import conflict_page
from desk.editor.forms import EditorForm, When
from desk.editor.page import IN_PLACE, desk_page, told_in_place, what_became_of
from posts.models import Post, WorkingCopy
from posts.models.conflicts import EditedMeanwhile
from posts.models.working_copy import KeptMeanwhile

BUTTONS = {"save", "autosave", "preview", "publish", "backdate", "apart", "discard"}


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: AuthedRequest, handle: str) -> HttpResponse:
    blog = get_object_or_404(Blog, handle=handle)
    if not blog.can_be_written_by(request.user):
        raise PermissionDenied
    post = Post(blog=blog, author=request.user)
    if request.method == "POST":
        return _take(request, post)
    form = EditorForm.opened(post, by=request.user)
    form.initial["creation_key"] = get_random_string(24)
    return desk_page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AuthedRequest, post_id: int) -> HttpResponse:
    mine = Post.objects.managed_by(request.user).select_related("blog", "author")
    post = get_object_or_404(mine.kept(), pk=post_id)
    if not post.can_be_edited_by(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _take(request, post)
    copy = WorkingCopy.objects.filter(post=post, by=request.user).first()
    form = EditorForm.opened(post, by=request.user, words=copy.words if copy else None)
    if copy:
        form.initial.update(version=copy.based_on, kept=copy.number)
    return desk_page(request, form, copy=copy)


def _take(request: AuthedRequest, post: Post) -> HttpResponse:
    """Words were sent: to be looked at, kept, or to come out."""
    form = EditorForm(request.POST, post=post, by=request.user)
    do = request.POST.get("do", "save")
    do = do if do in BUTTONS else "preview"
    is_fine = form.is_valid()
    try:
        if do == "preview":
            return _shown(request, form)
        if do == "discard":
            return _let_go(request, form)
        if not is_fine or form.lacks(do):
            return _refused(request, form)
        if do == "apart":
            return _kept_apart(request, form)
        return _kept(request, form) if do in {"save", "autosave"} else _decided(request, form, do)
    except (EditedMeanwhile, KeptMeanwhile) as conflict:
        return conflict_page(request, form, conflict)


def _shown(request: AuthedRequest, form: EditorForm) -> HttpResponse:
    if IN_PLACE in request.headers:
        return told_in_place(form)
    return desk_page(request, form, is_previewed=True)


def _refused(request: AuthedRequest, form: EditorForm) -> HttpResponse:
    if IN_PLACE in request.headers:
        return told_in_place(form, status=422)
    return desk_page(request, form, status=422)


def _kept(request: AuthedRequest, form: EditorForm) -> HttpResponse:
    copy = saving.save_draft(form, by_itself=request.POST.get("do") == "autosave")
    if IN_PLACE in request.headers:
        return told_in_place(form, copy=copy, is_kept=True)
    messages.success(request, what_became_of(form.post, form.by, copy=copy))
    return redirect("desk:edit", form.post.pk)


def _decided(request: AuthedRequest, form: EditorForm, do: str) -> HttpResponse:
    if form.is_past() and do != "backdate":
        return desk_page(request, form, status=422, is_past=True)
    if form.is_past():
        form.cleaned_data["when"] = When.NOW
    saving.save_and_publish(form, is_backdated=do == "backdate")
    messages.success(request, what_became_of(form.post, form.by))
    return redirect(form.post if form.post.is_published else form.sheet_url)


def _kept_apart(request: AuthedRequest, form: EditorForm) -> HttpResponse:
    """These words as a text of their own; the post stays as others left it."""
    if not form.post.blog.can_be_written_by(request.user):
        raise PermissionDenied
    form.post = Post(blog=form.post.blog, author=request.user)
    mine = {"title": request.POST.get("mine_title"), "source": request.POST.get("mine")}
    form.use_instead({name: words for name, words in mine.items() if words is not None})
    saving.save_draft(form)
    messages.success(request, gettext("Your words are a draft of their own now."))
    return redirect(form.sheet_url)


def _let_go(request: AuthedRequest, form: EditorForm) -> HttpResponse:
    """Back to what readers see: the words kept beside it are thrown away."""
    if form.post.pk is not None:
        number = form.cleaned_data.get("kept") or 0
        WorkingCopy.objects.discard(post=form.post, by=form.by, number=number)
        messages.success(request, gettext("The sheet shows what readers see again."))
    return redirect(form.sheet_url)
