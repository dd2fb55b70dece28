"""The images of a blog: uploading and describing them, using them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from blogs.models import Blog
from cpdblog.lib.http.paging import page_of
from cpdblog.lib.images.renditions import InvalidImage, TooBusy
from cpdblog.lib.rate_limits import limits
from desk.library.forms import ImageForm, UploadForm
from images.limits import UPLOADS
from images.models import Image
from posts.models import Post

if TYPE_CHECKING:
    from accounts.requests import AuthedRequest

IN_PLACE = "X-In-Place"
IMAGES_A_PAGE = 24
_UPLOAD_PATIENCE = 10.0  # seconds; somebody looks at an hourglass


@require_http_methods(["GET", "HEAD", "POST"])
def library(request: AuthedRequest, handle: str) -> HttpResponse:
    blog = _find_blog(request, handle)
    if request.method == "POST":
        return _upload(request, blog)
    if IN_PLACE in request.headers:
        images = blog.images.newest_first()
        if digest := request.GET.get("digest"):
            images = images.of_file(digest)
        page = page_of(images, request, size=IMAGES_A_PAGE)
        following = page.next_page_number() if page.has_next() else None
        return JsonResponse({"pictures": [_image_json(image) for image in page], "next": following})
    return _library_page(request, blog, UploadForm())


@require_http_methods(["GET", "HEAD", "POST"])
def image_detail(request: AuthedRequest, handle: str, image_id: int) -> HttpResponse:
    blog = _find_blog(request, handle)
    image = get_object_or_404(blog.images.select_related("by"), pk=image_id)
    can_change = image.can_be_changed_by(request.user)
    if request.method == "POST" and not can_change:
        raise PermissionDenied
    form = ImageForm(request.POST or None, instance=image)
    if request.method == "POST" and form.is_valid():
        image.refresh_from_db()
        image.update_details(**form.details())
        messages.success(request, gettext("Saved, wherever the image stands."))
        return redirect("desk:image", blog.handle, image.pk)
    if form.errors:
        image.refresh_from_db()
    context = {"blog": blog, "image": image, "form": form, "can_change": can_change}
    status = 422 if form.errors else 200
    return render(request, "desk/picture.html", {**context, **_uses(image, request)}, status=status)


@require_POST
def delete_image(request: AuthedRequest, handle: str, image_id: int) -> HttpResponse:
    blog = _find_blog(request, handle)
    image = get_object_or_404(blog.images, pk=image_id)
    if not image.can_be_changed_by(request.user):
        raise PermissionDenied
    if Post.objects.needing(image).exists():
        messages.error(request, gettext("It stands in a post. Remove it there first."))
        return redirect("desk:image", blog.handle, image.pk)
    image.delete_permanently()
    messages.success(request, gettext("The image is deleted."))
    return redirect("desk:library", blog.handle)


def _upload(request: AuthedRequest, blog: Blog) -> HttpResponse:
    if not blog.can_be_written_by(request.user):
        raise PermissionDenied
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, blog, form)
    try:
        # Before the work and not with it: it is the work that is dear, whatever comes of it.
        limits.take(*(rate.per(request.user.pk) for rate in UPLOADS))
    except limits.TooMany as often:
        message = f"{gettext('Those were many images at once.')} {often.message}"
        response = _refused(request, blog, form, status=429, message=message)
        response["Retry-After"] = str(often.seconds)
        return response
    upload = form.cleaned_data["picture"]
    try:
        image = Image.objects.store(
            blog=blog,
            by=request.user,
            content=upload.read(),
            original_name=upload.name,
            patience=_UPLOAD_PATIENCE,
            **form.details(),
        )
    except InvalidImage as error:
        form.add_error("picture", error.reason)
        return _refused(request, blog, form, status=503 if isinstance(error, TooBusy) else 422)
    if IN_PLACE in request.headers:
        return JsonResponse(_image_json(image), status=201)
    messages.success(request, gettext("Your image is uploaded. This is how it gets into a post."))
    if image.stands_still:
        messages.warning(request, _still_image_note())
    if image.other_details or (image.alt and form.cleaned_data["is_decorative"]):
        label = gettext(
            "It was in the library already: its words are as they were. Change them here."
        )
        messages.warning(request, label)
    return redirect("desk:image", blog.handle, image.pk)


def _refused(
    request: AuthedRequest, blog: Blog, form: UploadForm, *, status: int = 422, message: str = ""
) -> HttpResponse:
    errors = {name: str(errors[0]) for name, errors in form.errors.items()}
    if IN_PLACE not in request.headers:
        return _library_page(request, blog, form, status=status, message=message)
    error = message or errors.get("picture") or next(iter(errors.values()))
    return JsonResponse({"error": error, "errors": errors}, status=status)


def _library_page(
    request: AuthedRequest, blog: Blog, form: UploadForm, *, status: int = 200, message: str = ""
) -> HttpResponse:
    context = {
        "blog": blog,
        "form": form,
        "page": page_of(blog.images.newest_first(), request, size=IMAGES_A_PAGE),
        "can_write": blog.can_be_written_by(request.user),
        "message": message,
    }
    return render(request, "desk/pictures.html", context, status=status)


def _find_blog(request: AuthedRequest, handle: str) -> Blog:
    blog = get_object_or_404(Blog, handle=handle)
    if not (request.user.is_host or blog.role_of(request.user)):
        raise PermissionDenied
    return blog


def _uses(image: Image, request: AuthedRequest) -> dict[str, Any]:
    """The posts it stands in that this person may see, and how many others there are."""
    posts = Post.objects.needing(image)
    visible = posts.visible_to(request.user).select_related("blog").defer("source", "body_html")
    shown = list(visible.order_by("-pk"))
    return {"uses": shown, "other_uses": posts.count() - len(shown)}


def _image_json(image: Image) -> dict[str, Any]:
    return {
        "id": image.pk,
        "url": image.url,
        "thumbnail": image.thumbnail_url,
        "alt": image.alt,
        "own_alt": image.other_details.get("alt", ""),
        "name": str(image),
        "markdown": image.markdown(),
        "html": image.html(),
        "note": _note(image),
    }


def _note(image: Image) -> str:
    """What whoever has uploaded it should know; "" where all went as expected."""
    if image.stands_still:
        return _still_image_note()
    if "alt" in image.other_details:
        return gettext(
            "It is in the library already. Your description is used here, and the library keeps "
            "its own words."
        )
    if image.other_details:
        return gettext("It is in the library already, and keeps its words there.")
    return ""


def _still_image_note() -> str:
    return gettext("It is too long or too large to go on moving: it stands still here.")
