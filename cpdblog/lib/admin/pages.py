"""What the pages of the admin share: a host may look after everything, and many cost as few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, override

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import actions
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.db import models
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpdblog.lib.admin.many import BulkActions
from cpdblog.lib.admin.widgets import DateTimeInput, SteadySelect
from cpdblog.lib.database.concurrency import retry_on_integrity_error
from cpdblog.lib.database.locking import Gone
from cpdblog.lib.text.plain import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.contrib.admin.options import BaseModelAdmin
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrOrPromise as StrOrPromise

    Base = BaseModelAdmin[Any]
    ModelAdmin = admin.ModelAdmin[Any]
    Form = forms.ModelForm[Any]
else:
    Form = object
    Base, ModelAdmin = object, admin.ModelAdmin


LINKS_BESIDE_A_FIELD = [f"can_{do}_related" for do in ("add", "change", "delete", "view")]


class ForHosts(Base):
    """Being a host is the permission; the site has asked who it is before any of these is asked."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._is_host(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_host(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_host(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_host(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_host(request)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SteadySelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    formfield_overrides = {
        models.DateTimeField: {"form_class": forms.SplitDateTimeField, "widget": DateTimeInput}
    }

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        # Pencil, plus and others beside a field invite mishaps; each thing has a page of its own.
        for extra in LINKS_BESIDE_A_FIELD:
            if field and hasattr(field.widget, extra):
                setattr(field.widget, extra, False)
        return field

    @staticmethod
    def _is_host(request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.is_host


class HostForm(Form):
    """Labels stand without colons; and the page around a refused form shows the thing as it is
    kept, not as somebody wished it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def full_clean(self) -> None:
        stored = dict(self.instance.__dict__)
        super().full_clean()
        if self.errors and self.instance.pk:
            self.instance.__dict__.update(stored)


@admin.action(description=_("Delete for good"), permissions=["delete"])
def delete_selected(page: Any, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
    """Django's question; what follows on it is said in our words."""
    if "post" not in request.POST or page.get_deleted_objects(queryset, request)[-1]:
        answer: Any = actions.delete_selected(page, request, queryset)
        answer.context_data |= page.about_deletion(list(queryset))
        return answer
    things = list(queryset)
    if things:
        page.log_deletions(request, queryset)
        page.delete_queryset(request, queryset)
        page.message_user(request, _deleted(things, page), messages.SUCCESS)
    return None


def _deleted(things: Sequence[Any], page: Any) -> str:
    if len(things) == 1:
        return gettext("Deleted: “%(name)s”.") % {"name": isolated(page.title_of(things[0]))}
    return gettext("Deleted: %(count)d %(names)s.") % {"count": len(things), "names": page.plural}


class HostAdmin(BulkActions, ForHosts, ModelAdmin):
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200
    actions_on_top = False
    actions_on_bottom = True
    # What the pages call the things, where the model comes with a name of its maker's.
    singular: StrOrPromise = ""
    plural: StrOrPromise = ""
    stays: StrOrPromise = ""  # a sentence: what is not deleted along with one of them

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.singular = self.singular or self.opts.verbose_name or ""
        self.plural = self.plural or self.opts.verbose_name_plural or ""

    def describe(self, thing: Any) -> str:
        """How a question about many of them calls one."""
        return str(thing)

    def get_action_choices(
        self,
        request: HttpRequest,
        default_choices: Any = None,
        action_location: Any = admin.ActionLocation.CHANGE_LIST,
    ) -> Any:
        nothing_yet = default_choices or [("", gettext("Choose an action"))]
        return super().get_action_choices(request, nothing_yet, action_location)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        shown = super().get_changelist_instance(request)
        shown.title = capfirst(str(self.plural))
        return shown

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Under its own name: that it can be changed one sees."""
        context |= {"singular": self.singular, "plural": self.plural, "subtitle": None}
        if context.get("original"):
            context["title"] = self.title_of(context["original"])
        return super().render_change_form(request, context, *args, **kwargs)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """What a form is going to change is held until it has been."""
        thing = super().get_object(request, object_id, from_field)
        if request.method != "POST":
            return thing
        if thing is None:
            raise Gone
        self.model._default_manager.select_for_update(no_key=True).filter(pk=thing.pk).first()
        return super().get_object(request, object_id, from_field)

    @override
    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,
        **kwargs: Any,
    ) -> type[forms.ModelForm[Any]]:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (HostForm, form), {})

    def view_on_site(self, obj: Any) -> str | None:
        """Its own address, not the detour through a table of content types."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return retry_on_integrity_error(super().changeform_view)(request, *args, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        there = reverse(f"admin:{self.address_of('change')}", args=[obj.pk])
        self._say_saved(request, obj, gettext("Added: {thing}"), there)
        if "_continue" in request.POST:
            return self._to(request, there)
        return self.response_post_save_add(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        self._say_saved(request, obj, gettext("Saved: {thing}"), request.path)
        if "_continue" in request.POST:
            return self._to(request, request.path)
        return self.response_post_save_change(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        message = gettext("Deleted: “%(name)s”.") % {"name": isolated(obj_display)}
        self.message_user(request, message, messages.SUCCESS)
        return self._to(request, reverse(f"admin:{self.address_of('changelist')}"))

    def _say_saved(self, request: HttpRequest, thing: Any, message: str, there: str) -> None:
        """With the way to it: to where readers see it, or to its page here."""
        stays = "_continue" in request.POST
        link = (self.view_on_site(thing) or there) if stays else there
        named = format_html('<a href="{}"><bdi>{}</bdi></a>', link, self.title_of(thing))
        self.message_user(request, format_html(message, thing=named), messages.SUCCESS)

    def _to(self, request: HttpRequest, address: str) -> HttpResponse:
        """Back to the list as it was filtered, or on to a page that leads back there."""
        kept: Any = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return HttpResponseRedirect(add_preserved_filters(kept, address))

    def log_many(
        self, request: HttpRequest, things: Iterable[Any], message: str, flag: int = CHANGE
    ) -> None:
        who: Any = request.user.pk
        LogEntry.objects.log_actions(who, list(things), flag, message)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        """How many of what goes along, counted: a name for each would cost a query for each."""
        things = list(objs)
        collector = Collector(using=self.model.objects.db, origin=objs)
        refused: Iterable[models.Model] = ()
        try:
            collector.collect(things)
        except ProtectedError as error:
            refused = error.protected_objects
        except RestrictedError as error:
            refused = error.restricted_objects
        along = {
            **collector.data,
            self.model: {*collector.data.get(self.model, ())} - {*things},
        }.items()
        site: Any = self.admin_site
        counts = {} if refused else site.named_counts(along, collector.fast_deletes)
        return (
            [self.title_of(thing) for thing in things],
            counts,
            set(),
            [str(one) for one in refused],
        )

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> Any:
        context |= self.about_deletion([context["object"]])
        return super().render_delete_form(request, context)

    def about_deletion(self, things: Sequence[Any]) -> dict[str, Any]:
        """What the question says besides what goes along."""
        if len(things) == 1:
            title = gettext("Delete “%(name)s”?") % {"name": isolated(self.title_of(things[0]))}
        else:
            title = gettext("Delete %(count)d %(names)s?")
            title %= {"count": len(things), "names": self.plural}
        return {"title": title, "plural": self.plural, "stays": self.stays}


class ReadOnly(Base):
    """Shown, never touched."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
