"""The people, looked after by hosts: never by a way into somebody's account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Identity, User
from cpdblog.lib.admin import HostAdmin, HostInline, ReadOnly, by_itself
from mail.addresses import normalise_email

if TYPE_CHECKING:
    from django.http import HttpRequest

    PersonModelForm = forms.ModelForm[User]
else:
    PersonModelForm = forms.ModelForm


class PersonForm(PersonModelForm):
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
    verbose_name_plural = _("accounts elsewhere")


@admin.register(User)
class PersonAdmin(HostAdmin):
    form = PersonForm
    list_display = ["who", "handle", "email", "standing", "joined_at"]
    list_filter = ["is_staff", "is_active"]
    search_fields = ["name", "handle", "email"]
    ordering = ["name", "pk"]
    inlines = [IdentityInline]
    readonly_fields = ["joined_at", "last_login"]
    fieldsets = [
        (None, {"fields": ["name", "handle", "email", "region", "website", "bio"]}),
        (_("Standing"), {"fields": ["is_active", "is_staff", "joined_at", "last_login"]}),
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

    @admin.display(description=_("standing"), empty_value="")
    def standing(self, person: User) -> str | None:
        if not person.is_active:
            return gettext("Not active")
        return gettext("Host") if person.is_staff else None

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001
        if not change:
            obj.set_unusable_password()  # they come in by a code sent to their address
            User.objects.register(obj)
            return
        obj.update_profile(name=obj.name, region=obj.region, website=obj.website, bio=obj.bio)
        if {"is_active", "is_staff"}.intersection(form.changed_data):
            obj.change_standing(is_active=obj.is_active, is_host=obj.is_staff)
