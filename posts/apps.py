from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostsConfig(AppConfig):
    name = "posts"
    verbose_name = _("Posts")

    def ready(self) -> None:
        from posts import receivers, websub  # noqa: F401, PLC0415
        from posts.cards import receivers as receivers_of_cards  # noqa: F401, PLC0415
