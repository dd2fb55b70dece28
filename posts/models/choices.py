"""What a post can be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    PRIVATE = "private", _("Private")
    BINNED = "binned", _("In the bin")


# What lists call a draft that its author submitted: no status of its own.
FOR_REVIEW = "review"


class Kind(models.TextChoices):
    POST = "post", _("Post")
    PAGE = "page", _("Page, such as About")


class Format(models.TextChoices):
    MARKDOWN = "markdown", _("Markdown")
    HTML = "html", _("HTML")
