from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.fields import EmailField
from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib import messages
from django.core.validators import URLValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User, validate_handle
from cpdblog.lib.database.concurrency import advisory_lock
from cpdblog.lib.images.renditions import MAX_AVATAR_BYTES, InvalidImage, make_avatar
from cpdblog.lib.text.plain import one_line
from mail.addresses import normalise_email


def lookalike_message(handle: str) -> str:
    """No name is refused; who takes one like another's is told."""
    message = gettext(
        "Somebody else here is called that too, or nearly. @%(handle)s tells you apart."
    )
    return message % {"handle": handle}


def _visible_name(typed: str) -> str:
    if name := one_line(typed):
        return name
    raise forms.ValidationError(_("A name needs at least one letter that can be seen."))


class LabelsOnly(forms.Form):
    """Nothing stands in a field that goes away as one types: allauth repeats the label there."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class MailboxInput(EmailField):
    """Normalised before allauth looks for whose address it is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": _("E-mail"), **options})

    def clean(self, value: Any) -> str:
        return normalise_email(super().clean(value))


class AnotherAddressForm(LabelsOnly, AddEmailForm):
    email = MailboxInput()


class CodeForm(LabelsOnly, RequestLoginCodeForm):
    email = MailboxInput()


class ForgottenPasswordForm(LabelsOnly, ResetPasswordForm):
    email = MailboxInput()


class FirstPasswordForm(LabelsOnly, SetPasswordForm):
    pass


class OtherPasswordForm(LabelsOnly, ChangePasswordForm):
    pass


class NewPasswordForm(LabelsOnly, ResetPasswordKeyForm):
    pass


class AuthenticatorForm(LabelsOnly, ActivateTOTPForm):
    pass


class SecondStepForm(LabelsOnly, AuthenticateForm):
    pass


class PasswordForm(LabelsOnly, LoginForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        login, password = self.fields["login"], self.fields["password"]
        login.label, login.widget.attrs["autocomplete"] = _("E-mail or handle"), "username"
        password.help_text = ""

    def clean_login(self) -> str:
        return normalise_email(super().clean_login())

    def _clean_with_password(self, credentials: dict[str, str]) -> dict[str, Any]:
        try:
            data: dict[str, Any] = super()._clean_with_password(credentials)
        except forms.ValidationError as refusal:
            if not str(refusal.code).endswith("password_mismatch"):
                raise
            self.add_error("password", _("This password does not match that name."))
            data = self.cleaned_data
        return data

    def _setup_password_field(self) -> None:
        """allauth would take the password away, because joining does not ask for one."""


class SignUpForm(LabelsOnly, SignupForm):
    email = MailboxInput()
    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("It stands over what you write."),
    )
    field_order = ("name", "username", "email")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        handle: Any = self.fields["username"]
        email = self.fields["email"]
        handle.label, handle.max_length = _("Handle"), 40
        handle.help_text = _(
            "The last part of your address here: small letters, digits and hyphens."
        )
        handle.widget.attrs.update(
            autocomplete="username", autocapitalize="none", spellcheck="false"
        )
        email.label, email.help_text = _("E-mail"), _("Never shown to anybody.")

    def clean_name(self) -> str:
        return _visible_name(self.cleaned_data["name"])

    def clean_username(self) -> str:
        self.cleaned_data["username"] = self.cleaned_data["username"].strip().lower()
        handle: str = super().clean_username()
        return handle

    @transaction.atomic
    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Two who join with one address at one moment: the second hears of the first by e-mail."""
        data = self.cleaned_data
        if User.objects.has_lookalike_of(data["name"], data["username"]):
            messages.info(request, lookalike_message(data["username"]))
        advisory_lock(data["email"])
        self.validate_unique_email(data["email"])
        saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return saved


class PasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label, alone.label = _("Name"), _("Sign in with this passkey alone")
        alone.help_text = _(
            "Otherwise it is only asked for as a second step. Older keys can do no more."
        )
        alone.initial = True


class HandleField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).lower()


class NamesForm(forms.ModelForm[User]):
    """What somebody is called: in the first week all of it may still be chosen."""

    new_handle = HandleField(
        label=_("Handle"),
        max_length=40,
        required=False,
        validators=[validate_handle],
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("It can be changed during your first week. Links to the former one lead here."),
    )

    class Meta:
        model = User
        fields = ["name"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].required = True
        if self.instance.can_change_handle:
            self.fields["new_handle"].initial = self.instance.handle
        else:
            del self.fields["new_handle"]

    def clean_name(self) -> str:
        return _visible_name(self.cleaned_data["name"])

    def clean_new_handle(self) -> str:
        handle: str = self.cleaned_data["new_handle"] or self.instance.handle
        try:
            get_adapter().clean_username(handle)
        except forms.ValidationError:
            # Asked last: they may have taken it themselves, in another window, since it was asked.
            if not User.objects.known_as(handle).filter(pk=self.instance.pk).exists():
                raise
        return handle


class ProfileForm(NamesForm):
    website = forms.CharField(
        label=_("Website"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )
    picture = forms.FileField(
        label=_("New picture"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/gif,image/webp,image/avif"}
        ),
        help_text=_(
            "JPEG, PNG, GIF, WebP or AVIF, 10 MB at most. It is cut square, and what the camera"
            " noted in it is removed."
        ),
    )
    remove_picture = forms.BooleanField(label=_("Remove my picture"), required=False)

    class Meta(NamesForm.Meta):
        fields = ["name", "region", "website", "bio"]
        widgets = {"bio": forms.Textarea(attrs={"rows": 3})}

    def clean_website(self) -> str:
        typed: str = self.cleaned_data["website"].strip()
        address = typed if "://" in typed or not typed else f"https://{typed}"
        if address:
            URLValidator(schemes=["http", "https"])(address)
        return address

    def clean_picture(self) -> bytes | None:
        upload = self.cleaned_data["picture"]
        if upload is None:
            return None
        if (upload.size or 0) > MAX_AVATAR_BYTES:
            raise forms.ValidationError(_("That picture is larger than 10 MB."))
        try:
            return make_avatar(upload.read())
        except InvalidImage as error:
            raise forms.ValidationError(_("We could not read that as a picture.")) from error
