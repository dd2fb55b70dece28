"""What a name looks like, kept beside it so that names alike are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, override

from django.db import models

from cpdblog.lib.text.lookalikes import skeleton

if TYPE_CHECKING:
    TextField = models.CharField[str, str]
else:
    TextField = models.CharField


class SkeletonField(TextField):
    """The skeleton of what the row is called, worked out at every save as `auto_now` is.
    For the database it is any other field for text.
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options

    @override
    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = skeleton(str(model_instance))
        setattr(model_instance, self.attname, value)
        return value
