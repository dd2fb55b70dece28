from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class CommunityAdminSite(admin.AdminSite):
    site_header = _("The office")
    site_title = _("The office")
    index_title = _("What there is to look after")

    login = secure_admin_login(admin.AdminSite.login)
