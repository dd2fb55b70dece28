from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from accounts import allauth_limits, receivers  # noqa: F401, PLC0415

        allauth_limits.count_in_our_table()
