from django.urls import include, path

from accounts import views

own = [
    path("profile/", views.profile, name="profile"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("", include("allauth.urls")),
]
