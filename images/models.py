"""The images of a blog: stored once, in up to three widths, with alt text, caption and licence."""

from __future__ import annotations

import hashlib
import html
from typing import TYPE_CHECKING, Self, TypedDict, Unpack, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.validators import URLValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from blogs.models.blog import Blog
from blogs.models.member import BlogMember
from cpdblog.lib.database.locking import lock, locked
from cpdblog.lib.files import keep_file
from cpdblog.lib.images.renditions import (
    InvalidImage,
    Renditions,
    TooBusy,
    make_renditions,
    make_stills,
)
from cpdblog.lib.markup.images import StoredImage, names_in
from cpdblog.lib.text.plain import normalise, one_line
from images.signals import image_changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

KINDS = ("webp", "avif")
STILL = "still.webp"  # beside them, of what moves
MAX_LENGTHS = {"alt": 500, "caption": 500, "credit": 200, "credit_url": 500, "licence": 12}
_CREATIVE_COMMONS = "https://creativecommons.org/"


class ImageDetails(TypedDict, total=False):
    """What stands under an image; cut to what its columns hold."""

    alt: str
    caption: str
    credit: str
    credit_url: str
    licence: str


class ImageQuerySet(models.QuerySet["Image"]):
    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def of_unknown_motion(self) -> Self:
        """Stored before we looked whether an image is animated."""
        return self.filter(moves=None)

    def at(self, address: str) -> Self:
        """The one that is shown at ADDRESS, in whichever of its widths."""
        return self.filter(name__in=names_in(address)[:1])

    def of_file(self, digest: str) -> Self:
        """The one made of the file with this SHA-256."""
        return self.filter(digest=digest)

    def for_text(self, names: Iterable[str]) -> dict[str, StoredImage]:
        """What a text that shows them needs to know, in one query."""
        return {image.name: image.for_markup() for image in self.filter(name__in=list(names))}


_ImageManager = models.Manager.from_queryset(ImageQuerySet)


class ImageManager(_ImageManager["Image"]):
    def store(
        self,
        *,
        blog: Blog,
        by: User | None,
        content: bytes,
        original_name: str = "",
        imported_from: str = "",
        patience: float = 60.0,
        **details: Unpack[ImageDetails],
    ) -> Image:
        """The image of BLOG made from these bytes; the same bytes are one image.

        Details fill what is empty and replace nothing. Raises InvalidImage with the reason, and
        TooBusy, which is one, when no place became free within PATIENCE seconds.
        """
        digest = hashlib.sha256(content).hexdigest()
        image = self.filter(blog=blog, digest=digest).first()
        if image is None:
            renditions = make_renditions(content, patience=patience)
            origin = {
                "by": by,
                "original_name": one_line(original_name)[:200],
                "imported_from": normalise(imported_from)[:500],
            }
            image = self._store(blog, digest, renditions, origin)
            image.stands_still = renditions.stands_still
        image.other_details = image.fill_details(**details)
        return image

    @transaction.atomic
    def _store(
        self, blog: Blog, digest: str, renditions: Renditions, origin: Mapping[str, object]
    ) -> Image:
        Blog.objects.select_for_update().get(pk=blog.pk)  # or it could be deleted meanwhile
        name = hashlib.sha256(f"{blog.pk}/{renditions.digest}".encode()).hexdigest()
        name = f"pictures/{name[:2]}/{name[2:34]}"
        _save_files(name, renditions)
        dimensions = {
            "width": renditions.width,
            "height": renditions.height,
            "widths": renditions.widths,
            "moves": renditions.moves,
        }
        image, _new = self.get_or_create(
            blog=blog, digest=digest, defaults={"name": name, **dimensions, **origin}
        )
        return image


