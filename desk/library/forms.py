"""The forms of an image: what is said about it, and uploading one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from images.models import Image

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField

    from images.models import ImageDetails

LICENCES = [("", _("Not stated")), *Image.Licence.choices]
_FOLDED = ("caption", "credit", "credit_url", "licence")  # most images need none of them
ACCEPTED_TYPES = "image/jpeg,image/png,image/gif,image/webp,image/avif"


class ImageForm(forms.ModelForm[Image]):
    """The description, caption, credit and licence of an image. No description is a choice too."""

    is_decorative = forms.BooleanField(label=_("Decorative, no description needed"), required=False)
    credit_url = forms.URLField(
        label=_("Source URL"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    field_order: tuple[str, ...] = (
        "alt",
        "is_decorative",
        "caption",
        "credit",
        "credit_url",
        "licence",
    )

    class Meta:
        model = Image
        fields = ("alt", "caption", "credit", "licence")
        labels = {"alt": _("Description (alt text)")}
        help_texts = {
            "alt": _("A sentence for everybody who cannot see it. It is read out to them."),
            "caption": _("It stands under the image."),
            "credit": _("Whose image it is."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial.setdefault("credit_url", self.instance.credit_url)
            self.initial.setdefault("is_decorative", not self.instance.alt)
        alt = self.fields["alt"]
        alt.required = "is_decorative" not in self.data
        alt.error_messages["required"] = _(
            "Say in a few words what it shows, or tick that it is decorative."
        )
        licence = cast("forms.ChoiceField", self.fields["licence"])
        licence.label, licence.choices = _("Licence"), LICENCES

    def details(self) -> ImageDetails:
        """As Image.update_details() takes them; a decorative image has an empty `alt`."""
        names = ("alt", "caption", "credit", "credit_url", "licence")
        details = {name: self.cleaned_data[name] for name in names}
        if self.cleaned_data["is_decorative"]:
            details["alt"] = ""
        return cast("ImageDetails", details)


class UploadForm(ImageForm):
    picture = forms.FileField(
        label=_("Image"),
        allow_empty_file=True,
        error_messages={"required": _("Choose an image first.")},
        widget=forms.FileInput(attrs={"accept": ACCEPTED_TYPES}),
    )
    field_order = ("picture", *ImageForm.field_order)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        max_megabytes = f"{settings.MAX_IMAGE_BYTES / 1_000_000:g}"
        self.fields["picture"].help_text = _(
            "JPEG, PNG, GIF, WebP or AVIF, %(most)s MB at most. Where it was taken and other "
            "hidden notes are left out."
        ) % {"most": max_megabytes}

    @property
    def main_fields(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name not in _FOLDED]

    @property
    def folded_fields(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name in _FOLDED]

    @property
    def is_folded_wrong(self) -> bool:
        return any(name in self.errors for name in _FOLDED)
