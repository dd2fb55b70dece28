from django.apps import AppConfig, apps
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig


class ProjectConfig(AppConfig):
    name = "cpdblog"


class CommunityAdminConfig(AdminConfig):
    default_site = "cpdblog.admin.CommunityAdminSite"

    # Pages that other packages bring along. They show secrets and keys of sign-in, or change
    # behind our backs what the settings and the verbs of the models decide.
    left_out = (
        "account.EmailAddress",
        "auth.Group",
        "mfa.Authenticator",
        "socialaccount.SocialAccount",
        "socialaccount.SocialApp",
        "socialaccount.SocialToken",
        "taggit.Tag",
        "usersessions.UserSession",
    )

    def ready(self) -> None:
        super().ready()
        for name in self.left_out:
            admin.site.unregister(apps.get_model(name))
        # The models are there only now.
        from cpdblog.admin_people import CommunityPersonAdmin  # noqa: PLC0415
        from cpdblog.admin_records import DeedAdmin  # noqa: PLC0415
        from cpdblog.admin_tasks import TaskAdmin  # noqa: PLC0415

        admin.site.register(apps.get_model("accounts.User"), CommunityPersonAdmin)
        tasks = apps.get_model("django_tasks_database.DBTaskResult")
        admin.site.unregister(tasks)
        admin.site.register(tasks, TaskAdmin)
        admin.site.register(apps.get_model("admin.LogEntry"), DeedAdmin)
