"""Why an image was not taken, told to the person who sent it."""

from __future__ import annotations

from django.utils.translation import gettext as _

_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


class InvalidImage(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooBusy(InvalidImage):
    """Not the fault of the image: the same one may be sent again."""

    def __init__(self) -> None:
        super().__init__(
            _("Many images are being worked on just now. Please try again in a minute.")
        )


def image_error(answer: str, image: bytes) -> InvalidImage:
    """From what the child process ANSWERed about IMAGE: a word, and perhaps numbers."""
    word, *numbers = answer.split() or ["damaged"]
    match word, numbers:
        case "pixels", [width, height]:
            size = {"width": width, "height": height}
            message = _(
                "%(width)s by %(height)s pixels are more than we can take; 50 million is most."
            )
            return InvalidImage(message % size)
        case "pixels", _nothing:
            return InvalidImage(_("That image has more than 50 million pixels."))
        case "kind", _nothing:
            return InvalidImage(_other_kind(image[:512]))
        case "memory", _nothing:
            return InvalidImage(
                _("That image needs more memory than we can give. A smaller copy will do.")
            )
        case "slow", _nothing:
            return InvalidImage(_("That image takes too long to read. A smaller copy will do."))
    return InvalidImage(_("That image is damaged or cut off."))


def _other_kind(beginning: bytes) -> str:
    if beginning[4:8] == b"ftyp" and beginning[8:12] in _HEIC:
        return _(
            "That is a HEIC image, which few browsers can show. Please save it as JPEG and send "
            "that."
        )
    start = beginning.lstrip().lower()
    kinds = {
        _("an SVG drawing"): b"<svg" in start,
        _("a web page"): start.startswith((b"<!doctype html", b"<html")),
        _("a TIFF image"): beginning.startswith((b"II*\0", b"MM\0*")),
        _("a PDF"): b"%pdf-" in start,
        _("a BMP image"): start.startswith(b"bm"),
        _("a film"): beginning[4:8] == b"ftyp",
    }
    for name, is_it in kinds.items():
        if is_it:
            return _("That is %(kind)s. We take images as JPEG, PNG, GIF, WebP and AVIF.") % {
                "kind": name
            }
    return _("We could not read that as an image. We take JPEG, PNG, GIF, WebP and AVIF.")
