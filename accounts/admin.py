"""The people, looked after by hosts: never by a way into somebody's account.

cpdblog.admin_people shows what they did as well, and registers it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin_bulk_actions import LET_IN_AGAIN, SUSPEND
from accounts.models import Identity, User
from cpdblog.lib.admin import (
    BulkAction,
    HostAdmin,
    HostInline,
    ReadOnly,
    asks,
    by_itself,
    marked,
    year_filter,
)
from mail.addresses import normalise_email

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet
    from django.http import HttpRequest

    PersonModelForm = forms.ModelForm[User]
else:
    PersonModelForm = forms.ModelForm


class PersonForm(PersonModelForm):
    class Meta:
        help_texts = {
            "is_active": _("Without it they are suspended: signed out, and not let in again."),
            "is_staff": _("Hosts look after all blogs, posts, comments and people."),
        }

    def clean_email(self) -> str:
        email = normalise_email(self.cleaned_data["email"])
        if User.objects.with_handle_or_email(email=email).exists():
            raise forms.ValidationError(gettext("Somebody here has this address."))
        return email

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"]
        if User.objects.known_as(handle).exists():
            raise forms.ValidationError(gettext("Somebody here has or had this handle."))
        return handle


class IdentityInline(ReadOnly, HostInline):
    model = Identity
    fields = readonly_fields = ("provider_name", "name", "profile_url", "last_used_at")
    verbose_name_plural = _("sign-in methods")


class PersonAdmin(HostAdmin):
    form = PersonForm
    list_display = ["who", "email", "handle", "standing", "joined_at"]
    list_filter = ["is_staff", "is_active", year_filter("joined_at", _("joined"))]
    search_fields = ["name", "handle", "email"]
    search_help_text = _("Names, handles, e-mails")
    ordering = ["name", "pk"]
    actions = undoing = ("let_in_again", "suspend")
    inlines = [IdentityInline]
    readonly_fields = ["joined_at", "last_signed_in"]
    fieldsets = [
        (None, {"fields": ["name", "handle", "email", "bio", "region", "website"]}),
        (_("Status"), {"fields": ["is_active", "is_staff", "joined_at", "last_signed_in"]}),
    ]
    add_fieldsets = [(None, {"fields": ["name", "handle", "email"]})]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        return self.fieldsets if obj else self.add_fieldsets

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        return self.inlines if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        if obj is None:
            return []
        fixed = [*self.readonly_fields, "handle", "email"]
        if obj == request.user:
            fixed += ["is_active", "is_staff"]  # nobody shuts the door behind themselves
        return fixed

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or not obj.is_superuser or request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # their words and their places in threads stay: accounts are closed instead

    @admin.display(description=_("name"), ordering="name")
    def who(self, person: User) -> str:
        return by_itself(person)

    @admin.display(description=_("last signed in"), empty_value="–")
    def last_signed_in(self, person: User) -> dt.datetime | None:
        return person.last_login

    @admin.display(description=_("status"), ordering="is_active")
    def standing(self, person: User) -> str:
        if not person.is_active:
            return marked(gettext("Suspended"), "bin")
        if person.is_staff:
            return marked(gettext("Host"), "review")
        return marked(gettext("Member"), "published")

    @admin.action(description=_("Let in again"), permissions=["change"])
    @asks(LET_IN_AGAIN)
    def let_in_again(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        self._set_active(request, queryset, LET_IN_AGAIN, is_active=True)

    @admin.action(description=_("Suspend"), permissions=["change"])
    @asks(SUSPEND)
    def suspend(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        self._set_active(request, queryset, SUSPEND, is_active=False)

    @transaction.atomic
    def _set_active(
        self, request: HttpRequest, queryset: QuerySet[User], bulk: BulkAction, *, is_active: bool
    ) -> None:
        """Hosts stay as they are: each of them is decided about on their own page."""
        reasons = [(person, bulk.why_left(person)) for person in queryset.order_by("pk")]
        members = [person for person, reason in reasons if reason is None]
        for person in members:
            person.change_standing(is_active=is_active, is_host=person.is_staff)
        message = gettext("Let in again") if is_active else gettext("Suspended")
        self.log_many(request, members, message)
        undo = self.undo_url(bulk, members)
        self.report(request, bulk, members, left=reasons, undo=undo)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001
        if not change:
            obj.set_unusable_password()  # they come in by a code sent to their address
            User.objects.register(obj)
            return
        obj.update_profile(name=obj.name, region=obj.region, website=obj.website, bio=obj.bio)
        if {"is_active", "is_staff"}.intersection(form.changed_data):
            obj.change_standing(is_active=obj.is_active, is_host=obj.is_staff)