class Image(models.Model):
    """An image of a blog, encoded again by us in up to three widths; see cpdblog.lib.images."""

    class Licence(models.TextChoices):
        OWN = "own", _("My own image")
        CC0 = "cc0", _("CC0, no rights reserved")
        CC_BY = "cc-by", _("CC BY 4.0")
        CC_BY_SA = "cc-by-sa", _("CC BY-SA 4.0")
        CC_BY_NC = "cc-by-nc", _("CC BY-NC 4.0")
        CC_BY_NC_SA = "cc-by-nc-sa", _("CC BY-NC-SA 4.0")
        CC_BY_ND = "cc-by-nd", _("CC BY-ND 4.0")
        PERMISSION = "permission", _("Used with permission")

    # For whoever uploads it: it moved before; and what they said of it that is not in the library,
    # as the same image is there already with other words.
    stands_still = False
    other_details: ImageDetails = {}

    blog = models.ForeignKey("blogs.Blog", models.CASCADE, related_name="images")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64, editable=False)  # of what was uploaded
    name = models.CharField(max_length=200, editable=False)  # in the storage, without "-640.webp"
    widths = models.JSONField(default=list, editable=False)  # in pixels, the smallest first
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    moves = models.BooleanField(null=True, editable=False)
    alt = models.CharField(_("what it shows"), max_length=MAX_LENGTHS["alt"], blank=True)
    caption = models.CharField(_("caption"), max_length=MAX_LENGTHS["caption"], blank=True)
    credit = models.CharField(_("credit"), max_length=MAX_LENGTHS["credit"], blank=True)
    credit_url = models.URLField(
        _("where it is from"), max_length=MAX_LENGTHS["credit_url"], blank=True
    )
    licence = models.CharField(
        _("licence"), max_length=MAX_LENGTHS["licence"], choices=Licence, blank=True
    )
    original_name = models.CharField(max_length=200, blank=True, editable=False)
    imported_from = models.CharField(max_length=500, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ImageManager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            models.UniqueConstraint(fields=["blog", "digest"], name="one_image_per_picture")
        ]
        indexes = [models.Index(fields=["name"], name="image_by_name")]

    def __str__(self) -> str:
        return self.alt or self.original_name or self.name

    @property
    def url(self) -> str:
        """Of the largest."""
        return self._address(self.widths[-1])

    @property
    def thumbnail_url(self) -> str:
        """Many of them stand on one page: none of them moves there."""
        return self._address(self.widths[0], STILL if self.moves else "webp")

    @property
    def still_url(self) -> str:
        """Of the largest that stands still, where it moves."""
        return self._address(self.widths[-1], STILL) if self.moves else ""

    def file_names(self) -> list[str]:
        """The names of all its files in the storage."""
        kinds = (*KINDS, STILL) if self.moves else KINDS
        return [f"{self.name}-{width}.{kind}" for width in self.widths for kind in kinds]

    @property
    def alt_here(self) -> str:
        """What is said of it in the text it was uploaded for."""
        return self.other_details.get("alt", self.alt)

    def markdown(self) -> str:
        """What stands in the text of a post that shows it."""
        shown = "".join(f"\\{sign}" if sign in "\\[]`" else sign for sign in self.alt_here)
        return f"![{shown}]({self.url})"

    def html(self) -> str:
        """The same for a post whose source is HTML."""
        return f'<img src="{self.url}" alt="{html.escape(self.alt_here)}">'

    def can_be_changed_by(self, user: User | AnonymousUser) -> bool:
        """By whoever uploaded it, and by the owner and editors of the blog."""
        role = self.blog.role_of(user) if self.blog.closed_at is None else ""
        return role in BlogMember.SEES_ALL or bool(role and self.by_id == user.pk)

    def for_markup(self) -> StoredImage:
        return StoredImage(
            name=self.name,
            widths=tuple(self.widths),
            width=self.width,
            height=self.height,
            alt=self.alt,
            caption=self.caption,
            credit=self.credit,
            credit_url=self.credit_url,
            licence=self.licence_label,
            licence_url=self.licence_url,
            moves=bool(self.moves),
        )

    @property
    def licence_label(self) -> str:
        """As readers see it; "" for the author's own image, which needs no licence."""
        return "" if self.licence == self.Licence.OWN else str(self.get_licence_display())

    @property
    def licence_url(self) -> str:
        if self.licence == self.Licence.CC0:
            return f"{_CREATIVE_COMMONS}publicdomain/zero/1.0/"
        kind = self.licence.removeprefix("cc-")
        return f"{_CREATIVE_COMMONS}licenses/{kind}/4.0/" if kind != self.licence else ""

    def fill_details(self, **details: Unpack[ImageDetails]) -> ImageDetails:
        """What is empty is filled; returned is what would have replaced something."""
        missing = {name: text for name, text in details.items() if not getattr(self, name)}
        self.update_details(**cast("ImageDetails", missing))
        cleaned = {name: self._clean(name, str(text)) for name, text in details.items()}
        others = {name: text for name, text in cleaned.items() if text != getattr(self, name)}
        return cast("ImageDetails", {name: text for name, text in others.items() if text})

    @locked
    def update_details(self, **details: Unpack[ImageDetails]) -> None:
        """Also under it in every post that shows it."""
        before = [getattr(self, name) for name in details]
        for name, text in details.items():
            setattr(self, name, self._clean(name, str(text)))
        if before != [getattr(self, name) for name in details]:
            self.save(update_fields=list(details))
            image_changed.send(Image, image=self)

    def make_still(self) -> None:
        """The still version, where it is animated; posts that show it are rendered again.

        Raises TooBusy, and Gone where somebody deleted it.
        """
        made = None
        try:
            with default_storage.open(f"{self.name}-{self.widths[-1]}.webp") as file:
                made = make_stills(file.read())
            _save_files(self.name, made)
        except TooBusy:
            raise
        except (FileNotFoundError, InvalidImage):
            pass  # what is lost or damaged shows nothing that moves
        self._note_movement(moves=bool(made and made.moves))

    @locked
    def _note_movement(self, *, moves: bool) -> None:
        self.moves = moves
        self.save(update_fields=["moves"])
        if moves:
            image_changed.send(Image, image=self)

    @transaction.atomic
    def delete_permanently(self) -> None:
        """Row and files; the caller has checked that no post shows it."""
        Blog.objects.select_for_update().get(pk=self.blog_id)
        lock(self)
        files = self.file_names()
        self.delete()
        transaction.on_commit(lambda: _delete_files(files, of=self), robust=True)

    def _clean(self, name: str, text: str) -> str:
        text = one_line(text)[: MAX_LENGTHS[name]]
        if name == "credit_url":
            return text if _is_web_address(text) else ""
        if name == "licence":
            return text if text in self.Licence.values else ""
        return text.strip()

    def _address(self, width: int, kind: str = "webp") -> str:
        return default_storage.url(f"{self.name}-{width}.{kind}")


def _save_files(name: str, renditions: Renditions) -> None:
    for file in renditions.files:
        keep_file(f"{name}-{file.width}.{file.kind}", file.content)


@transaction.atomic
def _delete_files(files: list[str], *, of: Image) -> None:
    """Unless somebody uploaded the same image meanwhile, or another that looks like it before."""
    Blog.objects.select_for_update().filter(pk=of.blog_id).first()
    if not Image.objects.filter(name=of.name).exists():
        for name in files:
            default_storage.delete(name)


def _is_web_address(text: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    return True
