from django.contrib import admin
from django.urls import include, path

from cpdblog import media, site_pages
from posts.urls import blogs, people

site = [
    path("hosts/", site_pages.hosts, name="hosts"),
    path("robots.txt", site_pages.robots, name="robots"),
    path("media/<path:name>", media.serve, name="media"),
]

urlpatterns = [
    path("", include((site, "site"))),
    path("", include("community.urls")),
    path("", include("search.urls")),
    path("", include("comments.urls")),
    path("", include((people, "people"))),
    path("", include((blogs, "blogs"))),
    path("", include("posts.urls")),
    path("desk/", include("desk.urls")),
    path("desk/", include("transfer.urls")),
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "cpdblog.errors.bad_request"
handler403 = "cpdblog.errors.forbidden"
handler404 = "cpdblog.errors.not_found"
handler429 = "cpdblog.errors.too_many"  # asked for by allauth
handler500 = "cpdblog.errors.server_error"
