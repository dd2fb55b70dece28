from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CommunityConfig(AppConfig):
    name = "cpdblog"
    label = "community"


class CommunityAdminConfig(AdminConfig):
    default_site = "cpdblog.admin.CommunityAdminSite"
